"""An attacker with every release finds nobody; the same attacker finds people in what is usually done."""

from __future__ import annotations

from itertools import chain, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from samskab.methods import disclosure

from .attacker import all_union_differences, attack, small_groups_by_algebra, units
from .populations import ANSWERS, AREAS, behind, naive, run, weeks

LABELS = st.integers(1, 9).flatmap(
    lambda n: st.tuples(
        st.lists(st.integers(-1, 3), min_size=n, max_size=n),
        st.lists(st.integers(-1, 3), min_size=n, max_size=n),
        st.lists(st.integers(0, n - 1), min_size=n, max_size=n),
    )
)


def cells_of(label: np.ndarray) -> list[frozenset[int]]:
    return [frozenset(np.flatnonzero(label == c).tolist()) for c in range(int(label.max(initial=-1)) + 1)]


@settings(max_examples=300, deadline=None)
@given(LABELS, st.integers(2, 5))
def test_the_rule_is_every_difference_of_unions(case: tuple[list[int], ...], k: int) -> None:
    """The short test of `movement` is the same as walking through all 2^cells x 2^cells differences."""
    then, now, unit = (np.array(part, dtype=np.int64) for part in case)
    house = dict(enumerate(unit.tolist()))
    groups = [units(group, house) for group in all_union_differences(cells_of(then), cells_of(now)) if group]
    told = disclosure.movement(then[None, :], now, unit, k)
    assert told.smallest == min(groups, default=0)
    assert bool(told.earlier.any() or told.fresh.any()) == any(size < k for size in groups)


@pytest.mark.parametrize("seed", range(12))
def test_no_group_under_k_is_found_in_52_weekly_releases(seed: int) -> None:
    rng = np.random.default_rng(seed)
    k = disclosure.K_SPECIAL if seed % 4 == 0 else disclosure.K_ORDINARY
    told, figures, household = run(list(weeks(rng, 52, most=300)), k)
    assert attack(figures, household, k) == []
    assert all(one.smallest == 0 or one.smallest >= k for one in told)
    assert sum(len(set(chain(*cells))) for cells in figures) == sum(map(len, chain(*figures)))


def test_the_attacker_finds_people_in_exact_weekly_figures() -> None:
    """The same weeks, published as usual: the attacker is able to find somebody."""
    rng = np.random.default_rng(1)
    history = list(weeks(rng, 20))
    figures = [naive(week, 5) for week in history]
    found = attack(figures, {}, 5)
    assert len(found) > 50
    assert small_groups_by_algebra(chain.from_iterable(figures), {}, 5)
    both = [figures[0], [frozenset(figures[0][0] | {10**6})]]
    assert frozenset({10**6}) in attack(both, {}, 5)


@pytest.mark.parametrize("seed", range(30))
def test_in_one_release_no_hidden_group_can_be_narrowed_down_below_k(seed: int) -> None:
    """Linear programming over area x answer with every exact figure known: no width below k."""
    rng = np.random.default_rng(seed)
    told, _, _ = run([next(weeks(rng, 1))], 5)
    slots = [(area, answer) for area in AREAS.names for answer in ANSWERS]
    table = np.array(
        [[area in c.covers and answer in c.answers for area, answer in slots] for c in told[0].cells],
        dtype=float,
    ).reshape(-1, len(slots))
    assert (table.sum(axis=0) <= 1).all()
    for place in np.flatnonzero((table[table.sum(axis=1) > 1]).sum(axis=0)).tolist():
        goal = np.zeros(len(slots))
        goal[place] = 1
        ends = [
            linprog(sign * goal, A_eq=table, b_eq=told[0].units, bounds=(0, None)).fun * sign
            for sign in (1, -1)
        ]
        assert ends[1] - ends[0] >= 5


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(["join", "leave", "move", "change"]))
def test_one_person_more_less_elsewhere_or_otherwise_changes_no_figure(seed: int, what: str) -> None:
    """At most a group that was one short of k is shown for the first time."""
    rng = np.random.default_rng(seed)
    week = next(weeks(rng, 1, most=300))
    rows = week.rows.copy()
    if not len(rows):
        return
    who = int(rng.integers(len(rows)))
    if what == "leave":
        rows = np.delete(rows, who, axis=0)
    elif what == "join":
        rows = np.vstack([rows, [10**6, rng.integers(8), rng.integers(6), -1]])
    else:
        rows[who, 1 if what == "move" else 2] = rng.integers(6)
    first = disclosure.release(week.contributors(), AREAS, ANSWERS, at="one")
    second = disclosure.release(disclosure.Contributors.of(*rows.T), AREAS, ANSWERS, at="two", previous=first)
    kept = {cell: n for cell, n in zip(second.cells, second.units, strict=True) if cell.published == "one"}
    assert {(c.covers, c.answers): n for c, n in kept.items()} == {
        (c.covers, c.answers): n for c, n in zip(first.cells, first.units, strict=True)
    }
    assert attack([behind(first), behind(second)], {}, 5) == []


def test_areas_that_are_divided_and_joined_again_hide_as_much() -> None:
    """Twelve in one area, then seven and five, then with a third area: no overlay gives anybody away."""
    one = disclosure.Areas(("town",))
    two = disclosure.Areas(("east", "west"))
    answer = [0] * 6 + [1] * 6
    first = disclosure.release(
        disclosure.Contributors.of(range(12), [0] * 12, answer), one, ("x", "y"), at="1"
    )
    east = [0, 0, 0, 0, 0, 1] + [1] * 3 + [0] * 3
    split = disclosure.Contributors.of(range(12), east, answer)
    second = disclosure.release(split, two, ("x", "y"), at="2", previous=first)
    assert attack([behind(first), behind(second)], {}, 5) == []
    more = disclosure.Contributors.of(range(40), [*east, *[0] * 14, *[1] * 14], [*answer, *([0, 1] * 14)])
    third = disclosure.release(more, two, ("x", "y"), at="3", previous=second)
    assert attack([behind(first), behind(second), behind(third)], {}, 5) == []


def test_people_who_come_in_groups_are_shown_and_counted() -> None:
    """Safety is not bought by never changing anything: where groups of five come, figures follow."""
    releases: list[disclosure.Release] = []
    for quarter in range(4):
        ids = np.arange(60 + 60 * quarter)
        people = disclosure.Contributors.of(ids, ids % 2, ids % 3)
        releases.append(
            disclosure.release(
                people, AREAS, ANSWERS, at=f"q{quarter}", previous=releases[-1] if releases else None
            )
        )
    assert [sum(one.units) for one in releases] == [60, 120, 180, 240]
    assert all(a.cells != b.cells for a, b in pairwise(releases))
