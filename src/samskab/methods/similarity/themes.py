"""Themes by people's own sorting: the machine adds the piles up; people say what and how many they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median_high

import numpy as np

from samskab.methods.outcome import input_sha256
from samskab.methods.similarity.cards import VERSION, Piles, count_pairs, together_share
from samskab.methods.similarity.grams import Floats, Ints, SimilarityError

METHOD = "similarity.themes"
FEWEST_SORTERS = 5
EVEN = 1e-9
DIGITS = 9
OTHER_LOTS = 8
Merge = tuple[int, int, float]


@dataclass(frozen=True)
class Theme:
    """Texts that people put together; the name is theirs to give.

    Attributes
    ----------
    texts : tuple of int
        Sorted.
    together : float or None
        Mean over its pairs of the share of people who put the pair in one pile, 0 to 1, of pairs somebody had
        in hand; None when there is none.
    """

    texts: tuple[int, ...]
    together: float | None


@dataclass(frozen=True, eq=False)
class Themes:
    """What a group's sorting adds up to.

    Attributes
    ----------
    method, version, seed, input_sha256
        Equal in two runs means equal results.
    reason : str
        `no_texts`, `nobody_sorted`, `too_few_sorters`; empty when there are themes.
    themes : tuple of Theme
        Largest first.
    unsorted : tuple of int
        Texts in nobody's hand: they belong to no theme yet and are shown beside them.
    unsettled : tuple of int
        Texts whose companions change under another lot: they could as well lie elsewhere.
    k : int
        Number of themes.
    k_from : str
        `people` (the upper median of their numbers of piles) or `given`.
    n_sorters : int
        People with at least one card.
    merges : tuple of (int, int, float)
        The tree over the sorted texts: nodes joined and their mean distance, 0 to 1. Texts are nodes 0 to
        n - 1 and the merge at place s makes node n + s. The themes stand before the last `k` - 1 merges.
    rounds, ties : int
        Merges made; merges down to `k` themes where another was equally near and the lot decided.
    seen, together : (n, n) int arrays
        People who had each pair in hand; people who put it in one pile. For the facilitator, never published:
        single people show in them. Without themes their shape is (0, 0).
    never_seen : (m, 2) int array
        Pairs that nobody had in hand together, smaller number first.
    """

    method: str
    version: int
    seed: int
    input_sha256: str
    reason: str
    themes: tuple[Theme, ...]
    unsorted: tuple[int, ...]
    unsettled: tuple[int, ...]
    k: int
    k_from: str
    n_sorters: int
    merges: tuple[Merge, ...]
    rounds: int
    ties: int
    seen: Ints = field(repr=False)
    together: Ints = field(repr=False)
    never_seen: Ints = field(repr=False)


def themes(
    piles: Piles,
    n_texts: int,
    *,
    k: int | None = None,
    fewest: int = FEWEST_SORTERS,
    seed: int = 0,
    lot: Sequence[int] | None = None,
) -> Themes:
    """Add up how people sorted cards.

    Parameters
    ----------
    piles : per person piles of text numbers
        Piles of one card count; empty piles and people without cards do not.
    n_texts : int
        Texts are numbered 0 to `n_texts` - 1.
    k : int, optional
        Number of themes, when the people have agreed on one; else the upper median of their numbers of piles
        (of those who had two cards or more). Never more than there are sorted texts.
    fewest : int
        With fewer sorters there are no themes.
    seed : int
        Draws the lot, when none is given.
    lot : sequence of n distinct int, optional
        Decides among equally near merges: the one with the lowest numbers first.

    Returns
    -------
    Themes

    Raises
    ------
    SimilarityError
        `no_such_text`, `text_twice`, `k_below_one`, `lot_is_no_order`.

    Notes
    -----
    Distance of two texts: 1 - (together + .5 / K) / (seen + .5). The two groups of texts with the smallest
    mean distance are joined, again and again (average linkage, Sokal and Michener 1958), until K are left.
    Ties are merges whose distances differ by less than 1e-9. Cost O(n^3) for n sorted texts, nine times that
    when there are ties. The input is unchanged.

    Examples
    --------
    Five people put bus and train in one pile, kiosk in another.

    >>> found = themes([[[0, 1], [2]]] * 5, 3)
    >>> [theme.texts for theme in found.themes], found.k
    ([(0, 1), (2,)], 2)
    """
    _check(k, lot, n_texts)
    seen, together = count_pairs(piles, n_texts)
    sizes = [size for person in piles if (size := [len(pile) for pile in person if pile])]
    reason = _reason(n_texts, len(sizes), fewest)
    hands = np.flatnonzero(seen.diagonal())
    wanted = 0 if reason else min(_typical(sizes) if k is None else k, len(hands))
    order = np.random.default_rng(seed).permutation(n_texts) if lot is None else np.array(lot, dtype=np.int64)
    labels, merges, ties, unsettled = _cut(seen, together, hands, order, wanted)
    given = [[list(pile) for pile in person] for person in piles]
    hidden = np.zeros((0, 0), dtype=np.int64)
    return Themes(
        method=METHOD,
        version=VERSION,
        seed=seed,
        input_sha256=input_sha256(n_texts, k, fewest, order.tolist(), given),
        reason=reason,
        themes=_listed(labels, hands, seen, together, order),
        unsorted=tuple(range(n_texts)) if reason else tuple(np.flatnonzero(seen.diagonal() == 0).tolist()),
        unsettled=unsettled,
        k=wanted,
        k_from="people" if k is None else "given",
        n_sorters=len(sizes),
        merges=merges,
        rounds=len(merges),
        ties=ties,
        seen=hidden if reason else seen,
        together=hidden if reason else together,
        never_seen=np.argwhere(np.triu(seen == 0, 1)),
    )


def _check(k: int | None, lot: Sequence[int] | None, n_texts: int) -> None:
    if k is not None and k < 1:
        raise SimilarityError("k_below_one", k=k)
    if lot is not None and sorted(lot) != list(range(n_texts)):
        raise SimilarityError("lot_is_no_order", texts=n_texts)


def _reason(n_texts: int, n_sorters: int, fewest: int) -> str:
    if not n_texts:
        return "no_texts"
    if not n_sorters:
        return "nobody_sorted"
    return "too_few_sorters" if n_sorters < fewest else ""


def _typical(sizes: list[list[int]]) -> int:
    """The upper median of the numbers of piles; one card alone says nothing about that number."""
    return median_high([len(person) for person in sizes if sum(person) > 1] or [1])


def _cut(
    seen: Ints, together: Ints, sorted_texts: Ints, order: Ints, k: int
) -> tuple[Ints, tuple[Merge, ...], int, tuple[int, ...]]:
    """Theme of each sorted text, the tree in all texts' numbers, ties, and the texts other lots move."""
    if not k:
        return np.zeros(0, dtype=np.int64), (), 0, ()
    at = np.ix_(sorted_texts, sorted_texts)
    distance = 1.0 - together_share(seen[at], together[at], k)
    labels, merges, ties = _average_linkage(distance, order[sorted_texts], k)
    mates = labels[:, None] == labels[None, :]
    moved = np.zeros(len(labels), dtype=bool)
    rng = np.random.default_rng(0)  # which other lots are tried; the lot itself is the caller's
    ranks = _ranks(order[sorted_texts])
    for _ in range(OTHER_LOTS if ties else 0):
        other, _, _ = _average_linkage(distance, rng.permutation(len(labels))[ranks], k)
        moved |= ((other[:, None] == other[None, :]) != mates).any(axis=1)
    node = np.concatenate([sorted_texts, len(order) + np.arange(len(merges))])
    tree = tuple((int(node[a]), int(node[b]), height) for a, b, height in merges)
    return labels, tree, ties, tuple(sorted_texts[moved].tolist())


