"""Tasks come last, replace nobody, and never cost a party more than it offered."""

from __future__ import annotations

from decimal import Decimal

from samskab.ground.parties.models import Party, Side
from samskab.kit.errors import Closed, Invalid, NotAllowed
from samskab.process.action import selectors
from samskab.process.action.models import (
    FollowUp,
    PerformedBy,
    ReplacementConsent,
    ReplacementSignature,
    Task,
    TaskStatus,
)
from samskab.process.core.models import Process

MOST_HOURS = Decimal(10_000)
CORE_HANDS = (PerformedBy.STAFF, PerformedBy.COMPANY)


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
