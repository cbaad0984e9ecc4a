"""Interests before positions; objections answered by counter-proposals and accepted by who made them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from samskab.demo.content import Row
from samskab.demo.script.event import AFTER_KEYS, Course, Event
from samskab.process.framing.models import StanceCode
from samskab.process.negotiation import services as negotiation
from samskab.process.negotiation.models import Degree

THINKING_DAYS = 2  # between a proposal and what others say of it
ACCEPTING_DAYS = 11  # between a counter-proposal and the word of who had objected
# How far a proposal meets the need of a party that takes this stance.
MET = {StanceCode.SUPPORT: Degree.MEETS, StanceCode.LIVE_WITH: Degree.PARTLY, StanceCode.OBJECT: Degree.NOT}


def events(c: Course) -> Iterator[Event]:
    for told in c.file["interests"]:
        yield Event(told["day"], partial(_interest, c, told))
    made_on = {told["id"]: told["day"] for told in c.file["proposals"]}
    for told in c.file["proposals"]:
        yield Event(told["day"], partial(_propose, c, told))
        for response in told["responses"]:
            yield Event(told["day"] + THINKING_DAYS, partial(_respond, c, told, response))
            if "answered_by" in response:
                answered = made_on[response["answered_by"]]
                yield Event(answered, partial(_answer, c, told, response), AFTER_KEYS)
                yield Event(answered + ACCEPTING_DAYS, partial(_accept, c, told, response))


def _interest(c: Course, told: Row, now: datetime) -> None:
    made = negotiation.state_interest(
        process_id=c.process_id, actor=c.actor(told["party"]), text=told["text"], now=now
    )
    c.keep(f"interest:{told['party']}", made)


def _party_of(c: Course, proposal: str) -> str:
    return str(next(told["party"] for told in c.file["proposals"] if told["id"] == proposal))


def _propose(c: Course, told: Row, now: datetime) -> None:
    """It meets the proposer's own need, and partly the need of the party it answers; the others say for
    themselves.
    """
    meets = {c.pk(f"interest:{told['party']}"): Degree.MEETS.value}
    if told["parent"]:
        answered = c.pk(f"interest:{_party_of(c, told['parent'])}")
        meets.setdefault(answered, Degree.PARTLY.value)
    made = negotiation.propose(
        process_id=c.process_id,
        actor=c.actor(told["party"]),
        text=told["text"],
        meets=meets,
        builds_on=[c.pk(statement) for statement in told["built_on"]],
        counter_to_id=c.pk(told["parent"]) if told["parent"] else None,
        now=now,
    )
    c.keep(told["id"], made)


def _respond(c: Course, told: Row, response: Row, now: datetime) -> None:
    """The stance of the file, and how far the party's own need is met. An objection names that need."""
    party, stance = response["party"], response["stance"]
    interest = c.pk(f"interest:{party}")
    taken = negotiation.take_stance(
        process_id=c.process_id,
        actor=c.actor(party),
        proposal_id=c.pk(told["id"]),
        stance=stance,
        reason=response.get("reason", ""),
        interest_id=interest if stance == StanceCode.OBJECT else None,
        now=now,
    )
    c.keep(f"{told['id']}:{party}", taken)
    if stance in MET:
        negotiation.judge_interest(
            process_id=c.process_id,
            actor=c.actor(party),
            proposal_id=c.pk(told["id"]),
            interest_id=interest,
            degree=MET[stance],
            now=now,
        )


def _answer(c: Course, told: Row, response: Row, now: datetime) -> None:
    """Who made the counter-proposal points to it; when the objecting party made it itself, the party it
    objected to says: that is our answer too.
    """
    answerer = _party_of(c, response["answered_by"])
    if answerer == response["party"]:
        answerer = told["party"]
    made = negotiation.answer_objection(
        process_id=c.process_id,
        actor=c.actor(answerer),
        objection_id=c.pk(f"{told['id']}:{response['party']}"),
        counter_id=c.pk(response["answered_by"]),
        now=now,
    )
    c.keep(f"{told['id']}:{response['party']}:answer", made)


def _accept(c: Course, told: Row, response: Row, now: datetime) -> None:
    negotiation.accept_answer(
        process_id=c.process_id,
        actor=c.actor(response["party"]),
        answer_id=c.pk(f"{told['id']}:{response['party']}:answer"),
        settled=True,
        now=now,
    )
