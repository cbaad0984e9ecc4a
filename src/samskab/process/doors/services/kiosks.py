"""A screen in a house: opened by the house, used by whoever comes by."""

from __future__ import annotations

from datetime import datetime

from samskab.ground.people import codes
from samskab.ground.people import services as people
from samskab.ground.people.actor import Actor
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.errors import Closed, Invalid
from samskab.kit.text import require_text
from samskab.process.calls.models import Channel
from samskab.process.core import rules as core
from samskab.process.core import selectors as table
from samskab.process.core.models import Stage
from samskab.process.doors import rules
from samskab.process.doors.models import Kiosk
from samskab.process.knowledge import services as knowledge
from samskab.process.knowledge.models import Statement

NICKNAME_CHARS = 40


@act("doors.kiosk.opened")
def open_kiosk(*, actor: Actor, now: datetime) -> tuple[Kiosk, str]:
    """A party that has a house opens a screen there and gets its key, shown once.

    The key starts the screen and does nothing else: it reads nothing closed, votes on nothing and is nobody.
    """
    party_id = rules.require_house(actor)
    key = codes.new_code()
    kiosk = Kiosk.objects.create(
        party_id=party_id,
        key_hash=codes.hash_of(f"kiosk {key}"),
        opened_by_id=actor.participant_id,
        opened_at=now,
    )
    record.append("doors.kiosk.opened", space=kiosk.party.public_id, obj=kiosk.public_id, at=now)
    return kiosk, key


@act("doors.kiosk.closed")
def close_kiosk(*, actor: Actor, kiosk_id: int, now: datetime) -> Kiosk:
    """Whoever speaks for the house closes its screen; the next press on it finds it closed."""
    party_id = rules.require_house(actor)
    kiosk = Kiosk.objects.select_for_update(of=("self",)).filter(pk=kiosk_id, party_id=party_id).first()
    if kiosk is None:
        raise Invalid("core.unknown_choice")
    if kiosk.closed_at is not None:
        raise Closed("doors.kiosk_is_closed")
    kiosk.closed_at = now
    kiosk.save(update_fields=["closed_at"])
    record.append("doors.kiosk.closed", space=kiosk.party.public_id, obj=kiosk.public_id, at=now)
    return kiosk


@act("knowledge.statement.made")
def state_at_kiosk(
    *, process_id: int, kiosk_id: int, basis: str, text: str, nickname: str = "", now: datetime
) -> tuple[Statement, str]:
    """Somebody at a screen says what they know, under a nickname and the house's name, and gets four words.

    The words are theirs as any others: with the receipt they see the traces, correct and withdraw. The caller
    counts the tries of the house.
    """
    process = table.process_for_update(process_id)
    core.require_stage(process, Stage.KNOWLEDGE)
    kiosk = rules.require_open_kiosk(kiosk_id)
    called = require_text(nickname, field="nickname", most=NICKNAME_CHARS) if nickname.strip() else ""
    person, code = people.give_code(now=now)
    made = knowledge.state_knowledge(
        process_id=process.pk,
        actor=Actor(participant_id=person.pk, channel=Channel.KIOSK),
        basis=basis,
        text=text,
        role=", ".join(filter(None, [called, kiosk.party.name[:70]])),
        now=now,
    )
    return made, code
