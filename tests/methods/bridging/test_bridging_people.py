"""Introductions and missing voices: hard rules, bounds, and brute-force twins."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samskab.methods.bridging import BridgingError, Circle, Weights, introduce, invite
from samskab.methods.bridging import introductions as module
from samskab.methods.bridging.introductions import _scorer, best_total


def circle_of(n: int, seed: int = 3, ties: int = 4) -> Circle:
    rng = np.random.default_rng(seed)
    topics = np.zeros((n, 10), dtype=bool)
    for row in topics:
        row[rng.choice(10, rng.integers(1, 4), replace=False)] = True
    ends = rng.integers(0, n, (ties * n, 2))
    zero = np.zeros(n, dtype=np.int64)
    return Circle(
        topics=topics,
        area=rng.integers(-1, 6, n),
        kind=rng.choice(4, n, p=[0.7, 0.15, 0.1, 0.05]),
        view=rng.integers(-1, 3, n),
        ties=ends[ends[:, 0] != ends[:, 1]],
        opted_in=np.ones(n, dtype=bool),
        open_now=zero,
        shown=zero,
        barred=np.zeros((0, 2), dtype=np.int64),
    )


def score_by_hand(circle: Circle, a: int, b: int, weights: Weights) -> float:
    """The formula of METHODS 6.4, pair by pair, with distances by breadth-first search."""
    shared = int((circle.topics[a] & circle.topics[b]).sum())
    fewest = min(int(circle.topics[a].sum()), int(circle.topics[b].sum()))
    differ = 0.0
    for name in ("area", "kind", "view"):
        mine, theirs = getattr(circle, name)[a], getattr(circle, name)[b]
        differ += getattr(weights, name) * (mine != theirs and mine >= 0 and theirs >= 0)
    friends: dict[int, set[int]] = {}
    for x, y in circle.ties.tolist():
        friends.setdefault(x, set()).add(y)
        friends.setdefault(y, set()).add(x)
    hops, reached = 0, {a}
    while b not in reached and hops < 5:
        reached = reached | {y for x in reached for y in friends.get(x, set())}
        hops += 1
    barred = {tuple(sorted(pair)) for pair in circle.barred.tolist()}
    if not fewest or hops < 3 or (a, b) in barred:
        return 0.0
    return shared / fewest * differ / (weights.area + weights.kind + weights.view) * hops / 5


def test_scores_are_the_published_formula() -> None:
    circle = replace(circle_of(24, ties=1), barred=np.array([[1, 0], [2, 5]]))
    weights = Weights(area=1.0, kind=0.5, view=0.25)
    scorer = _scorer(circle, weights, np.arange(24))
    found = scorer.scores(np.arange(24), np.arange(24))
    pairs = np.array(list(combinations(range(24), 2)))
    expected = np.array([score_by_hand(circle, a, b, weights) for a, b in pairs])
    assert found[pairs[:, 0], pairs[:, 1]] == pytest.approx(expected, abs=1e-6)
    assert np.array_equal(found, found.T)
    free = [i for i, pair in enumerate(pairs.tolist()) if pair not in ([0, 1], [2, 5])]
    assert scorer.pair_scores(pairs[free]) == pytest.approx(expected[free], abs=1e-6)


def best_by_listing(score: np.ndarray, left: tuple[int, ...]) -> float:
    if len(left) < 2:
        return 0.0
    first, rest = left[0], left[1:]
    alone = best_by_listing(score, rest)
    return max(
        [
            alone,
            *(
                float(score[first, b]) + best_by_listing(score, tuple(r for r in rest if r != b))
                for b in rest
            ),
        ]
    )


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 9), st.integers(0, 2**16))
def test_the_matching_is_the_best_of_all_matchings(n: int, seed: int) -> None:
    circle = circle_of(n, seed, ties=0)
    score = _scorer(circle, Weights(), np.arange(n)).scores(np.arange(n), np.arange(n))
    told = introduce(circle, random_share=0.0, seed=seed)
    best = best_by_listing(score, tuple(range(n)))
    assert told.value == pytest.approx(best, abs=1e-3)
    assert told.bridge_bound >= best - 1e-6
    assert told.bridge_bound >= best_total(np.maximum(score, 0)) - 1e-4


@pytest.mark.parametrize("priced", [True, False])
def test_six_hundred_people_reach_99_percent_of_the_bound_and_nobody_eligible_is_left(
    priced: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not priced:
        monkeypatch.setattr(module, "PRICED", 0)
    circle = circle_of(600)
    told = introduce(circle, random_share=0.0)
    score = _scorer(circle, Weights(), np.arange(600)).scores(np.arange(600), np.arange(600))
    assert told.value >= 0.99 * best_total(score)
    assert told.bridge_bound >= best_total(score) - 1e-3
    left = [i for i, _ in told.left_out]
    assert not score[np.ix_(left, left)].any()


def test_nobody_is_introduced_twice_or_against_a_hard_rule() -> None:
    rng = np.random.default_rng(0)
    circle = circle_of(200)
    circle = replace(
        circle,
        opted_in=rng.random(200) < 0.9,
        open_now=(rng.random(200) < 0.1).astype(int),
        shown=rng.integers(0, 5, 200),
        barred=rng.integers(0, 200, (3000, 2)),
    )
    before = [np.array(getattr(circle, name)) for name in Circle.__dataclass_fields__]
    told = introduce(circle, max_shown=4, random_share=0.3)
    met = [i for pair in told.pairs for i in (pair.a, pair.b)]
    barred = {tuple(sorted(pair)) for pair in circle.barred.tolist()}
    assert len(met) == len(set(met))
    assert all(circle.opted_in[i] and circle.open_now[i] == 0 and circle.shown[i] < 4 for i in met)
    assert not {(p.a, p.b) for p in told.pairs} & barred
    assert all(
        score_by_hand(circle, p.a, p.b, Weights()) == pytest.approx(p.score, abs=1e-6) for p in told.pairs
    )
    assert all(p.score > 0 for p in told.pairs)
    reasons = dict(told.left_out)
    assert set(reasons) | set(met) == set(range(200))
    assert not set(reasons) & set(met)
    assert set(reasons.values()) <= {
        "not_opted_in",
        "has_open",
        "shown_enough",
        "nobody_eligible",
        "partners_taken",
    }
    for name, value in zip(Circle.__dataclass_fields__, before, strict=True):
        assert np.array_equal(getattr(circle, name), value)


def test_the_random_arm_has_its_share_and_logs_its_chances() -> None:
    told = introduce(circle_of(600), random_share=0.2)
    arms = [p.arm for p in told.pairs]
    assert 0.14 < arms.count("random") / len(arms) < 0.26
    assert all(0 < p.propensity <= 1 for p in told.pairs)
    assert all(p.propensity == 1 for p in told.pairs if p.arm == "bridge")
    assert told == introduce(circle_of(600), random_share=0.2)
    assert told.pairs != introduce(circle_of(600), random_share=0.2, seed=1).pairs


def test_nobody_eligible_is_said_and_an_empty_circle_is_fine() -> None:
    alike = replace(circle_of(4), area=np.zeros(4), kind=np.zeros(4), view=np.zeros(4))
    assert {reason for _, reason in introduce(alike).left_out} == {"nobody_eligible"}
    assert introduce(circle_of(0)).pairs == ()


@pytest.mark.parametrize(
    ("code", "options", "change"),
    [
        ("share_out_of_range", {"random_share": 1.5}, {}),
        ("weight_negative", {"weights": Weights(area=-1.0)}, {}),
        ("lengths_differ", {}, {"area": np.zeros(3)}),
        ("no_such_node", {}, {"ties": np.array([[0, 99]])}),
    ],
)
def test_a_circle_that_means_nothing_is_refused(
    code: str, options: dict[str, object], change: dict[str, np.ndarray]
) -> None:
    with pytest.raises(BridgingError) as caught:
        introduce(replace(circle_of(10), **change), **options)  # type: ignore[arg-type] # the cases above
    assert caught.value.code == code


def coverage(codes: np.ndarray, shares: list[np.ndarray], weight: np.ndarray, room: float) -> float:
    total = 0.0
    for column, share in zip(codes.T, shares, strict=True):
        for category, part in enumerate(share):
            if part > 0:
                total += part * math.log(1 + weight[column == category].sum() / (part * room))
    return total


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**16))
def test_greedy_invitations_cover_at_least_what_theory_promises(seed: int) -> None:
    rng = np.random.default_rng(seed)
    codes = rng.integers(0, 3, (9, 2))
    shares = [rng.dirichlet(np.ones(3)), rng.dirichlet(np.ones(3))]
    present = np.array([1, 1, 0, 0, 0, 0, 0, 0, 0], dtype=bool)
    told = invite(codes, shares, present, invitations=3, accept=0.5, warm=1.0, seed=seed)
    room = 2 + 3 * 0.5
    base = coverage(codes, shares, present.astype(float), room)
    best = max(
        coverage(codes, shares, present + 0.5 * np.isin(np.arange(9), who), room)
        for who in combinations(range(2, 9), 3)
    )
    assert told.coverage_before == pytest.approx(base)
    assert told.coverage_after - base >= (1 - 1 / math.e) * (best - base) - 1e-9
    assert len(set(told.invited)) == 3
    assert not present[list(told.invited)].any()


def test_a_warm_contact_decides_between_equals_and_is_named() -> None:
    codes = [[0], [0], [1], [1], [1]]
    told = invite(codes, [[0.5, 0.5]], [1, 1, 0, 0, 0], invitations=1, ties=[[1, 3]])
    assert (told.invited, told.contact) == ((3,), (1,))
    assert invite(codes, [[0.5, 0.5]], [1, 1, 0, 0, 0], invitations=9, barred=[0, 0, 1, 0, 1]).invited == (3,)


def test_among_equals_a_lot_decides() -> None:
    chosen = {
        invite([[0]] * 6, [[1.0]], [1, 0, 0, 0, 0, 0], invitations=1, seed=s).invited[0] for s in range(60)
    }
    assert chosen == {1, 2, 3, 4, 5}


def test_coverage_beats_plain_lots_on_a_skewed_room() -> None:
    rng = np.random.default_rng(1)
    codes = np.column_stack([rng.choice(4, 400, p=[0.4, 0.3, 0.2, 0.1]), rng.choice(2, 400)])
    shares = [np.bincount(c) / 400 for c in codes.T]
    present = np.zeros(400, dtype=bool)
    present[rng.choice(np.flatnonzero(codes[:, 0] == 0), 40, replace=False)] = True
    told = invite(codes, shares, present, invitations=20)
    before = sum(abs(s.present - s.population) for s in told.strata)
    after = sum(abs(s.expected - s.population) for s in told.strata)
    assert after < 0.8 * before
    assert all(codes[i, 0] != 0 for i in told.invited)


@pytest.mark.parametrize(
    ("code", "options"),
    [
        ("lengths_differ", {"present": [1]}),
        ("shares_do_not_sum", {"population": [[0.5, 0.6]]}),
        ("no_such_category", {"codes": [[0], [2]]}),
        ("accept_out_of_range", {"accept": 0.0}),
        ("warm_below_one", {"warm": 0.5}),
    ],
)
def test_invitations_that_mean_nothing_are_refused(code: str, options: dict[str, object]) -> None:
    given_: dict[str, object] = {
        "codes": [[0], [1]],
        "population": [[0.5, 0.5]],
        "present": [1, 0],
        "invitations": 1,
    }
    with pytest.raises(BridgingError) as caught:
        invite(**(given_ | options))  # type: ignore[arg-type] # the cases above
    assert caught.value.code == code
