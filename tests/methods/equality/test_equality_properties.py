"""What holds for all figures: no order and no names decide, intervals cover, nothing given is changed."""

from __future__ import annotations

import itertools
import math
from dataclasses import asdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samskab.methods import intervals
from samskab.methods.equality import (
    atkinson,
    compare_times,
    concentration,
    gini,
    representation,
    share,
    theil,
    time_to_answer,
    uptake,
)

COUNTS = st.lists(st.integers(0, 30), min_size=1, max_size=12)
TIMES = st.lists(st.tuples(st.integers(0, 20), st.booleans(), st.integers(0, 2)), min_size=1, max_size=25)
TRIES = 4_000


@given(COUNTS, st.integers(1, 5))
def test_gini_lies_in_its_range_and_knows_no_scale_and_no_clones(x: list[int], factor: int) -> None:
    value = gini(x)
    assert 0 <= value <= 1 - 1 / len(x) + 1e-12
    assert gini([factor * one for one in x]) == pytest.approx(value, abs=1e-12)
    assert gini(x * factor) == pytest.approx(value, abs=1e-12)
    assert gini([7] * len(x)) == pytest.approx(0, abs=1e-12)
    brute = sum(abs(a - b) for a in x for b in x) / (2 * len(x) ** 2 * (sum(x) / len(x))) if sum(x) else 0
    assert value == pytest.approx(brute, abs=1e-12)
    assert 0 <= atkinson(x) <= 1 - 1 / len(x) + 1e-12


@given(COUNTS, st.data())
def test_theil_is_between_plus_within(x: list[int], data: st.DataObject) -> None:
    group = data.draw(st.lists(st.integers(0, 3), min_size=len(x), max_size=len(x)))
    between, within = theil(x, group)
    mean = sum(x) / len(x)
    whole = sum(v / mean * math.log(v / mean) for v in x if v) / len(x) if mean else 0
    assert between + within == pytest.approx(whole, abs=1e-12)
    assert between >= -1e-12
    assert within >= -1e-12


@settings(max_examples=30, deadline=None)
@given(COUNTS, st.randoms(use_true_random=False))
def test_the_order_of_people_decides_nothing(x: list[int], rng: object) -> None:
    turned = list(x)
    rng.shuffle(turned)  # type: ignore[attr-defined] # a random.Random
    assert concentration(turned, rounds=50) == concentration(x, rounds=50)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9)), min_size=1, max_size=6),
    st.randoms(use_true_random=False),
)
def test_the_order_of_groups_turns_the_answer_with_it(rows: list[tuple[int, int]], rng: object) -> None:
    order = list(range(len(rows)))
    rng.shuffle(order)  # type: ignore[attr-defined]
    one = representation(*zip(*rows, strict=True), rounds=50)
    two = representation(*zip(*(rows[i] for i in order), strict=True), rounds=50)
    assert [group.people for group in two.groups] == [one.groups[i].people for i in order]
    assert two.verdict == one.verdict
    assert two.null == pytest.approx(one.null)
    assert two.null_mean == pytest.approx(one.null_mean)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_intervals_hold_the_value_and_mirror(k1: int, more1: int, k2: int, more2: int) -> None:
    one, other = (k1, k1 + more1), (k2, k2 + more2)
    low, high = intervals.newcombe(one, other)
    assert -1 <= low <= high <= 1
    back = intervals.newcombe(other, one)
    assert back == pytest.approx((-high, -low))
    told = uptake(one, other)
    assert told.value is None or low - 1e-12 <= told.value <= high + 1e-12
    for part, n in (one, other):
        ends = share(part, n).interval
        assert 0 <= ends[0] <= ends[1] <= 1
        assert not n or ends[0] - 1e-12 <= part / n <= ends[1] + 1e-12


