"""Blind rounds, all revealed at once, and one shared text that points to its sources."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from functools import partial

from samskab.demo.content import Row
from samskab.demo.script.event import AFTER_KEYS, Course, Event
from samskab.process.framing import services as framing

LAST_HOUR = time(20)  # a round ends in the evening of its last day


def events(c: Course) -> Iterator[Event]:
    for told in c.file["framing_rounds"]:
        yield Event(told["opened_day"], partial(_open, c, told), AFTER_KEYS)
        if "extended_day" in told:
            yield Event(told["extended_day"], partial(_extend, c, told))
        yield Event(told["revealed_day"], partial(_reveal, c))
    for told in c.file["framings"]:
        yield Event(told["day"], partial(_write, c, told), AFTER_KEYS)
        if "withdrawn_day" in told:
            yield Event(told["withdrawn_day"], partial(_withdraw, c, told))
    shared = c.file["shared_framing"]
    # The file dates the shared text by the day it was agreed; it was written some days before.
    yield Event(shared["day"] - 3, partial(_share, c))
    for told in shared["stances"]:
        yield Event(shared["day"] - 1, partial(_stance, c, told))


def _open(c: Course, told: Row, now: datetime) -> None:
    framing.open_round(
        process_id=c.process_id,
        actor=c.key("civic"),
        deadline=c.moment(told["deadline_day"], LAST_HOUR),
        now=now,
    )


def _extend(c: Course, told: Row, now: datetime) -> None:
    framing.extend_round(
        process_id=c.process_id,
        actor=c.key("civic"),
        deadline=c.moment(told["extended_to_day"], LAST_HOUR),
        now=now,
    )


def _reveal(c: Course, now: datetime) -> None:
    framing.reveal_round(process_id=c.process_id, actor=c.key("public"), now=now)


def _write(c: Course, told: Row, now: datetime) -> None:
    made = framing.write_framing(
        process_id=c.process_id, actor=c.actor(told["party"]), text=told["text"], now=now
    )
    c.keep(told["id"], made)


def _withdraw(c: Course, told: Row, now: datetime) -> None:
    framing.withdraw_framing(
        process_id=c.process_id,
        actor=c.actor(told["party"]),
        framing_id=c.pk(told["id"]),
        reason=told["withdrawn_reason"],
        now=now,
    )


def _share(c: Course, now: datetime) -> None:
    told = c.file["shared_framing"]
    made = framing.write_shared_framing(
        process_id=c.process_id,
        actor=c.facilitator,
        text=told["text"],
        elements=[
            framing.Element(text=element["text"], source_ids=[c.pk(source) for source in element["from"]])
            for element in told["elements"]
        ],
        now=now,
    )
    c.keep("shared", made)


def _stance(c: Course, told: Row, now: datetime) -> None:
    framing.give_framing_stance(
        process_id=c.process_id,
        actor=c.actor(told["party"]),
        shared_id=c.pk("shared"),
        stance=told["stance"],
        reason=told.get("reason", ""),
        now=now,
    )
