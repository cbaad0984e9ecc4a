"""Where a kiosk stands and which cards were printed is public. What a card says is its words; those follow
the rule of statements. A sitting is between the helper and the person who was helped.
"""

from datetime import datetime

from django.db.models import Q

from samskab.ground.people.actor import Actor
from samskab.process.doors.models import (
    Card,
    CardBatch,
    CardKeying,
    CardSheet,
    HelperQuota,
    Kiosk,
    Sitting,
    SittingWords,
)


def _the_two(actor: Actor, path: str) -> Q:
    if actor.participant_id is None:
        return Q(pk__in=[])
    return Q(**{f"{path}helper": actor.participant_id}) | Q(**{f"{path}participant": actor.participant_id})


def _sitting(actor: Actor, _now: datetime | None) -> Q:
    return _the_two(actor, "")


def _words(actor: Actor, _now: datetime | None) -> Q:
    return _the_two(actor, "sitting__")


RULES = {Sitting: _sitting, SittingWords: _words}
SEEN_BY_ALL = (Kiosk, HelperQuota, CardSheet, CardBatch)
SHOWN_TO_NOBODY = (Card, CardKeying)  # the stub's person, and what two read before they agreed
