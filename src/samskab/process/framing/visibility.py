"""Who sees a framing: blind until all are revealed at once.

Nobody sees anything before: no steward, no facilitator and no office sees a framing before the others do.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from samskab.ground.people.actor import Actor
from samskab.process.framing.models import (
    Framing,
    FramingElement,
    FramingRound,
    FramingStance,
    FramingThread,
    SharedFraming,
    SharedSuggestion,
)


def over(now: datetime, path: str = "round__") -> Q:
    """Everyone sees everything: the round was revealed, or its deadline has passed."""
    return Q(**{f"{path}revealed_at__isnull": False}) | Q(**{f"{path}deadline__lte": now})


def _own_revealed_or_both_locked(actor: Actor, now: datetime | None) -> Q:
    """A party's own, always; all of a round that is over; and in a blind round the other locked ones, once
    its own is locked and can no longer be changed.
    """
    if now is None:
        raise ValueError("a framing is seen by the clock: say what time it is")
    seen = over(now)
    if actor.party_id is None:
        return seen
    own_is_locked = Framing.objects.filter(
        round=OuterRef("round"), party_id=actor.party_id, locked_at__isnull=False
    )
    return seen | Q(party_id=actor.party_id) | Q(Exists(own_is_locked), locked_at__isnull=False)


RULES = {Framing: _own_revealed_or_both_locked}
SEEN_BY_ALL = (FramingThread, FramingRound, SharedFraming, FramingElement, SharedSuggestion, FramingStance)
