"""What people know, who answers it, and what a few dozen invented people vote."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from functools import partial

from samskab.demo.content import Row
from samskab.demo.script.event import Course, Event
from samskab.ground.people import services as people
from samskab.ground.people.actor import Actor
from samskab.process.calls.models import Channel
from samskab.process.doors import services as doors
from samskab.process.knowledge import services as knowledge
from samskab.process.knowledge.models import Statement, StatementState, Vote

VOTERS = 24
LEANINGS = 3  # invented groups that see things alike, so that there is something to find
SEEN, PASSED, TURNED = 0.75, 0.12, 0.12  # of what a person sees, passes on, and thinks unlike their like


def events(c: Course) -> Iterator[Event]:
    for told in c.file["statements"]:
        yield Event(told["day"], partial(_state, c, told))
        if "reply" in told:
            yield Event(told["reply"]["day"], partial(_reply, c, told))
            if "later" in told["reply"]:
                yield Event(told["reply"]["later"]["day"], partial(_add, c, told))
    last = max(told["day"] for told in c.file["statements"])
    for number in range(VOTERS):
        yield Event(last + 1, partial(_vote, c, number))


def _state(c: Course, told: Row, now: datetime) -> None:
    """Said by the party's spokesperson in the speaker's own role; by a helper's hand; or by the person alone.

    Only a spokesperson can speak for a party, so what a helper enters, and what the demo's resident says by
    paper code, is their own and not the party's.
    """
    if told["channel"] == Channel.HELPER:
        helper = Actor(participant_id=c.pk("helper"))
        doors.begin_sitting(actor=helper, channel=told["channel"], now=now)
        made = doors.enter_for_another(
            process_id=c.process_id,
            actor=helper,
            basis=told["basis"],
            text=told["text"],
            role=told["role"],
            read_back=told["read_back"],
            now=now,
        )
        doors.close_sitting(actor=helper, now=now)
    else:
        actor = c.actor(told["party"], channel=told["channel"])
        if "said_by" in told:
            actor = Actor(participant_id=c.pk(told["said_by"]), channel=told["channel"])
        made = knowledge.state_knowledge(
            process_id=c.process_id,
            actor=actor,
            basis=told["basis"],
            text=told["text"],
            role=told["role"],
            now=now,
        )
    c.keep(told["id"], made)


def _reply(c: Course, told: Row, now: datetime) -> None:
    reply = told["reply"]
    made = knowledge.reply(
        process_id=c.process_id,
        actor=c.actor(reply["by"]),
        statement_id=c.pk(told["id"]),
        outcome=reply["outcome"],
        text=reply["text"],
        now=now,
    )
    c.keep(f"{told['id']}:reply", made)


def _add(c: Course, told: Row, now: datetime) -> None:
    reply = told["reply"]
    knowledge.add_later(
        process_id=c.process_id,
        actor=c.actor(reply["by"]),
        reply_id=c.pk(f"{told['id']}:reply"),
        text=reply["later"]["text"],
        now=now,
    )


def _vote(c: Course, number: int, now: datetime) -> None:
    """An invented person comes in by a code and votes on most of what has been said."""
    person, _ = people.give_code(now=now)
    actor = Actor(participant_id=person.pk)
    open_now = Statement.objects.filter(process_id=c.process_id, state=StatementState.OPEN)
    public = dict(open_now.values_list("pk", "public_id"))
    for told in c.file["statements"]:
        name, statement = told["id"], public.get(c.row.rows.get(told["id"]))
        if statement and _drawn(c.slug, number, name, "seen") < SEEN:
            value = _value(c.slug, number, name)
            knowledge.cast_vote(actor=actor, statement=statement, value=value, now=now)


def _value(slug: str, number: int, statement: str) -> int:
    """Most people of a leaning think alike about a statement; a few pass, a few turn."""
    if _drawn(slug, number, statement, "pass") < PASSED:
        return Vote.PASS
    agrees = _drawn(slug, number % LEANINGS, statement, "lean") > 1 / LEANINGS
    if _drawn(slug, number, statement, "turn") < TURNED:
        agrees = not agrees
    return Vote.AGREE if agrees else Vote.DISAGREE


def _drawn(*words: object) -> float:
    """Between 0 and 1 and the same every time: a demo that changed by itself could not be tested."""
    return hashlib.sha256("|".join(map(str, words)).encode()).digest()[0] / 256
