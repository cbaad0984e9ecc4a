"""The board of calls: one open and overdue, one joined, one declined with a reason. And the news."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

from samskab.demo.content import Row, content
from samskab.demo.script import newsroom, talk
from samskab.demo.script.event import Course, Event
from samskab.ground.people import services as people
from samskab.ground.people.actor import Actor
from samskab.process.calls import services as calls

SLUG = "kaldetavlen"
FIRST_DAY = date(2025, 9, 1)  # before the first call; the file's dates are counted from here


def day_of(told: date) -> int:
    return (told - FIRST_DAY).days


def stop() -> int:
    """The day the file looks back from."""
    return day_of(content()["meta"]["reference_date"])


def events(c: Course) -> Iterator[Event]:
    yield from newsroom.events(c, day_of)
    for told in content()["calls"]:
        if told["id"] == talk.CALL:
            yield from talk.events(c, day_of(told["raised"]))
        raised = day_of(told["raised"])
        yield Event(raised, partial(_raise, c, told))
        for number, name in enumerate(told.get("joined_by", []), start=1):
            yield Event(raised + number, partial(_join, c, told, name))
        if "reply" in told:
            yield Event(day_of(told["reply_date"]), partial(_answer, c, told))


def _raise(c: Course, told: Row, now: datetime) -> None:
    """By a party when the file knows it, else by a passer-by: no account, no code."""
    channel = told["channel"]
    made = calls.raise_call(
        actor=c.actor(told["party"], channel=channel) if "party" in told else Actor(channel=channel),
        area_id=c.pk(f"area:{told['area']}"),
        text=told["text"],
        title=told["title"],
        raised_by_kind=told["raised_by"],
        channel=channel,
        now=now,
    )
    c.keep(told["id"], made)


def _join(c: Course, told: Row, name: str, now: datetime) -> None:
    person, _ = people.give_code(now=now)
    calls.join_call(actor=Actor(participant_id=person.pk), call_id=c.pk(told["id"]), name=name, now=now)


def _answer(c: Course, told: Row, now: datetime) -> None:
    act = calls.decline_call if told["state"] == "declined_with_reason" else calls.answer_call
    act(actor=c.actor(told["reply_by"]), call_id=c.pk(told["id"]), text=told["reply"], now=now)
