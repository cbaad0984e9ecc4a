"""What is shown, what joins others, what waits, and what is refused."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samskab.methods import disclosure
from samskab.methods.disclosure import Areas, Contributors, DisclosureError, Release, public, release
from samskab.methods.outcome import to_json

from .populations import ANSWERS, AREAS, behind, run, weeks

TOWN = Areas(("east", "west"))
XYZ = ("x", "y", "z")


def counted(table: dict[tuple[int, int], int], start: int = 0) -> Contributors:
    """So many people per (area, answer), with ids from `start`."""
    cells = [cell for cell, n in table.items() for _ in range(n)]
    area, answer = zip(*cells, strict=True) if cells else ((), ())
    return Contributors.of(range(start, start + len(cells)), area, answer)


def figures(told: Release) -> dict[tuple[str, tuple[str, ...]], int]:
    return {(c.area, c.answers): n for c, n in zip(told.cells, told.units, strict=True)}


def test_a_small_answer_joins_others_and_a_small_area_joins_the_rest() -> None:
    told = release(counted({(0, 0): 8, (0, 1): 7, (0, 2): 5, (1, 0): 4}), TOWN, XYZ, at="q1")
    assert figures(told) == {("east", ("x",)): 8, ("east", ("y",)): 7, ("east", ("z",)): 5}
    assert told.waiting == 4
    told = release(counted({(0, 0): 8, (0, 1): 7, (0, 2): 2, (1, 0): 4, (1, 1): 4}), TOWN, XYZ, at="q1")
    assert figures(told)["east", ("x",)] == 8
    assert figures(told)["east", ("y", "z")] == 9


def test_two_small_areas_are_shown_together_as_the_rest() -> None:
    areas = Areas(("east", "west", "south"))
    told = release(counted({(0, 0): 4, (0, 1): 2, (1, 0): 9, (1, 2): 9, (2, 1): 3}), areas, XYZ, at="q1", k=5)
    assert {c.area: c.covers for c in told.cells} == {"east": ("east",), "west": ("west",)}
    told = release(counted({(0, 0): 3, (1, 0): 9, (1, 2): 9, (2, 1): 3}), areas, XYZ, at="q1")
    assert told.cells[0].area == ""
    assert (told.cells[0].covers, told.cells[0].answers) == (("east", "south"), XYZ)
    assert told.units[0] == 6


def test_small_areas_join_the_district_they_lie_within_before_the_municipality() -> None:
    areas = Areas(("hill", "lake", "north", "south"), (2, 2, -1, -1))
    told = release(counted({(0, 0): 3, (1, 1): 3, (3, 0): 6, (3, 1): 6}), areas, XYZ, at="q1")
    assert {(c.area, c.covers) for c in told.cells} == {
        ("north", ("hill", "lake", "north")),
        ("south", ("south",)),
    }


def test_answers_of_the_same_size_join_others_together() -> None:
    told = release(counted({(0, 0): 9, (0, 1): 6, (0, 2): 6, (0, 3): 1}), TOWN, ("a", "b", "c", "d"), at="q1")
    assert figures(told) == {("east", ("a",)): 9, ("east", ("b", "c", "d")): 13}
    assert told.ties == 1


def test_nobody_can_tell_few_from_none() -> None:
    """Nobody said z, or two did: the same cells either way, as long as somebody is in "others"."""
    with_two = release(counted({(0, 0): 9, (0, 1): 4, (0, 2): 2}), TOWN, XYZ, at="q1")
    with_none = release(counted({(0, 0): 9, (0, 1): 6 - 1, (0, 2): 0}), TOWN, XYZ, at="q1")
    assert [c.answers for c in with_two.cells] == [("x",), ("y", "z")]
    assert [c.answers for c in with_none.cells] == [("x",), ("y",)]
    few = release(counted({(0, 0): 9, (0, 1): 4, (0, 3): 2}), TOWN, (*XYZ, "w"), at="q1")
    assert [c.answers for c in few.cells] == [("w", "y", "z"), ("x",)]


def test_where_nearly_all_say_the_same_nothing_is_shown_of_that_area_alone() -> None:
    alike = {(0, 0): 30, (0, 1): 2, (1, 0): 6, (1, 1): 6}
    told = release(counted(alike), TOWN, XYZ, at="q1")
    assert {c.area for c in told.cells} == {"west"}
    assert told.waiting == 32
    shown = release(counted(alike), TOWN, XYZ, at="q1", sensitive=("z",))
    assert {c.area for c in shown.cells} == {"east", "west"}
    one_other = release(counted({(0, 0): 9, (0, 1): 1}), TOWN, XYZ, at="q1")
    assert one_other.cells == ()


def test_an_area_with_under_a_hundred_adults_is_not_shown_alone() -> None:
    many = {(0, 0): 20, (0, 1): 20, (1, 0): 20, (1, 1): 20}
    told = release(counted(many), Areas(("east", "west"), (), (99, 100)), XYZ, at="q1")
    assert {c.area for c in told.cells} == {"west"}
    told = release(counted(many), Areas(("east", "west"), (), (99, 1)), XYZ, at="q1")
    assert {(c.area, c.covers) for c in told.cells} == {("", ("east", "west"))}


def test_a_household_counts_once() -> None:
    home = [1, 1, 1, 1, 1, 2, 3, 4, 5, 6]
    people = Contributors.of(range(10), [0] * 10, [0] * 5 + [1] * 5, home)
    assert release(people, TOWN, XYZ, at="q1", sensitive=()).units == (6,)
    family = Contributors.of(range(9), [0] * 9, [0, 0, 0, 0, 0, 1, 1, 1, 1], [7] * 9)
    assert release(family, TOWN, XYZ, at="q1", sensitive=()).cells == ()


def test_a_special_category_takes_ten() -> None:
    people = counted({(0, 0): 9, (0, 1): 9})
    assert len(release(people, TOWN, XYZ, at="q1").cells) == 2
    assert [c.about for c in release(people, TOWN, XYZ, at="q1", k=10).cells] == [20]


@pytest.mark.parametrize(("n", "about"), [(5, 5), (7, 5), (8, 10), (12, 10), (13, 15), (112, 110)])
def test_figures_are_rounded_to_five(n: int, about: int) -> None:
    told = release(counted({(0, 0): n, (0, 1): n}), TOWN, XYZ, at="q1")
    assert [c.about for c in told.cells] == [about, about]
    assert [c.percent for c in told.cells] == [50 if 2 * about >= 20 else None] * 2


def test_a_figure_changes_only_by_groups_and_keeps_its_date_until_then() -> None:
    first = release(counted({(0, 0): 8, (0, 1): 8}), TOWN, XYZ, at="q1")
    second = release(counted({(0, 0): 8, (0, 1): 8, (0, 2): 4}), TOWN, XYZ, at="q2", previous=first)
    assert public(second) == public(first)
    assert (second.waiting, second.outdated, second.ledger.shown.shape[0]) == (4, 0, 1)
    third = release(counted({(0, 0): 8, (0, 1): 8, (0, 2): 5}), TOWN, XYZ, at="q3", previous=second)
    assert figures(third) == {("east", ("x",)): 8, ("east", ("y",)): 8, ("east", ("z",)): 5}
    assert {c.answers: c.published for c in third.cells} == {("x",): "q1", ("y",): "q1", ("z",): "q3"}
    assert [c.percent for c in third.cells] == [None] * 3


def test_an_answer_that_has_grown_leaves_others_when_groups_move() -> None:
    first = release(counted({(0, 0): 9, (0, 1): 3, (0, 2): 3}), TOWN, XYZ, at="q1")
    assert [c.answers for c in first.cells] == [("x",), ("y", "z")]
    again = Contributors.of(range(35), [0] * 35, [0] * 9 + [1] * 3 + [2] * 3 + [1] * 10 + [2] * 10)
    second = release(again, TOWN, XYZ, at="q2", previous=first)
    assert figures(second) == {("east", ("x",)): 9, ("east", ("y", "z")): 26}


def test_the_same_people_are_not_rearranged_because_one_changed_their_word() -> None:
    """Four said y, six z: "others". When one changes, five and five could stand alone, and would tell it."""
    first = release(counted({(0, 0): 9, (0, 1): 4, (0, 2): 6}), TOWN, XYZ, at="q1")
    assert figures(first) == {("east", ("x",)): 9, ("east", ("y", "z")): 10}
    changed = Contributors.of(range(19), [0] * 19, [0] * 9 + [1] * 5 + [2] * 5)
    second = release(changed, TOWN, XYZ, at="q2", previous=first)
    assert public(second) == public(first)
    more = Contributors.of(range(24), [0] * 24, [0] * 9 + [1] * 5 + [2] * 5 + [1] * 5)
    third = release(more, TOWN, XYZ, at="q3", previous=second)
    assert figures(third) == {("east", ("x",)): 9, ("east", ("y",)): 10, ("east", ("z",)): 5}


def test_an_area_that_has_grown_leaves_the_rest_when_groups_can() -> None:
    """Each area says one thing only, so both are shown together; then each says two."""
    first = release(counted({(0, 0): 5, (1, 1): 5}), TOWN, XYZ, at="q1")
    assert [(c.covers, c.answers) for c in first.cells] == [(TOWN.names, ("x",)), (TOWN.names, ("y",))]
    area, answer = [0] * 5 + [1] * 5 + [0] * 10 + [1] * 10, [0] * 5 + [1] * 5 + [1] * 10 + [0] * 10
    second = release(Contributors.of(range(30), area, answer), TOWN, XYZ, at="q2", previous=first)
    assert figures(second) == {
        ("east", ("x",)): 5, ("east", ("y",)): 10, ("west", ("x",)): 10, ("west", ("y",)): 5,
    }  # fmt: skip


def test_an_area_that_cannot_leave_the_rest_without_telling_of_few_stays_in_it() -> None:
    """Three of the rest's people live in the east: alone it would tell of them, or of the other four."""
    rows = [(0, 0)] * 3 + [(1, 1)] * 4
    area, answer = zip(*rows, strict=True)
    first = release(Contributors.of(range(7), area, answer), TOWN, XYZ, at="q1")
    assert [(c.covers, c.answers) for c in first.cells] == [(TOWN.names, XYZ)]
    area, answer = zip(*rows, *[(i % 2, i % 3) for i in range(40)], strict=True)
    second = release(Contributors.of(range(47), area, answer), TOWN, XYZ, at="q2", previous=first)
    assert [(c.covers, c.answers, n) for c, n in zip(second.cells, second.units, strict=True)] == [
        (TOWN.names, XYZ, 47)
    ]


