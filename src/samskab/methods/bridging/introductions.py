"""Whom could we introduce? Each week at most one introduction each, across differences, matched all at once.

People are matched, not ranked: lists of "your three best" leave a third of all people never shown; a matching
shows everybody who can be. A random share keeps the door open and lets us measure what the scores are worth.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from samskab.methods.bridging.pairs import (
    Candidates,
    Scorer,
    all_scores,
    candidates,
    near_pairs,
    priced_candidates,
    prices_of,
)
from samskab.methods.bridging.ties import BridgingError, Floats, Ints, clean_ties
from samskab.methods.outcome import input_sha256

METHOD = "bridging.introductions"
VERSION = 1
LISTED = 40
LISTED_PRICED = 20
PRICED = 8_000
SCALE = 10_000
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Circle:
    """People who may be introduced; arrays have one row per person.

    Attributes
    ----------
    topics : (n, t) bool array
        What each would like to talk about; a pair needs one in common.
    area, kind, view : (n,) int arrays
        Codes; -1 unknown or not volunteered, which never counts as a difference.
    ties : (m, 2) int array
        Who knows whom: neither they nor people with a common acquaintance are introduced.
    opted_in : (n,) bool array
    open_now : (n,) int array
        Introductions each has open; from `max_open` on nobody gets another.
    shown : (n,) int array
        Times each was introduced in the period that `max_shown` is about.
    barred : (p, 2) int array
        Blocked pairs, and pairs proposed in the last 26 weeks.
    """

    topics: Bools
    area: Ints
    kind: Ints
    view: Ints
    ties: Ints
    opted_in: Bools
    open_now: Ints
    shown: Ints
    barred: Ints


@dataclass(frozen=True)
class Weights:
    """How much each difference counts; visible to all and set by the local steering group."""

    area: float = 1.0
    kind: float = 0.7
    view: float = 0.7


@dataclass(frozen=True)
class Introduction:
    """One pair. `arm` is `bridge` or `random`; `propensity` the chance of the partner in the random arm."""

    a: int
    b: int
    score: float
    arm: str
    propensity: float


@dataclass(frozen=True)
class Introductions:
    """This week's introductions.

    Attributes
    ----------
    method, version, seed, input_sha256
    pairs : tuple of Introduction
        Sorted by the smaller number.
    value : float
        Sum of scores.
    bridge_value, bridge_bound : float
        The matched pairs' scores, and what no matching of the same people could exceed (proven by prices).
    left_out : tuple of (int, str)
        Everyone without an introduction: `not_opted_in`, `has_open`, `shown_enough`,
        `nobody_eligible` or `partners_taken`.
    random_share : float
    rounds : int
        Lists of bargains that were matched, one after the other.
    ties : None
        Not counted: people are numbered anew by lot first, and equal scores follow those numbers.
    """

    method: str
    version: int
    seed: int
    input_sha256: str
    pairs: tuple[Introduction, ...]
    value: float
    bridge_value: float
    bridge_bound: float
    left_out: tuple[tuple[int, str], ...]
    random_share: float
    rounds: int
    ties: int | None = None


def introduce(
    circle: Circle,
    *,
    weights: Weights | None = None,
    random_share: float = 0.2,
    max_open: int = 1,
    max_shown: int | None = None,
    seed: int = 0,
) -> Introductions:
    """Match this week's introductions.

    Parameters
    ----------
    circle, weights : Circle, Weights
    random_share : float
        Chance of each person to be in the random arm, 0 to 1.
    max_open : int
        Whoever has that many open waits.
    max_shown : int, optional; the exposure limit, see `Circle.shown`
    seed : int; decides arms, the random arm's partners, and ties

    Returns
    -------
    Introductions

    Raises
    ------
    BridgingError
        `lengths_differ`, `share_out_of_range`, `weight_negative`, `not_pairs`, `no_such_node`.

    Notes
    -----
    Score = shared topics / fewer topics * weighted differences / sum of weights * min(hops, 5) / 5, 0 below
    three hops. Each person is priced by how sought-after they are, which also proves a bound; exact
    maximum-weight matching (rustworkx) on everyone's 20 best bargains, then on fresh lists for those left,
    until nobody left has an eligible partner. Above 8,000 people plain lists of 40, without prices. People
    are numbered anew by lot first, so that equal scores are never decided by order. Cost O(n^2) in products,
    and the matching. Inputs unchanged.

    Examples
    --------
    Two people of two areas share a topic and do not know each other.

    >>> import numpy as np
    >>> none = np.zeros((0, 2), dtype=int)
    >>> zero, yes = np.zeros(2, dtype=int), np.ones(2, dtype=bool)
    >>> circle = Circle(np.ones((2, 1), bool), np.array([0, 1]), zero, zero, none, yes, zero, zero, none)
    >>> told = introduce(circle, random_share=0.0)
    >>> [(p.a, p.b, round(p.score, 4)) for p in told.pairs]
    [(0, 1, 0.4167)]
    """
    weighed = weights or Weights()
    people = _check(circle, weighed, random_share)
    reason = _kept_out(circle, max_open, max_shown)
    rng = np.random.default_rng(seed)
    lot = rng.permutation(np.flatnonzero(reason == ""))
    with threadpool_limits(1):
        scorer = _scorer(circle, weighed, lot)
        arm = rng.random(len(lot)) < random_share
        chosen = _random_pairs(scorer, np.flatnonzero(arm), rng)
        free = np.ones(len(lot), dtype=bool)
        free[[i for a, b, _ in chosen for i in (a, b)]] = False
        matched, bound, rounds = _match(scorer, np.flatnonzero(free))
    free[[i for pair in matched for i in pair]] = False
    pairs = _introductions(lot, scorer, [(a, b) for a, b, _ in chosen], "random", [p for *_, p in chosen])
    pairs += _introductions(lot, scorer, matched, "bridge", [1.0] * len(matched))
    _say_why(reason, lot, scorer, np.flatnonzero(free))
    return Introductions(
        method=METHOD,
        version=VERSION,
        seed=seed,
        input_sha256=_sha(circle, weighed, random_share, max_open, max_shown),
        pairs=tuple(sorted(pairs, key=lambda pair: pair.a)),
        value=float(sum(pair.score for pair in pairs)),
        bridge_value=float(sum(pair.score for pair in pairs if pair.arm == "bridge")),
        bridge_bound=bound,
        left_out=tuple((i, str(reason[i])) for i in range(people) if reason[i]),
        random_share=random_share,
        rounds=rounds,
    )


def _say_why(reason: npt.NDArray[np.object_], lot: Ints, scorer: Scorer, rows: Ints) -> None:
    """Why each of these people stayed without an introduction."""
    for row in rows:
        anybody = scorer.scores(np.array([row]), np.arange(len(lot))).any()
        reason[lot[row]] = "partners_taken" if anybody else "nobody_eligible"


def _check(circle: Circle, weights: Weights, random_share: float) -> int:
    people = len(circle.topics)
    columns = (circle.area, circle.kind, circle.view, circle.opted_in, circle.open_now, circle.shown)
    if any(len(column) != people for column in columns):
        raise BridgingError("lengths_differ", people=people)
    if not 0.0 <= random_share <= 1.0:
        raise BridgingError("share_out_of_range", share=random_share)
    if min(weights.area, weights.kind, weights.view) < 0:
        raise BridgingError("weight_negative")
    return people


def _kept_out(circle: Circle, max_open: int, max_shown: int | None) -> npt.NDArray[np.object_]:
    """The first reason why a person gets no introduction this week, "" for those who may."""
    reason = np.full(len(circle.topics), "", dtype=object)
    if max_shown is not None:
        reason[circle.shown >= max_shown] = "shown_enough"
    reason[circle.open_now >= max_open] = "has_open"
    reason[~circle.opted_in] = "not_opted_in"
    return reason


def _scorer(circle: Circle, weights: Weights, lot: Ints) -> Scorer:
    """Everything that prices a pair, for the people in the lot's order."""
    people = len(circle.topics)
    ties, barred = clean_ties(circle.ties, people), clean_ties(circle.barred, people)
    reach = near_pairs(ties, people)
    row = np.full(people, -1, dtype=np.int64)
    row[lot] = np.arange(len(lot))
    inside = row[barred][(row[barred] >= 0).all(axis=1)]
    return Scorer(
        topics=circle.topics[lot].astype(np.float32),
        codes=np.column_stack([circle.area[lot], circle.kind[lot], circle.view[lot]]).astype(np.int64),
        weights=np.array([weights.area, weights.kind, weights.view], dtype=np.float32),
        reach=tuple(level[lot] for level in reach),
        column=lot,
        barred=inside,
    )


