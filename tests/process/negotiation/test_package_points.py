"""Points a party moves, the limit it sets, and the members behind a party's sheet."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from samskab.ground.people.actor import Actor
from samskab.kit import clock
from samskab.kit.errors import Refusal
from samskab.methods.bargaining import settle
from samskab.methods.bargaining.stored import read_sheets
from samskab.process.core.models import Stage
from samskab.process.negotiation import members, services, settling
from samskab.process.negotiation.models import MemberSheet, PackageRound, PackageSheet
from samskab.process.negotiation.services.packages import Given
from tests.builders import NOW, Table, person
from tests.builders import ballots as people
from tests.builders import negotiation as build
from tests.builders import packages as rounds
from tests.builders.reading import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    def stands() -> datetime:
        return NOW

    monkeypatch.setattr(clock, "now", stands)


@pytest.fixture
def here() -> Table:
    return build.negotiation()


def words(of: PackageRound, chosen: Sequence[int]) -> dict[int, Given]:
    pairs = zip(rounds.options(of), chosen, strict=True)
    return {option.pk: Given(grade, "Vi sidder fast.", "De ældste") for option, grade in pairs}


def party_says(
    made: Table,
    of: PackageRound,
    who: str,
    chosen: Sequence[int],
    *,
    points: Sequence[int] | None = None,
    floor: int = 0,
) -> PackageSheet:
    asked = [question.pk for question in of.questions.order_by("pk")]
    return services.give_sheet(
        process_id=made.process.pk,
        actor=made.actor(who),
        how="På et møde.",
        grades=words(of, chosen),
        points=dict(zip(asked, points, strict=True)) if points else None,
        floor=floor,
        now=NOW,
    )


def member_says(made: Table, of: PackageRound, actor: Actor, chosen: Sequence[int]) -> MemberSheet:
    return services.give_own_sheet(process_id=made.process.pk, actor=actor, grades=words(of, chosen), now=NOW)


def closed(made: Table, of: PackageRound) -> PackageRound:
    of.refresh_from_db()
    return services.close_package_round(
        process_id=made.process.pk, actor=made.actor("unit"), now=of.deadline or NOW
    )


def refused(code: str, made: Table, of: PackageRound, **given: object) -> None:
    with pytest.raises(Refusal) as caught:
        party_says(made, of, "unit", (2,) * 6, **given)  # type: ignore[arg-type]
    assert caught.value.code == code


def url(on: Table, name: str, *more: object) -> str:
    return reverse(f"negotiation:{name}", args=[on.process.slug, *more])


# -- points and limits --------------------------------------------------------------------------------------


@pytest.mark.parametrize("points", [(3, 4), (6, 0), (1, 4), (7, -1)])
def test_a_party_moves_its_own_points_and_never_gets_more(here: Table, points: tuple[int, int]) -> None:
    refused("negotiation.points_do_not_add_up", here, rounds.grading(here), points=points)


def test_a_limit_is_between_nothing_and_everything(here: Table) -> None:
    refused("core.unknown_choice", here, rounds.grading(here), floor=11)


def test_points_reach_the_method_and_the_others_have_as_many_on_each(here: Table) -> None:
    current = rounds.grading(here)
    party_says(here, current, "residents", rounds.SETTLED["residents"], points=(5, 1))
    party_says(here, current, "unit", rounds.SETTLED["unit"])
    sheets = settling.sheets_of(current)
    name = str(here.parties["residents"].public_id)
    assert sorted(sheets["weights"][name].values()) == [1, 5]
    assert {tuple(sorted(v.values())) for k, v in sheets["weights"].items() if k != name} == {(3, 3)}


def test_points_nobody_moved_are_no_points(here: Table) -> None:
    current = rounds.grading(here)
    party_says(here, current, "residents", rounds.SETTLED["residents"], points=(3, 3))
    assert "weights" not in settling.sheets_of(current)


def test_a_limit_is_a_part_of_ones_own_best_and_a_package_below_it_is_an_impasse(here: Table) -> None:
    current = rounds.grading(here)
    for who, grades in rounds.SETTLED.items():
        party_says(here, current, who, grades, floor=10 if who in {"residents", "unit"} else 0)
    sheets = settling.sheets_of(current)
    floors = {row["id"]: row.get("floor") for row in sheets["parties"]}
    assert floors[str(here.parties["unit"].public_id)] == 8, "all of 2 questions with 4 each"
    assert settle(read_sheets(sheets)).code == "impasse"


def test_the_package_page_says_who_moved_points_and_who_got_less_than_their_limit(here: Table) -> None:
    current = rounds.grading(here)
    for who, grades in rounds.SETTLED.items():
        floor = 10 if who in {"residents", "unit"} else 0
        party_says(here, current, who, grades, points=(5, 1) if who == "unit" else None, floor=floor)
    done = closed(here, current)
    services.settle_package_round(process=here.process, actor=here.actor("unit"), package_round=done, now=NOW)
    page = client_of().get(url(here, "packages")).content.decode()
    assert "Hvem flyttede point?" in page
    assert "Under den grænse, parten selv har sat:" in page


def test_points_and_a_limit_are_given_from_the_page_and_stand_there_again(here: Table) -> None:
    current = rounds.grading(here)
    asked = list(current.questions.order_by("pk"))
    given: dict[str, object] = {f"grade_{option.public_id}": 2 for option in rounds.options(current)}
    given |= {f"points_{asked[0].public_id}": 4, f"points_{asked[1].public_id}": 2}
    given |= {"floor": 3, "how": "På et møde."}
    client = client_of(here.speakers["unit"])
    assert client.post(url(here, "give_sheet"), given).status_code == 303
    sheet = PackageSheet.objects.get()
    assert (sheet.floor, sorted(sheet.weights.values_list("points", flat=True))) == (3, [2, 4])
    again = client.get(url(here, "give_sheet")).content.decode()
    assert 'value="4"' in again
    wrong = client.post(url(here, "give_sheet"), given | {f"points_{asked[0].public_id}": 6})
    assert wrong.status_code == 422
    assert "Pointene passer ikke." in wrong.content.decode()


# -- members ------------------------------------------------------------------------------------------------


def test_a_party_is_heard_through_its_members_when_no_spokesperson_answers(here: Table) -> None:
    current = rounds.grading(here)
    three = people.members(here, "residents", 3)
    for actor, chosen in zip(three, [(0, 1, 2) * 2, (3, 1, 2) * 2, (4, 4, 0) * 2], strict=True):
        member_says(here, current, actor, chosen)
    closed(here, current)
    sheet = PackageSheet.objects.get(party=here.parties["residents"])
    assert sheet.by_members
    assert [row.grade for row in sheet.grades.order_by("option__question", "option")] == [3, 1, 2, 3, 1, 2]


def test_until_the_time_is_over_a_spokesperson_may_still_answer_for_the_party(here: Table) -> None:
    current = rounds.grading(here)
    for who in ("association", "unit", "grocer"):
        party_says(here, current, who, rounds.SETTLED[who])
    (one,) = people.members(here, "residents", 1)
    member_says(here, current, one, (2,) * 6)
    with pytest.raises(Refusal) as caught:
        services.close_package_round(process_id=here.process.pk, actor=here.actor("unit"), now=NOW)
    assert caught.value.code == "negotiation.sheets_are_missing"


def test_a_members_no_that_is_outvoted_is_counted_and_printed(here: Table) -> None:
    current = rounds.graded(here)
    (one,) = people.members(here, "residents", 1)
    member_says(here, current, one, (0,) * 6)
    done = closed(here, current)
    kept = services.settle_package_round(
        process=here.process, actor=here.actor("unit"), package_round=done, now=NOW
    )
    assert kept.code == "agreed_with_dissent"
    page = client_of().get(url(here, "packages")).content.decode()
    assert "Et medlem af" in page
    assert one.participant_id is not None
    assert "Menigt medlem" not in page


def test_a_zero_of_the_members_names_the_harm_of_the_first_who_said_it(here: Table) -> None:
    current = rounds.grading(here)
    (one,) = people.members(here, "residents", 1)
    member_says(here, current, one, (0, 1, 2) * 2)
    found = members.medians(current, here.parties["residents"].pk)
    assert {median.grade: median.harm for median in found.values()} == {0: "Vi sidder fast.", 1: "", 2: ""}


def test_who_is_no_member_here_does_not_answer_and_one_person_has_one_sheet(here: Table) -> None:
    current = rounds.grading(here)
    stranger = Actor(participant_id=person().pk)
    with pytest.raises(Refusal) as caught:
        member_says(here, current, stranger, (2,) * 6)
    assert caught.value.code == "negotiation.not_a_member_here"
    (one,) = people.members(here, "grocer", 1)
    for grade in (1, 4):
        member_says(here, current, one, (grade,) * 6)
    sheet = MemberSheet.objects.get(participant=one.participant_id)
    assert set(sheet.grades.values_list("grade", flat=True)) == {4}
    here.stand(Stage.AGREEMENT)
    with pytest.raises(Refusal):
        member_says(here, current, one, (2,) * 6)


def test_a_member_answers_from_the_page_and_the_spokesperson_meets_the_middle_of_it(here: Table) -> None:
    current = rounds.grading(here)
    page = client_of(here.speakers["residents"]).get(url(here, "packages")).content.decode()
    assert url(here, "give_own_sheet") in page
    given: Mapping[str, object] = {f"grade_{option.public_id}": 3 for option in rounds.options(current)}
    client = client_of(here.speakers["residents"])
    assert client.post(url(here, "give_own_sheet"), given).status_code == 303
    own = client.get(url(here, "give_sheet")).content.decode()
    assert "1 medlem har svaret for sig selv." in own
    assert own.count('value="3" id') + own.count("checked") >= 6
    other = client_of(here.speakers["unit"]).get(url(here, "give_sheet")).content.decode()
    assert "har svaret for sig selv" not in other
    assert "checked" not in other
    assert url(here, "give_own_sheet") not in client_of().get(url(here, "packages")).content.decode()


def test_the_outcome_with_points_limits_and_members_can_be_found_again(here: Table) -> None:
    current = rounds.grading(here)
    for who, grades in rounds.SETTLED.items():
        party_says(here, current, who, grades, points=(4, 2) if who == "unit" else None, floor=1)
    (one,) = people.members(here, "grocer", 1)
    member_says(here, current, one, (0,) * 6)
    sheets = settling.sheets_of(current)
    settled = settling.settle_round(current)
    assert json.loads(settled.outcome["input"]["text"]) == sheets
    found = settle(read_sheets(sheets), seed=str(current.public_id))
    assert found.input_sha256 == settled.input_sha256


def test_nobody_answers_for_themself_after_the_time(here: Table) -> None:
    current = rounds.grading(here, deadline=NOW - timedelta(hours=1))
    (one,) = people.members(here, "residents", 1)
    with pytest.raises(Refusal) as caught:
        member_says(here, current, one, (2,) * 6)
    assert caught.value.code == "negotiation.time_to_grade_is_over"
