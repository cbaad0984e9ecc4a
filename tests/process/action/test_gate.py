"""G6 before acting and G7 before closing, and what waits for whom."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from samskab.ground.people.models import Participant
from samskab.kit.refusals import explain
from samskab.process.action import gates
from samskab.process.action.models import FollowUp, Result, Task
from samskab.process.action.turns import turns
from samskab.process.core.models import Stage
from tests.builders import NOW, Table, person
from tests.builders import action as rows
from tests.builders.reading import standing_of

pytestmark = pytest.mark.django_db


def before_acting(at: Table) -> list[str]:
    return [refusal.code for refusal in gates.blockers(at.process, NOW)]


def before_closing(at: Table) -> list[str]:
    return [refusal.code for refusal in gates.closing_blockers(at.process, NOW)]


def test_without_moved_work_nothing_stands_in_the_way_of_acting() -> None:
    at = rows.acting(Stage.AGREEMENT)
    rows.task(at)
    assert before_acting(at) == []


def test_a_statutory_task_with_another_owner_stands_in_the_way() -> None:
    at = rows.acting(Stage.AGREEMENT)
    rows.task(at, "association", now_by="staff", core_statutory=True)
    assert before_acting(at) == ["action.statutory_needs_public_owner"]


def test_unsigned_moved_work_stands_in_the_way_until_both_sign_or_it_is_taken_back() -> None:
    at = rows.acting(Stage.AGREEMENT)
    task = rows.flagged(at)
    assert before_acting(at) == ["action.replaces_staff"]
    rows.consent(at)
    assert before_acting(at) == ["action.replaces_staff"], "one signature is not two"
    Task.objects.filter(pk=task.pk).update(signed_move=rows.consent(at, signed=True).signature)
    assert before_acting(at) == []
    Task.objects.filter(pk=task.pk).update(signed_move=None, taken_back_at=NOW)
    assert before_acting(at) == []


def test_a_process_does_not_close_before_the_follow_up_has_begun() -> None:
    assert before_closing(rows.acting()) == ["action.no_follow_up_yet"]


def test_an_empty_follow_up_closes_nothing() -> None:
    at = rows.acting()
    rows.follow_up(at)
    assert before_closing(at) == [
        "action.say_what_failed",
        "action.say_what_is_unknown",
        "action.offer_the_survey",
        "action.answer_the_lift",
        "action.answer_the_spread",
    ]


def test_a_whole_follow_up_closes() -> None:
    at = rows.acting()
    rows.closed_well(at)
    assert before_closing(at) == []


def test_results_that_are_all_good_close_nothing() -> None:
    at = rows.acting()
    rows.closed_well(at)
    Result.objects.exclude(direction="good").delete()
    assert before_closing(at) == ["action.say_what_failed", "action.say_what_is_unknown"]


def test_good_but_uncertain_counts_as_saying_what_is_unknown() -> None:
    at = rows.acting()
    rows.closed_well(at)
    Result.objects.filter(direction="unknown").update(direction="good_uncertain")
    assert before_closing(at) == []


@pytest.mark.parametrize(
    ("lacking", "code"),
    [
        ({"survey_offered": False}, "action.offer_the_survey"),
        ({"lift_answer": ""}, "action.answer_the_lift"),
        ({"spread_answer": ""}, "action.answer_the_spread"),
    ],
)
def test_each_missing_answer_is_named(lacking: dict[str, object], code: str) -> None:
    at = rows.acting()
    rows.closed_well(at)
    FollowUp.objects.update(**lacking)
    assert before_closing(at) == [code]


def test_an_unanswered_flag_closes_nothing() -> None:
    at = rows.acting()
    rows.closed_well(at)
    rows.flagged(at)
    assert before_closing(at) == ["action.flag_is_answered_first"]


def test_every_blocker_has_words_and_leads_to_where_it_is_put_right() -> None:
    at = rows.acting()
    rows.flagged(at)
    rows.follow_up(at)
    for refusal in gates.blockers(at.process, NOW) + gates.closing_blockers(at.process, NOW):
        said = explain(refusal)
        assert said.what
        assert said.why
        assert said.step
        assert said.step_url == reverse("action:page", args=[at.process.slug])


# --- what waits for whom


def waiting(at: Table, who: Participant) -> list[str]:
    return [str(turn.text) for turn in turns(standing_of(at.process, who), NOW)]


def test_nothing_waits_for_who_has_no_seat() -> None:
    assert waiting(rows.acting(), person()) == []


def test_a_flag_waits_for_the_public_side_first() -> None:
    at = rows.acting()
    rows.flagged(at)
    assert waiting(at, at.speakers["unit"])[0].startswith("Svar på et mærke")
    assert not waiting(at, at.speakers["residents"])[0].startswith("Svar på et mærke")


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (Stage.AGREEMENT, "Skriv, hvilke opgaver I selv tager"),
        (Stage.ACTION, "Begynd opfølgningen: Hvad kom der ud af det?"),
    ],
)
def test_tasks_wait_first_and_then_the_follow_up(stage: Stage, words: str) -> None:
    at = rows.acting(stage)
    assert waiting(at, at.speakers["association"]) == [words]


def test_the_check_waits_when_it_is_offered() -> None:
    at = rows.acting()
    held = rows.follow_up(at)
    assert waiting(at, at.speakers["residents"]) == ["Skriv, hvad der virkede, og hvad der ikke gjorde"]
    FollowUp.objects.filter(pk=held.pk).update(survey_offered=True, held_at=NOW - timedelta(days=1))
    assert waiting(at, at.speakers["residents"])[1:] == ["Fik I den indflydelse, I blev lovet?"]


@pytest.mark.parametrize("stage", [Stage.CALLED, Stage.FRAMING, Stage.PURPOSE, Stage.KNOWLEDGE])
def test_no_task_waits_before_there_is_an_agreement(stage: Stage) -> None:
    at = rows.acting(stage)
    assert waiting(at, at.speakers["association"]) == []


def test_nothing_but_the_check_waits_when_the_process_is_followed_up() -> None:
    at = rows.acting(Stage.FOLLOWED_UP)
    rows.closed_well(at)
    assert waiting(at, at.speakers["residents"]) == ["Fik I den indflydelse, I blev lovet?"]
    FollowUp.objects.update(survey_offered=False)
    assert waiting(at, at.speakers["residents"]) == []
