"""What the mirror counts: acts and words everybody may see, never who a person is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Min, OuterRef, Q

from samskab.ground.access.visible import PASSER_BY, visible
from samskab.ground.parties.models import SIDE_OF_KIND, PartyKind, Side
from samskab.ground.places.models import Area, AreaKind
from samskab.process.agreement.models import Clause
from samskab.process.calls.models import Call, Channel
from samskab.process.core.models import Seat
from samskab.process.knowledge.models import Statement
from samskab.process.negotiation.models import Proposal

# A call of a group without a board, or of one person alone, and a call of those who have an office.
UNORGANISED = ("", PartyKind.INFORMAL_GROUP)


@dataclass(frozen=True)
class Wait:
    """One call: days to its answer, or waited so far; whether it came; whether an organised party asked."""

    days: int
    answered: bool
    organised: bool


def waits(since: datetime, now: datetime) -> list[Wait]:
    """Every call raised since then."""
    calls = visible(PASSER_BY, Call.objects.filter(raised_at__gte=since, raised_at__lte=now)).order_by()
    first = calls.annotate(answered_at=Min("replies__at"))
    rows = first.values_list("raised_at", "raised_by_kind", "answered_at")
    return [
        Wait(((at or now) - raised).days, at is not None, kind not in UNORGANISED)
        for raised, kind, at in rows
    ]


def kinds_on(side: Side) -> list[str]:
    return [kind.value for kind, its in SIDE_OF_KIND.items() if its == side]


def proposals(since: datetime) -> dict[Side, tuple[int, int]]:
    """How many proposals of each side are a clause of a signed agreement, and how many were made."""
    kept = Clause.objects.filter(
        origin=OuterRef("pk"), dropped_at__isnull=True, agreement__signatures__isnull=False
    )
    made = visible(PASSER_BY, Proposal.objects.filter(proposed_at__gte=since, withdrawn_at__isnull=True))
    rows = (
        made.order_by()
        .values_list("party__kind")
        .annotate(n=Count("pk"), n_kept=Count("pk", filter=Exists(kept)))
    )
    found = Counter[tuple[Side, str]]()
    for kind, n, n_kept in rows:
        side = SIDE_OF_KIND[PartyKind(kind)]
        found[side, "kept"] += n_kept
        found[side, "made"] += n
    return {side: (found[side, "kept"], found[side, "made"]) for side in Side}


def contributions(since: datetime) -> list[int]:
    """Statements and proposals of each party that has a seat anywhere, also of those that said nothing."""
    said = Counter[int]()
    for rows in (
        visible(PASSER_BY, Statement.objects.filter(stated_at__gte=since, party__isnull=False)),
        visible(PASSER_BY, Proposal.objects.filter(proposed_at__gte=since)),
    ):
        said.update(dict(rows.order_by().values_list("party").annotate(n=Count("pk"))))
    seated = set(visible(PASSER_BY, Seat.objects.all()).order_by().values_list("party", flat=True))
    return sorted(said[party] for party in seated | said.keys())


def outside_the_web(since: datetime) -> tuple[int, int]:
    """Statements of citizens that came by paper, telephone, meeting or visit, and all of them."""
    told = visible(PASSER_BY, Statement.objects.filter(stated_at__gte=since, imported_ref=""))
    civic = told.filter(Q(party__isnull=True) | Q(party__kind__in=kinds_on(Side.CIVIC)))
    found = civic.aggregate(n=Count("pk"), outside=Count("pk", filter=~Q(channel=Channel.WEB)))
    return found["outside"], found["n"]


def calls_by_kind_of_area(since: datetime) -> list[tuple[AreaKind, int, int]]:
    """Of each kind of area its calls and its people. A part of an area counts as the area it lies in; the
    municipality as a whole is left out, for its people live in the others.
    """
    areas = {area.pk: area for area in Area.objects.all()}
    raised = dict(
        visible(PASSER_BY, Call.objects.filter(raised_at__gte=since))
        .order_by()
        .values_list("area")
        .annotate(n=Count("pk"))
    )
    calls, people = Counter[AreaKind](), Counter[AreaKind]()
    for area in areas.values():
        outermost = _outermost(area, areas)
        if outermost is None or not outermost.population:
            continue
        kind = AreaKind(outermost.kind)
        calls[kind] += raised.get(area.pk, 0)
        people[kind] += outermost.population if outermost is area else 0
    return [(kind, calls[kind], people[kind]) for kind in AreaKind if people[kind]]


def _outermost(area: Area, areas: dict[int, Area]) -> Area | None:
    """The largest area round this one that is not the whole municipality."""
    found = None
    while area.kind != AreaKind.WHOLE:
        found = area
        if area.within_id is None:
            break
        area = areas[area.within_id]
    return found