def _introductions(
    lot: Ints, scorer: Scorer, rows: list[tuple[int, int]], arm: str, chance: list[float]
) -> list[Introduction]:
    """Pairs of rows as pairs of people, with their scores."""
    pairs = np.array(rows, dtype=np.int64).reshape(-1, 2)
    people = np.sort(lot[pairs], axis=1).tolist()
    return [
        Introduction(a=first, b=second, score=float(score), arm=arm, propensity=propensity)
        for (first, second), score, propensity in zip(people, scorer.pair_scores(pairs), chance, strict=True)
    ]


def _random_pairs(scorer: Scorer, rows: Ints, rng: np.random.Generator) -> list[tuple[int, int, float]]:
    """Each person of the random arm in turn gets a partner by lot among the eligible still free there."""
    free = rng.permutation(rows)
    scores = scorer.scores(free, free)
    open_rows = np.ones(len(free), dtype=bool)
    pairs = []
    for i in range(len(free)):
        if not open_rows[i]:
            continue
        open_rows[i] = False
        partners = np.flatnonzero(open_rows & (scores[i] > 0))
        if len(partners):
            j = int(rng.choice(partners))
            open_rows[j] = False
            pairs.append((int(free[i]), int(free[j]), 1.0 / len(partners)))
    return pairs


