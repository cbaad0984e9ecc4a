"""Figures worked out by hand or by other libraries, small samples, and what is refused."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from samskab.methods import equality, intervals
from samskab.methods.equality import (
    EqualityError,
    atkinson,
    compare_times,
    concentration,
    gini,
    knowledge_parity,
    representation,
    share,
    theil,
    time_to_answer,
    uptake,
)


@pytest.mark.parametrize(("k", "n"), [(0, 9), (3, 17), (9, 9), (140, 300), (1, 1)])
def test_wilson_is_scipys(k: int, n: int) -> None:
    oracle = stats.binomtest(k, n).proportion_ci(0.95, "wilson")
    assert share(k, n).interval == pytest.approx((oracle.low, oracle.high), abs=1e-12)


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
    ],
)
def test_newcombes_own_table_holds(
    one: tuple[int, int], other: tuple[int, int], low: float, high: float
) -> None:
    """Table II of Newcombe 1998, method 10."""
    assert intervals.newcombe(one, other) == pytest.approx((low, high), abs=6e-5)


def test_a_share_is_compared_only_with_what_was_known_beforehand() -> None:
    assert share(30, 100, expected=0.5).verdict == "difference"
    assert share(45, 100, expected=0.5).verdict == "no_difference_seen"
    assert share(1, 9, expected=0.5).verdict == "too_few_to_tell"
    assert share(50, 100).verdict == "too_few_to_tell"
    told = share(45, 100, expected=0.5)
    assert told.null == (stats.binom.ppf(0.025, 100, 0.5) / 100, stats.binom.ppf(0.975, 100, 0.5) / 100)
    assert share(0, 0, expected=0.5).value is None


def test_a_group_of_a_tenth_among_sixty_may_have_half_or_twice_its_share_by_chance() -> None:
    told = representation([6, 54], [10, 90])
    assert told.groups[0].ratio == pytest.approx(1.0)
    assert told.groups[0].interval == pytest.approx((0.47, 2.01), abs=0.005)
    assert told.verdict == "no_difference_seen"
    gone = representation([0, 60], [10, 90])
    assert gone.groups[0].verdict == "difference"
    assert (gone.distance, gone.verdict) == (pytest.approx(0.1), "difference")
    assert representation([0, 30], [10, 90]).groups[0].verdict == "too_few_to_tell"
    nobody = representation([0, 0], [10, 90])
    assert (nobody.distance, nobody.verdict, nobody.groups[0].ratio) == (None, "too_few_to_tell", None)


def test_the_distance_is_the_share_who_would_have_to_be_others() -> None:
    assert representation([50, 30, 20], [30, 30, 40]).distance == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("people", "items", "mean", "low", "high"), [(8, 8, 0.54, 0.25, 0.75), (8, 60, 0.20, 0.10, 0.32)]
)
def test_the_null_of_concentration_is_the_one_published(
    people: int, items: int, mean: float, low: float, high: float
) -> None:
    """20,000 simulations, with n / (n - 1): eight clauses over eight parties have a mean Gini of .54."""
    told = concentration([items, *[0] * (people - 1)], seed=3)
    scale = people / (people - 1)
    assert told.null_mean * scale == pytest.approx(mean, abs=0.02)
    assert tuple(end * scale for end in told.null) == pytest.approx((low, high), abs=0.04)


@pytest.mark.parametrize(
    ("people", "each", "mean", "high"),
    [(8, 3, 0.28, 0.42), (8, 10, 0.16, 0.23), (8, 30, 0.09, 0.13), (20, 3, 0.31, 0.40), (20, 10, 0.17, 0.22),
     (20, 30, 0.10, 0.12), (200, 1, 0.52, 0.57), (200, 3, 0.32, 0.35), (200, 10, 0.18, 0.19),
     (200, 30, 0.10, 0.11)],
)  # fmt: skip
def test_the_null_table_holds(people: int, each: int, mean: float, high: float) -> None:
    told = concentration([each] * people)
    assert told.null_mean == pytest.approx(mean, abs=0.015)
    assert told.null[1] == pytest.approx(high, abs=0.03)


def test_three_of_eight_had_two_thirds_and_silence_is_counted() -> None:
    told = concentration([30, 30, 20, 10, 10, 10, 10, 0])
    assert (told.fewest_with_two_thirds, told.n_silent, told.items) == (3, 1, 120)
    assert told.verdict == "difference"
    assert told.excess == pytest.approx(told.value - told.null_mean)
    few = concentration([3, 1, 0, 0, 0])
    assert (few.verdict, few.excess) == ("too_few_to_tell", None)
    silent = concentration([0] * 8)
    assert (silent.value, silent.verdict, silent.fewest_with_two_thirds) == (0.0, "too_few_to_tell", 0)
    assert concentration([]).verdict == "too_few_to_tell"


def test_inequality_measures_by_hand() -> None:
    assert gini([0, 0, 0, 1]) == 0.75
    assert gini([1, 2, 3]) == pytest.approx(2 / 9)
    between, within = theil([1, 3, 2, 2], [0, 0, 1, 1])
    assert between == pytest.approx(0.0)
    assert within == pytest.approx((0.5 * math.log(0.5) + 1.5 * math.log(1.5)) / 4)
    assert theil([0, 0], [0, 1]) == (0.0, 0.0)
    assert atkinson([4, 1]) == pytest.approx(1 - 1.5**2 / 2.5)
    assert atkinson([]) == 0.0


def test_the_curve_and_its_limits_are_scipys() -> None:
    rng = np.random.default_rng(0)
    days, done = rng.integers(1, 60, 80), rng.random(80) < 0.7
    told = time_to_answer(days, done, by_day=30, promised=14)
    oracle = stats.ecdf(stats.CensoredData(uncensored=days[done], right=days[~done])).sf
    assert told.still_waiting == pytest.approx([float(oracle.evaluate(day)) for day in told.days])
    limits = oracle.confidence_interval(0.95, method="log-log")
    low, high = (float(curve.evaluate(30)) for curve in (limits.low, limits.high))
    assert told.answered_by_interval == pytest.approx((1 - high, 1 - low))
    assert told.answered_by == pytest.approx(1 - float(oracle.evaluate(30)))
    first = next(day for day in told.days if limits.low.evaluate(day) <= 0.5)
    assert told.interval[0] == first


def test_those_still_waiting_are_not_left_out() -> None:
    """Ninety days of questions, median 21 in truth: the answered alone would tell 14."""
    rng = np.random.default_rng(1)
    asked = rng.uniform(0, 90, 20_000)
    needed = rng.exponential(21 / math.log(2), 20_000)
    done = needed <= 90 - asked
    days = np.floor(np.where(done, needed, 90 - asked)).astype(int)
    assert np.median(days[done]) == pytest.approx(14, abs=1)
    assert time_to_answer(days, done).median == pytest.approx(21, abs=1)


def test_a_promise_is_kept_broken_or_too_early_to_tell() -> None:
    late = time_to_answer([40] * 20, [True] * 20, promised=14)
    assert (late.median, late.interval, late.verdict) == (40, (40, 40), "difference")
    assert time_to_answer([14] * 20, [True] * 20, promised=14).verdict == "no_difference_seen"
    assert time_to_answer([14] * 9, [True] * 9, promised=14).verdict == "too_few_to_tell"
    waiting = time_to_answer([40] * 20, [False] * 20, promised=14)
    assert (waiting.median, waiting.interval, waiting.verdict) == (None, (None, None), "too_few_to_tell")
    stalled = time_to_answer([40] * 40 + [1] * 5, [False] * 40 + [True] * 5, promised=14)
    assert (stalled.median, stalled.verdict, stalled.n_waiting) == (None, "difference", 40)
    nobody = time_to_answer([], [])
    assert (nobody.median, nobody.answered_by, nobody.verdict) == (None, None, "too_few_to_tell")
    assert time_to_answer([3] * 12, [True] * 6 + [False] * 6, by_day=30).answered_by is None
    assert time_to_answer([3, 5], [True, True], by_day=30).answered_by == 1.0
    assert time_to_answer([3, 40], [True, False], by_day=2).answered_by == 0.0


def test_a_half_is_a_half_in_fractions() -> None:
    """One a day: after the third of six exactly one half is left, whatever the floats say."""
    for n in (6, 14, 22, 50):
        assert time_to_answer(np.arange(1, n + 1), [True] * n).median == n // 2


def test_the_log_rank_test_is_scipys() -> None:
    rng = np.random.default_rng(2)
    kind = np.repeat([0, 1], 60)
    days = rng.integers(1, 40, 120) + 8 * kind
    done = rng.random(120) < 0.8
    told = compare_times(days, done, kind)
    sides = [
        stats.CensoredData(uncensored=days[done & (kind == k)], right=days[~done & (kind == k)])
        for k in (0, 1)
    ]
    oracle = stats.logrank(*sides)
    assert told.p_value == pytest.approx(oracle.pvalue, abs=0.02)
    assert told.verdict == ("difference" if oracle.pvalue < 0.05 else "no_difference_seen")
    assert sum(told.expected) == pytest.approx(sum(told.answered))
    assert compare_times(days[:60], done[:60], kind[:60]).verdict == "too_few_to_tell"
    assert compare_times([], [], []).verdict == "too_few_to_tell"


def test_uptake_is_the_demos_and_never_says_equal() -> None:
    for one, other, value, low, high in [
        ((9, 10), (3, 4), 0.15, -0.22, 0.61),
        ((8, 9), (6, 7), 0.03, -0.31, 0.41),
        ((9, 10), (5, 6), 0.07, -0.27, 0.47),
    ]:
        told = uptake(one, other)
        assert told.value == pytest.approx(value, abs=0.005)
        assert told.interval == pytest.approx((low, high), abs=0.005)
        assert told.verdict == "too_few_to_tell"
    assert uptake((30, 40), (10, 40)).verdict == "difference"
    assert uptake((20, 40), (18, 40)).verdict == "no_difference_seen"
    assert uptake((20, 40), (18, 40), least=41).verdict == "too_few_to_tell"
    assert uptake((0, 0), (3, 4)).value is None


def test_the_null_of_uptake_is_hypergeometric_and_the_log_odds_are_haldanes() -> None:
    told = uptake((12, 20), (9, 30))
    law = stats.hypergeom(50, 20, 21)
    ends = [law.ppf(end) for end in (0.025, 0.975)]
    assert told.null == pytest.approx(tuple(k / 20 - (21 - k) / 30 for k in ends))
    assert told.log_odds_ratio == pytest.approx(math.log(12.5 * 21.5 / (8.5 * 9.5)))
    half = 1.959964 * math.sqrt(1 / 12.5 + 1 / 8.5 + 1 / 9.5 + 1 / 21.5)
    assert told.log_odds_interval[1] - told.log_odds_ratio == pytest.approx(half, abs=1e-5)


def test_parity_shows_what_rests_on_both() -> None:
    told = knowledge_parity(20, 4, 6)
    assert (told.experience.part, told.profession.part, told.both.part) == (20, 4, 6)
    assert told.experience.n == told.both.n == 30
    assert told.verdict == told.lived.verdict == "difference"
    assert knowledge_parity(3, 3, 40).verdict == "too_few_to_tell"
    assert knowledge_parity(0, 0, 0).both.value is None


@pytest.mark.parametrize(
    ("code", "call"),
    [
        ("not_a_share", lambda: share(3, 2)),
        ("not_a_share", lambda: uptake((1, 2), (-1, 2))),
        ("not_a_share", lambda: knowledge_parity(-1, 0, 0)),
        ("not_a_probability", lambda: share(1, 2, expected=1.5)),
        ("not_counts", lambda: concentration([-1])),
        ("not_counts", lambda: concentration([0.5])),
        ("not_counts", lambda: time_to_answer([-1], [True])),
        ("lengths_differ", lambda: time_to_answer([1, 2], [True])),
        ("lengths_differ", lambda: compare_times([1], [True], [0, 1])),
        ("lengths_differ", lambda: representation([1], [1, 2])),
        ("lengths_differ", lambda: theil([1], [0, 1])),
        ("no_population", lambda: representation([1], [0])),
        ("no_population", lambda: representation([], [])),
        ("rounds_below_one", lambda: representation([1], [1], rounds=0)),
        ("rounds_below_one", lambda: concentration([1], rounds=0)),
        ("rounds_below_one", lambda: compare_times([1], [True], [0], rounds=0)),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_code(code: str, call: object) -> None:
    with pytest.raises(EqualityError) as refused:
        call()  # type: ignore[operator]
    assert refused.value.code == code


def test_importing_it_loads_nothing_heavy() -> None:
    import subprocess
    import sys

    code = (
        "import sys; before = set(sys.modules); import samskab.methods.equality, samskab.methods.disclosure;"
        "heavy = ('sklearn', 'django', 'scipy.special', 'scipy.stats');"
        "print([m for m in heavy if m in set(sys.modules) - before])"
    )
    path = {"PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=path)
    assert done.stdout.strip() == "[]"
    assert equality.gini([1]) == 0.0
