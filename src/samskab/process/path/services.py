"""The acts of the path: turn a key, take it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db.models import Q

from samskab.ground.parties.models import Side
from samskab.ground.people.actor import Actor
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.errors import Closed
from samskab.kit.text import REASON_CHARS, require_text
from samskab.process.agreement import gates as agreement
from samskab.process.core import rules as core_rules
from samskab.process.core import selectors as core
from samskab.process.core.models import Process, Stage, Steward
from samskab.process.path import rules, selectors
from samskab.process.path.models import StageApproval, StageChange
from samskab.process.purpose import services as purpose

ON_OPEN: dict[Stage, Callable[[Process, datetime], object]] = {
    Stage.KNOWLEDGE: purpose.adopt,
    Stage.AGREEMENT: agreement.on_open,
}


@act("path.key.turned", "path.stage.opened", "path.stage.reopened", "purpose.purpose.adopted")
def turn_key(*, process_id: int, actor: Actor, to_stage: str, reason: str, now: datetime) -> StageChange:
    """A steward turns a key for a stage. It opens when the public and the civic key are both turned and
    nothing is in
    the way; going back needs a reason everyone can read, and the same two keys.

    One key alone decides nothing: that is the whole point of two (DOMAIN.md 8).
    """
    process = core.process_for_update(process_id)
    core_rules.require_running(process)
    key = core_rules.require_key(process, actor)
    backward = rules.require_step(process, to_stage)
    if backward:
        reason = require_text(reason, field="reason", least=REASON_CHARS)
    else:
        rules.require_gate_open(process, now)
    change = _change(process, to_stage, backward=backward, reason=reason, now=now)
    _approve(change, key, now)
    record.append("path.key.turned", space=process.public_id, obj=change.public_id, at=now)
    turned = StageApproval.objects.filter(change=change).values_list("side", flat=True)
    if set(turned) == {Side.PUBLIC, Side.CIVIC}:
        _carry_out(process, change, now)
    return change


def _change(process: Process, to_stage: str, *, backward: bool, reason: str, now: datetime) -> StageChange:
    change = selectors.pending_change(process)
    if change is None:
        return StageChange.objects.create(
            process=process,
            from_stage=process.stage,
            to_stage=to_stage,
            backward=backward,
            reason=reason if backward else "",
            asked_at=now,
        )
    if change.to_stage != to_stage:
        raise Closed("path.another_change_waits")
    return change


def _approve(change: StageChange, key: Steward, now: datetime) -> None:
    """One turn per side, and one per person: who handed the one key on does not turn the other as well."""
    turned = Q(side=key.side) | Q(steward__participant_id=key.participant_id)
    if change.approvals.filter(turned).exists():
        raise Closed("path.key_already_turned")
    StageApproval.objects.create(change=change, steward=key, side=key.side, at=now)


def _carry_out(process: Process, change: StageChange, now: datetime) -> None:
    # A clock set back between two servers must not make a stage begin before the one it follows.
    change.opened_at = max(now, process.stage_since)
    change.save(update_fields=["opened_at"])
    process.stage, process.stage_since = change.to_stage, change.opened_at
    process.save(update_fields=["stage", "stage_since"])
    # What the new stage does when it opens asks, like every act, whether the process stands there.
    if not change.backward and change.to_stage in ON_OPEN:
        ON_OPEN[Stage(change.to_stage)](process, now)
    record.append(
        "path.stage.reopened" if change.backward else "path.stage.opened",
        space=process.public_id,
        obj=change.public_id,
        at=now,
        commits={"stage": change.to_stage, "reason": change.reason},
    )


@act("path.key.taken_back")
def take_key_back(*, process_id: int, actor: Actor, now: datetime) -> StageChange:
    """Either steward may stop a change that waits for the second key."""
    process = core.process_for_update(process_id)
    core_rules.require_key(process, actor)
    change = selectors.pending_change(process)
    if change is None:
        raise Closed("path.no_change_waits")
    change.dropped_at = now
    change.save(update_fields=["dropped_at"])
    record.append("path.key.taken_back", space=process.public_id, obj=change.public_id, at=now)
    return change
