"""Asking politicians in public, and bringing back what they decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from samskab.ground.people.actor import Actor
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.text import REASON_CHARS, SHORT_CHARS, require_text
from samskab.process.agreement import rules, selectors
from samskab.process.agreement.models import CouncillorQuestion, PoliticalDecision
from samskab.process.core.rules import COUNCILLOR_DAYS, fair_due
from samskab.process.core.selectors import process_for_update


@act("agreement.question.asked")
def ask_councillor(
    *,
    process_id: int,
    actor: Actor,
    to_title: str,
    text: str,
    councillor_id: int | None = None,
    now: datetime,
) -> CouncillorQuestion:
    """Spørg politikeren: any party, one question, an answer in public within twenty-one days."""
    process = process_for_update(process_id)
    seat = rules.require_may_ask(process, actor, councillor_id)
    question = CouncillorQuestion.objects.create(
        process=process,
        asked_by=seat.party,
        to_title=require_text(to_title, field="to_title", most=SHORT_CHARS),
        councillor_id=councillor_id,
        text=require_text(text, field="text"),
        asked_at=now,
        answer_due=fair_due(now=now, days=COUNCILLOR_DAYS),
    )
    record.append(
        "agreement.question.asked",
        space=process.public_id,
        obj=question.public_id,
        at=now,
        commits={"text": question.text},
    )
    return question


@act("agreement.question.answered")
def answer_councillor(
    *,
    process_id: int,
    actor: Actor,
    question_id: int,
    code: str,
    answer: str,
    clauses: Sequence[int] = (),
    now: datetime,
) -> CouncillorQuestion:
    """Yes, no, or not ours - it lies with ... . The answer may point to the clauses it is about.

    A councillor answers and does not negotiate (DOMAIN.md 9).
    """
    process = process_for_update(process_id)
    found = selectors.question_of(process, question_id)
    question, person = rules.require_may_answer_question(process, actor, found)
    rules.require_answer_code(code)
    named = rules.require_clauses(process, clauses)
    question.code, question.answered_at, question.councillor_id = code, now, person
    question.answer = require_text(answer, field="answer", least=REASON_CHARS)
    question.save(update_fields=["code", "answer", "answered_at", "councillor"])
    question.clauses.set(named)
    record.append(
        "agreement.question.answered",
        space=process.public_id,
        obj=question.public_id,
        at=now,
        commits={"answer": question.answer},
    )
    return question


@act("agreement.decision.told")
def tell_political_decision(
    *,
    process_id: int,
    actor: Actor,
    committee: str,
    approved: bool,
    reason: str,
    clauses: Sequence[int],
    now: datetime,
) -> PoliticalDecision:
    """What the committee decided about which clauses, and why; it goes back to everyone who contributed."""
    process = process_for_update(process_id)
    person, agreement = rules.require_may_tell_decision(process, actor)
    named = rules.require_clauses(process, clauses, some=True)
    decision = PoliticalDecision.objects.create(
        agreement=agreement,
        committee=require_text(committee, field="committee", most=SHORT_CHARS),
        approved=approved,
        reason=require_text(reason, field="reason", least=REASON_CHARS),
        told_by_id=person,
        at=now,
    )
    decision.clauses.set(named)
    record.append(
        "agreement.decision.told",
        space=process.public_id,
        obj=decision.public_id,
        at=now,
        commits={"reason": decision.reason},
    )
    return decision
