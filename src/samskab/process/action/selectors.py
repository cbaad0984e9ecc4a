"""Tasks and results, read only."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from samskab.process.action.models import (
    Direction,
    FollowUp,
    PerformedBy,
    ReplacementConsent,
    Task,
    TaskStatus,
)
from samskab.process.agreement.models import Resource
from samskab.process.core.models import Process

FEWEST_ANSWERS = 5


def tasks(process: Process) -> list[Task]:
    """All tasks with who owns them, who did them before and every flag."""
    found = process.tasks.select_related("owner", "clause", "consent__staff_party", "consent__association")
    return list(found.prefetch_related("partners", "flags__by"))


def moved(process: Process) -> QuerySet[Task]:
    """Work that moved from staff to volunteers: must be none, or signed, or flagged and taken back (M8)."""
    return process.tasks.filter(earlier_by=PerformedBy.STAFF, now_by=PerformedBy.VOLUNTEER)


def open_flags(process: Process) -> QuerySet[Task]:
    return process.tasks.filter(status=TaskStatus.FLAGGED, taken_back_at__isnull=True, consent__isnull=True)


def waiting_consents(process: Process) -> list[ReplacementConsent]:
    return list(process.replacement_consents.filter(signed_at__isnull=True).select_related("staff_party"))


def follow_up(process: Process) -> FollowUp | None:
    found = process.follow_ups.prefetch_related("results__by", "next_steps__owner", "spreads__area")
    return found.first()


def hours_taken(process: Process, party_id: int) -> Decimal:
    """Hours a month the party's own tasks ask of it now."""
    own = process.tasks.filter(owner_id=party_id).exclude(status=TaskStatus.DROPPED)
    return own.aggregate(hours=Sum("hours_month"))["hours"] or Decimal(0)


def ceiling(process: Process, party_id: int) -> Decimal | None:
    """The most hours a month the party has said it will give, when it has said so."""
    offered = Resource.objects.filter(
        agreement__process=process,
        agreement__superseded_at__isnull=True,
        by_id=party_id,
        withdrawn_at__isnull=True,
    )
    most: Decimal | None = offered.aggregate(most=Sum("most_hours_month"))["most"]
    return most


def directions(process: Process) -> set[str]:
    found = FollowUp.objects.filter(process=process).values_list("results__direction", flat=True)
    return {direction for direction in found if direction in Direction.values}


def felt_influence(process: Process) -> dict[str, float | None]:
    """Median felt influence per side, from five answers on; None while there are too few to show (M13)."""
    sides: dict[str, list[int]] = {}
    for side, felt in process.survey_answers.order_by("felt").values_list("side", "felt"):
        sides.setdefault(side, []).append(felt)
    return {
        side: _median(answers) if len(answers) >= FEWEST_ANSWERS else None for side, answers in sides.items()
    }


def _median(ordered: list[int]) -> float:
    middle = len(ordered) // 2
    return float(ordered[middle]) if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def unsigned(process: Process) -> QuerySet[Task]:
    """Tasks that would replace staff without both signatures."""
    return moved(process).filter(
        Q(consent__isnull=True) | Q(consent__signed_at__isnull=True), taken_back_at__isnull=True
    )
