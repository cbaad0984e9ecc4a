"""Where words were used, and whether their author was understood."""

from __future__ import annotations

from datetime import datetime

from samskab.ground.people.actor import Actor
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.errors import Closed, Invalid
from samskab.process.core import selectors as table
from samskab.process.knowledge import rules, selectors
from samskab.process.knowledge.models import ElementUse, Trace


@act("knowledge.statement.traced")
def trace_statement(
    *, process_id: int, actor: Actor, statement_id: int, element_id: int, now: datetime
) -> ElementUse:
    """A facilitator, a steward or a party says which element of the shared framing rests on these words.

    It counts as used only when the author has said yes: experience must not become decoration (DOMAIN.md 13).
    """
    process = table.process_for_update(process_id)
    statement = selectors.statement_for_act(process, statement_id)
    seat = rules.require_may_trace(process, statement, actor)
    element = selectors.current_elements(process).filter(pk=element_id).first()
    if element is None:
        raise Invalid("core.unknown_choice")
    if statement.element_uses.filter(element=element).exists():
        raise Closed("knowledge.already_traced")
    use = ElementUse.objects.create(
        statement=statement, element=element, traced_by=seat.party if seat else None, traced_at=now
    )
    record.append("knowledge.statement.traced", space=process.public_id, obj=statement.public_id, at=now)
    return use


@act()
def confirm_trace(*, trace: Trace, actor: Actor, understood: bool, rather: str, now: datetime) -> Trace:
    """“Blev du forstået rigtigt?” - ja, or: nej, jeg mente …

    Shared by every room that uses statements; of whichever kind the trace is. Only the author answers, may
    answer again, and a no says what was meant. Answers are personal and are not put in the public record.
    """
    statement = trace.statement
    process = table.process_for_update(statement.process_id)
    rules.require_may_confirm(process, statement, actor)
    trace.understood = understood
    trace.rather = "" if understood else rules.require_words(rather, field="rather")
    trace.confirmed_at = now
    trace.save(update_fields=["understood", "rather", "confirmed_at"])
    return trace


def _use(process_id: int, use_id: int) -> ElementUse:
    use = (
        ElementUse.objects.filter(pk=use_id, statement__process_id=process_id)
        .select_related("statement")
        .first()
    )
    if use is None:
        raise Invalid("core.unknown_choice")
    return use


@act()
def confirm_use(*, process_id: int, actor: Actor, use_id: int, now: datetime) -> Trace:
    """The author says: yes, that is what I meant. Only now do the words count as used."""
    table.process_for_update(process_id)
    return confirm_trace(trace=_use(process_id, use_id), actor=actor, understood=True, rather="", now=now)


@act()
def object_use(*, process_id: int, actor: Actor, use_id: int, rather: str, now: datetime) -> Trace:
    """The author says: no, I meant ...; the words stand beside the use, and the statement is unanswered
    again.
    """
    table.process_for_update(process_id)
    return confirm_trace(
        trace=_use(process_id, use_id), actor=actor, understood=False, rather=rather, now=now
    )
