"""Scores of pairs in strips, never all at once: distances as bit sets, the rest as small matrix products."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from samskab.methods.bridging.ties import Floats, Ints

Bits = npt.NDArray[np.uint8]
Singles = npt.NDArray[np.float32]
STRIP = 512
FARTHEST = 5
NEAREST = 3
SMOOTHING = ((0.03, 30), (0.015, 90))
"""Widths of the smoothing and steps at each: wide first to get near, narrow to get sharp."""


def near_pairs(ties: Ints, people: int) -> tuple[Bits, ...]:
    """For 1 to 4 hops: who is reached within so many, as bits.

    Returns
    -------
    tuple of (people, bytes) uint8 arrays
        Level h - 1 has bit j of row i set when i reaches j in at most h hops; everyone reaches themself.

    Notes
    -----
    Each level is the bitwise "or" of the neighbours' rows: n * degree * n / 8 bytes of work.

    Examples
    --------
    >>> [int(level[0, 0]) >> 4 for level in near_pairs(np.array([[0, 1], [1, 2], [2, 3]]), 4)]
    [12, 14, 15, 15]
    """
    width = (people + 63) // 64 * 8  # whole 64-bit words, so that eight bytes are joined at a time
    own = np.zeros((people, width), dtype=np.uint8)
    who = np.arange(people)
    own[who, who // 8] = np.uint8(128) >> (who % 8).astype(np.uint8)
    ends = np.concatenate([ties, ties[:, ::-1]])
    ends = ends[np.argsort(ends[:, 0], kind="stable")]
    starts = np.searchsorted(ends[:, 0], who)
    has = np.diff(np.append(starts, len(ends))) > 0
    levels, now = [], own
    for _ in range(FARTHEST - 1):
        grown = now.copy()
        if len(ends):
            words = now.view(np.uint64)
            joined = np.zeros_like(words)
            joined[has] = np.bitwise_or.reduceat(words[ends[:, 1]], starts[has], axis=0)
            grown |= joined.view(np.uint8)
        levels.append(grown)
        now = grown
    return tuple(levels)


@dataclass(frozen=True)
class Scorer:
    """Prices pairs of people, numbered by lot.

    Attributes
    ----------
    topics : (n, t) float32 array of 0 and 1
    codes : (n, 3) int array
        Area, kind, view; -1 unknown.
    weights : (3,) float32 array
    reach : four bit arrays
        As `near_pairs`, rows in the lot's order, bits by the original numbers.
    column : (n,) int array
        Original number of each person.
    barred : (p, 2) int array
        Pairs that may not be proposed.
    """

    topics: Singles
    codes: Ints
    weights: Singles
    reach: tuple[Bits, ...]
    column: Ints
    barred: Ints

    def scores(self, rows: Ints, columns: Ints) -> Singles:
        """(rows, columns) array of scores; 0 where a pair is not eligible."""
        mine, theirs = self.topics[rows], self.topics[columns]
        fewest = np.minimum.outer(mine.sum(axis=1), theirs.sum(axis=1))
        score = mine @ theirs.T
        np.divide(score, fewest, out=score, where=fewest > 0)
        differ = np.zeros_like(score)
        for weight, code in zip(self.weights, self.codes.T, strict=True):
            a, b = code[rows], code[columns]
            differ += weight * ((a[:, None] != b[None, :]) & (a >= 0)[:, None] & (b >= 0)[None, :])
        score *= differ / max(float(self.weights.sum()), 1e-12)
        hops = np.full(score.shape, FARTHEST, dtype=np.int8)
        for level in self.reach[::-1]:
            hops -= np.unpackbits(level[rows], axis=1)[:, self.column[columns]].astype(np.int8)
        score *= np.where(hops >= NEAREST, hops, 0).astype(np.float32) / FARTHEST
        self._bar(score, rows, columns)
        return np.asarray(score, dtype=np.float32)

    def pair_scores(self, pairs: Ints) -> Floats:
        """(p,) array: the score of each given pair, as `scores` has it, barred pairs not looked up."""
        a, b = pairs.T
        mine, theirs = self.topics[a], self.topics[b]
        fewest = np.maximum(np.minimum(mine.sum(axis=1), theirs.sum(axis=1)), 1.0)
        codes, others = self.codes[a], self.codes[b]
        differ = ((codes != others) & (codes >= 0) & (others >= 0)) @ self.weights
        bit = self.column[b]
        hops = np.full(len(pairs), FARTHEST, dtype=np.int64)
        for level in self.reach:
            hops -= (level[a, bit // 8] >> (7 - bit % 8).astype(np.uint8)) & 1
        far = np.where(hops >= NEAREST, hops, 0) / FARTHEST
        share = (mine * theirs).sum(axis=1) / fewest
        return np.asarray(share * differ / max(float(self.weights.sum()), 1e-12) * far, dtype=float)

    def _bar(self, score: Singles, rows: Ints, columns: Ints) -> None:
        if not len(self.barred):
            return
        size = len(self.column)
        row_at, column_at = np.full(size, -1), np.full(size, -1)
        row_at[rows], column_at[columns] = np.arange(len(rows)), np.arange(len(columns))
        for a, b in (self.barred.T, self.barred.T[::-1]):
            hit = (row_at[a] >= 0) & (column_at[b] >= 0)
            score[row_at[a[hit]], column_at[b[hit]]] = 0.0


@dataclass(frozen=True)
class Candidates:
    """Pairs worth considering: a < b, each once. `top` is each person's best score with anyone."""

    a: Ints
    b: Ints
    score: Floats
    top: Floats


