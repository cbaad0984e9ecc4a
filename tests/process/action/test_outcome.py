"""What came of it - also what failed and what cannot be said; and whether it holds for others."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DataError, IntegrityError, transaction

from samskab.process.action.models import FollowUp, NextStep, Result, Spread
from samskab.process.core.models import Stage
from tests.builders import NOW, area
from tests.builders import action as rows
from tests.process.action import calls
from tests.process.action.calls import (
    answer_lift,
    answer_survey,
    hold_follow_up,
    offer_survey,
    plan_next_step,
    recorded,
    refused,
    spread_solution,
    state_result,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["residents", "association", "unit", "grocer"])
def test_any_party_begins_the_follow_up(who: str) -> None:
    at = rows.acting()
    held = hold_follow_up(at, at.actor(who))
    assert held.held_at == NOW
    assert recorded(at, "action.follow_up.held", held)


def test_there_is_one_follow_up() -> None:
    at = rows.acting()
    rows.follow_up(at)
    refused("action.follow_up_is_held", hold_follow_up, at, "unit")


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("state_result", "unit"),
        ("plan_next_step", "unit"),
        ("spread_solution", "unit"),
        ("answer_lift", "unit"),
        ("offer_survey", "unit"),
        ("answer_survey", "unit"),
    ],
)
def test_nothing_is_said_in_a_follow_up_that_has_not_begun(
    name: str, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calls, "_held", lambda at, **fields: None)
    refused("action.no_follow_up_yet", getattr(calls, name), rows.acting(), who)


@pytest.mark.parametrize("direction", ["good", "good_uncertain", "bad", "unknown"])
def test_it_did_not_work_and_we_cannot_say_are_results_too(direction: str) -> None:
    at = rows.acting()
    said = state_result(at, at.actor("residents"), direction=direction)
    assert (said.by, said.direction) == (at.parties["residents"], direction)
    assert recorded(at, "action.result.stated", said)


def test_a_result_points_one_of_the_known_ways() -> None:
    refused("action.unknown_choice", state_result, rows.acting(), "unit", direction="fantastisk")


@pytest.mark.parametrize(("words", "code"), [(" ", "kit.text_missing"), ("x" * 901, "kit.text_too_long")])
def test_a_result_has_words(words: str, code: str) -> None:
    refused(code, state_result, rows.acting(), "unit", text=words)


def test_a_persons_story_only_with_the_persons_yes() -> None:
    at = rows.acting()
    refused("action.story_needs_its_author", state_result, at, "unit", is_story=True)
    assert state_result(at, at.actor("unit"), is_story=True, approved_by_author=True).is_story


def test_a_party_promises_its_own_next_step() -> None:
    at = rows.acting()
    step = plan_next_step(at, at.actor("unit"))
    assert step.owner == at.parties["unit"]
    assert recorded(at, "action.next_step.planned", step.follow_up)


@pytest.mark.parametrize(("words", "code"), [("", "kit.text_missing"), ("x" * 401, "kit.text_too_long")])
def test_a_next_step_and_a_spread_have_words(words: str, code: str) -> None:
    refused(code, plan_next_step, rows.acting(), "unit", text=words)
    refused(code, spread_solution, rows.acting(), "unit", text=words)


def test_a_solution_spreads_to_an_area_or_in_words_only() -> None:
    at = rows.acting()
    there = area("noerby")
    assert spread_solution(at, at.actor("unit"), area_id=there.pk).area == there
    assert spread_solution(at, at.actor("residents"), area_id=None).area is None
    assert recorded(at, "action.solution.spread", FollowUp.objects.get())


def test_the_first_word_on_spread_answers_the_question() -> None:
    at = rows.acting()
    spread_solution(at, at.actor("unit"), text="Nørby gør det samme.")
    spread_solution(at, at.actor("unit"), text="Sønderby gør det ikke.")
    assert FollowUp.objects.get().spread_answer == "Nørby gør det samme."
    assert Spread.objects.count() == 2


def test_whether_it_holds_for_others_is_answered_by_any_party() -> None:
    at = rows.acting()
    held = answer_lift(at, at.actor("residents"), text="Ikke for dem uden telefon.")
    assert held.lift_answer == "Ikke for dem uden telefon."
    assert recorded(at, "action.lift.answered", held)


def test_the_party_that_answered_may_put_it_right_and_no_other_writes_over_it() -> None:
    at = rows.acting()
    answer_lift(at, at.actor("residents"), text="Ikke for dem uden telefon.")
    held = answer_lift(at, at.actor("residents"), text="Ikke for dem uden telefon og bil.")
    assert held.lift_by == at.parties["residents"]
    refused("action.lift_is_answered", answer_lift, at, "unit", text="Ja, for alle.")


def test_the_lift_has_words() -> None:
    refused("kit.text_missing", answer_lift, rows.acting(), "residents", text="")
    refused("kit.text_too_long", answer_lift, rows.acting(), "residents", text="x" * 901)


@pytest.mark.parametrize("who", ["unit", "residents"])
def test_either_steward_offers_the_short_check(who: str) -> None:
    at = rows.acting()
    held = offer_survey(at, at.actor(who))
    assert held.survey_offered
    assert recorded(at, "action.survey.offered", held)


@pytest.mark.parametrize("who", ["association", "grocer"])
def test_who_has_no_key_does_not_offer_it(who: str) -> None:
    refused("core.no_key", offer_survey, rows.acting(), who)


def test_the_check_is_answered_when_it_is_offered() -> None:
    at = rows.acting()
    rows.follow_up(at)
    refused("action.survey_not_offered", answer_survey, at, "residents")


@pytest.mark.parametrize("felt", [0, 6, -1])
def test_the_check_goes_from_one_to_five(felt: int) -> None:
    refused("action.unknown_choice", answer_survey, rows.acting(), "residents", felt=felt)


def test_next_steps_and_spread_go_on_after_the_process_is_followed_up() -> None:
    at = rows.acting(Stage.FOLLOWED_UP)
    assert plan_next_step(at, at.actor("unit"))
    assert spread_solution(at, at.actor("association"))


# --- what the database says whichever door writes


def test_the_database_takes_one_follow_up() -> None:
    at = rows.acting()
    rows.follow_up(at)
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        rows.follow_up(at)


@pytest.mark.parametrize("field", ["lift_answer", "spread_answer"])
def test_the_database_takes_no_endless_answer(field: str) -> None:
    rows.follow_up(rows.acting())
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        FollowUp.objects.update(**{field: "x" * 901})


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"text": "x" * 901},
        {"direction": "fantastisk"},
        {"is_story": True, "approved_by_author": False},
    ],
)
def test_the_database_takes_no_result_that_breaks_a_rule(wrong: dict[str, object]) -> None:
    rows.result(rows.follow_up(rows.acting()))
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        Result.objects.update(**wrong)


@pytest.mark.parametrize("words", ["", "x" * 401])
def test_the_database_takes_no_wordless_step_or_spread(words: str) -> None:
    at = rows.acting()
    held = rows.follow_up(at)
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        NextStep.objects.create(
            follow_up=held, owner=at.parties["unit"], text=words, due_on=(NOW + timedelta(days=9)).date()
        )
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        Spread.objects.create(follow_up=held, text=words, at=NOW)
