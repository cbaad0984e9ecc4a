"""Interests, proposals, stances and what is still open between the parties, read only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from django.db.models import Count, Prefetch, QuerySet

from samskab.ground.access.visible import PASSER_BY, visible
from samskab.ground.parties.models import Membership
from samskab.kit.prepared import Slot, hang, prepared
from samskab.process.core import selectors as core
from samskab.process.core.models import Process, Seat
from samskab.process.framing.models import StanceCode
from samskab.process.knowledge.models import Statement
from samskab.process.negotiation.models import (
    Ballot,
    BallotKind,
    Interest,
    InterestMet,
    Mediation,
    ObjectionAnswer,
    Proposal,
    Stance,
)
from samskab.process.purpose.models import ValueStatement


class ObjectionState(StrEnum):
    """Where an objection stands. The words for each are the room's, not the code's."""

    UNANSWERED = "unanswered"
    WAITS_FOR_YES = "waits_for_yes"
    NOT_SETTLED = "not_settled"
    MEDIATED = "mediated"
    MEDIATION_FAILED = "mediation_failed"
    CARRIED = "carried"
    SETTLED = "settled"


def interests(process: Process) -> QuerySet[Interest]:
    """What the parties need, as long as they say so."""
    return process.interests.filter(withdrawn_at__isnull=True).select_related("party")


def interest_of(process: Process, interest_id: int) -> Interest | None:
    return process.interests.filter(pk=interest_id).select_related("party").first()


def parties_with_interest(process: Process) -> set[int]:
    return set(_heard(process))


@prepared
def _heard(process: Slot) -> QuerySet[Interest, int]:
    standing = Interest.objects.filter(process=process, withdrawn_at__isnull=True).order_by()
    return standing.values_list("party_id", flat=True)


def value_of(process: Process, value_id: int) -> ValueStatement | None:
    return process.values.filter(pk=value_id, withdrawn_at__isnull=True).first()


def values(process: Process) -> QuerySet[ValueStatement]:
    return process.values.filter(withdrawn_at__isnull=True).select_related("party")


def proposals(process: Process) -> QuerySet[Proposal]:
    """Every proposal, also those taken back: an answer needs what it answered."""
    return process.proposals.select_related("party")


def live_proposals(process: Process) -> QuerySet[Proposal]:
    return proposals(process).filter(withdrawn_at__isnull=True)


def proposal_of(process: Process, proposal_id: int) -> Proposal | None:
    return proposals(process).filter(pk=proposal_id).first()


def open_statements(process: Process, ids: Iterable[int]) -> list[Statement]:
    """Those of the named statements that stand open in this process."""
    return list(visible(PASSER_BY, process.statements.filter(pk__in=list(ids))))


def answers_below(process: Process, proposal_id: int, candidate_id: int) -> bool:
    """Whether the candidate is a counter-proposal to the other, directly or through others in between."""
    parent_of = dict(process.proposals.values_list("pk", "parent_id"))
    step = parent_of.get(candidate_id)
    while step is not None and step != proposal_id:
        step = parent_of.get(step)
    return step == proposal_id


def ancestors(parent_of: Mapping[int, int | None], proposal_id: int) -> list[int]:
    """The proposals this one answers, nearest first."""
    chain: list[int] = []
    step = parent_of.get(proposal_id)
    while step is not None and step not in chain:
        chain.append(step)
        step = parent_of.get(step)
    return chain


def _answers() -> Prefetch[str]:
    """The answers to an objection with who gave them, in one query."""
    return Prefetch("answers", ObjectionAnswer.objects.select_related("by", "counter__party"))


@prepared
def every_proposal(process: Slot) -> QuerySet[Proposal]:
    """In the order of proposing, each with how many statements it builds on."""
    return Proposal.objects.filter(process=process).annotate(n_built_on=Count("uses"))


@prepared
def every_interest(process: Slot) -> QuerySet[Interest]:
    """Also those taken back: an objection may have named one."""
    return Interest.objects.filter(process=process).select_related("party")


@prepared
def degrees(process: Slot) -> QuerySet[InterestMet, tuple[int, int, int, str]]:
    """(interest, proposal, who says it, how far the one meets the other)"""
    said = InterestMet.objects.filter(proposal__process=process, interest__withdrawn_at__isnull=True)
    return said.order_by("pk").values_list("interest_id", "proposal_id", "said_by_id", "degree")


def stances_on(proposal_ids: Iterable[int]) -> QuerySet[Stance]:
    """The present stances on these proposals."""
    found = Stance.objects.filter(proposal__in=list(proposal_ids), replaced_at__isnull=True)
    return found.select_related("value")


@prepared
def spoken(process: Slot) -> QuerySet[Stance, tuple[int, int]]:
    """Which party has a stance on which proposal now."""
    found = Stance.objects.filter(proposal__process=process, replaced_at__isnull=True)
    return found.order_by().values_list("proposal_id", "party_id")


def current_stance(proposal: Proposal, party_id: int) -> Stance | None:
    return proposal.stances.filter(party_id=party_id, replaced_at__isnull=True).first()


@prepared
def _objected(process: Slot) -> QuerySet[Stance]:
    now = Stance.objects.filter(
        proposal__process=process,
        proposal__withdrawn_at__isnull=True,
        replaced_at__isnull=True,
        stance=StanceCode.OBJECT,
    )
    return now.select_related("carried")


@prepared
def _answered(process: Slot) -> QuerySet[ObjectionAnswer]:
    return ObjectionAnswer.objects.filter(objection__proposal__process=process).select_related("by")


@prepared
def _mediated(process: Slot) -> QuerySet[Mediation]:
    return Mediation.objects.filter(objection__proposal__process=process)


def objections(
    process: Process, seats: Sequence[Seat] | None = None, rows: Iterable[Proposal] | None = None
) -> list[Stance]:
    """The objections that count now: on a proposal still on the table, by a party still at the table; with
    their answers and mediations. `seats` and `rows` are the table and its proposals, when they are read.

    A party that leaves takes its objection out of the way by its own choice; its words stay in the history.
    """
    here = {seat.party_id: seat.party for seat in (core.seats(process) if seats is None else seats)}
    found = [stance for stance in _objected(process) if stance.party_id in here]
    about = {row.pk: row for row in (every_proposal(process) if rows is None else rows)}
    for stance in found:
        stance.party, stance.proposal = here[stance.party_id], about[stance.proposal_id]
    hang(found, "answers", _answered(process), by="objection_id")
    hang(found, "mediations", _mediated(process), by="objection_id")
    return found


def objection_of(process: Process, stance_id: int) -> Stance | None:
    """An objection, current or not, with what has been said to it."""
    return (
        Stance.objects.filter(pk=stance_id, proposal__process=process, stance=StanceCode.OBJECT)
        .select_related("party", "proposal__party", "carried", "interest", "value")
        .prefetch_related(_answers(), "mediations")
        .first()
    )


def mediation_about(stance: Stance) -> Mediation | None:
    return next(iter(stance.mediations.all()), None)


def is_carried(stance: Stance) -> bool:
    return getattr(stance, "carried", None) is not None


def is_settled(stance: Stance) -> bool:
    """The objecting party has said so, or a mediation ended so."""
    mediation = mediation_about(stance)
    return bool(mediation and mediation.settled) or any(a.accepted for a in stance.answers.all())


def mediation_failed(stance: Stance, now: datetime) -> bool:
    """A mediation ended unsettled, or its clock ran out. Nobody can hold the others up by staying silent."""
    mediation = mediation_about(stance)
    if mediation is None:
        return False
    return mediation.settled is False if mediation.closed_at else now > mediation.due


def state_of(stance: Stance, now: datetime) -> ObjectionState:
    """Where one objection stands, from most to least decided."""
    if is_settled(stance):
        return ObjectionState.SETTLED
    if is_carried(stance):
        return ObjectionState.CARRIED
    if mediation_failed(stance, now):
        return ObjectionState.MEDIATION_FAILED
    if mediation_about(stance) is not None:
        return ObjectionState.MEDIATED
    given = list(stance.answers.all())
    if not given:
        return ObjectionState.UNANSWERED
    if any(answer.accepted is None for answer in given):
        return ObjectionState.WAITS_FOR_YES
    return ObjectionState.NOT_SETTLED


def open_objections(process: Process, seats: Sequence[Seat] | None = None) -> list[Stance]:
    """Neither settled nor carried as dissent."""
    return [
        stance for stance in objections(process, seats) if not is_settled(stance) and not is_carried(stance)
    ]


def carried_objections(process: Process) -> list[Stance]:
    """To be printed in the agreement: still objected, carried on with, never settled."""
    return [stance for stance in objections(process) if is_carried(stance) and not is_settled(stance)]


def ballot_on(proposal_id: int) -> Ballot | None:
    """The ballot on going on with a proposal, running or counted."""
    held = Ballot.objects.filter(kind=BallotKind.ADOPT, drafts__proposal=proposal_id)
    return held.select_related("outcome").first()


def sits_at_table(process: Process, participant_id: int) -> bool:
    """Whether a person belongs to any party at this table."""
    return Membership.objects.filter(
        participant_id=participant_id,
        until__isnull=True,
        party__in=process.seats.filter(left_at__isnull=True).values("party"),
    ).exists()
