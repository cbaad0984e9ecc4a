"""What the page of values and purpose shows, made of one picture."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict

from samskab.kit import words
from samskab.kit.refusals import explain
from samskab.process.core.models import Stage
from samskab.process.core.viewing import Standing
from samskab.process.framing.reading import PER_PAGE, doors
from samskab.process.purpose.gates import blockers_in
from samskab.process.purpose.models import BasicValue, Question, QuestionAnswer, ValueSkip, ValueStatement
from samskab.process.purpose.selectors import Picture


@dataclass(frozen=True)
class BasicGroup:
    """One basic value, what the parties say of it, and why it is left out when nobody does."""

    code: str
    values: list[ValueStatement]
    skip: ValueSkip | None
    is_addressed: bool


@dataclass(frozen=True)
class QuestionGroup:
    code: str
    answers: list[QuestionAnswer]


def basic_groups(picture: Picture, shown: Page[ValueStatement], basic: str) -> list[BasicGroup]:
    """The three in the house's order, also when nothing is said: an empty place is seen."""
    addressed = {value.basic for value in picture.standing_values}
    skips = {skip.basic: skip for skip in picture.skips if skip.basic}
    return [
        BasicGroup(
            code.value,
            [value for value in shown if value.basic == code],
            None if code.value in addressed else skips.get(code.value),
            code.value in addressed,
        )
        for code in BasicValue
        if not basic or basic == code
    ]


def question_groups(picture: Picture) -> list[QuestionGroup]:
    return [
        QuestionGroup(code.value, [answer for answer in picture.answers if answer.question == code])
        for code in Question
    ]


def stance_rows(picture: Picture) -> list[tuple[str, str, str]]:
    """Everyone at the table, those without an answer too."""
    rows = []
    for seat in picture.seats:
        given = picture.stances.get(seat.party_id)
        rows.append((seat.party.name, given.stance if given else "", given.reason if given else ""))
    return rows


def purpose_page(standing: Standing, now: datetime, query: QueryDict) -> dict[str, Any]:
    """Everything the page needs, in a number of queries that does not grow with the table."""
    process, seat = standing.process, standing.seat
    picture = Picture(process)
    basic = query.get("basic", "")
    party_id = seat.party_id if seat else None
    order = [code.value for code in BasicValue]
    listed = sorted(
        (value for value in picture.values if not basic or value.basic == basic),
        key=lambda value: order.index(value.basic),
    )
    shown = Paginator(listed, PER_PAGE).get_page(query.get("page"))
    in_stage = process.stage == Stage.PURPOSE
    return {
        "process": process,
        "standing": standing,
        "now": now,
        "picture": picture,
        "doors": doors(standing, Stage.PURPOSE),
        "page": shown,
        "groups": basic_groups(picture, shown, basic),
        "basic_chosen": basic,
        "basics": words.choices("basic_value"),
        "questions": question_groups(picture),
        "own_share_ids": {
            value.pk
            for value in picture.values
            if any(share.party_id == party_id for share in value.shares.all())
        },
        "aside": [
            skip
            for skip in picture.skips
            if skip.party_id is not None and skip.party_id not in picture.with_value
        ],
        "must_speak": seat is not None and seat in picture.without_value,
        "stance_rows": stance_rows(picture) if picture.purpose else [],
        "blockers": [explain(refusal) for refusal in blockers_in(picture, now)] if in_stage else [],
    }
