"""Is there really more than one group? The gate every grouping must pass before anyone is shown groups."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .clusters import MOST_GROUPS, SAMPLE, Grouping, k_means, nearest, silhouettes
from .doubt import DRAWS, beyond_chance, sample, stability, stream
from .votes import Bools, Floats, Longs, Votes

FEWEST_PEOPLE = 15
FEWEST_VOTES = 7
SMALLEST_GROUP = 5
SMALLEST_SHARE = 0.02
LEAST_SILHOUETTE = 0.25
LEAST_STABILITY = 0.8
WINS_NEEDED = 4
_NO_SPREAD = 1e-9


@dataclass(frozen=True)
class Gate:
    """Why there is one group, or more.

    Attributes
    ----------
    code : str
        ``distinct_groups``; or, for one group, ``no_votes``, ``too_few`` (people with enough votes),
        ``all_alike``, ``group_too_small``, ``weak_separation``, ``unstable``, ``no_more_than_chance``;
        ``awaiting_confirmation`` when a new number of groups has not yet won often enough and the earlier
        number stands.
    k : int
        Groups shown.
    wanted : int
        Groups this fit alone would show.
    wins : int
        How many fits in a row wanted that.
    n_placed : int
        People with enough votes to be placed.
    fewest_votes : int
        Votes needed to be placed: 7, or every statement where there are fewer.
    silhouette : dict of int to float
        By number of groups tried; without those with a group too small.
    stability : float or None
        Mean agreement (adjusted Rand) with the grouping after dropping a tenth of the votes; None if not
        measured.
    draws : int
        How often a tenth was dropped.
    """

    code: str
    k: int
    wanted: int
    wins: int
    n_placed: int
    fewest_votes: int
    silhouette: dict[int, float]
    stability: float | None
    draws: int


@dataclass(frozen=True, eq=False)
class Found:
    """Groups before they have an identity: ``label`` int64[n], -1 = not placed; ``centres`` [k, 2]."""

    label: Longs
    centres: Floats
    gate: Gate
    rounds: int


def placed_people(votes: Votes) -> Bools:
    """Who has voted enough to be placed on the map.

    Parameters
    ----------
    votes : Votes

    Returns
    -------
    bool[n]
        At least 7 votes, or a vote on every statement where there are fewer than 7.

    Examples
    --------
    >>> from samskab.methods.opinion import upsert
    >>> int(placed_people(upsert([0, 0, 1], [0, 1, 0], [1, 1, 1])).sum())
    1
    """
    return votes.votes_by >= max(1, min(FEWEST_VOTES, votes.n_live))


def find_groups(
    votes: Votes,
    position: Floats,
    *,
    seed: int,
    draws: int = DRAWS,
    earlier: tuple[int, int, int] | None = None,
    start: Floats | None = None,
) -> Found:
    """Look for 2 to 5 groups and let them through only if they are large, apart and stable.

    Parameters
    ----------
    votes : Votes
    position : float64[n, 2]
        Where everybody stands.
    seed : int
        Same votes and seed, same groups.
    draws : int
        How often to drop a tenth of the votes and look again; 0 skips the stability demand (for comparisons
        only).
    earlier : (k, wanted, wins), optional
        From the earlier fit's gate: a new number of groups must be wanted four fits in a row.
    start : float64[k, 2], optional
        The earlier centres, tried as one of the starts for that number of groups.

    Returns
    -------
    Found
        With one group everybody with a vote belongs to it.

    Notes
    -----
    k-means++ with 10 starts on at most 2,000 people, drawn in canonical order, then Lloyd's rounds on all.
    The number of groups is the one with the highest silhouette. Limits are judgement, not law; they stand in
    the gate. Cost: O(2000^2) + O(n k) per round + `draws` fits on at most 20,000 people.

    Examples
    --------
    Twenty people stand left and twenty right, and their votes say why:

    >>> from samskab.methods.opinion import upsert
    >>> person, statement = (a.ravel() for a in np.indices((40, 10)))
    >>> votes = upsert(person, statement, np.where(person < 20, 1, -1))
    >>> side = np.where(votes.person_of_row < 20, 1.0, -1.0)
    >>> find_groups(votes, np.stack([side, 0 * side], 1), seed=0).gate.k
    2
    """
    placed = placed_people(votes)
    fewest = max(1, min(FEWEST_VOTES, votes.n_live))
    rows = np.flatnonzero(placed)
    refused = _too_little(votes, position, rows)
    if refused:
        return _one_group(votes, position, Gate(refused, 1, 1, 0, len(rows), fewest, {}, None, 0))
    points = position[rows]
    tried = _try_numbers(points[sample(len(rows), SAMPLE, seed)], len(rows), seed, start)
    good = {k: (group, score) for k, (group, score) in tried.items() if score is not None}
    scores = {k: score for k, (_, score) in good.items()}
    wanted, code, stability = 1, "group_too_small", None
    if scores:
        best = max(scores, key=lambda k: (scores[k], -k))
        wanted, code, stability = _judge(votes, rows, points, good[best], k=best, seed=seed, draws=draws)
    k, wins = _steady(wanted, earlier, tuple(good))
    gate = Gate(
        code if k == wanted else "awaiting_confirmation",
        k, wanted, wins, len(rows), fewest, scores, stability, draws if stability is not None else 0,
    )  # fmt: skip
    if k == 1:
        return _one_group(votes, position, gate)
    final = k_means(points, k, rng=stream(seed, 9), restarts=0, start=good[k][0].centres, most_rounds=100)
    label = np.full(votes.n_people, -1, np.int64)
    label[rows] = final.label
    return Found(label, final.centres, gate, final.rounds)


def _too_little(votes: Votes, position: Floats, rows: Longs) -> str:
    if not votes.n_votes:
        return "no_votes"
    if len(rows) < FEWEST_PEOPLE:
        return "too_few"
    spread = np.ptp(position[rows], axis=0).max()
    return "all_alike" if spread <= _NO_SPREAD else ""


def _one_group(votes: Votes, position: Floats, gate: Gate) -> Found:
    voted = votes.votes_by > 0
    label = np.where(voted, 0, -1).astype(np.int64)
    centre = position[voted].mean(0, keepdims=True) if voted.any() else np.zeros((1, 2))
    return Found(label, centre, gate, 0)


def _try_numbers(
    points: Floats, n_all: int, seed: int, start: Floats | None
) -> dict[int, tuple[Grouping, float | None]]:
    """Group a sample into 2..5; a number with a group too small gets no silhouette."""
    groupings = {}
    for k in range(2, min(MOST_GROUPS, len(points) - 1) + 1):
        first = start if start is not None and len(start) == k else None
        groupings[k] = k_means(points, k, rng=stream(seed, 100 + k), start=first)
    scores = silhouettes(points, [g.label for g in groupings.values()])
    least = max(SMALLEST_GROUP, SMALLEST_SHARE * n_all) * len(points) / n_all
    return {
        k: (g, s if np.bincount(g.label, minlength=k).min() >= least else None)
        for (k, g), s in zip(groupings.items(), scores, strict=True)
    }


def _judge(
    votes: Votes,
    rows: Longs,
    points: Floats,
    best: tuple[Grouping, float],
    *,
    k: int,
    seed: int,
    draws: int,
) -> tuple[int, str, float | None]:
    grouping, score = best
    if score < LEAST_SILHOUETTE:
        return 1, "weak_separation", None
    if not draws:
        return k, "distinct_groups", None
    whole = np.full(votes.n_people, -1, np.int64)
    whole[rows] = nearest(points, grouping.centres)
    value = stability(votes, whole, k, seed=seed, draws=draws)
    if value < LEAST_STABILITY:
        return 1, "unstable", value
    observed, by_chance = beyond_chance(votes, whole, seed=seed, draws=draws)
    return (k, "distinct_groups", value) if observed > by_chance else (1, "no_more_than_chance", value)


def _steady(wanted: int, earlier: tuple[int, int, int] | None, possible: tuple[int, ...]) -> tuple[int, int]:
    """The number to show and how often it was wanted: a new one waits until it has won four times."""
    if earlier is None:
        return wanted, 1
    shown, last_wanted, wins = earlier
    wins = wins + 1 if wanted == last_wanted else 1
    waits = wanted != shown and wins < WINS_NEEDED and (shown == 1 or shown in possible)
    return (shown if waits else wanted), wins
