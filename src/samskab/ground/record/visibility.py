"""Who sees what of the record: all of it, but the salts that would let words be guessed from their marks."""

from samskab.ground.record.models import (
    Checkpoint,
    Entry,
    Node,
    Opening,
    State,
)

SEEN_BY_ALL = (
    Entry,
    Node,
    State,
    Checkpoint,
)
SHOWN_TO_NOBODY = (Opening,)
