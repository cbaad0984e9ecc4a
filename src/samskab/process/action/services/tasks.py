"""Tasks, last of all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from samskab.ground.people.actor import Actor
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.errors import Closed, Invalid, NotAllowed
from samskab.kit.text import SHORT_CHARS, optional_text, require_text
from samskab.process.action import rules
from samskab.process.action.models import PerformedBy, ReplacementConsent, Task, TaskStatus
from samskab.process.agreement.models import Clause
from samskab.process.core import selectors as core


@act("action.task.planned")
def plan_task(
    *,
    process_id: int,
    actor: Actor,
    title: str,
    earlier_by: str,
    now_by: str,
    core_statutory: bool,
    hours_month: Decimal,
    clause_id: int | None,
    partner_ids: Sequence[int],
    consent_id: int | None,
    now: datetime,
) -> Task:
    """A party takes on a task itself; nobody gives work to another. No task before an adopted purpose (G3).

    "Løste en ansat den før?" If so, volunteers cannot take it over unless both sides have signed it in
    public (G6).
    """
    process = core.process_for_update(process_id)
    adopted, seat = rules.require_may_plan(process, actor)
    if earlier_by not in PerformedBy.values or now_by not in PerformedBy.values:
        raise Invalid("action.unknown_choice")
    live = Clause.objects.filter(agreement__process=process, dropped_at__isnull=True)
    clause = live.filter(pk=clause_id or 0).first()
    if clause_id and clause is None:
        raise Invalid("action.unknown_choice")
    consent = ReplacementConsent.objects.filter(pk=consent_id or 0, process=process).first()
    rules.require_statutory_stays_public(core_statutory=core_statutory, owner=seat.party, now_by=now_by)
    signed = rules.require_no_replacement(
        earlier_by=earlier_by, now_by=now_by, owner=seat.party, consent=consent
    )
    rules.require_under_ceiling(process, seat.party, hours_month)
    task = Task.objects.create(
        process=process,
        under=adopted,
        clause=clause,
        title=require_text(title, field="title", most=SHORT_CHARS),
        owner=seat.party,
        core_statutory=core_statutory,
        earlier_by=earlier_by,
        now_by=now_by,
        hours_month=hours_month,
        signed_move=signed,
        planned_at=now,
    )
    task.partners.set([seat.party for seat in core.seats(process) if seat.party_id in set(partner_ids)])
    record.append(
        "action.task.planned",
        space=process.public_id,
        obj=task.public_id,
        at=now,
        commits={"title": task.title},
    )
    return task


@act("action.task.changed")
def change_status(
    *, process_id: int, actor: Actor, task_id: int, status: str, note: str, now: datetime
) -> Task:
    """The owner says how it goes. Dropping needs no reason: "I må gerne holde op"."""
    process = core.process_for_update(process_id)
    task = rules.require_task(process, task_id)
    rules.require_may_change(process, actor, task)
    if status not in TaskStatus.values or status == TaskStatus.FLAGGED:
        raise Invalid("action.unknown_choice")
    marked = task.status == TaskStatus.FLAGGED
    if marked and task.taken_back_at is None and task.signed_move_id is None:
        raise NotAllowed("action.flag_is_answered_first")
    if task.taken_back_at is not None and status != TaskStatus.DROPPED:
        raise Closed("action.taken_back_stays")
    task.status, task.note = status, optional_text(note, field="note")
    task.save(update_fields=["status", "note"])
    record.append("action.task.changed", space=process.public_id, obj=task.public_id, at=now)
    return task
