"""G2: what still stops the process from going from the purpose to knowledge."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from samskab.ground.parties.models import Party
from samskab.kit import words
from samskab.kit.errors import Closed, Refusal
from samskab.process.core import rules
from samskab.process.core.models import Process
from samskab.process.purpose.selectors import Picture, objection_times


def _url(process: Process, name: str) -> str:
    return reverse(f"purpose:{name}", args=[process.slug])


def _names(parties: Iterable[Party]) -> str:
    return ", ".join(party.name for party in parties)


def _value_blockers(picture: Picture) -> list[Refusal]:
    process = picture.process
    found: list[Refusal] = []
    if picture.without_value:
        names = _names(seat.party for seat in picture.without_value)
        found.append(Closed("purpose.values_missing", parties=names, step_url=_url(process, "state_value")))
    if picture.unaddressed:
        names = ", ".join(words.label("basic_value", basic) for basic in picture.unaddressed)
        found.append(
            Closed("purpose.basic_value_missing", values=names, step_url=_url(process, "skip_basic_value"))
        )
    if picture.unanswered:
        names = " ".join(words.label("question", question) for question in picture.unanswered)
        found.append(
            Closed("purpose.question_missing", questions=names, step_url=_url(process, "answer_question"))
        )
    return found


def _purpose_blockers(picture: Picture, now: datetime) -> list[Refusal]:
    process = picture.process
    if picture.purpose is None:
        return [Closed("purpose.draft_missing", step_url=_url(process, "draft_purpose"))]
    found: list[Refusal] = []
    if picture.without_stance:
        names = _names(seat.party for seat in picture.without_stance)
        found.append(Closed("purpose.stances_missing", parties=names, step_url=_url(process, "give_stance")))
    holding = [
        stance
        for stance in picture.objections
        if rules.objection_still_holds(objection_times(process, stance.party_id), now)
    ]
    if holding:
        names = _names(stance.party for stance in holding)
        found.append(Closed("purpose.objection_open", parties=names, step_url=_url(process, "draft_purpose")))
    return found


def blockers_in(picture: Picture, now: datetime) -> list[Refusal]:
    """The gate, asked of a picture already read."""
    return _value_blockers(picture) + _purpose_blockers(picture, now)


def blockers(process: Process, now: datetime) -> list[Refusal]:
    """Everything at once, not one by one, so that nobody works on the wrong thing."""
    return blockers_in(Picture(process), now)
