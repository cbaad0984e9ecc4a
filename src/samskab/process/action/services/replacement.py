"""When work moves from staff to volunteers: signed by both in public, or flagged and taken back. Never
unseen.
"""

from __future__ import annotations

from datetime import datetime

from samskab.ground.people.actor import Actor
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.errors import Invalid
from samskab.kit.text import REASON_CHARS, SHORT_CHARS, require_text
from samskab.process.action import rules
from samskab.process.action.models import (
    PerformedBy,
    ReplacementConsent,
    ReplacementFlag,
    ReplacementSignature,
    Task,
    TaskStatus,
)
from samskab.process.core import selectors as core


@act("action.replacement.asked")
def ask_replacement(
    *, process_id: int, actor: Actor, what: str, text: str, now: datetime
) -> ReplacementConsent:
    """The staff side (its MED committee) says in public why a piece of work may move. Alone it opens
    nothing.
    """
    process = core.process_for_update(process_id)
    seat = rules.require_may_ask_replacement(process, actor)
    consent = ReplacementConsent.objects.create(
        process=process,
        staff_party=seat.party,
        staff_text=require_text(text, field="text", least=REASON_CHARS),
        what=require_text(what, field="what", most=SHORT_CHARS),
        asked_at=now,
    )
    record.append(
        "action.replacement.asked",
        space=process.public_id,
        obj=consent.public_id,
        at=now,
        commits={"what": consent.what, "text": consent.staff_text},
    )
    return consent


@act("action.replacement.signed")
def sign_replacement(
    *, process_id: int, actor: Actor, consent_id: int, text: str, task_id: int | None = None, now: datetime
) -> ReplacementSignature:
    """The association whose members would do the work signs too, in its own words. Only then can one task be
    planned by it; or it names the one marked task it is about.
    """
    process = core.process_for_update(process_id)
    consent = process.replacement_consents.filter(pk=consent_id).first()
    if consent is None:
        raise Invalid("action.unknown_choice")
    seat = rules.require_may_sign_replacement(process, actor, consent)
    signature = ReplacementSignature.objects.create(
        consent=consent,
        association=seat.party,
        text=require_text(text, field="text", least=REASON_CHARS),
        at=now,
    )
    if task_id is not None:
        task = rules.require_task(process, task_id)
        rules.require_marked(task)
        rules.require_own_move(signature, task.owner)
        task.signed_move = signature
        task.save(update_fields=["signed_move"])
    record.append(
        "action.replacement.signed",
        space=process.public_id,
        obj=consent.public_id,
        at=now,
        commits={"text": signature.text},
    )
    return signature


@act("action.replacement.flagged")
def flag_replacement(
    *, process_id: int, actor: Actor, task_id: int, text: str, now: datetime
) -> ReplacementFlag:
    """Any party that sees staff's work done by volunteers says so; everyone reads it until it is answered
    (M8).
    """
    process = core.process_for_update(process_id)
    task = rules.require_task(process, task_id)
    seat = rules.require_may_flag(process, actor, task)
    flag = ReplacementFlag.objects.create(
        task=task, by=seat.party, text=require_text(text, field="text"), at=now
    )
    task.earlier_by, task.status, task.taken_back_at = PerformedBy.STAFF, TaskStatus.FLAGGED, None
    task.save(update_fields=["earlier_by", "status", "taken_back_at"])
    record.append(
        "action.replacement.flagged",
        space=process.public_id,
        obj=task.public_id,
        at=now,
        commits={"text": flag.text},
    )
    return flag


@act("action.replacement.taken_back")
def take_back(*, process_id: int, actor: Actor, task_id: int, text: str, now: datetime) -> Task:
    """The public side takes the work back and says so. That it was flagged stays in the history."""
    process = core.process_for_update(process_id)
    task = rules.require_task(process, task_id)
    rules.require_may_take_back(process, actor, task)
    text = require_text(text, field="text")
    task.flags.filter(answered_at__isnull=True).update(answered=text, answered_at=now)
    task.taken_back_at = now
    task.save(update_fields=["taken_back_at"])
    record.append(
        "action.replacement.taken_back",
        space=process.public_id,
        obj=task.public_id,
        at=now,
        commits={"text": text},
    )
    return task
