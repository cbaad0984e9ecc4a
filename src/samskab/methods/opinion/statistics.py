"""Counts and tests per group and statement, as published, and the correction for making many tests."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from .votes import Bools, Floats, Longs, Votes, chunks

Z90 = 1.2815515655446004
"""One-sided 90 %: the published limit."""
FALSE_SHARE = 0.10
FEWEST_SEEN = 5
PICKED = 5


@dataclass(frozen=True, eq=False)
class GroupCounts:
    """Agrees, disagrees and seen (passes included), each int64[k, m]."""

    agree: Longs
    disagree: Longs
    seen: Longs


@dataclass(frozen=True, eq=False)
class GroupTests:
    """The published statistics, each float64[k, m].

    Attributes
    ----------
    p_agree, p_disagree
        (A + 1) / (S + 2) and (D + 1) / (S + 2).
    z_agree, z_disagree
        Against one half, in this group.
    ratio_agree, ratio_disagree
        This group's p over that of all others together.
    z_more_agree, z_more_disagree
        This group against all others together.
    """

    p_agree: Floats
    p_disagree: Floats
    z_agree: Floats
    z_disagree: Floats
    ratio_agree: Floats
    ratio_disagree: Floats
    z_more_agree: Floats
    z_more_disagree: Floats


@dataclass(frozen=True)
class Representative:
    """A statement that stands for a group.

    Attributes
    ----------
    statement : int
    direction : str
        ``agree`` or ``disagree``.
    metric : float
        ratio * z_more * p * z of that direction.
    p_value : float
        The larger of the two one-sided p-values (against one half, and against the others).
    """

    statement: int
    direction: str
    metric: float
    p_value: float


def count_groups(votes: Votes, label: Longs, k: int) -> GroupCounts:
    """Count every group's votes on every statement.

    Parameters
    ----------
    votes : Votes
    label : int64[n]
        Group of each row, 0..k-1; -1 counts nowhere.
    k : int
        Number of groups.

    Returns
    -------
    GroupCounts
        By canonical column.

    Notes
    -----
    Cost: one pass over the votes.

    Examples
    --------
    >>> from samskab.methods.opinion import upsert
    >>> votes = upsert([0, 1, 2], [0, 0, 0], [1, 0, -1])
    >>> count_groups(votes, np.zeros(3, int), 1).seen.tolist()
    [[3]]
    """
    m = votes.n_live
    cells = np.zeros(k * m * 3, np.int64)
    by_row = np.repeat(label, votes.votes_by) if votes.n_votes < 1 << 22 else None
    for part in chunks(votes.n_votes):
        group = by_row[part] if by_row is not None else _labels_of(votes.start, label, part)
        cell = (group * m + votes.statement[part]) * 3 + (votes.vote[part] + 1)
        cells += np.bincount(cell[group >= 0], minlength=len(cells))
    table = cells.reshape(k, m, 3)
    return GroupCounts(table[:, :, 2].copy(), table[:, :, 0].copy(), table.sum(2))


def _labels_of(start: Longs, label: Longs, part: slice) -> Longs:
    """Label of each vote in a slice, without one array for all votes."""
    first = int(np.searchsorted(start, part.start, side="right")) - 1
    last = int(np.searchsorted(start, part.stop, side="left"))
    edges = np.clip(start[first : last + 1], part.start, part.stop)
    return np.repeat(label[first:last], np.diff(edges))


def z_half(successes: Longs | Floats, seen: Longs | Floats) -> Floats:
    """One-proportion test against one half, as published: 2 sqrt(n + 1) ((s + 1) / (n + 1) - 1/2).

    Parameters
    ----------
    successes, seen : array
        Counts.

    Returns
    -------
    float64 array
        z; above 1.2816 is significant at 90 %, one-sided.

    Examples
    --------
    >>> z_half(np.array([8]), np.array([8])).round(6).tolist()
    [3.0]
    """
    s, n = successes + 1, seen + 1
    return 2 * np.sqrt(n) * ((s / n) - 0.5)


def z_between(s_in: Longs, s_out: Longs, n_in: Longs, n_out: Longs) -> Floats:
    """Two-proportion test, one group against the others, every count + 1 as published.

    Parameters
    ----------
    s_in, s_out, n_in, n_out : int array
        Successes and seen, inside and outside.

    Returns
    -------
    float64 array
        z; 0 where the pooled share is 1.

    Examples
    --------
    >>> z_between(np.array([3]), np.array([3]), np.array([7]), np.array([7])).tolist()
    [0.0]
    """
    s1, s2, n1, n2 = s_in + 1, s_out + 1, n_in + 1, n_out + 1
    pooled = (s1 + s2) / (n1 + n2)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = (s1 / n1 - s2 / n2) / np.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    return np.where(pooled == 1, 0, z)


def run_tests(counts: GroupCounts) -> GroupTests:
    """All published statistics for all groups and statements at once.

    Parameters
    ----------
    counts : GroupCounts

    Returns
    -------
    GroupTests

    Notes
    -----
    Source: Small et al. 2021, doi:10.6035/recerca.5516. Cost: O(k m).

    Examples
    --------
    Eight of eight agree here, none of eight there:

    >>> counts = GroupCounts(np.array([[8], [0]]), np.array([[0], [8]]), np.array([[8], [8]]))
    >>> run_tests(counts).ratio_agree.round(3).ravel().tolist()
    [9.0, 0.111]
    """
    a, d, s = counts.agree, counts.disagree, counts.seen
    a_out, d_out, s_out = a.sum(0) - a, d.sum(0) - d, s.sum(0) - s
    p_agree, p_disagree = (1 + a) / (2 + s), (1 + d) / (2 + s)
    return GroupTests(
        p_agree,
        p_disagree,
        z_half(a, s),
        z_half(d, s),
        p_agree / ((1 + a_out) / (2 + s_out)),
        p_disagree / ((1 + d_out) / (2 + s_out)),
        z_between(a, a_out, s, s_out),
        z_between(d, d_out, s, s_out),
    )


def metrics(tests: GroupTests) -> tuple[Bools, Floats]:
    """Which direction stands for each group and statement, and how strongly.

    Parameters
    ----------
    tests : GroupTests

    Returns
    -------
    agrees : bool[k, m]
        True where the group's agreement stands out more than its disagreement.
    metric : float64[k, m]
        ratio * z_more * p * z of that direction.
    """
    t = tests
    agrees = t.z_more_agree > t.z_more_disagree
    return agrees, np.where(
        agrees,
        t.ratio_agree * t.z_more_agree * t.p_agree * t.z_agree,
        t.ratio_disagree * t.z_more_disagree * t.p_disagree * t.z_disagree,
    )


def upper_tail(z: Floats) -> Floats:
    """One-sided p-value of a normal z.

    Parameters
    ----------
    z : float64 array

    Returns
    -------
    float64 array
        Same shape, in [0, 1].

    Examples
    --------
    >>> upper_tail(np.array([0.0, 1.2815515655446004])).round(6).tolist()
    [0.5, 0.1]
    """
    tails = [0.5 * math.erfc(value) for value in (z.ravel() / math.sqrt(2)).tolist()]
    return np.array(tails).reshape(z.shape)


def benjamini_hochberg(p_value: Floats, false_share: float = FALSE_SHARE) -> Bools:
    """Which of many tests stand, so that on average at most this share of them is a false alarm.

    Parameters
    ----------
    p_value : float64 array
        Any shape; all tests that were made, not only the promising ones.
    false_share : float
        Accepted share of false alarms among those that stand.

    Returns
    -------
    bool array
        Same shape. Equal p-values stand or fall together.

    Examples
    --------
    >>> benjamini_hochberg(np.array([0.01, 0.04, 0.5, 0.9]), 0.1).tolist()
    [True, True, False, False]
    """
    flat = np.sort(p_value.ravel())
    below = np.flatnonzero(flat <= false_share * np.arange(1, len(flat) + 1) / max(len(flat), 1))
    if not len(below):
        return np.zeros(p_value.shape, bool)
    stands: Bools = p_value <= flat[below[-1]]
    return stands


def representative(
    counts: GroupCounts,
    tests: GroupTests,
    *,
    false_share: float = FALSE_SHARE,
    fewest_seen: int = FEWEST_SEEN,
    picked: int = PICKED,
) -> tuple[tuple[Representative, ...], ...]:
    """The statements that stand for each group, after correcting for the number of tests.

    Parameters
    ----------
    counts : GroupCounts
    tests : GroupTests
    false_share : float
        See `benjamini_hochberg`, over all 2 k m tests.
    fewest_seen : int
        Cells seen by fewer people, inside or outside the group, are not shown.
    picked : int
        How many per group; a tie at the last place lets all tied in.

    Returns
    -------
    tuple per group of tuple of Representative
        By metric, highest first; empty with one group (there are no others to compare with) and when nothing
        stands.

    Examples
    --------
    >>> counts = GroupCounts(np.array([[30], [0]]), np.array([[0], [30]]), np.array([[30], [30]]))
    >>> [[(r.statement, r.direction) for r in group] for group in representative(counts, run_tests(counts))]
    [[(0, 'agree')], [(0, 'disagree')]]
    """
    k, m = counts.seen.shape
    if k <= 1 or not m:
        return tuple(() for _ in range(k))
    p = np.stack(
        [
            upper_tail(np.minimum(tests.z_agree, tests.z_more_agree)),
            upper_tail(np.minimum(tests.z_disagree, tests.z_more_disagree)),
        ]
    )
    stands = benjamini_hochberg(p, false_share)
    agrees, metric = metrics(tests)
    side = np.where(agrees, 0, 1)
    chosen = np.take_along_axis(stands, side[None], 0)[0]
    p_chosen = np.take_along_axis(p, side[None], 0)[0]
    outside = counts.seen.sum(0) - counts.seen
    chosen &= (counts.seen >= fewest_seen) & (outside >= fewest_seen)
    return tuple(
        tuple(
            Representative(
                int(j), "agree" if agrees[g, j] else "disagree", float(metric[g, j]), float(p_chosen[g, j])
            )
            for j in top(metric[g], np.flatnonzero(chosen[g]), picked)
        )
        for g in range(k)
    )


def top(score: Floats, candidates: Longs, most: int) -> Longs:
    """The highest scores; a tie at the last place lets all tied in, so no name or row order decides.

    Parameters
    ----------
    score : float64[m]
    candidates : int64[c]
        Who may be chosen.
    most : int
        How many, ties apart.

    Returns
    -------
    int64 array
        Highest first.

    Examples
    --------
    >>> top(np.array([3.0, 1.0, 2.0, 2.0]), np.arange(4), 2).tolist()
    [0, 2, 3]
    """
    ranked = candidates[np.argsort(-score[candidates], kind="stable")]
    if len(ranked) <= most:
        return ranked
    tied: Longs = ranked[score[ranked] >= score[ranked[most - 1]]]
    return tied
