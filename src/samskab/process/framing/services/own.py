"""A party's own understanding of the problem."""

from __future__ import annotations

from datetime import datetime

from samskab.ground.people.actor import Actor
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.text import require_text
from samskab.process.core.selectors import process_for_update
from samskab.process.framing import rules
from samskab.process.framing.models import Framing


@act("framing.framing.written")
def write_framing(*, process_id: int, actor: Actor, text: str, now: datetime) -> Framing:
    """A party writes its own framing, blind; until it is locked or the round is over it may write it anew.

    The first understanding of the problem belongs to those who live with it, not to who wrote first (op-ed,
    P4d).
    """
    process = process_for_update(process_id)
    seat, framing_round = rules.require_may_write(process, actor, now)
    text = require_text(text, field="text")
    framing, _ = Framing.objects.update_or_create(
        round=framing_round, party=seat.party, defaults={"text": text, "written_at": now}
    )
    record.append(
        "framing.framing.written",
        space=process.public_id,
        obj=framing.public_id,
        at=now,
        commits={"text": text},
    )
    return framing


@act("framing.framing.locked")
def lock_framing(*, process_id: int, actor: Actor, now: datetime) -> Framing:
    """A party locks its own words in order to see the others that are locked; it cannot change them after.

    "Du kan se de andres, når du har skrevet jeres egen" - and nobody edits after having seen (op-ed, P4d).
    """
    process = process_for_update(process_id)
    framing = rules.require_may_lock(process, actor, now)
    framing.locked_at = now
    framing.save(update_fields=["locked_at"])
    record.append("framing.framing.locked", space=process.public_id, obj=framing.public_id, at=now)
    return framing


@act("framing.framing.withdrawn")
def withdraw_framing(
    *, process_id: int, actor: Actor, framing_id: int, reason: str, now: datetime
) -> Framing:
    """A party takes its framing back, with a reason. It stays readable as withdrawn, so nothing vanishes."""
    process = process_for_update(process_id)
    framing = rules.require_may_withdraw(process, actor, framing_id)
    framing.withdrawn_at, framing.withdrawn_reason = now, require_text(reason, field="reason")
    framing.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    record.append(
        "framing.framing.withdrawn",
        space=process.public_id,
        obj=framing.public_id,
        at=now,
        commits={"reason": framing.withdrawn_reason},
    )
    return framing
