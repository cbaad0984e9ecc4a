"""The paper: clauses out of proposals, who decides, who brings what, dissent in print, signatures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial

from samskab.demo.content import Row, content
from samskab.demo.script.event import AFTER_KEYS, Course, Event, Missing
from samskab.ground.people.actor import Actor
from samskab.process.agreement import services as agreement
from samskab.process.agreement.models import ClauseUse
from samskab.process.knowledge import services as knowledge
from samskab.process.negotiation.models import ProposalUse

WRITING_DAYS = 3  # from a proposal to the clause it became
BRINGING_DAYS = 5  # before the day of signing
UNDERSTOOD_DAYS = 4  # until an author says: yes, that is what I meant
ORE = 100


def events(c: Course) -> Iterator[Event]:
    told = c.file["agreement"]
    yield from _clauses(c)
    for right in c.file["decision_rights"]:
        yield Event(told["day"] - BRINGING_DAYS, partial(_right, c, right))
        yield from _changes(c, right)
    for resource in c.file["resources"]:
        yield Event(told["day"] - BRINGING_DAYS, partial(_resource, c, resource))
    yield Event(told["day"] - BRINGING_DAYS, partial(_terms, c))
    for dissent in told["dissent"]:
        yield Event(told["day"], partial(_dissent, c, dissent), AFTER_KEYS)
    for signature in told["signatures"]:
        yield Event(signature["day"], partial(_sign, c, signature), AFTER_KEYS)
    for signature in told.get("third_party_signatures", []):
        yield Event(signature["day"], partial(_sign_outside, c, signature), AFTER_KEYS)
    yield from _questions(c)
    for statement in c.file["statements"]:
        yield Event(told["day"] + UNDERSTOOD_DAYS, partial(_understood, c, statement), AFTER_KEYS)


def _clauses(c: Course) -> Iterator[Event]:
    """In the order of the file, so that "punkt 6" is the sixth; each some days after its proposal."""
    proposed = {told["id"]: told["day"] for told in c.file["proposals"]}
    day = 0
    for told in c.file["agreement"]["clauses"]:
        written = max(day, proposed[told["from"]] + WRITING_DAYS)
        if not day:
            yield Event(written, partial(_draft, c))
        day = written
        yield Event(day, partial(_clause, c, told))


def _draft(c: Course, now: datetime) -> None:
    agreement.draft_agreement(
        process_id=c.process_id, actor=c.facilitator, title=c.file["agreement"]["title"], now=now
    )


def _clause(c: Course, told: Row, now: datetime) -> None:
    used = [s["id"] for s in c.file["statements"] if told["id"] in s["used_in"]]
    made = agreement.write_clause(
        process_id=c.process_id,
        actor=c.facilitator,
        heading=told["heading"],
        gives=told["gives"],
        text=told["text"],
        origin_id=c.pk(told["from"]),
        covers=told.get("covers", []),
        uses=[c.pk(name) for name in used],
        now=now,
    )
    c.keep(told["id"], made)


def _right(c: Course, told: Row, now: datetime) -> None:
    made = agreement.give_decision_right(
        process_id=c.process_id,
        actor=c.facilitator,
        what=told["what"],
        holders=[c.pk(party) for party in told["held_by"]],
        now=now,
    )
    c.keep(f"right:{told['what']}", made)


def _changes(c: Course, told: Row) -> Iterator[Event]:
    """A right given on by who held it. "Uændret" in the file is no act: nothing happened."""
    held = told["held_by"]
    for change in told.get("changes", []):
        lost = [party for party in held if party not in change["held_by"]]
        if lost:
            yield Event(change["day"], partial(_change, c, told, change, lost[0]))
        held = change["held_by"]


def _change(c: Course, told: Row, change: Row, giver: str, now: datetime) -> None:
    agreement.change_decision_right(
        process_id=c.process_id,
        actor=c.actor(giver),
        right_id=c.pk(f"right:{told['what']}"),
        holders=[c.pk(party) for party in change["held_by"]],
        note=change["text"],
        now=now,
    )


def _resource(c: Course, told: Row, now: datetime) -> None:
    agreement.offer_resource(
        process_id=c.process_id,
        actor=c.actor(told["by"]),
        kind=told["kind"],
        text=told["text"],
        condition=told.get("condition", ""),
        hours_month=Decimal(told.get("hours_month", 0)),
        amount_ore=told.get("amount_dkk", 0) * ORE,
        now=now,
    )


def _terms(c: Course, now: datetime) -> None:
    told = c.file["agreement"]
    signed = c.date(told["day"])
    agreement.set_terms(
        process_id=c.process_id,
        actor=c.facilitator,
        review_on=signed + timedelta(days=told["review_days"]),
        expires_on=signed + timedelta(days=told["valid_days"]),
        answer_days=told["answer_days"],
        now=now,
    )


def _dissent(c: Course, told: Row, now: datetime) -> None:
    agreement.print_dissent(process_id=c.process_id, actor=c.actor(told["party"]), text=told["text"], now=now)


def _sign(c: Course, told: Row, now: datetime) -> None:
    agreement.sign(
        process_id=c.process_id,
        actor=c.actor(told["party"]),
        role=told["role"],
        mandate=told["mandate"],
        clauses=[c.pk(clause) for clause in told.get("clauses", [])],
        now=now,
    )


def _sign_outside(c: Course, told: Row, now: datetime) -> None:
    agreement.sign_as_third_party(
        process_id=c.process_id,
        actor=c.key("public"),
        role=told["role"],
        clauses=[c.pk(clause) for clause in told["clauses"]],
        note=told["note"],
        now=now,
    )


def _questions(c: Course) -> Iterator[Event]:
    for told in content()["questions"]:
        if told["process"] == c.slug:
            yield Event(told["day"], partial(_ask, c, told))
            yield Event(told["answer"]["day"], partial(_reply, c, told))


def _ask(c: Course, told: Row, now: datetime) -> None:
    made = agreement.ask_councillor(
        process_id=c.process_id,
        actor=c.actor(told["asked_by"]),
        to_title=told["to_role"],
        text=told["text"],
        councillor_id=c.pk(f"councillor:{told['to_role']}"),
        now=now,
    )
    c.keep(told["id"], made)


def _reply(c: Course, told: Row, now: datetime) -> None:
    answer = told["answer"]
    agreement.answer_councillor(
        process_id=c.process_id,
        actor=Actor(participant_id=c.pk(f"councillor:{told['to_role']}")),
        question_id=c.pk(told["id"]),
        code=answer["code"],
        answer=answer["text"],
        clauses=[c.pk(clause) for clause in answer["clauses"]],
        now=now,
    )


def _understood(c: Course, told: Row, now: datetime) -> None:
    """The author says yes to every use of these words. Until then they do not count as used."""
    statement = c.pk(told["id"])
    traces = [
        *ClauseUse.objects.filter(statement=statement, understood=None).select_related("statement"),
        *ProposalUse.objects.filter(statement=statement, understood=None).select_related("statement"),
    ]
    for trace in traces:
        author = trace.statement.participant_id
        if author is None:
            raise Missing(f"{told['id']}: author")
        knowledge.confirm_trace(
            trace=trace, actor=Actor(participant_id=author), understood=True, rather="", now=now
        )
