"""The closed list of what may happen in the record: a code nobody declared is a mistake, not a new kind."""

from __future__ import annotations

import re

from samskab.kit import acts

SHREDDED = "record.opening.shredded"
_FORM = re.compile(r"[a-z][a-z_]*(?:\.[a-z][a-z_]*){2}")
_declared: set[str] = {SHREDDED}


def register(*codes: str) -> None:
    """Declare codes of the form `room.object.past_participle`; acts declare theirs by `kit.acts.act`."""
    for code in codes:
        if not _FORM.fullmatch(code):
            raise ValueError(f"{code!r} is not room.object.past_participle")
    _declared.update(codes)


def known() -> frozenset[str]:
    """Every code that may be written."""
    return frozenset(_declared).union(*(act.records for act in acts.REGISTRY.values()))


def is_known(code: str) -> bool:
    return bool(_FORM.fullmatch(code)) and (
        code in _declared or any(code in act.records for act in acts.REGISTRY.values())
    )
