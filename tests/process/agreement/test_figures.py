"""The figures the agreement shows about itself."""

from __future__ import annotations

import pytest

from samskab.ground.parties.models import PartyKind
from samskab.process.agreement import figures, selectors
from samskab.process.agreement.sheet import sheet
from tests.builders import Table
from tests.builders import agreement as build
from tests.builders import negotiation as talks

pytestmark = pytest.mark.django_db


def key_to_the_house() -> Table:
    """The hours and rights of the demo "Nøglen til huset"."""
    made = build.draft()
    made.seat("elders", PartyKind.INFORMAL_GROUP)
    made.seat("workshop", PartyKind.INFORMAL_GROUP)
    for who, hours in (("unit", "16"), ("grocer", "6"), ("elders", "38"), ("workshop", "42")):
        build.resource(made, who, kind="time", hours=hours)
    build.right(made, "Åbningstider", "elders", "workshop", "association")
    build.right(made, "Værkstedet", "workshop")
    build.right(made, "Bemanding", "unit")
    build.right(made, "Fortsættelse", "unit")
    build.right(made, "Kørselsplan", "grocer", "elders")
    return made


def test_the_demos_first_course_has_78_percent_of_the_hours_and_50_of_the_decisions() -> None:
    made = key_to_the_house()
    told = sheet(made.process, build.paper(made)).work_and_say
    assert (told.hours_percent, told.decisions_percent) == (78, 50)
    assert told.gap == pytest.approx(0.2843, abs=1e-4)
    assert told.warns


def test_a_gap_of_a_quarter_does_not_warn() -> None:
    assert not figures.WorkAndSay(0.75, 0.50, n_hours=100, n_rights=4).warns
    assert figures.WorkAndSay(0.76, 0.50, n_hours=100, n_rights=4).warns


@pytest.mark.parametrize(("rights", "hours"), [(2, "50"), (3, "9.9")])
def test_too_few_rights_or_hours_show_no_figure(rights: int, hours: str) -> None:
    made = build.draft()
    for number in range(rights):
        build.right(made, f"Ret {number}")
    build.resource(made, "association", kind="time", hours=hours)
    told = sheet(made.process, build.paper(made)).work_and_say
    assert not told.enough
    assert not told.warns


def test_three_rights_and_ten_hours_are_enough() -> None:
    made = build.draft()
    for number in range(3):
        build.right(made, f"Ret {number}")
    build.resource(made, "association", kind="time", hours="10")
    assert sheet(made.process, build.paper(made)).work_and_say.enough


def test_what_is_taken_back_is_not_counted_as_hours() -> None:
    made = key_to_the_house()
    build.paper(made).resources.filter(by=made.parties["unit"]).update(withdrawn_at="2026-11-02T11:00Z")
    told = sheet(made.process, build.paper(made)).work_and_say
    assert told.hours == pytest.approx(80 / 86)


def test_a_counter_proposal_leaves_a_trace_for_the_one_it_answered() -> None:
    made = build.draft()
    first = build.first_proposal(made)
    counter = talks.proposal(made, "unit", parent=first)
    build.clause(made, origin=counter)
    found = {trace.party.name: trace for trace in sheet(made.process, build.paper(made)).traces}
    assert found["unit"].clauses == [1]
    assert (found["association"].clauses, found["association"].through) == ([], [1])
    assert found["residents"].has_none
    assert not found["association"].has_none


def test_a_party_that_answers_itself_has_one_trace_and_not_two() -> None:
    made = build.draft()
    counter = talks.proposal(made, "association", parent=build.first_proposal(made))
    build.clause(made, origin=counter)
    found = {trace.party.name: trace for trace in sheet(made.process, build.paper(made)).traces}
    assert (found["association"].clauses, found["association"].through) == ([1], [])


def test_clauses_that_give_a_right_are_held_against_those_that_give_work() -> None:
    made = build.complete()
    laid = sheet(made.process, build.paper(made))
    assert laid.balance == figures.Balance(rights=2, work=1, terms=1)


def test_paid_time_is_counted_in_parties() -> None:
    made = build.complete()
    assert sheet(made.process, build.paper(made)).paid_time == (2, 4)


def test_what_the_public_side_opens_is_listed_first() -> None:
    made = build.draft()
    for who in ("grocer", "association", "unit", "residents"):
        build.resource(made, who, kind="time")
    sides = [resource.by.side for resource in selectors.resources(build.paper(made))]
    assert sides == ["public", "civic", "civic", "market"]
