"""Each act of this room, called with words that pass, so that a test changes one thing at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from samskab.ground.people.actor import Actor
from samskab.ground.record.models import Entry
from samskab.kit.errors import Refusal
from samskab.process.action import services
from samskab.process.action.models import FollowUp, ReplacementConsent, Task
from samskab.process.core.models import Stage
from tests.builders import LONG_REASON, NOW, Table
from tests.builders import action as rows

PLANNING = (Stage.AGREEMENT, Stage.ACTION)
AFTER = (Stage.ACTION, Stage.FOLLOWED_UP)


def _task(at: Table) -> Task:
    return at.process.tasks.first() or rows.task(at)


def _flagged(at: Table) -> Task:
    return at.process.tasks.filter(flags__isnull=False).first() or rows.flagged(at)


def _consent(at: Table) -> ReplacementConsent:
    return at.process.replacement_consents.first() or rows.consent(at)


def _held(at: Table, **fields: object) -> FollowUp:
    return at.process.follow_ups.first() or rows.follow_up(at, **fields)


def plan_task(at: Table, actor: Actor, **given: Any) -> Any:
    words = {
        "title": "Kør folk hjem",
        "earlier_by": "none",
        "now_by": "volunteer",
        "core_statutory": False,
        "hours_month": Decimal(4),
        "clause_id": None,
        "partner_ids": [],
        "consent_id": None,
    }
    return services.plan_task(process_id=at.process.pk, actor=actor, now=NOW, **{**words, **given})


def change_status(at: Table, actor: Actor, **given: Any) -> Any:
    words = {"task_id": given.pop("task_id", None) or _task(at).pk, "status": "done", "note": ""}
    return services.change_status(process_id=at.process.pk, actor=actor, now=NOW, **{**words, **given})


def ask_replacement(at: Table, actor: Actor, **given: Any) -> Any:
    words = {"what": "At følge gæster hjem", "text": LONG_REASON}
    return services.ask_replacement(process_id=at.process.pk, actor=actor, now=NOW, **{**words, **given})


def sign_replacement(at: Table, actor: Actor, **given: Any) -> Any:
    words = {"consent_id": given.pop("consent_id", None) or _consent(at).pk, "text": LONG_REASON}
    return services.sign_replacement(process_id=at.process.pk, actor=actor, now=NOW, **{**words, **given})


def flag_replacement(at: Table, actor: Actor, **given: Any) -> Any:
    words = {"task_id": given.pop("task_id", None) or _task(at).pk, "text": "Det gjorde de ansatte før."}
    return services.flag_replacement(process_id=at.process.pk, actor=actor, now=NOW, **{**words, **given})


def take_back(at: Table, actor: Actor, **given: Any) -> Any:
    words = {"task_id": given.pop("task_id", None) or _flagged(at).pk, "text": "Vi gør det selv igen."}
    return services.take_back(process_id=at.process.pk, actor=actor, now=NOW, **{**words, **given})


def hold_follow_up(at: Table, actor: Actor) -> Any:
    return services.hold_follow_up(process_id=at.process.pk, actor=actor, now=NOW)


def state_result(at: Table, actor: Actor, **given: Any) -> Any:
    _held(at)
    words = {
        "text": "Seks kom med bilen.",
        "direction": "good",
        "is_story": False,
        "approved_by_author": False,
    }
    return services.state_result(process_id=at.process.pk, actor=actor, now=NOW, **{**words, **given})


def plan_next_step(at: Table, actor: Actor, **given: Any) -> Any:
    _held(at)
    words = {"text": "Vi kører også tirsdag.", "due_on": (NOW + timedelta(days=30)).date()}
    return services.plan_next_step(process_id=at.process.pk, actor=actor, now=NOW, **{**words, **given})


def spread_solution(at: Table, actor: Actor, **given: Any) -> Any:
    _held(at)
    words = {"text": "Nørby vil gøre det samme.", "area_id": at.process.area_id}
    return services.spread_solution(process_id=at.process.pk, actor=actor, now=NOW, **{**words, **given})


def answer_lift(at: Table, actor: Actor, **given: Any) -> Any:
    _held(at)
    words = {"text": "Det gælder også dem uden bil."}
    return services.answer_lift(process_id=at.process.pk, actor=actor, now=NOW, **{**words, **given})


def offer_survey(at: Table, actor: Actor) -> Any:
    _held(at)
    return services.offer_survey(process_id=at.process.pk, actor=actor, now=NOW)


def answer_survey(at: Table, actor: Actor, *, felt: int = 4) -> Any:
    _held(at, survey_offered=True)
    return services.answer_survey(process_id=at.process.pk, actor=actor, felt=felt, now=NOW)


Call = Callable[..., Any]
# The act, who may carry it out at this table, and the stages it belongs to.
ACTS: dict[str, tuple[Call, str, tuple[Stage, ...]]] = {
    "plan_task": (plan_task, "association", PLANNING),
    "change_status": (change_status, "association", PLANNING),
    "ask_replacement": (ask_replacement, "unit", PLANNING),
    "sign_replacement": (sign_replacement, "association", PLANNING),
    "flag_replacement": (flag_replacement, "residents", PLANNING),
    "take_back": (take_back, "unit", PLANNING),
    "hold_follow_up": (hold_follow_up, "residents", (Stage.ACTION,)),
    "state_result": (state_result, "grocer", (Stage.ACTION,)),
    "plan_next_step": (plan_next_step, "association", AFTER),
    "spread_solution": (spread_solution, "association", AFTER),
    "answer_lift": (answer_lift, "residents", (Stage.ACTION,)),
    "offer_survey": (offer_survey, "unit", (Stage.ACTION,)),
    "answer_survey": (answer_survey, "residents", AFTER),
}


def refused(code: str, call: Call, at: Table, who: str | Actor, **given: Any) -> Refusal:
    """The act says no with exactly this code, and leaves no line in the record."""
    actor = at.actor(who) if isinstance(who, str) else who
    before = Entry.objects.count()
    with pytest.raises(Refusal) as said:
        call(at, actor, **given)
    assert said.value.code == code
    assert Entry.objects.count() == before
    return said.value


def recorded(at: Table, kind: str, obj: object) -> bool:
    return Entry.objects.filter(kind=kind, space=at.process.public_id, obj=obj.public_id).exists()  # type: ignore[attr-defined]  # any public row
