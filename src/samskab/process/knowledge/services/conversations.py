"""A conversation that was read in gets its answer: what was heard in it, and what becomes of it."""

from __future__ import annotations

from datetime import datetime

from samskab.ground.people.actor import Actor
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.errors import Invalid
from samskab.kit.text import REASON_CHARS
from samskab.process.core import selectors as table
from samskab.process.knowledge import rules
from samskab.process.knowledge.models import ConversationReply, ReplyOutcome


@act("knowledge.conversation.answered")
def answer_conversation(
    *, process_id: int, actor: Actor, outcome: str, text: str, now: datetime
) -> ConversationReply:
    """A party with power answers a conversation from elsewhere as a whole, in public, after it has answered
    what most people in it agreed on, statement by statement.

    Those who spoke there cannot be reached one by one; what they said together can (decision 8).
    """
    process = table.process_for_update(process_id)
    rules.require_answer_stage(process)
    seat = rules.require_may_answer_conversation(process, actor)
    if outcome not in ReplyOutcome.values:
        raise Invalid("core.unknown_choice")
    given = ConversationReply.objects.create(
        process=process,
        by=seat.party,
        outcome=outcome,
        text=rules.require_words(text, least=REASON_CHARS),
        at=now,
    )
    record.append(
        "knowledge.conversation.answered",
        space=process.public_id,
        obj=given.public_id,
        at=now,
        commits={"text": given.text},
    )
    return given
