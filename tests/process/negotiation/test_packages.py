"""Rounds over several questions: opened by two, graded unseen, opened at once, settled with a proof."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from samskab.cli import main
from samskab.ground.parties.models import PartyKind
from samskab.ground.record.models import Entry
from samskab.kit.errors import Refusal
from samskab.process.core.models import Stage
from samskab.process.negotiation import package_rules as rules
from samskab.process.negotiation import services, settling
from samskab.process.negotiation.models import (
    PackageGrade,
    PackageOutcome,
    PackageQuestion,
    PackageRound,
    PackageSheet,
)
from samskab.process.negotiation.services.packages import Given
from tests.builders import NOW, Table
from tests.builders import negotiation as build
from tests.builders import packages as rounds

pytestmark = pytest.mark.django_db
FAIR = NOW + timedelta(days=20)


@pytest.fixture
def here() -> Table:
    return build.negotiation()


def does(made: Table, act: Callable[..., object], who: str = "residents", **given: object) -> object:
    return act(process_id=made.process.pk, actor=made.actor(who), now=NOW, **given)


def refused(
    code: str, made: Table, act: Callable[..., object], who: str = "residents", **given: object
) -> None:
    with pytest.raises(Refusal) as caught:
        does(made, act, who, **given)
    assert caught.value.code == code


def grades(of: PackageRound, *chosen: int) -> Mapping[int, Given]:
    pairs = zip(rounds.options(of), chosen, strict=True)
    return {option.pk: Given(grade, "Vi sidder fast.", "De ældste") for option, grade in pairs}


# -- writing it together ------------------------------------------------------------------------------------


def test_a_round_is_opened_written_started_graded_closed_and_settled(here: Table) -> None:
    does(here, services.open_package_round)
    question = does(here, services.ask_question, "grocer", text="Hvornår?", today="Klokken 16")
    does(here, services.add_option, "unit", question_id=question.pk, text="Klokken 18")
    does(here, services.start_package_round, "unit", deadline=FAIR)
    current = rules.current_round(here.process)
    for who, chosen in {"residents": (1, 4), "association": (2, 2), "unit": (4, 1), "grocer": (3, 3)}.items():
        does(here, services.give_sheet, who, how="På et møde.", grades=grades(current, *chosen))
    closed = does(here, services.close_package_round, "association")
    kept = services.settle_package_round(
        process=here.process, actor=here.actor("grocer"), package_round=closed, now=NOW
    )
    assert kept.code == "agreed_all"
    assert list(Entry.objects.order_by("seq").values_list("kind", flat=True)) == [
        "negotiation.round.opened",
        "negotiation.question.asked",
        "negotiation.option.added",
        "negotiation.round.started",
        *["negotiation.sheet.given"] * 4,
        "negotiation.round.closed",
        "negotiation.settlement.kept",
    ]


def test_a_question_comes_with_how_it_is_today(here: Table) -> None:
    does(here, services.open_package_round)
    question = does(here, services.ask_question, text="Hvornår?", today="Klokken 16")
    assert [(one.text, one.is_today) for one in question.options.all()] == [("Klokken 16", True)]


def test_there_is_one_round_at_a_time_and_a_next_one_after_it(here: Table) -> None:
    rounds.closed(here)
    assert does(here, services.open_package_round).number == 2
    refused("negotiation.round_is_open", here, services.open_package_round, "unit")


def test_a_party_says_what_it_needs_before_it_opens_a_round(here: Table) -> None:
    build.interest_of(here, "residents").delete()
    refused("negotiation.own_interest_first", here, services.open_package_round)


def test_nobody_opens_the_sheets_alone_nor_with_its_own_side(here: Table) -> None:
    rounds.writing(here, "residents")
    refused("negotiation.another_party_starts", here, services.start_package_round, deadline=FAIR)
    refused(
        "negotiation.another_side_starts", here, services.start_package_round, "association", deadline=FAIR
    )
    assert (
        does(here, services.start_package_round, "grocer", deadline=FAIR).started_by == here.parties["grocer"]
    )


def test_where_only_one_side_sits_another_party_of_it_opens_the_sheets(here: Table) -> None:
    here.process.seats.filter(party__in=[here.parties["unit"], here.parties["grocer"]]).update(left_at=NOW)
    rounds.writing(here, "residents")
    assert does(here, services.start_package_round, "association", deadline=FAIR).deadline == FAIR


def test_a_possible_supplier_neither_opens_nor_grades_nor_is_waited_for(here: Table) -> None:
    supplier = here.seat("supplier", PartyKind.COMPANY, may_supply=True)
    refused("core.supplier_stands_aside", here, services.open_package_round, "supplier")
    current = rounds.graded(here)
    given = {"how": "Vi mener det.", "grades": grades(current, 1, 1, 1, 1, 1, 1)}
    refused("core.supplier_stands_aside", here, services.give_sheet, "supplier", **given)
    assert supplier not in [seat.party for seat in rules.awaited(here.process, current)]
    assert does(here, services.close_package_round).closed_at == NOW


@pytest.mark.parametrize("asked", [[], [("Hvornår?", ["Klokken 16"])]])
def test_the_sheets_open_when_there_is_something_to_choose_between(here: Table, asked: list[object]) -> None:
    current = rounds.writing(here, "residents", *asked)
    if not asked:
        current.questions.update(withdrawn_at=NOW)
    refused("negotiation.question_needs_answers", here, services.start_package_round, "unit", deadline=FAIR)


def test_the_time_to_grade_is_fair(here: Table) -> None:
    rounds.writing(here)
    soon = NOW + timedelta(days=13)
    refused("core.deadline_too_short", here, services.start_package_round, "unit", deadline=soon)


def test_a_party_takes_back_its_own_question_only(here: Table) -> None:
    asked = rounds.writing(here, "residents").questions.first()
    refused("negotiation.not_your_words", here, services.withdraw_question, "unit", question_id=asked.pk)
    does(here, services.withdraw_question, question_id=asked.pk)
    refused("negotiation.question_is_taken_back", here, services.withdraw_question, question_id=asked.pk)
    refused("negotiation.question_is_taken_back", here, services.add_option, question_id=asked.pk, text="Ja")


def test_questions_are_fixed_once_the_sheets_are_open(here: Table) -> None:
    asked = rounds.grading(here).questions.first()
    refused("negotiation.questions_are_fixed", here, services.ask_question, text="Hvad?", today="Intet")
    refused("negotiation.questions_are_fixed", here, services.add_option, question_id=asked.pk, text="Ja")
    refused("negotiation.questions_are_fixed", here, services.withdraw_question, question_id=asked.pk)


def test_there_is_a_round_before_there_are_questions(here: Table) -> None:
    refused("negotiation.no_round", here, services.ask_question, text="Hvad?", today="Intet")


def test_a_round_holds_what_people_can_hold_in_their_heads(here: Table) -> None:
    current = rounds.writing(here, "residents", *[(f"Nummer {n}?", list("abcdef")) for n in range(10)])
    refused("negotiation.questions_are_many", here, services.ask_question, text="Mere?", today="Nej")
    first = current.questions.first()
    refused("negotiation.answers_are_many", here, services.add_option, question_id=first.pk, text="g")


# -- grading unseen -----------------------------------------------------------------------------------------


def test_a_sheet_grades_every_answer_and_no_other(here: Table) -> None:
    current = rounds.grading(here)
    given = dict(grades(current, 1, 2, 3, 4, 3, 2))
    given.pop(next(iter(given)))
    refused("negotiation.grade_every_answer", here, services.give_sheet, how="Selv.", grades=given)
    other = rounds.options(current)[0]
    refused(
        "negotiation.grade_every_answer", here, services.give_sheet, how="Selv.", grades={other.pk: Given(4)}
    )


@pytest.mark.parametrize("grade", [-1, 5])
def test_a_grade_is_one_of_five_words(here: Table, grade: int) -> None:
    given = grades(rounds.grading(here), grade, 1, 1, 1, 1, 1)
    refused("core.unknown_choice", here, services.give_sheet, how="Selv.", grades=given)


@pytest.mark.parametrize("said", [("", "De ældste"), ("Vi sidder fast.", "")])
def test_cannot_live_with_names_the_harm_and_who_bears_it(here: Table, said: tuple[str, str]) -> None:
    given = {**grades(rounds.grading(here), 0, 1, 1, 1, 1, 1)}
    first = next(iter(given))
    given[first] = Given(0, *said)
    refused("kit.text_missing", here, services.give_sheet, how="Selv.", grades=given)


def test_a_harm_belongs_to_cannot_live_with_only(here: Table) -> None:
    current = rounds.grading(here)
    sheet = does(here, services.give_sheet, how="Selv.", grades=grades(current, 0, 1, 2, 3, 4, 4))
    assert [row.harm for row in sheet.grades.order_by("grade")][:2] == ["Vi sidder fast.", ""]


def test_a_sheet_may_be_written_anew_until_the_round_is_closed(here: Table) -> None:
    current = rounds.grading(here)
    for chosen in ((1, 1, 1, 1, 1, 1), (4, 3, 2, 1, 2, 3)):
        does(here, services.give_sheet, how="Selv.", grades=grades(current, *chosen))
    assert PackageSheet.objects.get().grades.count() == 6
    assert set(PackageGrade.objects.values_list("grade", flat=True)) == {1, 2, 3, 4}


def test_nobody_grades_before_the_questions_are_fixed_or_after_the_deadline(here: Table) -> None:
    current = rounds.writing(here)
    given = {"how": "Selv.", "grades": grades(current, 1, 1, 1, 1, 1, 1)}
    refused("negotiation.sheets_are_not_open", here, services.give_sheet, **given)
    PackageRound.objects.update(
        started_by=here.parties["unit"], started_at=NOW - timedelta(days=20), deadline=NOW
    )
    refused("negotiation.time_to_grade_is_over", here, services.give_sheet, **given)


def test_the_sheets_are_opened_when_all_have_given_one_or_the_time_is_over(here: Table) -> None:
    current = rounds.grading(here)
    rounds.sheet(here, current, "unit", [1, 1, 1, 1, 1, 1])
    refused("negotiation.sheets_are_missing", here, services.close_package_round)
    PackageRound.objects.update(deadline=NOW)
    assert does(here, services.close_package_round).closed_at == NOW


def test_a_round_that_has_not_started_is_not_closed(here: Table) -> None:
    rounds.writing(here)
    refused("negotiation.sheets_are_not_open", here, services.close_package_round)


# -- what comes out -----------------------------------------------------------------------------------------


def settle(made: Table, current: PackageRound, who: str = "residents") -> PackageOutcome:
    return services.settle_package_round(
        process=made.process, actor=made.actor(who), package_round=current, now=NOW
    )


def test_the_package_is_the_kindest_to_the_worst_off_of_all_packages(here: Table) -> None:
    kept = settle(here, rounds.closed(here))
    kindest = max(
        sorted(sheet[a] + sheet[3 + b] for sheet in rounds.SETTLED.values())
        for a, b in product(range(3), repeat=2)
    )
    assert kept.code == "agreed_all"
    assert kept.outcome["leximin"] == kindest
    assert kept.outcome["optimal"]
    assert kept.outcome["pareto"]


def test_where_every_package_meets_a_no_the_single_change_that_unlocks_it_is_told(here: Table) -> None:
    kept = settle(here, rounds.closed(here, rounds.STUCK))
    assert kept.code == "impasse"
    assert kept.outcome["sticking_points"]["n_objections"] == 1
    assert {one["code"] for one in kept.unlocks} == {"agreed_all"}
    assert all(len(one["objections"]) == 1 for one in kept.unlocks)
    packages = [tuple(one["package"].values()) for one in kept.unlocks]
    assert len(set(packages)) > 1


def test_a_party_that_gave_no_sheet_is_named_and_no_package_is_called_agreed(here: Table) -> None:
    given = {who: row for who, row in rounds.SETTLED.items() if who != "grocer"}
    kept = settle(here, rounds.closed(here, given))
    assert kept.code == "not_heard"
    assert {party for _, party in kept.outcome["not_heard"]} == {str(here.parties["grocer"].public_id)}
    assert kept.outcome["package"] is None


def test_a_party_that_left_takes_its_grades_with_it(here: Table) -> None:
    current = rounds.closed(here, rounds.STUCK)
    here.process.seats.filter(party=here.parties["residents"]).update(left_at=NOW)
    assert settle(here, current, "unit").code == "agreed_all"


def test_a_round_is_settled_once_and_after_it_is_closed(here: Table) -> None:
    current = rounds.graded(here)
    with pytest.raises(Refusal) as early:
        settle(here, current)
    assert early.value.code == "negotiation.round_is_not_closed"
    does(here, services.close_package_round)
    current.refresh_from_db()
    settled = settling.settle_round(current)
    settle(here, current)
    refused(
        "negotiation.round_is_settled", here, services.keep_settlement, round_id=current.pk, settled=settled
    )


def test_a_settlement_is_kept_while_the_talks_last(here: Table) -> None:
    current = rounds.closed(here)
    here.stand(Stage.AGREEMENT)
    here.process.refresh_from_db()
    with pytest.raises(Refusal) as caught:
        settle(here, current)
    assert caught.value.code == "core.stage_not_now"


def test_the_outcome_can_be_counted_again_from_its_file(
    here: Table, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = settle(here, rounds.closed(here))
    file = tmp_path / "udfald.json"
    file.write_text(json.dumps(kept.outcome), encoding="utf-8")
    assert main(["recount", str(file)]) == 0
    assert kept.input_sha256 in "".join(capsys.readouterr())
    changed = {**kept.outcome, "leximin": [9, 9, 9, 9]}
    file.write_text(json.dumps(changed), encoding="utf-8")
    assert main(["recount", str(file)]) == 1


# -- what the database keeps --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("package_round_is_opened_by_two_parties", {"started_by": "residents"}),
        ("package_round_starts_with_a_deadline", {"deadline": None}),
    ],
)
def test_the_database_keeps_a_round_whole(
    here: Table, constraint: str, change: dict[str, str | None]
) -> None:
    rounds.grading(here)
    given = {name: here.parties[value] if value else None for name, value in change.items()}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        PackageRound.objects.update(**given)


def test_the_database_keeps_grades_and_sheets_whole(here: Table) -> None:
    sheet = rounds.sheet(here, rounds.grading(here), "unit", [1, 1, 1, 1, 1, 1])
    for constraint, change in (
        ("package_grade_is_known", {"grade": 5}),
        ("package_grade_zero_names_harm_and_bearer", {"grade": 0, "harm": "Skade."}),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            sheet.grades.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        rounds.sheet(here, sheet.round, "unit", [1, 1, 1, 1, 1, 1])
    question = PackageQuestion.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        question.options.update(is_today=True)
