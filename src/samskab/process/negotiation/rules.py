"""Who may say what at the negotiation table, and when. Interests before positions; consent, not votes."""

from __future__ import annotations

from datetime import datetime

from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Role
from samskab.ground.people.selectors import holds
from samskab.kit.errors import Closed, Invalid, NotAllowed, Refusal
from samskab.process.core import rules as core
from samskab.process.core.models import Process, Seat, Stage
from samskab.process.framing.models import StanceCode
from samskab.process.negotiation import selectors
from samskab.process.negotiation.models import (
    Degree,
    Interest,
    Mediation,
    ObjectionAnswer,
    Proposal,
    Stance,
)
from samskab.process.purpose.models import AdoptedPurpose
from samskab.process.purpose.rules import require_purpose_adopted

ROUNDS = 2  # answers to an objection before a neutral is called (DOMAIN.md 7)


def require_negotiator(process: Process, actor: Actor) -> Seat:
    """A party that negotiates: seated, by its spokesperson, in this stage, and no possible supplier."""
    core.require_stage(process, Stage.NEGOTIATION)
    seat = core.require_seat(process, actor)
    core.require_no_supplier(seat)
    return seat


# -- interests ----------------------------------------------------------------------------------------------


def require_may_state_interest(process: Process, actor: Actor) -> Seat:
    """Any party, also one that may come to supply: what you need is not what you sell."""
    core.require_stage(process, Stage.NEGOTIATION, Stage.KNOWLEDGE)
    return core.require_seat(process, actor)


def require_may_withdraw_interest(process: Process, actor: Actor, interest: Interest | None) -> Interest:
    seat = require_may_state_interest(process, actor)
    if interest is None:
        raise Invalid("core.unknown_choice")
    if interest.party_id != seat.party_id:
        raise NotAllowed("negotiation.not_your_words")
    if interest.withdrawn_at is not None:
        raise Closed("negotiation.already_taken_back")
    return interest


# -- proposals ----------------------------------------------------------------------------------------------


def require_may_propose(process: Process, actor: Actor) -> tuple[Seat, AdoptedPurpose]:
    """G3 and G4: a purpose first, then one's own interest, and never by who may be paid for the answer."""
    seat = require_negotiator(process, actor)
    adopted = require_purpose_adopted(process)
    if seat.party_id not in selectors.parties_with_interest(process):
        raise Closed("negotiation.own_interest_first")
    return seat, adopted


def require_on_the_table(proposal: Proposal | None) -> Proposal:
    if proposal is None:
        raise Invalid("core.unknown_choice")
    if proposal.withdrawn_at is not None:
        raise Closed("negotiation.proposal_is_taken_back")
    return proposal


def require_meets_something(degrees: dict[int, str]) -> None:
    """A proposal that meets nobody's need, not even partly, is not an answer to anything."""
    if any(degree not in Degree.values for degree in degrees.values()):
        raise Invalid("core.unknown_choice")
    if not any(degree != Degree.NOT for degree in degrees.values()):
        raise Invalid("negotiation.meets_no_interest")


def require_may_withdraw_proposal(process: Process, actor: Actor, proposal: Proposal | None) -> Proposal:
    core.require_stage(process, Stage.NEGOTIATION)
    seat = core.require_seat(process, actor)
    standing = require_on_the_table(proposal)
    if standing.party_id != seat.party_id:
        raise NotAllowed("negotiation.not_your_words")
    return standing


def require_may_judge(process: Process, actor: Actor, interest: Interest | None) -> Interest:
    """Only the party that has a need can say whether it is met."""
    core.require_stage(process, Stage.NEGOTIATION)
    seat = core.require_seat(process, actor)
    if interest is None or interest.withdrawn_at is not None:
        raise Invalid("core.unknown_choice")
    if interest.party_id != seat.party_id:
        raise NotAllowed("negotiation.not_your_interest")
    return interest


# -- stances and objections ---------------------------------------------------------------------------------


def require_may_take_stance(
    process: Process, actor: Actor, proposal: Proposal | None
) -> tuple[Seat, Proposal]:
    core.require_stage(process, Stage.NEGOTIATION)
    seat = core.require_seat(process, actor)
    standing = require_on_the_table(proposal)
    if standing.party_id == seat.party_id:
        raise NotAllowed("negotiation.own_proposal")
    return seat, standing


def require_stance_fits(seat: Seat, stance: str, *, names_something: bool, done_to_us: bool) -> None:
    """A supplier stands aside; an objection names an interest, a value or a harm (DOMAIN.md 7 and 8)."""
    if stance not in StanceCode.values:
        raise Invalid("core.unknown_choice")
    if seat.may_supply and stance != StanceCode.STAND_ASIDE:
        raise NotAllowed("negotiation.supplier_only_stands_aside")
    if stance == StanceCode.OBJECT and not names_something:
        raise Invalid("negotiation.objection_names_nothing")
    if done_to_us and (stance != StanceCode.OBJECT or not seat.affected):
        raise Invalid("negotiation.done_to_us_is_for_the_affected")


