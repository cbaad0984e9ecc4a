"""Hvem bestemmer? Hvem vinder, og hvem mister? Hvem kommer til at kende hinanden?"""

from __future__ import annotations

from datetime import datetime

from samskab.ground.people.actor import Actor
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.text import require_text
from samskab.process.core.selectors import process_for_update
from samskab.process.purpose import rules
from samskab.process.purpose.models import QuestionAnswer


@act("purpose.question.answered")
def answer_question(
    *, process_id: int, actor: Actor, question: str, text: str, skipped: bool, now: datetime
) -> QuestionAnswer:
    """A party answers one of the three questions, or says why it leaves it out; one answer, its own to
    change while the stage is open.

    The questions are asked of every process, so that power and loss are spoken of before tasks (op-ed, S12).
    """
    process = process_for_update(process_id)
    seat = rules.require_speaker(process, actor)
    chosen = rules.require_question(question)
    text = require_text(text, field="text")
    answer, _ = QuestionAnswer.objects.update_or_create(
        process=process,
        party=seat.party,
        question=chosen,
        defaults={"text": text, "skipped": skipped, "at": now},
    )
    record.append(
        "purpose.question.answered",
        space=process.public_id,
        obj=seat.public_id,
        at=now,
        commits={"text": text},
    )
    return answer