def test_a_cell_that_fell_under_k_joins_another_as_soon_as_that_tells_of_nobody() -> None:
    """Of eight two are left: with another cell they are that cell's figure plus two, until five come too."""
    first = release(counted({(0, 0): 8, (0, 1): 9, (0, 2): 20}), TOWN, XYZ, at="q1")
    stay = [*range(2), *range(8, 37)]
    said = [0] * 2 + [1] * 9 + [2] * 20
    second = release(Contributors.of(stay, [0] * 31, said), TOWN, XYZ, at="q2", previous=first)
    assert public(second) == public(first)
    assert (second.withdrawn, second.outdated) == (6, 1)
    more = Contributors.of([*stay, *range(50, 55)], [0] * 36, [*said, *[1] * 5])
    third = release(more, TOWN, XYZ, at="q3", previous=second)
    assert figures(third) == {("east", ("x", "y")): 16, ("east", ("z",)): 20}


def test_who_withdraws_is_in_no_figure_counted_afterwards() -> None:
    rng = np.random.default_rng(3)
    history = list(weeks(rng, 30))
    told, cells, _ = run(history, 5)
    for number, week in enumerate(history):
        there = set(week.rows[:, 0].tolist())
        for cell, who in zip(told[number].cells, cells[number], strict=True):
            assert cell.published != f"week {number:02}" or who <= there


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([5, 10]))
def test_order_and_names_decide_nothing(seed: int, k: int) -> None:
    rng = np.random.default_rng(seed)
    week = next(weeks(rng, 1))
    rows = week.rows[rng.permutation(len(week.rows))]
    new_id = rng.permutation(10_000)
    area, answer = rng.permutation(len(AREAS.names)), rng.permutation(len(ANSWERS))
    names, words = np.empty(8, dtype=object), np.empty(6, dtype=object)
    names[area], words[answer] = AREAS.names, ANSWERS
    within, adults = np.empty(8, dtype=np.int64), np.empty(8, dtype=np.int64)
    within[area] = [area[p] if p >= 0 else -1 for p in AREAS.within]
    adults[area] = AREAS.adults
    turned = Contributors.of(new_id[rows[:, 0]], area[rows[:, 1]], answer[rows[:, 2]], rows[:, 3])
    again = release(
        turned, Areas(tuple(names), tuple(within.tolist()), tuple(adults.tolist())), tuple(words), at="q", k=k
    )
    assert public(again) == public(release(week.contributors(), AREAS, ANSWERS, at="q", k=k))


