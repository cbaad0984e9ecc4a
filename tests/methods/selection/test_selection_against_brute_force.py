"""The lottery beside a twin that lists every panel and knows nothing of types, bounds or columns."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from samskab.methods.selection import Lottery, Pool, Quota, Refused, pool_of, publish, relax, solve_lottery


def all_panels(pool: Pool, quotas: list[Quota], seats: int) -> np.ndarray:
    """Every panel as a row of 0 and 1 per person."""
    rows = []
    for who in combinations(range(len(pool.ids)), seats):
        if len({pool.households[i] for i in who}) < seats:
            continue
        if all(q.minimum <= counted(pool, who, q) <= q.maximum for q in quotas):
            rows.append([float(i in who) for i in range(len(pool.ids))])
    return np.array(rows).reshape(-1, len(pool.ids))


def counted(pool: Pool, who: tuple[int, ...], quota: Quota) -> int:
    return sum(pool.values[i][pool.features.index(quota.feature)] == quota.value for i in who)


def leximin_by_listing(panels: np.ndarray) -> np.ndarray:
    """Fix a person only when raising that very person above the level is shown to be impossible."""
    n = panels.shape[1]
    fixed: dict[int, float] = {}
    while len(fixed) < n:
        free = [i for i in range(n) if i not in fixed]
        value = _best(panels, fixed, free, 0.0, None)
        held = [i for i in free if _best(panels, fixed, free, value, i) < value + 1e-7]
        assert held
        fixed |= dict.fromkeys(held, value)
    return np.array([fixed[i] for i in range(n)])


def _best(
    panels: np.ndarray, fixed: dict[int, float], free: list[int], floor: float, person: int | None
) -> float:
    """The largest common chance of the free, or of one person while the other free keep the floor."""
    c, n = panels.shape
    rows, limits = [], []
    for i in range(n):
        raised = person is None and i in free
        rows.append([*(-panels[:, i]), 1.0 if raised else 0.0])
        limits.append(0.0 if raised else -(fixed.get(i, floor) - 1e-10))
    cost = [0.0] * c + [-1.0] if person is None else [*(-panels[:, person]), 0.0]
    answer = linprog(
        cost, A_ub=rows, b_ub=limits, A_eq=[[1.0] * c + [0.0]], b_eq=[1.0], bounds=(0, None), method="highs"
    )
    assert answer.status == 0
    return -float(answer.fun)


@st.composite
def problems(draw: st.DrawFn) -> tuple[Pool, list[Quota], int]:
    n = draw(st.integers(3, 8))
    values = [(draw(st.sampled_from("xy")), draw(st.sampled_from("uvw"))) for _ in range(n)]
    homes = [draw(st.sampled_from(["", "", "h1", "h2"])) for _ in range(n)]
    seats = draw(st.integers(1, min(4, n)))
    quotas = []
    for feature, letters in (("f", "xy"), ("g", "uvw")):
        for value in letters:
            low = draw(st.integers(0, 1))
            quotas.append(Quota(feature, value, low, draw(st.integers(max(1, low), seats))))
    return pool_of([f"p{i}" for i in range(n)], ["f", "g"], values, homes), quotas, seats


@settings(max_examples=30, deadline=None)
@given(problems())
def test_chances_are_the_leximin_of_all_panels(problem: tuple[Pool, list[Quota], int]) -> None:
    pool, quotas, seats = problem
    panels = all_panels(pool, quotas, seats)
    answer = solve_lottery(pool, quotas, seats)
    if not len(panels):
        assert isinstance(answer, Refused)
        return
    assert isinstance(answer, Lottery)
    expected = leximin_by_listing(panels)
    assert np.sort(answer.chances) == pytest.approx(np.sort(expected), abs=5e-4)
    assert answer.chances == pytest.approx(expected, abs=5e-4)
    assert answer.gap <= 5e-4
    assert answer.bound >= expected.min() - 1e-6


@settings(max_examples=20, deadline=None)
@given(problems(), st.sampled_from([0.4, 0.6, 0.8]))
def test_a_cap_is_kept_or_refused_and_never_forgotten(
    problem: tuple[Pool, list[Quota], int], cap: float
) -> None:
    pool, quotas, seats = problem
    answer = solve_lottery(pool, quotas, seats, cap=cap)
    panels = all_panels(pool, quotas, seats)
    if isinstance(answer, Lottery):
        assert answer.max_chance <= cap + 3e-4
    elif len(panels):
        c, n = panels.shape
        least = linprog(
            [0.0] * c + [1.0],
            A_ub=np.hstack([panels.T, -np.ones((n, 1))]),
            b_ub=np.zeros(n),
            A_eq=[[1.0] * c + [0.0]],
            b_eq=[1.0],
        ).fun
        assert least > cap - 1e-6


@settings(max_examples=20, deadline=None)
@given(problems())
def test_a_relaxation_is_feasible_and_nothing_smaller_is(problem: tuple[Pool, list[Quota], int]) -> None:
    pool, quotas, seats = problem
    answer = solve_lottery(pool, quotas, seats)
    if isinstance(answer, Lottery) or not answer.feasibility.relaxations:
        return
    for changes in answer.feasibility.relaxations:
        assert sum(abs(c.after - c.before) for c in changes) == answer.feasibility.total
        assert len(all_panels(pool, list(relax(quotas, changes)), seats))
    nearest = min(
        sum(
            max(0, q.minimum - counted(pool, who, q)) + max(0, counted(pool, who, q) - q.maximum)
            for q in quotas
        )
        for who in combinations(range(len(pool.ids)), seats)
        if len({pool.households[i] for i in who}) == seats
    )
    assert answer.feasibility.total == nearest


@settings(max_examples=20, deadline=None)
@given(problems(), st.integers(0, 3))
def test_every_published_panel_is_one_of_all_panels(
    problem: tuple[Pool, list[Quota], int], seed: int
) -> None:
    import json

    pool, quotas, seats = problem
    answer = solve_lottery(pool, quotas, seats)
    if isinstance(answer, Refused):
        return
    allowed = {tuple(pool.ids[i] for i in np.flatnonzero(row)) for row in all_panels(pool, quotas, seats)}
    sheet = publish(answer, pool, quotas, n_panels=200, seed=seed)
    lines = [tuple(json.loads(line)) for line in sheet.text.splitlines()]
    assert len(lines) == 200
    assert set(lines) <= allowed
    assert sum(sheet.chances) == pytest.approx(seats)
    assert np.abs(np.array(sheet.chances) - answer.chances).max() <= 0.04


def test_a_pool_whose_fractional_bound_no_panel_reaches_is_settled_over_real_panels() -> None:
    """Three quotas of exactly one seat between two of three people: halves fit all, no whole panel does."""
    pool = pool_of(
        ["ab", "bc", "ca", "x", "y"],
        ["a", "b", "c"],
        [["1", "1", "0"], ["0", "1", "1"], ["1", "0", "1"], ["1", "1", "1"], ["0", "0", "0"]],
    )
    quotas = [Quota(f, "1", 1, 1) for f in "abc"]
    answer = solve_lottery(pool, quotas, 2)
    assert isinstance(answer, Lottery)
    assert answer.proof == "columns"
    assert answer.chances == pytest.approx((0.0, 0.0, 0.0, 1.0, 1.0), abs=1e-6)
    assert answer.never == ("ab", "bc", "ca")
