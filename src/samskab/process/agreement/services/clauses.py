"""Clauses: each from a proposal, changed in the open, and answered to what a profession demands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from samskab.ground.people.actor import Actor
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.errors import Invalid
from samskab.kit.text import REASON_CHARS, optional_text, require_text
from samskab.process.agreement import rules, selectors
from samskab.process.agreement.models import (
    Clause,
    ClauseCover,
    ClauseSuggestion,
    ClauseUse,
    ClauseWording,
    ProfessionalRequirement,
)
from samskab.process.core.models import Process, Steward
from samskab.process.core.selectors import process_for_update
from samskab.process.negotiation.selectors import open_statements, proposal_of


@act("agreement.clause.written")
def write_clause(
    *,
    process_id: int,
    actor: Actor,
    heading: str,
    gives: str,
    text: str,
    origin_id: int,
    covers: Sequence[str] = (),
    uses: Sequence[int] = (),
    needs_political_decision: bool = False,
    now: datetime,
) -> Clause:
    """The pen writes a clause out of a proposal that lies on the table, under one of the four headings.

    Frames for support, care and having a say come before tasks (op-ed, S6).
    """
    process = process_for_update(process_id)
    _, agreement = rules.require_may_write(process, actor)
    origin = rules.require_live_origin(proposal_of(process, origin_id))
    rules.require_clause_codes(heading, gives, covers)
    clause = Clause.objects.create(
        agreement=agreement,
        number=selectors.next_number(agreement),
        heading=heading,
        gives=gives,
        text=require_text(text, field="text"),
        origin=origin,
        needs_political_decision=needs_political_decision,
        written_at=now,
    )
    _cover(clause, covers)
    _use(process, clause, uses, now)
    record.append(
        "agreement.clause.written",
        space=process.public_id,
        obj=clause.public_id,
        at=now,
        commits={"text": clause.text},
    )
    return clause


def _cover(clause: Clause, covers: Sequence[str]) -> None:
    ClauseCover.objects.bulk_create(ClauseCover(clause=clause, duty=duty) for duty in dict.fromkeys(covers))


def _use(process: Process, clause: Clause, ids: Sequence[int], now: datetime) -> None:
    statements = open_statements(process, ids)
    if len(statements) != len(set(ids)):
        raise Invalid("core.unknown_choice")
    kept = set(clause.uses.values_list("statement_id", flat=True))
    ClauseUse.objects.bulk_create(
        ClauseUse(clause=clause, statement=statement, traced_by=clause.origin.party, traced_at=now)
        for statement in statements
        if statement.pk not in kept
    )


@act("agreement.clause.rewritten")
def rewrite_clause(
    *,
    process_id: int,
    actor: Actor,
    clause_id: int,
    text: str,
    reason: str,
    heading: str | None = None,
    gives: str | None = None,
    covers: Sequence[str] | None = None,
    uses: Sequence[int] = (),
    needs_political_decision: bool | None = None,
    now: datetime,
) -> Clause:
    """New words, with the old ones kept and a reason. What is not named stays as it was.

    Those whose statements live in the clause are asked again: they said yes to other words.
    """
    process = process_for_update(process_id)
    pen, clause = rules.require_may_change(process, actor, selectors.clause_of(process, clause_id))
    said, why = require_text(text, field="text"), require_text(reason, field="reason")
    clause.heading, clause.gives = heading or clause.heading, gives or clause.gives
    rules.require_clause_codes(clause.heading, clause.gives, covers or ())
    if needs_political_decision is not None:
        clause.needs_political_decision = needs_political_decision
    if covers is not None:
        clause.covers.all().delete()
        _cover(clause, covers)
    _reword(clause, said, reason=why, pen=pen, now=now)
    _use(process, clause, uses, now)
    record.append(
        "agreement.clause.rewritten",
        space=process.public_id,
        obj=clause.public_id,
        at=now,
        commits={"text": said, "reason": why},
    )
    return clause


def _reword(
    clause: Clause,
    text: str,
    *,
    reason: str,
    pen: Steward | None,
    now: datetime,
    suggestion: ClauseSuggestion | None = None,
) -> None:
    ClauseWording.objects.create(
        clause=clause,
        text=clause.text,
        until=now,
        changed_by=pen.party if pen else None,
        reason=reason,
        suggestion=suggestion,
    )
    if text != clause.text:
        clause.uses.update(understood=None, rather="", confirmed_at=None)
    clause.text = text
    clause.save(update_fields=["text", "heading", "gives", "needs_political_decision"])


@act("agreement.clause.dropped")
def drop_clause(*, process_id: int, actor: Actor, clause_id: int, reason: str, now: datetime) -> Clause:
    """A clause is taken out with a reason; its words stay in the history, and the others close the gap."""
    process = process_for_update(process_id)
    _, clause = rules.require_may_change(process, actor, selectors.clause_of(process, clause_id))
    clause.dropped_at, clause.dropped_reason = now, require_text(reason, field="reason")
    clause.save(update_fields=["dropped_at", "dropped_reason"])
    for later in selectors.live_clauses(clause.agreement).filter(number__gt=clause.number):
        later.number -= 1
        later.save(update_fields=["number"])
    record.append(
        "agreement.clause.dropped",
        space=process.public_id,
        obj=clause.public_id,
        at=now,
        commits={"reason": clause.dropped_reason},
    )
    return clause


@act("agreement.suggestion.made")
def suggest_clause_change(
    *, process_id: int, actor: Actor, clause_id: int, text: str, reason: str = "", now: datetime
) -> ClauseSuggestion:
    """Any party may suggest other words; the suggestion stands beside the clause until it is answered.

    The shared text is edited only as tracked suggestions (DOMAIN.md 8).
    """
    process = process_for_update(process_id)
    found = selectors.clause_of(process, clause_id)
    seat, clause = rules.require_may_suggest(process, actor, found)
    suggestion = ClauseSuggestion.objects.create(
        clause=clause,
        by=seat.party,
        text=require_text(text, field="text"),
        reason=optional_text(reason, field="reason"),
        at=now,
    )
    record.append(
        "agreement.suggestion.made",
        space=process.public_id,
        obj=suggestion.public_id,
        at=now,
        commits={"text": suggestion.text},
    )
    return suggestion


@act("agreement.suggestion.answered")
def answer_suggestion(
    *, process_id: int, actor: Actor, suggestion_id: int, taken: bool, answer: str, now: datetime
) -> ClauseSuggestion:
    """Taken as it stands, or declined with at least forty characters of reason. Never left to lie."""
    process = process_for_update(process_id)
    found = selectors.suggestion_of(process, suggestion_id)
    pen, suggestion = rules.require_may_answer_suggestion(process, actor, found)
    if taken:
        suggestion.answer = optional_text(answer, field="answer")
        why = suggestion.reason or suggestion.answer or suggestion.text
        _reword(suggestion.clause, suggestion.text, reason=why, pen=pen, now=now, suggestion=suggestion)
    else:
        suggestion.answer = require_text(answer, field="answer", least=REASON_CHARS)
    suggestion.taken, suggestion.answered_at = taken, now
    suggestion.save(update_fields=["taken", "answer", "answered_at"])
    record.append(
        "agreement.suggestion.answered",
        space=process.public_id,
        obj=suggestion.public_id,
        at=now,
        commits={"answer": suggestion.answer} if suggestion.answer else {},
    )
    return suggestion


@act("agreement.requirement.raised")
def require_professionally(
    *, process_id: int, actor: Actor, clause_id: int, kind: str, text: str, blocks: bool, now: datetime
) -> ProfessionalRequirement:
    """Hvad kræver mit fag? Law, safety or ethics about one clause; what is unlawful or unsafe blocks signing.

    Professionals shall not be less professional (op-ed, P1e); no majority over child protection.
    """
    process = process_for_update(process_id)
    found = selectors.clause_of(process, clause_id)
    seat, clause = rules.require_may_set_requirement(process, actor, found)
    rules.require_requirement_fits(kind, blocks=blocks)
    requirement = ProfessionalRequirement.objects.create(
        clause=clause,
        by=seat.party,
        kind=kind,
        text=require_text(text, field="text", least=REASON_CHARS if blocks else 1),
        blocks=blocks,
        raised_at=now,
    )
    record.append(
        "agreement.requirement.raised",
        space=process.public_id,
        obj=requirement.public_id,
        at=now,
        commits={"text": requirement.text},
    )
    return requirement


@act("agreement.requirement.answered")
def answer_requirement(
    *, process_id: int, actor: Actor, requirement_id: int, answer: str, now: datetime
) -> ProfessionalRequirement:
    """The pen says how the requirement was met. A blocking one is met by rewording, and only then answered.

    If the new words are still unlawful, the profession may say so again, in public, about the new words.
    """
    process = process_for_update(process_id)
    found = selectors.requirement_of(process, requirement_id)
    requirement = rules.require_may_answer_requirement(process, actor, found)
    requirement.answer = require_text(answer, field="answer", least=REASON_CHARS)
    requirement.answered_at = now
    requirement.save(update_fields=["answer", "answered_at"])
    record.append(
        "agreement.requirement.answered",
        space=process.public_id,
        obj=requirement.public_id,
        at=now,
        commits={"answer": requirement.answer},
    )
    return requirement
