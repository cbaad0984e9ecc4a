"""Er det reelt? Se selv. Six facts, each with its proof; never added up to a score (DOMAIN.md 1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, Min, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samskab.ground.parties.models import SIDE_OF_KIND, Side
from samskab.kit.prepared import Slot, prepared
from samskab.process.action.models import PerformedBy, Task
from samskab.process.agreement.models import PoliticalDecision, Signature
from samskab.process.core.models import BoundaryStatus, Challenge, Process, Seat
from samskab.process.framing.models import Framing
from samskab.process.knowledge import selectors as knowledge
from samskab.process.knowledge.models import Statement, StatementState
from samskab.process.negotiation.models import Proposal
from samskab.process.purpose.models import AdoptedPurpose

CIVIC_KINDS = [kind for kind, side in SIDE_OF_KIND.items() if side == Side.CIVIC]
PUBLIC_KINDS = [kind for kind, side in SIDE_OF_KIND.items() if side == Side.PUBLIC]
YES, NO, NOT_YET = "yes", "no", "unknown"


@dataclass(frozen=True)
class Fact:
    """`state` is yes, no, or unknown while it is too early to say; `url` leads to the rows behind it."""

    code: str
    state: str
    text: str | Promise
    url: str


STATE_PAGES = {
    "framing": "framing:page",
    "purpose": "purpose:page",
    "signed": "agreement:page",
    "changed": "core:table",
    "answered": "knowledge:page",
    "moved": "action:page",
}


def facts(process: Process, rows: Mapping[str, Any] | None = None) -> list[Fact]:
    """The six facts of this process as its own rows tell them, read with one question to the database.

    `rows` are the answers to `asked`, when a page has put them to the database among others.
    """
    if rows is None:
        (rows,) = _rows_behind(process)
    states = {
        "framing": _before(rows["civic_framing"], rows["decided"]),
        "purpose": _before(rows["adopted"], rows["planned"]),
        "signed": _if(rows["signed"], rows["affected_signed"]),
        "changed": YES if rows["changed"] else NO if rows["signed"] else NOT_YET,
        "answered": _if(rows["said"], not rows["unanswered"]),
        "moved": _if(rows["planned"] is not None, not rows["hidden"]),
    }
    return [
        Fact(code, state, TEXTS[code], reverse(STATE_PAGES[code], args=[process.slug]))
        for code, state in states.items()
    ]


@prepared
def _rows_behind(process: Slot) -> QuerySet[Process, Any]:
    return Process.objects.filter(pk=process).values(**asked(process))


def asked(process: Slot) -> dict[str, Any]:
    """What the facts ask of a process, as values of its row."""
    return {**_firsts(), **_whether(process)}


def _before(first: datetime | None, then: datetime | None) -> str:
    """Whether the first came no later than what should follow it; not yet while neither has come."""
    if first is None:
        return NOT_YET if then is None else NO
    return YES if then is None or first <= then else NO


def _if(begun: bool, holds: bool) -> str:
    return NOT_YET if not begun else YES if holds else NO


TEXTS: dict[str, str | Promise] = {
    "framing": _("Borgere skrev, hvad problemet er, før noget blev besluttet."),
    "purpose": _("Formålet kom før opgaverne."),
    "signed": _("Mindst én berørt part har skrevet under."),
    "changed": _("Mindst én ramme eller ét forslag blev ændret, fordi borgere sagde noget."),
    "answered": _("Alle har fået svar."),
    "moved": _("Intet arbejde er flyttet fra ansatte til frivillige i det skjulte."),
}


def _earliest(rows: QuerySet[Any], of: str, field: str) -> Subquery:
    """The first moment of these rows in the process the outer query stands at."""
    here = rows.filter(**{of: OuterRef("pk")}).order_by().values(of)
    return Subquery(here.annotate(first=Min(field)).values("first"))


def _firsts() -> dict[str, Subquery]:
    civic = Framing.objects.filter(party__kind__in=CIVIC_KINDS, withdrawn_at__isnull=True)
    return {
        "civic_framing": _earliest(civic, "round__process", "written_at"),
        "decided": _earliest(PoliticalDecision.objects.all(), "agreement__process", "at"),
        "adopted": _earliest(AdoptedPurpose.objects.all(), "process", "adopted_at"),
        "planned": _earliest(Task.objects.all(), "process", "planned_at"),
    }


def _whether(process: Slot) -> dict[str, Any]:
    """Yes-or-no questions. A change is a boundary that moved, or a counter-proposal that became a clause."""
    signed = Signature.objects.filter(agreement__process=process)
    opened = Challenge.objects.filter(
        boundary__process=process, by__kind__in=CIVIC_KINDS, answered_at__isnull=False
    ).exclude(outcome=BoundaryStatus.STANDS)
    countered = Proposal.objects.filter(
        process=process,
        parent__party__kind__in=PUBLIC_KINDS,
        party__kind__in=CIVIC_KINDS,
        withdrawn_at__isnull=True,
        clauses__dropped_at__isnull=True,
        clauses__isnull=False,
    )
    moved = Task.objects.filter(
        process=process,
        earlier_by=PerformedBy.STAFF,
        now_by=PerformedBy.VOLUNTEER,
        taken_back_at__isnull=True,
        signed_move__isnull=True,
    )
    affected = Seat.objects.filter(process=process, affected=True).values("party")
    return {
        "signed": Exists(signed),
        "affected_signed": Exists(signed.filter(party__in=affected)),
        "changed": Exists(opened) | Exists(countered),
        "said": Exists(Statement.objects.filter(process=process, state=StatementState.OPEN)),
        "unanswered": Exists(knowledge.unanswered(process)),
        "hidden": Exists(moved),
    }