def test_the_same_release_twice_is_the_same_and_nothing_given_is_changed() -> None:
    rng = np.random.default_rng(0)
    history = list(weeks(rng, 3))
    told, _, _ = run(history, 5)
    copy = history[2].rows.copy()
    again = release(history[2].contributors(), AREAS, ANSWERS, at="week 02", previous=told[1])
    assert to_json(again) == to_json(told[2])
    assert (history[2].rows == copy).all()
    once_more = release(history[2].contributors(), AREAS, ANSWERS, at="later", previous=told[2])
    assert public(once_more) == public(told[2])
    person = np.array([3, 1, 2])
    Contributors.of(person, [0, 0, 0], [0, 0, 0])
    assert person.tolist() == [3, 1, 2]


def test_only_cells_and_k_are_public() -> None:
    told = release(counted({(0, 0): 8, (0, 1): 8}), TOWN, XYZ, at="q1")
    assert set(public(told)) == {"k", "cells"}
    assert {field.name for field in fields(disclosure.Cell)} == set(public(told)["cells"][0])  # type: ignore[index]


def test_nobody_gives_an_empty_release_and_everybody_may_come_later() -> None:
    first = release(counted({}), TOWN, XYZ, at="q1")
    assert (first.cells, first.waiting, first.smallest) == ((), 0, 0)
    second = release(counted({(0, 0): 8, (0, 1): 8}), TOWN, XYZ, at="q2", previous=first)
    assert len(second.cells) == 2
    third = release(counted({}), TOWN, XYZ, at="q3", previous=second)
    assert behind(third) == behind(second)