@given(TIMES)
def test_the_curve_falls_and_is_the_plain_share_without_anybody_lost(
    rows: list[tuple[int, bool, int]],
) -> None:
    days, done, _ = (list(part) for part in zip(*rows, strict=True))
    told = time_to_answer(days, done)
    curve = [1.0, *told.still_waiting]
    assert all(a > b for a, b in itertools.pairwise(curve))
    everybody = time_to_answer(days, [True] * len(days))
    for day, left in zip(everybody.days, everybody.still_waiting, strict=True):
        assert left == pytest.approx(sum(d > day for d in days) / len(days))
    assert everybody.median == sorted(days)[(len(days) - 1) // 2]
    if told.median is not None:
        assert told.interval[0] is None or told.interval[0] <= told.median
        assert told.interval[1] is None or told.interval[1] >= told.median


@settings(max_examples=30, deadline=None)
@given(TIMES, st.randoms(use_true_random=False))
def test_the_order_and_the_names_of_kinds_decide_nothing(
    rows: list[tuple[int, bool, int]], rng: object
) -> None:
    turned = list(rows)
    rng.shuffle(turned)  # type: ignore[attr-defined]
    one = compare_times(*zip(*rows, strict=True), rounds=40)
    two = compare_times(*zip(*turned, strict=True), rounds=40)
    assert asdict(one) == asdict(two)


def test_nothing_given_is_changed() -> None:
    x, days, done, kind = (
        np.array([5, 1, 3]),
        np.array([9, 2, 4]),
        np.array([True, False, True]),
        np.array([1, 0, 1]),
    )
    copies = [part.copy() for part in (x, days, done, kind)]
    concentration(x, rounds=5)
    theil(x, kind)
    atkinson(x)
    representation(x, days, rounds=5)
    time_to_answer(days, done)
    compare_times(days, done, kind, rounds=5)
    for part, copy in zip((x, days, done, kind), copies, strict=True):
        assert (part == copy).all()


@pytest.mark.parametrize(("n", "p"), [(20, 0.1), (20, 0.5), (60, 0.1), (200, 0.3)])
def test_wilson_covers(n: int, p: float) -> None:
    k = np.random.default_rng(0).binomial(n, p, TRIES)
    lower, upper = intervals.wilson(k, np.full(TRIES, n), intervals.Z95)
    assert 0.92 < float(((lower <= p) & (p <= upper)).mean()) < 0.99


@pytest.mark.parametrize(
    ("n1", "n2", "p1", "p2"), [(15, 15, 0.9, 0.6), (20, 40, 0.5, 0.5), (60, 60, 0.2, 0.4)]
)
def test_newcombe_covers(n1: int, n2: int, p1: float, p2: float) -> None:
    rng = np.random.default_rng(1)
    hits = []
    for k1, k2 in zip(rng.binomial(n1, p1, TRIES), rng.binomial(n2, p2, TRIES), strict=True):
        low, high = intervals.newcombe((int(k1), n1), (int(k2), n2))
        hits.append(low <= p1 - p2 <= high)
    assert 0.93 < float(np.mean(hits)) < 0.985


def test_the_median_wait_is_covered() -> None:
    rng = np.random.default_rng(2)
    hits = []
    for _ in range(600):
        needed, left = rng.exponential(21 / math.log(2), 60), rng.uniform(0, 90, 60)
        done = needed <= left
        low, high = time_to_answer(np.ceil(np.where(done, needed, left)).astype(int), done).interval
        hits.append((low is None or low <= 21) and (high is None or high >= 21))
    assert 0.92 < float(np.mean(hits)) < 0.99


@pytest.mark.parametrize(("n", "most"), [(5, 0.32), (10, 0.23), (40, 0.03)])
def test_equal_parties_differ_by_chance_as_often_as_the_page_says(n: int, most: float) -> None:
    """Which is why nothing is said below 20 proposals each."""
    rng = np.random.default_rng(3)
    apart = np.abs(rng.binomial(n, 0.5, TRIES) - rng.binomial(n, 0.5, TRIES)) / n >= 0.3
    assert float(apart.mean()) == pytest.approx(most, abs=0.05)
