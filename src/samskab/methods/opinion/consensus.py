"""What we share, where we differ, and what matters much to few: three lists, always shown together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from samskab.methods.intervals import wilson

from .statistics import FEWEST_SEEN, GroupCounts, top
from .votes import Floats, Longs

HALF = 0.5


@dataclass(frozen=True)
class Shared:
    """How far a statement carries across groups.

    Attributes
    ----------
    statement : int
    gac : float
        Geometric mean over groups of (A + 1) / (S + 2): the published group-aware consensus, made comparable
        between two and five groups.
    lowest_group : float or None
        The lowest lower bound over groups; None until every group has heard it.
    unheard_by : tuple of int
        Groups in which fewer than five have seen it.
    """

    statement: int
    gac: float
    lowest_group: float | None
    unheard_by: tuple[int, ...]


@dataclass(frozen=True)
class Difference:
    """A statement that separates groups: even the bounds of their intervals lie ``gap`` apart."""

    statement: int
    gap: float
    most: int
    least: int
    share_most: float
    share_least: float


@dataclass(frozen=True)
class HeldByFew:
    """A statement a smaller group stands firmly behind, and the others do not."""

    statement: int
    group: int
    bound: float
    share: float
    share_others: float


def geometric_consensus(counts: GroupCounts) -> Floats:
    """Group-aware consensus as a geometric mean, so that its value does not fall with the number of groups.

    Parameters
    ----------
    counts : GroupCounts

    Returns
    -------
    float64[m]
        In (0, 1).

    Examples
    --------
    Two groups with (3 + 1) / (3 + 2) and (1 + 1) / (2 + 2): the root of 0.8 * 0.5.

    >>> counts = GroupCounts(np.array([[3], [1]]), np.array([[0], [1]]), np.array([[3], [2]]))
    >>> geometric_consensus(counts).round(4).tolist()
    [0.6325]
    """
    k = max(counts.seen.shape[0], 1)
    product: Floats = ((1 + counts.agree) / (2 + counts.seen)).prod(axis=0)
    root: Floats = product ** (1 / k)
    return root


def lowest_bound(counts: GroupCounts, *, fewest_seen: int = FEWEST_SEEN) -> Floats:
    """Lowest lower bound of agreement over groups: what even the least agreeing group carries.

    Parameters
    ----------
    counts : GroupCounts
    fewest_seen : int
        A group below this has not heard the statement.

    Returns
    -------
    float64[m]
        NaN where some group has not heard it.

    Examples
    --------
    >>> counts = GroupCounts(np.array([[8, 8], [5, 1]]), np.zeros((2, 2), int), np.array([[10, 10], [10, 2]]))
    >>> lowest_bound(counts).round(3).tolist()
    [0.349, nan]
    """
    if not counts.seen.size:
        return np.full(counts.seen.shape[1], np.nan)
    lower, _ = wilson(counts.agree, counts.seen)
    return np.where((counts.seen < fewest_seen).any(0), np.nan, lower.min(0))


def what_we_share(
    counts: GroupCounts, *declared: GroupCounts, fewest_seen: int = FEWEST_SEEN
) -> tuple[Shared, ...]:
    """Every statement by how far it carries, highest lowest-group bound first; unheard ones last.

    Parameters
    ----------
    counts : GroupCounts
        Groups found in the votes; one group when none were.
    *declared : GroupCounts
        Groups people have declared (party kind, area, basis), same columns. Their lowest bound counts too
        where it is lower: a small group that no method finds still has a say.
    fewest_seen : int
        See `lowest_bound`. Declared groups that have not heard a statement do not hide it.

    Returns
    -------
    tuple of Shared
        Equal statements stand beside each other; readers must treat equal bounds as equal.

    Examples
    --------
    >>> counts = GroupCounts(np.array([[8, 2]]), np.zeros((1, 2), int), np.array([[10, 10]]))
    >>> [(s.statement, round(s.lowest_group, 3)) for s in what_we_share(counts)]
    [(0, 0.649), (1, 0.104)]
    """
    gac, bound = geometric_consensus(counts), lowest_bound(counts, fewest_seen=fewest_seen)
    for other in declared:
        lower, _ = wilson(other.agree, other.seen)
        heard = np.where(other.seen >= fewest_seen, lower, np.inf)
        bound = np.minimum(bound, heard.min(0, initial=np.inf))
    unheard = counts.seen < fewest_seen
    rank = np.lexsort((-gac, -np.nan_to_num(bound, nan=-1.0)))
    return tuple(
        Shared(
            int(j),
            float(gac[j]),
            None if np.isnan(bound[j]) else float(bound[j]),
            tuple(np.flatnonzero(unheard[:, j]).tolist()),
        )
        for j in rank
    )


def where_we_differ(
    counts: GroupCounts, *, most: int = 10, fewest_seen: int = FEWEST_SEEN
) -> tuple[Difference, ...]:
    """Statements on which the most and the least agreeing group are apart beyond the doubt about both.

    Parameters
    ----------
    counts : GroupCounts
    most : int
        How many; a tie at the last place lets all tied in.
    fewest_seen : int
        Groups below this are not compared.

    Returns
    -------
    tuple of Difference
        Widest gap first: lower bound of the most agreeing group minus upper bound of the least agreeing one,
        > 0.

    Examples
    --------
    >>> counts = GroupCounts(np.array([[9], [1]]), np.array([[1], [9]]), np.array([[10], [10]]))
    >>> [(d.most, d.least, round(d.gap, 2)) for d in where_we_differ(counts)]
    [(0, 1, 0.53)]
    """
    k, m = counts.seen.shape
    if k <= 1 or not m:
        return ()
    lower, upper = wilson(counts.agree, counts.seen)
    heard = counts.seen >= fewest_seen
    lower, upper = np.where(heard, lower, -np.inf), np.where(heard, upper, np.inf)
    high, low, column = lower.argmax(0), upper.argmin(0), np.arange(m)
    gap = lower[high, column] - upper[low, column]
    share = counts.agree / np.maximum(counts.seen, 1)
    return tuple(
        Difference(
            int(j),
            float(gap[j]),
            int(high[j]),
            int(low[j]),
            float(share[high[j], j]),
            float(share[low[j], j]),
        )
        for j in top(gap, np.flatnonzero(gap > 0), most)
    )


def much_to_few(
    counts: GroupCounts, size: Longs, *, most: int = 10, fewest_seen: int = FEWEST_SEEN
) -> tuple[HeldByFew, ...]:
    """Statements firmly held by a group that is not the largest, and not by a majority of the others.

    Ranking by what everybody shares alone would let the bland win and make minorities invisible.

    Parameters
    ----------
    counts : GroupCounts
    size : int64[k]
        People per group.
    most : int
        How many; a tie at the last place lets all tied in.
    fewest_seen : int
        Inside and outside.

    Returns
    -------
    tuple of HeldByFew
        Highest lower bound first, all above one half.

    Examples
    --------
    >>> counts = GroupCounts(np.array([[9], [1]]), np.zeros((2, 1), int), np.array([[10], [30]]))
    >>> [(h.group, h.share) for h in much_to_few(counts, np.array([10, 30]))]
    [(0, 0.9)]
    """
    k, m = counts.seen.shape
    if k <= 1 or not m:
        return ()
    agree_out, seen_out = counts.agree.sum(0) - counts.agree, counts.seen.sum(0) - counts.seen
    share_out = agree_out / np.maximum(seen_out, 1)
    lower, _ = wilson(counts.agree, counts.seen)
    fits = (counts.seen >= fewest_seen) & (seen_out >= fewest_seen) & (share_out < HALF) & (lower > HALF)
    fits &= (size < size.max())[:, None]
    firm = np.where(fits, lower, 0.0)
    group = firm.argmax(0)
    best = firm[group, np.arange(m)]
    share = counts.agree / np.maximum(counts.seen, 1)
    return tuple(
        HeldByFew(
            int(j), int(group[j]), float(best[j]), float(share[group[j], j]), float(share_out[group[j], j])
        )
        for j in top(best, np.flatnonzero(best > 0), most)
    )
