"""Values first, then three questions, then one sentence with everybody's stance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from samskab.demo.content import Row, state_day
from samskab.demo.script.event import Course, Event
from samskab.process.purpose import services as purpose


def events(c: Course) -> Iterator[Event]:
    opened, agreed = state_day(c.file, "values"), c.file["purpose"]["day"]
    for told in c.file["values"]:
        yield Event(opened + 1, partial(_value, c, told))
        for party in told.get("shared_by", []):
            yield Event(opened + 4, partial(_share, c, told, party))
    for told in c.file.get("values_skipped", []):
        yield Event(opened + 4, partial(_skip, c, told))
    for told in c.file["questions"]:
        yield Event(opened + 6, partial(_question, c, told))
    yield Event(agreed - 3, partial(_draft, c))
    for told in c.file["purpose"]["stances"]:
        yield Event(agreed - 1, partial(_stance, c, told))


def _value(c: Course, told: Row, now: datetime) -> None:
    made = purpose.state_value(
        process_id=c.process_id, actor=c.actor(told["by"]), basic=told["basic"], text=told["text"], now=now
    )
    c.keep(told["id"], made)


def _share(c: Course, told: Row, party: str, now: datetime) -> None:
    purpose.share_value(process_id=c.process_id, actor=c.actor(party), value_id=c.pk(told["id"]), now=now)


def _skip(c: Course, told: Row, now: datetime) -> None:
    purpose.skip_values(process_id=c.process_id, actor=c.actor(told["party"]), reason=told["reason"], now=now)


def _question(c: Course, told: Row, now: datetime) -> None:
    purpose.answer_question(
        process_id=c.process_id,
        actor=c.actor(told["party"]),
        question=told["question"],
        text=told["text"],
        skipped=False,
        now=now,
    )


def _draft(c: Course, now: datetime) -> None:
    made = purpose.draft_purpose(
        process_id=c.process_id, actor=c.facilitator, text=c.file["purpose"]["text"], now=now
    )
    c.keep("purpose", made)


def _stance(c: Course, told: Row, now: datetime) -> None:
    purpose.give_purpose_stance(
        process_id=c.process_id,
        actor=c.actor(told["party"]),
        purpose_id=c.pk("purpose"),
        stance=told["stance"],
        reason=told.get("reason", ""),
        now=now,
    )
