"""The selections of the published method, kept to the letter: for comparison with other tools."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .statistics import PICKED, Z90, GroupCounts, GroupTests, metrics, top, z_half
from .votes import Floats, Longs

HALF = 0.5


@dataclass(frozen=True)
class Majority:
    """Statements most people share: column numbers, strongest first; ties at the last place all stand."""

    agree: tuple[int, ...]
    disagree: tuple[int, ...]


def published_representative(
    counts: GroupCounts, tests: GroupTests, *, order: Longs | None = None, picked: int = PICKED
) -> tuple[tuple[tuple[int, str], ...], ...]:
    """Representative statements exactly as published: uncorrected, with a "best agree" first.

    Parameters
    ----------
    counts : GroupCounts
    tests : GroupTests
    order : int64[m], optional
        Order in which the scan for "best agree" walks; the published rule depends on it. Default: as they
        stand.
    picked : int
        At most so many per group.

    Returns
    -------
    tuple per group of tuple of (column, direction)
        Agrees before disagrees.

    Notes
    -----
    Source: Small et al. 2021. Cost: O(k m).

    Examples
    --------
    >>> from samskab.methods.opinion import run_tests
    >>> counts = GroupCounts(np.array([[30], [0]]), np.array([[0], [30]]), np.array([[30], [30]]))
    >>> published_representative(counts, run_tests(counts))
    (((0, 'agree'),), ())

    The second group rejects it unanimously, yet shows nothing: the published rule needs something to agree
    with first. `representative` does not.
    """
    k, m = counts.seen.shape
    walk = np.arange(m) if order is None else np.asarray(order)
    return (
        tuple(_pick(counts, tests, g, walk, picked) for g in range(k)) if m else tuple(() for _ in range(k))
    )


def _pick(
    counts: GroupCounts, t: GroupTests, g: int, walk: Longs, picked: int
) -> tuple[tuple[int, str], ...]:
    agrees, metric = (part[g] for part in metrics(t))
    best = _best_agree(counts, t, g, walk)
    stands = ((t.z_more_agree[g] > Z90) & (t.z_agree[g] > Z90)) | (
        (t.z_more_disagree[g] > Z90) & (t.z_disagree[g] > Z90)
    )
    enough = walk[stands[walk]]
    enough = enough[np.argsort(-metric[enough], kind="stable")]
    if best is None and not len(enough):
        best = int(walk[np.argmax(np.maximum(t.z_more_agree[g], t.z_more_disagree[g])[walk])])
    if best is None:
        return ()  # to the letter: without a first statement the published rule shows none
    chosen = [best, *(int(j) for j in enough if j != best)][:picked]
    named = [(j, "agree" if agrees[j] else "disagree") for j in chosen]
    return tuple(sorted(named, key=lambda pair: pair[1]))


def _best_agree(counts: GroupCounts, t: GroupTests, g: int, walk: Longs) -> int | None:
    """The published walk: what replaces the best so far depends on how good the best so far is."""
    strong = t.ratio_agree[g] * t.z_more_agree[g] * t.p_agree[g] * t.z_agree[g]
    plain = t.p_agree[g] * t.z_agree[g]
    enters = (t.z_agree[g] > Z90) | ((t.ratio_agree[g] > 1) & (t.p_agree[g] > HALF))
    answered = (counts.agree[g] + counts.disagree[g]) > 0
    above = (t.ratio_agree[g] > 1).tolist()
    strong_list, plain_list, enters_list = strong.tolist(), plain.tolist(), enters.tolist()
    best: int | None = None
    for j in walk[answered[walk]].tolist():
        if best is None:
            better = enters_list[j]
        elif above[best]:
            better = strong_list[j] > strong_list[best]
        else:
            better = plain_list[j] > plain_list[best]
        if better:
            best = j
    return best


def majority(agree: Longs, disagree: Longs, seen: Longs, *, picked: int = PICKED) -> Majority:
    """Statements a majority of all voters shares, in either direction.

    Parameters
    ----------
    agree, disagree, seen : int64[m]
        Counts over everybody, placed or not.
    picked : int
        How many per direction; a tie at the last place lets all tied in.

    Returns
    -------
    Majority
        p > 1/2 and z > 1.2816, by p * z.

    Examples
    --------
    >>> majority(np.array([9, 1]), np.array([0, 9]), np.array([9, 10]))
    Majority(agree=(0,), disagree=(1,))
    """
    found = []
    for count in (agree, disagree):
        p, z = (1 + count) / (2 + seen), z_half(count, seen)
        found.append(tuple(top(p * z, np.flatnonzero((p > HALF) & (z > Z90)), picked).tolist()))
    return Majority(*found)


def group_aware_consensus(counts: GroupCounts) -> tuple[Floats, Floats]:
    """The published product over groups, agreeing and disagreeing; it falls with the number of groups.

    Parameters
    ----------
    counts : GroupCounts

    Returns
    -------
    agree, disagree : float64[m]

    Examples
    --------
    >>> counts = GroupCounts(np.array([[3], [1]]), np.array([[0], [1]]), np.array([[3], [2]]))
    >>> [part.round(3).tolist() for part in group_aware_consensus(counts)]
    [[0.4], [0.1]]
    """
    p_agree, p_disagree = (1 + counts.agree) / (2 + counts.seen), (1 + counts.disagree) / (2 + counts.seen)
    return p_agree.prod(axis=0), p_disagree.prod(axis=0)