def _average_linkage(distance: Floats, lot: Ints, k: int) -> tuple[Ints, list[Merge], int]:
    """Join the nearest two until one is left; labels as they stood at `k`.

    Sums of distances are kept, not means of means; what is left of rounding stays below `EVEN`.
    """
    n = len(distance)
    total = distance.copy()
    size, first, node = np.ones(n), lot.copy(), np.arange(n)
    label = np.arange(n)
    mean = np.where(np.triu(np.ones((n, n), dtype=bool), 1), total, np.inf)
    merges: list[Merge] = []
    ties, themes_now = 0, label.copy()
    for left in range(n, 1, -1):
        if left == k:
            themes_now = label.copy()
        least = float(mean.min())
        ones, twos = np.nonzero(mean <= least + EVEN)
        if left > k and _matters(ones, twos, left - k):
            ties += 1
        low, high = np.minimum(first[ones], first[twos]), np.maximum(first[ones], first[twos])
        chosen = np.lexsort((high, low))[0]
        a, b = int(ones[chosen]), int(twos[chosen])
        merges.append((int(min(node[a], node[b])), int(max(node[a], node[b])), round(least, DIGITS)))
        total[a] += total[b]
        total[:, a] += total[:, b]
        size[a] += size[b]
        first[a], node[a] = min(first[a], first[b]), n + len(merges) - 1
        label[label == b] = a
        mean[b], mean[:, b], size[b] = np.inf, np.inf, np.inf
        row = total[a] / (size[a] * size)
        gone = np.isinf(size)
        mean[a, a + 1 :] = np.where(gone[a + 1 :], np.inf, row[a + 1 :])
        mean[:a, a] = np.where(gone[:a], np.inf, row[:a])
    return themes_now if k > 1 else np.zeros(n, dtype=np.int64), merges, ties


def _matters(ones: Ints, twos: Ints, left: int) -> bool:
    """Whether taking one of these merges first can change the themes: they share a group, or not all fit."""
    ends = np.concatenate([ones, twos])
    return len(ones) > 1 and (len(ones) > left or len(np.unique(ends)) < len(ends))


def _listed(labels: Ints, sorted_texts: Ints, seen: Ints, together: Ints, order: Ints) -> tuple[Theme, ...]:
    out = []
    for label in np.unique(labels):
        mine = sorted_texts[labels == label]
        one, two = np.triu_indices(len(mine), 1)
        looks, joined = seen[mine[one], mine[two]], together[mine[one], mine[two]]
        share = joined[looks > 0] / looks[looks > 0]
        theme = Theme(tuple(mine.tolist()), round(float(share.mean()), DIGITS) if len(share) else None)
        out.append((-len(mine), int(order[mine].min()), theme))
    return tuple(theme for _, _, theme in sorted(out, key=lambda row: row[:2]))


def _ranks(values: Ints) -> Ints:
    """0 for the lowest, 1 for the next, and so on."""
    return np.asarray(np.argsort(np.argsort(values)), dtype=np.int64)