def _match(scorer: Scorer, rows: Ints) -> tuple[list[tuple[int, int]], float, int]:
    """Exact matching on priced lists, then on fresh lists until nobody left has an eligible partner left.

    Pairs, the bound, and how many lists were matched.
    """
    if len(rows) <= PRICED:
        score = all_scores(scorer, rows)
        price, bound = prices_of(score)
        lists = priced_candidates(score, price, LISTED_PRICED)
        bound = min(bound, float(lists.top.sum() / 2))
        lists = Candidates(rows[lists.a], rows[lists.b], lists.score, lists.top)
    else:
        lists = candidates(scorer, rows, LISTED)
        bound = float(lists.top.sum() / 2)
    left, pairs, rounds = rows, [], 0
    while len(lists.score):
        found = max_weight_matching(lists)
        pairs += found
        matched = {i for pair in found for i in pair}
        left = np.array([i for i in left if i not in matched], dtype=np.int64)
        lists = candidates(scorer, left, LISTED)
        rounds += 1
    return pairs, bound, rounds


def max_weight_matching(lists: Candidates) -> list[tuple[int, int]]:
    """The matching with the largest total score among the listed pairs, exactly (in units of 1/10,000).

    Examples
    --------
    A chain 0 - 1 - 2 - 3 with a strong middle: the two ends together are worth more.

    >>> chain = Candidates(np.array([0, 1, 2]), np.array([1, 2, 3]), np.array([0.6, 1.0, 0.6]), np.zeros(4))
    >>> max_weight_matching(chain)
    [(0, 1), (2, 3)]
    """
    import rustworkx as rx  # noqa: PLC0415 - heavy, so loaded only here

    names, ends = np.unique(np.concatenate([lists.a, lists.b]), return_inverse=True)
    a, b = ends[: len(lists.a)], ends[len(lists.a) :]
    worth = np.rint(np.asarray(lists.score, dtype=float) * SCALE).astype(np.int64)
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(names)))
    graph.add_edges_from(list(zip(a.tolist(), b.tolist(), worth.tolist(), strict=True)))
    chosen = rx.max_weight_matching(graph, max_cardinality=False, weight_fn=int)
    return sorted((int(names[min(i, j)]), int(names[max(i, j)])) for i, j in chosen)


def _sha(circle: Circle, *rest: object) -> str:
    arrays = [np.asarray(getattr(circle, name)).tolist() for name in Circle.__dataclass_fields__]
    return input_sha256(arrays, *rest)


def best_total(scores: Floats) -> float:
    """Upper bound of any matching: half the best assignment (its linear relaxation), for benches and tests.

    Examples
    --------
    >>> best_total(np.array([[0.0, 1.0], [1.0, 0.0]]))
    1.0
    """
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - heavy, so loaded only here

    rows, columns = linear_sum_assignment(scores, maximize=True)
    return float(scores[rows, columns].sum() / 2)
