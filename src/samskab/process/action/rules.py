"""Tasks come last, replace nobody, and never cost a party more than it offered."""

from __future__ import annotations

from decimal import Decimal

from samskab.ground.parties.models import Party, PartyKind, Side
from samskab.ground.people.actor import Actor
from samskab.kit.errors import Closed, Invalid, NotAllowed
from samskab.process.action import selectors
from samskab.process.action.models import (
    FollowUp,
    PerformedBy,
    ReplacementConsent,
    ReplacementSignature,
    SurveyVoice,
    Task,
    TaskStatus,
)
from samskab.process.core import rules as core
from samskab.process.core.models import Process, Seat, Stage
from samskab.process.purpose.models import AdoptedPurpose
from samskab.process.purpose.rules import require_purpose_adopted

MOST_HOURS = Decimal(10_000)
WORKING = (Stage.AGREEMENT, Stage.ACTION)
AFTER = (Stage.ACTION, Stage.FOLLOWED_UP)
CORE_HANDS = (PerformedBy.STAFF, PerformedBy.COMPANY)


def require_worker(process: Process, actor: Actor) -> Seat:
    """A party at the table, while there is an agreement to work by and no results yet."""
    core.require_stage(process, *WORKING)
    return core.require_seat(process, actor)


def require_may_plan(process: Process, actor: Actor) -> tuple[AdoptedPurpose, Seat]:
    """No task before an adopted purpose (G3); a party plans for itself."""
    adopted = require_purpose_adopted(process)
    return adopted, require_worker(process, actor)


def require_may_change(process: Process, actor: Actor, task: Task) -> Seat:
    """The owner says how its own task goes; a mark is answered first."""
    seat = require_worker(process, actor)
    if task.owner_id != seat.party_id:
        raise NotAllowed("action.not_own_task")
    return seat


def require_may_flag(process: Process, actor: Actor, task: Task) -> Seat:
    seat = require_worker(process, actor)
    if task.now_by not in (PerformedBy.VOLUNTEER, PerformedBy.JOINT):
        raise Closed("action.no_volunteers_there")
    return seat


def require_may_take_back(process: Process, actor: Actor, task: Task) -> Seat:
    """The public side, or who took the work on: nobody else can say that it goes back."""
    seat = require_worker(process, actor)
    if seat.party.side != Side.PUBLIC and task.owner_id != seat.party_id:
        raise NotAllowed("action.public_side_takes_back")
    require_marked(task)
    return seat


def require_may_ask_replacement(process: Process, actor: Actor) -> Seat:
    seat = require_worker(process, actor)
    if seat.party.side != Side.PUBLIC:
        raise NotAllowed("action.staff_side_asks")
    return seat


def require_may_sign_replacement(process: Process, actor: Actor, consent: ReplacementConsent) -> Seat:
    """Those whose members would do the work, once: the staff side never signs for them."""
    seat = require_worker(process, actor)
    if seat.party.kind not in (PartyKind.ASSOCIATION, PartyKind.INFORMAL_GROUP):
        raise NotAllowed("action.association_signs")
    if ReplacementSignature.objects.filter(consent=consent).exists():
        raise Closed("action.already_signed")
    return seat


def require_may_say_what_came(process: Process, actor: Actor, *stages: Stage) -> tuple[Seat, FollowUp]:
    """A party at the table, when the follow-up has begun."""
    core.require_stage(process, *stages)
    return core.require_seat(process, actor), require_follow_up(process)


def require_may_answer_lift(process: Process, actor: Actor) -> tuple[Seat, FollowUp]:
    """The first to answer, and after that only the same party."""
    seat, follow_up = require_may_say_what_came(process, actor, Stage.ACTION)
    if follow_up.lift_answer and follow_up.lift_by_id not in {None, seat.party_id}:
        raise NotAllowed("action.lift_is_answered")
    return seat, follow_up


def require_may_answer_survey(process: Process, actor: Actor) -> tuple[FollowUp, str, int]:
    """Everyone who took part, once, when it is offered. The follow-up, the side answered for, the person."""
    core.require_stage(process, *AFTER)
    person = core.require_person(actor)
    core.require_may_have_stance(actor)
    follow_up = require_follow_up(process)
    side = require_took_part(follow_up, person, actor.party_id)
    if not follow_up.survey_offered:
        raise Closed("action.survey_not_offered")
    if SurveyVoice.objects.filter(follow_up=follow_up, participant_id=person).exists():
        raise Closed("action.survey_is_answered")
    return follow_up, side, person


def require_task(process: Process, task_id: int) -> Task:
    task = process.tasks.select_related("owner").filter(pk=task_id).first()
    if task is None:
        raise Invalid("action.unknown_task")
    return task


def require_statutory_stays_public(*, core_statutory: bool, owner: Party, now_by: str) -> None:
    """What the law obliges the public side to do keeps a public owner and paid hands (G6)."""
    if not core_statutory:
        return
    if owner.side != Side.PUBLIC:
        raise NotAllowed("action.statutory_needs_public_owner")
    if now_by not in CORE_HANDS:
        raise NotAllowed("action.statutory_stays_with_staff")


def require_marked(task: Task) -> None:
    """The task is marked as moved work, and nobody has answered the mark."""
    if task.status != TaskStatus.FLAGGED or task.taken_back_at is not None or task.signed_move_id is not None:
        raise Closed("action.not_flagged")


def require_own_move(signature: ReplacementSignature, owner: Party) -> None:
    """The two who signed may carry the work out; nobody does it on their signatures."""
    if owner.pk not in {signature.association_id, signature.consent.staff_party_id}:
        raise NotAllowed("action.signed_by_others")


def require_no_replacement(
    *, earlier_by: str, now_by: str, owner: Party, consent: ReplacementConsent | None
) -> ReplacementSignature | None:
    """Work an employee did does not slide to volunteers unless both sides have signed it in public (op-ed,
    P1b). One signed move carries one task; work that does not move needs none.
    """
    if (earlier_by, now_by) != (PerformedBy.STAFF, PerformedBy.VOLUNTEER):
        return None
    if consent is None:
        raise NotAllowed("action.replaces_staff")
    signature = ReplacementSignature.objects.filter(consent=consent).select_related("consent").first()
    if signature is None:
        raise Closed("action.replacement_not_signed_by_both")
    if Task.objects.filter(signed_move=signature).exists():
        raise Closed("action.replacement_is_used")
    require_own_move(signature, owner)
    return signature


def require_under_ceiling(process: Process, owner: Party, hours: Decimal) -> None:
    """ "I må gerne holde op": a party is never given more hours than it offered; others are asked instead."""
    if not 0 <= hours <= MOST_HOURS:
        raise Invalid("action.hours_out_of_range")
    most = selectors.ceiling(process, owner.pk)
    if most is not None and selectors.hours_taken(process, owner.pk) + hours > most:
        raise Closed("action.over_ceiling", most=most)


def require_follow_up(process: Process) -> FollowUp:
    found = process.follow_ups.first()
    if found is None:
        raise Closed("action.no_follow_up_yet")
    return found


def require_took_part(follow_up: FollowUp, person: int, party_id: int | None) -> str:
    """The side of somebody who was here before the follow-up began: who belongs to a party that has sat at
    the table, or has said or judged something alone. Nobody joins to answer, or to answer twice.
    """
    sides = selectors.sides_of(follow_up, person)
    if not sides:
        raise NotAllowed("action.only_who_took_part")
    return sides.get(party_id) or next(iter(sides.values()))
