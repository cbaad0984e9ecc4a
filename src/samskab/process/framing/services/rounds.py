"""A time in which everyone writes without seeing the others; then all is seen at once."""

from __future__ import annotations

from datetime import datetime

from samskab.ground.people.actor import Actor
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.process.core import rules as core
from samskab.process.core.selectors import process_for_update
from samskab.process.framing import rules, selectors
from samskab.process.framing.models import FramingRound


@act("framing.round.opened")
def open_round(*, process_id: int, actor: Actor, deadline: datetime, now: datetime) -> FramingRound:
    """A steward or a facilitator opens a blind round of at least fourteen days, never ending in a holiday.

    Most people at the table have no paid time to write in (DOMAIN.md 8).
    """
    process = process_for_update(process_id)
    rules.require_may_open_round(process, actor, now)
    core.require_fair_deadline(now=now, deadline=deadline)
    former = selectors.current_round(process)
    if former is not None and former.revealed_at is None:
        # Its deadline has passed, so everyone has been able to read it since then.
        former.revealed_at = former.deadline
        former.save(update_fields=["revealed_at"])
    number = former.number + 1 if former else 1
    made = FramingRound.objects.create(process=process, number=number, opened_at=now, deadline=deadline)
    record.append("framing.round.opened", space=process.public_id, obj=process.public_id, at=now)
    return made


@act("framing.round.extended")
def extend_round(*, process_id: int, actor: Actor, deadline: datetime, now: datetime) -> FramingRound:
    """The deadline of an open round is moved further away. There is no act that moves it nearer: time is not
    for the paid to take.
    """
    process = process_for_update(process_id)
    framing_round = rules.require_may_extend(process, actor, now)
    rules.require_later_deadline(framing_round, deadline)
    framing_round.deadline = deadline
    framing_round.save(update_fields=["deadline"])
    record.append("framing.round.extended", space=process.public_id, obj=process.public_id, at=now)
    return framing_round


@act("framing.round.revealed")
def reveal_round(*, process_id: int, actor: Actor, now: datetime) -> FramingRound:
    """All framings of the round are seen by everyone at once: after the deadline, or when all have written.

    Nobody sees before the others and nobody writes after (op-ed, P4d).
    """
    process = process_for_update(process_id)
    framing_round = rules.require_may_reveal(process, actor, now)
    framing_round.revealed_at = now
    framing_round.save(update_fields=["revealed_at"])
    record.append("framing.round.revealed", space=process.public_id, obj=process.public_id, at=now)
    return framing_round
