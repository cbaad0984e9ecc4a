"""What each party wants the process to be true to, before anything is to be done."""

from __future__ import annotations

from datetime import datetime

from samskab.ground.people.actor import Actor
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.text import require_text
from samskab.process.core.selectors import process_for_update
from samskab.process.purpose import rules
from samskab.process.purpose.models import ValueShare, ValueSkip, ValueStatement


@act("purpose.value.stated")
def state_value(*, process_id: int, actor: Actor, basic: str, text: str, now: datetime) -> ValueStatement:
    """A party states a value under one of the three basic ones: democracy, equality, community.

    Values are asked of the process, never of a person's beliefs (op-ed, S12).
    """
    process = process_for_update(process_id)
    seat = rules.require_speaker(process, actor)
    chosen = rules.require_basic(basic)
    value = ValueStatement.objects.create(
        process=process,
        party=seat.party,
        basic=chosen,
        text=require_text(text, field="text"),
        stated_at=now,
    )
    record.append(
        "purpose.value.stated",
        space=process.public_id,
        obj=value.public_id,
        at=now,
        commits={"text": value.text},
    )
    return value


@act("purpose.value.shared")
def share_value(*, process_id: int, actor: Actor, value_id: int, now: datetime) -> ValueShare:
    """A party shares another's value, and has then spoken: the same words twice help nobody."""
    process = process_for_update(process_id)
    seat, value = rules.require_may_share(process, actor, value_id)
    share = ValueShare.objects.create(value=value, party=seat.party, at=now)
    record.append("purpose.value.shared", space=process.public_id, obj=value.public_id, at=now)
    return share


@act("purpose.value.withdrawn")
def withdraw_value(*, process_id: int, actor: Actor, value_id: int, now: datetime) -> ValueStatement:
    """A party takes its own value back; it stays readable as withdrawn."""
    process = process_for_update(process_id)
    value = rules.require_may_withdraw(process, actor, value_id)
    value.withdrawn_at = now
    value.save(update_fields=["withdrawn_at"])
    record.append("purpose.value.withdrawn", space=process.public_id, obj=value.public_id, at=now)
    return value


@act("purpose.values.skipped")
def skip_values(*, process_id: int, actor: Actor, reason: str, now: datetime) -> ValueSkip:
    """A party stands aside from the values, and says why. Its silence is then not a hole."""
    process = process_for_update(process_id)
    seat = rules.require_may_skip(process, actor)
    reason = require_text(reason, field="reason")
    skip, _ = ValueSkip.objects.update_or_create(
        process=process, party=seat.party, defaults={"reason": reason, "at": now}
    )
    record.append(
        "purpose.values.skipped",
        space=process.public_id,
        obj=seat.public_id,
        at=now,
        commits={"reason": reason},
    )
    return skip


@act("purpose.basic_value.skipped")
def skip_basic_value(*, process_id: int, actor: Actor, basic: str, reason: str, now: datetime) -> ValueSkip:
    """A steward or a facilitator writes down why a basic value is left out, when nobody speaks to it.

    Democracy, equality and community are either on the table or missing for a reason everyone can read.
    """
    process = process_for_update(process_id)
    rules.require_merger(process, actor)
    chosen = rules.require_unaddressed(process, basic)
    reason = require_text(reason, field="reason")
    skip, _ = ValueSkip.objects.update_or_create(
        process=process, party=None, basic=chosen, defaults={"reason": reason, "at": now}
    )
    record.append(
        "purpose.basic_value.skipped",
        space=process.public_id,
        obj=process.public_id,
        at=now,
        commits={"reason": reason},
    )
    return skip