def all_scores(scorer: Scorer, rows: Ints) -> Singles:
    """(rows, rows) array of scores, computed in strips so that only the result is large."""
    score = np.empty((len(rows), len(rows)), dtype=np.float32)
    for start in range(0, len(rows), STRIP):
        score[start : start + STRIP] = scorer.scores(rows[start : start + STRIP], rows)
    return score


def candidates(scorer: Scorer, rows: Ints, listed: int) -> Candidates:
    """Everyone's `listed` best partners among the same people."""
    top = np.zeros(len(scorer.column))
    parts = []
    for start in range(0, len(rows), STRIP):
        strip = rows[start : start + STRIP]
        score = scorer.scores(strip, rows)
        top[strip] = score.max(axis=1, initial=0.0)
        parts.append(_listed(score, score, start, listed))
    return _gather(parts, rows, top)


def priced_candidates(score: Singles, price: Singles, listed: int) -> Candidates:
    """Everyone's `listed` best bargains: partners by score minus the partner's price.

    Without prices all lists name the same few sought-after people; with them, those whom a best matching
    would use.
    """
    rows = np.arange(len(score))
    parts = []
    for start in range(0, len(score), STRIP):
        strip = score[start : start + STRIP]
        parts.append(_listed(strip, strip - price, start, listed))
    return _gather(parts, rows, np.asarray(score.max(axis=1, initial=0.0), dtype=float))


def _listed(score: Singles, worth: Singles, start: int, listed: int) -> tuple[Ints, Ints, Floats]:
    """The best columns of each row by worth; ties in a circle from the row's own place, so lists differ."""
    n = score.shape[1]
    own = start + np.arange(len(score))
    if listed >= n:
        best = np.tile(np.arange(n), (len(score), 1))
    else:
        later = (np.arange(n)[None, :] - own[:, None]) % n
        # scores differ by far more than 1e-5; below that the circle decides
        keyed = later.astype(np.float32) * np.float32(1e-5 / n) - worth
        best = np.argpartition(keyed, listed, axis=1)[:, :listed]
    value = np.take_along_axis(score, best, axis=1).ravel()
    return np.repeat(own, best.shape[1])[value > 0], best.ravel()[value > 0], value[value > 0].astype(float)


def _gather(parts: list[tuple[Ints, Ints, Floats]], rows: Ints, top: Floats) -> Candidates:
    if not parts:
        none = np.zeros(0, dtype=np.int64)
        return Candidates(none, none, np.zeros(0), top)
    first, second = (rows[np.concatenate([part[k] for part in parts])] for k in (0, 1))
    a, b = np.minimum(first, second), np.maximum(first, second)
    _, once = np.unique(a * (int(b.max(initial=0)) + 1) + b, return_index=True)
    return Candidates(a[once], b[once], np.concatenate([part[2] for part in parts])[once], top)


def prices_of(score: Singles) -> tuple[Singles, float]:
    """A price per person that makes a best matching nearly a bargain for all, and the bound it proves.

    Returns
    -------
    (n,) float32 array, float
        Prices u of 0 or more with u_i + u_j >= score_ij for every pair, and their sum: no matching is worth
        more.

    Notes
    -----
    Symmetric Sinkhorn scaling (an entropy-smoothed dual), then half a step to the exact dual: with
    v_i = max_j (score_ij - u_j), (u + v) / 2 is feasible for any u. About 100 products of matrix and vector.

    Examples
    --------
    >>> price, bound = prices_of(np.array([[0.0, 1.0], [1.0, 0.0]], dtype=np.float32))
    >>> price.tolist(), bound
    ([0.5, 0.5], 1.0)
    """
    price = score.max(axis=1, initial=0.0) / np.float32(2)
    for width, steps in SMOOTHING:
        smooth = np.exp(score / np.float32(width))
        smooth[score <= 0] = 0.0
        scale = np.exp(-price / np.float32(width))
        for _ in range(steps):
            scale = np.minimum(np.sqrt(scale / np.maximum(smooth @ scale, np.float32(1e-30))), np.float32(1))
        price = -np.float32(width) * np.log(np.maximum(scale, np.float32(1e-30)))
    least = np.empty_like(price)
    for start in range(0, len(score), STRIP):
        least[start : start + STRIP] = (score[start : start + STRIP] - price).max(axis=1, initial=0.0)
    fair = (np.maximum(price, 0) + np.maximum(least, 0)) / np.float32(2)
    return fair, float(fair.sum(dtype=float))
