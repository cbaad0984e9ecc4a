"""Tasks and results, read only."""

from __future__ import annotations

from decimal import Decimal
from statistics import median

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from samskab.ground.parties.models import Membership, Side
from samskab.ground.people.models import Role
from samskab.ground.people.viewer import Viewer
from samskab.kit.prepared import Slot, hang, prepared
from samskab.process.action.models import (
    Direction,
    FollowUp,
    NextStep,
    PerformedBy,
    ReplacementConsent,
    Result,
    Spread,
    SurveyTally,
    SurveyVoice,
    Task,
    TaskStatus,
)
from samskab.process.agreement.models import Resource
from samskab.process.core.models import Process
from samskab.process.knowledge.models import Statement, Vote

FEWEST_ANSWERS = 5


def tasks(process: Process) -> list[Task]:
    """All tasks with who owns them, who did them before and every flag."""
    found = process.tasks.select_related(
        "owner", "clause", "signed_move__association", "signed_move__consent__staff_party"
    )
    return list(found.prefetch_related("partners", "flags__by"))


def moved(process: Process) -> QuerySet[Task]:
    """Work that moved from staff to volunteers: must be none, or signed, or flagged and taken back (M8)."""
    return process.tasks.filter(earlier_by=PerformedBy.STAFF, now_by=PerformedBy.VOLUNTEER)


def open_flags(process: Process) -> QuerySet[Task]:
    return process.tasks.filter(
        status=TaskStatus.FLAGGED, taken_back_at__isnull=True, signed_move__isnull=True
    )


def waiting_consents(process: Process) -> list[ReplacementConsent]:
    """Those the staff side has signed and no association has."""
    return list(process.replacement_consents.filter(signature__isnull=True).select_related("staff_party"))


def unused_moves(process: Process, party_id: int | None) -> QuerySet[ReplacementConsent]:
    """What both sides have signed, this party among them, and no task carries out."""
    signed = process.replacement_consents.filter(signature__isnull=False, signature__task__isnull=True)
    return signed.filter(Q(signature__association_id=party_id) | Q(staff_party_id=party_id))


def follow_up(process: Process) -> FollowUp | None:
    """What came out of it, with its results, next steps and where it spread."""
    found = _follow_up(process)
    hang(found, "results", _results(process), by="follow_up_id")
    hang(found, "next_steps", _next_steps(process), by="follow_up_id")
    hang(found, "spreads", _spreads(process), by="follow_up_id")
    return next(iter(found), None)


def bare_follow_up(process: Process) -> FollowUp | None:
    """The same without what hangs on it: whether it is begun, and what it says itself."""
    return _follow_up.first(process)


@prepared
def _follow_up(process: Slot) -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(process=process)[:1]


@prepared
def _results(process: Slot) -> QuerySet[Result]:
    return Result.objects.filter(follow_up__process=process).select_related("by")


@prepared
def _next_steps(process: Slot) -> QuerySet[NextStep]:
    return NextStep.objects.filter(follow_up__process=process).select_related("owner")


@prepared
def _spreads(process: Slot) -> QuerySet[Spread]:
    return Spread.objects.filter(follow_up__process=process).select_related("area")


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
    return {direction for direction in _directions(process) if direction in Direction.values}


@prepared
def _directions(process: Slot) -> QuerySet[Result, str]:
    return Result.objects.filter(follow_up__process=process).order_by().values_list("direction", flat=True)


def felt_influence(process: Process) -> dict[str, float | None]:
    """Median felt influence per side, from five answers on; None while there are too few to show (M13)."""
    sides: dict[str, list[int]] = {}
    tallies = SurveyTally.objects.filter(follow_up__process=process, n__gt=0).order_by("felt")
    for side, felt, n in tallies.values_list("side", "felt", "n"):
        sides.setdefault(side, []).extend([felt] * n)
    return {
        side: median(answers) if len(answers) >= FEWEST_ANSWERS else None for side, answers in sides.items()
    }


def sides_of(follow_up: FollowUp, participant_id: int) -> dict[int | None, str]:
    """The side of each party by which this person took part before the follow-up began; without a party, the
    civic side under None. Empty for who came later or did nothing here.
    """
    process, since = follow_up.process, follow_up.held_at
    belonged = Membership.objects.filter(
        participant_id=participant_id,
        since__lte=since,
        party__seats__process=process,
        party__seats__joined_at__lte=since,
    ).select_related("party")
    sides: dict[int | None, str] = {row.party_id: row.party.side for row in belonged.order_by("since", "pk")}
    if sides:
        return sides
    said = Statement.objects.filter(process=process, participant_id=participant_id)
    judged = Vote.objects.filter(statement__process=process, participant_id=participant_id)
    return {None: Side.CIVIC} if said.exists() or judged.exists() else {}


def waits_for_the_check(process: Process, viewer: Viewer) -> bool:
    """Whether this reader took part, is asked, and has not answered; the same rule as `sides_of`, in one
    question.
    """
    if viewer.participant is None or {Role.COUNCILLOR, Role.FACILITATOR} & set(viewer.roles):
        return False
    mine = {"participant_id": viewer.participant.pk}
    belonged = Membership.objects.filter(
        **mine,
        since__lte=OuterRef("held_at"),
        party__seats__process=OuterRef("process"),
        party__seats__joined_at__lte=OuterRef("held_at"),
    )
    said = Statement.objects.filter(**mine, process=OuterRef("process"))
    judged = Vote.objects.filter(**mine, statement__process=OuterRef("process"))
    answered = SurveyVoice.objects.filter(**mine, follow_up=OuterRef("pk"))
    asked = FollowUp.objects.filter(~Exists(answered), process=process, survey_offered=True)
    return asked.filter(Exists(belonged) | Exists(said) | Exists(judged)).exists()


def unsigned(process: Process) -> QuerySet[Task]:
    """Tasks that would replace staff without both signatures."""
    return moved(process).filter(signed_move__isnull=True, taken_back_at__isnull=True)