def require_open_objection(objection: Stance | None) -> Stance:
    """Still meant, still on the table, neither settled nor carried."""
    if objection is None:
        raise Invalid("core.unknown_choice")
    if objection.replaced_at is not None or objection.proposal.withdrawn_at is not None:
        raise Closed("negotiation.objection_is_gone")
    if selectors.is_settled(objection):
        raise Closed("negotiation.objection_is_settled")
    if selectors.is_carried(objection):
        raise Closed("negotiation.dissent_is_carried")
    return objection


def require_may_answer(process: Process, actor: Actor, objection: Stance | None) -> tuple[Seat, Stance]:
    """Any other party may answer. The one that objected has already said what it means."""
    seat = require_negotiator(process, actor)
    standing = require_open_objection(objection)
    if standing.party_id == seat.party_id:
        raise NotAllowed("negotiation.own_objection")
    return seat, standing


def require_counter(process: Process, objection: Stance, counter: Proposal | None) -> Proposal:
    """The counter-proposal grew out of the proposal that was objected to."""
    standing = require_on_the_table(counter)
    if not selectors.answers_below(process, objection.proposal_id, standing.pk):
        raise Invalid("negotiation.no_counter_to_it")
    return standing


def require_may_accept(process: Process, actor: Actor, answer: ObjectionAnswer | None) -> ObjectionAnswer:
    """Whether an objection is settled is said by the party that made it, and by nobody for it."""
    core.require_stage(process, Stage.NEGOTIATION)
    seat = core.require_seat(process, actor)
    if answer is None:
        raise Invalid("core.unknown_choice")
    if answer.objection.party_id != seat.party_id:
        raise NotAllowed("negotiation.not_your_objection")
    require_open_objection(selectors.objection_of(process, answer.objection_id))
    return answer


def require_may_ask_mediation(
    process: Process, actor: Actor, objection: Stance | None
) -> tuple[Seat, Stance]:
    """Either party to an objection, after two answers - also when the answers met silence."""
    seat = require_negotiator(process, actor)
    standing = require_open_objection(objection)
    answers = list(standing.answers.all())
    if seat.party_id not in {standing.party_id, standing.proposal.party_id, *(a.by_id for a in answers)}:
        raise NotAllowed("negotiation.not_between_you")
    if selectors.mediation_about(standing) is not None:
        raise Closed("negotiation.mediation_is_asked")
    if len(answers) < ROUNDS:
        raise Closed("negotiation.two_rounds_first", rounds=ROUNDS, given=len(answers))
    return seat, standing


def require_may_close_mediation(process: Process, actor: Actor, mediation: Mediation | None) -> Mediation:
    """A neutral: holds the office and belongs to nobody at this table."""
    core.require_stage(process, Stage.NEGOTIATION)
    person = core.require_person(actor)
    if not holds(person, Role.FACILITATOR):
        raise NotAllowed("negotiation.only_a_facilitator")
    if selectors.sits_at_table(process, person):
        raise NotAllowed("negotiation.facilitator_is_not_neutral")
    if mediation is None:
        raise Invalid("core.unknown_choice")
    if mediation.closed_at is not None:
        raise Closed("negotiation.mediation_is_closed")
    return mediation


def require_may_go_on(
    process: Process, actor: Actor, objection: Stance | None, now: datetime
) -> tuple[Seat, Stance]:
    """Only after a mediation that did not settle it, and never against an affected party on something done
    to it.
    """
    seat = require_negotiator(process, actor)
    standing = require_open_objection(objection)
    theirs = process.seats.filter(party_id=standing.party_id, left_at__isnull=True).first()
    if standing.done_to_us and theirs is not None and theirs.affected:
        raise NotAllowed("negotiation.never_against_the_affected", party=standing.party.name)
    if not selectors.mediation_failed(standing, now):
        raise Closed("negotiation.mediation_first")
    require_not_in_the_ballots_hands(standing)
    return seat, standing


def require_not_in_the_ballots_hands(objection: Stance) -> None:
    """Who has asked everybody waits for the answer, and lives with it: no majority, no decision."""
    held = selectors.ballot_on(objection.proposal_id)
    if held is None:
        return
    if held.closed_at is None:
        raise Closed("negotiation.ballot_runs")
    if objection.at <= held.called_at:
        raise Closed("negotiation.ballot_said_no")


# -- the gate's half ----------------------------------------------------------------------------------------


def missing_interests(seats: list[Seat], heard: set[int]) -> list[Refusal]:
    """Every party that negotiates has said what it needs. `heard` are those who have."""
    return [
        Closed("negotiation.party_has_no_interest", party=seat.party.name)
        for seat in seats
        if not seat.may_supply and seat.party_id not in heard
    ]
