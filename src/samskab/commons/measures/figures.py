"""What the methods say to the counts. Kept for an hour: they are counts of what everybody may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.cache import cache

from samskab.commons.measures import selectors
from samskab.ground.parties.models import Side
from samskab.ground.places.models import AreaKind
from samskab.process.core.rules import CALL_DAYS
from samskab.process.knowledge.models import Basis
from samskab.process.knowledge.selectors import uptake_everywhere

if TYPE_CHECKING:
    from samskab.methods import equality

PERIOD = timedelta(days=730)
KEPT_SECONDS = 3600
CACHE_KEY = "measures.mirror"


@dataclass(frozen=True)
class Mirror:
    """Every figure of one counting; `at` is when. An outcome says when it has too little to tell."""

    at: datetime
    waiting: equality.Waiting
    by_kind: equality.Comparison
    uptake: equality.Uptake
    adopted: equality.Uptake
    voices: equality.Concentration
    places: equality.Representation | None
    area_kinds: tuple[AreaKind, ...]
    outside: equality.Share


def mirror(now: datetime) -> Mirror:
    """The figures of the last two years, at most an hour old."""
    kept: Mirror | None = cache.get(CACHE_KEY)
    if kept is None or kept.at > now:
        kept = count(now)
        cache.set(CACHE_KEY, kept, KEPT_SECONDS)
    return kept


def count(now: datetime) -> Mirror:
    """Ask everything anew."""
    from samskab.methods import equality  # noqa: PLC0415 - the house starts without the maths

    since = now - PERIOD
    waits = selectors.waits(since, now)
    days, done = [one.days for one in waits], [one.answered for one in waits]
    known = {one.basis: (one.used, one.said) for one in uptake_everywhere(since)}
    proposals = selectors.proposals(since)
    places = selectors.calls_by_kind_of_area(since)
    return Mirror(
        at=now,
        waiting=equality.time_to_answer(days, done, by_day=CALL_DAYS, promised=CALL_DAYS),
        by_kind=equality.compare_times(days, done, [int(one.organised) for one in waits]),
        uptake=equality.uptake(known[Basis.EXPERIENCE], known[Basis.PROFESSIONAL]),
        adopted=equality.uptake(
            proposals[Side.CIVIC], proposals[Side.PUBLIC], least=equality.LEAST_PROPOSALS
        ),
        voices=equality.concentration(selectors.contributions(since)),
        places=equality.representation([calls for _, calls, _ in places], [people for _, _, people in places])
        if places
        else None,
        area_kinds=tuple(kind for kind, _, _ in places),
        outside=equality.share(*selectors.outside_the_web(since)),
    )
