"""Rounds over several questions: written by some, opened by another side, graded, and one of them settled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from samskab.demo.content import Row
from samskab.demo.script.event import AFTER_KEYS, Course, Event
from samskab.process.core.rules import fair_due
from samskab.process.core.selectors import process_for_update
from samskab.process.negotiation import services as negotiation
from samskab.process.negotiation.models import PackageRound
from samskab.process.negotiation.services.packages import Given

DAYS_TO_ANSWER = 16


def events(c: Course) -> Iterator[Event]:
    for told in c.file.get("package_rounds", ()):
        yield Event(told["day"], partial(_open, c, told), AFTER_KEYS)
        for sheet in told["sheets"]:
            yield Event(told["answered_day"], partial(_answer, c, told, sheet), AFTER_KEYS)
        if "closed_day" in told:
            yield Event(told["closed_day"], partial(_close, c, told), AFTER_KEYS)


def _open(c: Course, told: Row, now: datetime) -> None:
    by = c.actor(told["opened_by"])
    made = negotiation.open_package_round(process_id=c.process_id, actor=by, now=now)
    c.keep(told["id"], made)
    for number, asked in enumerate(told["questions"]):
        question = negotiation.ask_question(
            process_id=c.process_id, actor=by, text=asked["text"], today=asked["today"], now=now
        )
        c.keep(f"{told['id']}:{number}", question)
        for text in asked["answers"]:
            negotiation.add_option(
                process_id=c.process_id, actor=by, question_id=question.pk, text=text, now=now
            )
    negotiation.start_package_round(
        process_id=c.process_id,
        actor=c.actor(told["started_by"]),
        deadline=fair_due(now=now, days=DAYS_TO_ANSWER),
        now=now,
    )


def _answer(c: Course, told: Row, sheet: Row, now: datetime) -> None:
    """One party's words, in the order the questions and their answers were written."""
    asked = [c.pk(f"{told['id']}:{number}") for number in range(len(told["questions"]))]
    questions = {row.pk: row for row in PackageRound.objects.get(pk=c.pk(told["id"])).questions.all()}
    options = [option for pk in asked for option in questions[pk].options.order_by("pk")]
    harm = sheet.get("harm", ""), sheet.get("borne_by", "")
    negotiation.give_sheet(
        process_id=c.process_id,
        actor=c.actor(sheet["party"]),
        how=sheet["how"],
        grades={
            option.pk: Given(grade, *harm) for option, grade in zip(options, sheet["grades"], strict=True)
        },
        points=dict(zip(asked, sheet["points"], strict=True)) if "points" in sheet else None,
        floor=sheet.get("floor", 0),
        now=now,
    )


def _close(c: Course, told: Row, now: datetime) -> None:
    by = c.actor(told["started_by"])
    closed = negotiation.close_package_round(process_id=c.process_id, actor=by, now=now)
    process = process_for_update(c.process_id)
    negotiation.settle_package_round(process=process, actor=by, package_round=closed, now=now)