@pytest.mark.parametrize(
    ("code", "call"),
    [
        ("k_below_two", lambda: release(counted({}), TOWN, XYZ, at="", k=1)),
        ("k_changed", lambda: release(counted({}), TOWN, XYZ, at="", k=10,
                                      previous=release(counted({}), TOWN, XYZ, at=""))),
        ("no_such_area", lambda: release(counted({(2, 0): 1}), TOWN, XYZ, at="")),
        ("no_such_answer", lambda: release(counted({(0, 3): 1}), TOWN, XYZ, at="")),
        ("answer_names", lambda: release(counted({}), TOWN, ("x", "x"), at="")),
        ("person_twice", lambda: Contributors.of([1, 1], [0, 0], [0, 0])),
        ("lengths_differ", lambda: Contributors.of([1, 2], [0], [0, 0])),
        ("lengths_differ", lambda: Areas(("a", "b"), (-1,))),
        ("area_names", lambda: Areas(("a", "a"))),
        ("areas_are_no_tree", lambda: Areas(("a", "b"), (1, 0))),
        ("areas_are_no_tree", lambda: Areas(("a",), (5,))),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_with_a_code(code: str, call: object) -> None:
    with pytest.raises(DisclosureError) as refused:
        call()  # type: ignore[operator]
    assert refused.value.code == code
