"""Pause, resume, and the emergency stop of an affected party."""

from __future__ import annotations

from datetime import datetime

from samskab.ground.people.actor import Actor
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.text import REASON_CHARS, require_text
from samskab.process.core import rules, selectors
from samskab.process.core.models import EmergencyStop, Process, Status


@act("core.process.paused")
def pause_process(*, process_id: int, actor: Actor, reason: str, now: datetime) -> Process:
    """A steward pauses with a public reason (a summer without deadlines)."""
    process = selectors.process_for_update(process_id)
    rules.require_may_pause(process, actor)
    process.status, process.status_reason = Status.PAUSED, require_text(reason, field="reason")
    process.save(update_fields=["status", "status_reason"])
    record.append("core.process.paused", space=process.public_id, obj=process.public_id, at=now)
    return process


@act("core.process.marked_sensitive")
def mark_sensitive(*, process_id: int, actor: Actor, reason: str, now: datetime) -> Process:
    """A steward says that here people tell about illness, children or money: nobody is shown by name in the
    talk, and a comment that seems to name somebody is read by a human first. It is never taken back, for what
    is said was said under that promise.
    """
    process = selectors.process_for_update(process_id)
    rules.require_may_mark_sensitive(process, actor)
    reason = require_text(reason, field="reason", least=REASON_CHARS)
    process.sensitive = True
    process.save(update_fields=["sensitive"])
    record.append(
        "core.process.marked_sensitive",
        space=process.public_id,
        obj=process.public_id,
        at=now,
        commits={"reason": reason},
    )
    return process


@act("core.process.resumed")
def resume_process(*, process_id: int, actor: Actor, reason: str, now: datetime) -> Process:
    """A steward resumes. After an emergency stop it is the other side's key or the party itself that says
    yes.
    """
    process = selectors.process_for_update(process_id)
    stop = rules.require_may_resume(process, actor)
    if stop is not None:
        stop.lifted_at, stop.lifted_reason = now, require_text(reason, field="reason", least=REASON_CHARS)
        stop.save(update_fields=["lifted_at", "lifted_reason"])
    process.status, process.status_reason = Status.RUNNING, ""
    process.save(update_fields=["status", "status_reason"])
    record.append("core.process.resumed", space=process.public_id, obj=process.public_id, at=now)
    return process


@act("core.process.stopped_in_emergency")
def stop_in_emergency(*, process_id: int, actor: Actor, reason: str, now: datetime) -> EmergencyStop:
    """An affected party stops the process once, with a reason everyone reads (DOMAIN.md 9)."""
    process = selectors.process_for_update(process_id)
    seat = rules.require_may_stop(process, actor)
    reason = require_text(reason, field="reason", least=REASON_CHARS)
    stop = EmergencyStop.objects.create(process=process, party=seat.party, reason=reason, at=now)
    process.status, process.status_reason = Status.PAUSED, reason
    process.save(update_fields=["status", "status_reason"])
    record.append(
        "core.process.stopped_in_emergency",
        space=process.public_id,
        obj=process.public_id,
        at=now,
        commits={"reason": reason},
    )
    return stop
