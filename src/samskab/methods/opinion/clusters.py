"""Groups of people who stand near each other on the map: k-means, silhouette, agreement of groupings."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations

import numpy as np
import numpy.typing as npt

from .votes import Bools, Floats, Longs

MOST_GROUPS = 5
RESTARTS = 10
SAMPLE = 2000
_BLOCK = 256


@dataclass(frozen=True, eq=False)
class Grouping:
    """One grouping of a sample.

    Attributes
    ----------
    centres : float64[k, 2]
        Group centres, in no particular order.
    label : int64[n]
        Nearest centre of each point.
    inertia : float
        Sum of squared distances to the nearest centre.
    rounds : int
        Rounds until nothing moved (of the slowest start).
    """

    centres: Floats
    label: Longs
    inertia: float
    rounds: int


def k_means(
    points: Floats,
    k: int,
    *,
    rng: np.random.Generator,
    restarts: int = RESTARTS,
    start: Floats | None = None,
    most_rounds: int = 60,
) -> Grouping:
    """Group points on a plane around k centres; the best of several spread-out starts.

    Parameters
    ----------
    points : float64[n, 2]
        Positions; unchanged.
    k : int
        How many groups, 1 <= k <= n.
    rng : numpy.random.Generator
        Draws the starts.
    restarts : int
        How many starts are drawn (k-means++); 0 uses ``start`` alone.
    start : float64[k, 2], optional
        One more start, tried as well.
    most_rounds : int
        Stop here at the latest.

    Returns
    -------
    Grouping
        Of equal inertia the earliest start wins; a point midway goes to the lower centre. A centre that loses
        all its points stays where it is.

    Notes
    -----
    All starts move together as arrays; starts that stand still leave. Cost: O(n k restarts) per round.

    Examples
    --------
    >>> found = k_means(np.array([[0.0, 0], [0, 1], [9, 9], [9, 8]]), 2, rng=np.random.default_rng(0))
    >>> bool(found.label[0] == found.label[1] != found.label[2] == found.label[3]), round(found.inertia, 6)
    (True, 1.0)
    """
    x, y = np.ascontiguousarray(points[:, 0]), np.ascontiguousarray(points[:, 1])
    seeds = _spread_starts(x, y, k, restarts, rng)
    if start is not None:
        seeds = np.concatenate([start[None], seeds])
    rounds = _settle(x, y, seeds, most_rounds)
    label, distance = _nearest(x, y, seeds)
    inertia = distance.sum(1)
    best = int(inertia.argmin())
    return Grouping(seeds[best], label[best].astype(np.int64), float(inertia[best]), rounds)


def _spread_starts(x: Floats, y: Floats, k: int, restarts: int, rng: np.random.Generator) -> Floats:
    """k-means++: each next centre is a point drawn in proportion to its squared distance to the nearest."""
    seeds = np.empty((restarts, k, 2))
    if not restarts:
        return seeds
    chosen = rng.integers(len(x), size=restarts)
    away = np.full((restarts, len(x)), np.inf)
    for g in range(k):
        seeds[:, g, 0], seeds[:, g, 1] = x[chosen], y[chosen]
        if g + 1 == k:
            break
        np.minimum(away, (x - seeds[:, g, :1]) ** 2 + (y - seeds[:, g, 1:]) ** 2, out=away)
        cumulated = np.cumsum(away, axis=1)
        thresholds = rng.random(restarts) * cumulated[:, -1]
        chosen = np.minimum((cumulated <= thresholds[:, None]).sum(1), len(x) - 1)
    return seeds


def _nearest(x: Floats, y: Floats, centres: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    """Label and squared distance, both [starts, n]."""
    starts, k, _ = centres.shape
    label = np.zeros((starts, len(x)), np.int8)
    dx, dy = np.empty((starts, len(x))), np.empty((starts, len(x)))
    for g in range(k):
        np.subtract(x, centres[:, g, :1], out=dx)
        np.subtract(y, centres[:, g, 1:], out=dy)
        dx *= dx
        dy *= dy
        dx += dy
        if g == 0:
            best = dx.copy()
        else:
            np.copyto(label, g, where=dx < best)
            np.minimum(best, dx, out=best)
    return label, best


def _settle(x: Floats, y: Floats, centres: Floats, most_rounds: int) -> int:
    """Lloyd's rounds on all starts, in place."""
    k = centres.shape[1]
    moving = np.arange(len(centres))
    tiled = np.tile(x, len(centres)), np.tile(y, len(centres))
    for done in range(1, most_rounds + 1):
        size = len(moving) * k
        label, _ = _nearest(x, y, centres[moving])
        cell = (label + (np.arange(len(moving)) * k)[:, None]).ravel()
        count = np.bincount(cell, minlength=size)
        held = np.maximum(count, 1)
        sums = [np.bincount(cell, t[: len(cell)], size) / held for t in tiled]
        moved = np.stack(sums, 1).reshape(-1, k, 2)
        moved[(count == 0).reshape(-1, k)] = centres[moving][(count == 0).reshape(-1, k)]
        still = (moved == centres[moving]).all((1, 2))
        centres[moving] = moved
        moving = moving[~still]
        if not len(moving):
            return done
    return most_rounds


def nearest(points: Floats, centres: Floats) -> Longs:
    """Index of the nearest centre of each point.

    Parameters
    ----------
    points : float64[n, 2]
    centres : float64[k, 2]

    Returns
    -------
    int64[n]
        A point midway goes to the lower index.

    Examples
    --------
    >>> nearest(np.array([[0.0, 0], [3, 0]]), np.array([[1.0, 0], [2, 0]])).tolist()
    [0, 1]
    """
    label, _ = _nearest(np.ascontiguousarray(points[:, 0]), np.ascontiguousarray(points[:, 1]), centres[None])
    lone: Longs = label[0].astype(np.int64)
    return lone


def silhouettes(points: Floats, labels: list[Longs]) -> list[float]:
    """Mean silhouette of several groupings of the same points.

    Parameters
    ----------
    points : float64[n, 2]
        At most a few thousand.
    labels : list of int64[n]
        Groupings, each with labels 0..k-1.

    Returns
    -------
    list of float
        In [-1, 1]; a person alone in a group counts 0, as published (Rousseeuw 1987). -1 when a grouping has
        fewer than two groups with members.

    Notes
    -----
    All groupings share one sweep over the distances (float32, 256 rows at a time). Cost: O(n^2).

    Examples
    --------
    >>> points = np.array([[0.0, 0], [0, 1], [8, 0], [8, 1]])
    >>> [round(s, 3) for s in silhouettes(points, [np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])])]
    [0.875, -0.434]
    """
    n = len(points)
    sizes = [int(label.max()) + 1 if n else 0 for label in labels]
    member = np.concatenate(
        [np.eye(k, dtype=np.float32)[label] for k, label in zip(sizes, labels, strict=True)], 1
    )
    x, y = points[:, 0].astype(np.float32), points[:, 1].astype(np.float32)
    total = np.empty((n, member.shape[1]))
    for lo in range(0, n, _BLOCK):
        apart = x[lo : lo + _BLOCK, None] - x
        apart *= apart
        beside = y[lo : lo + _BLOCK, None] - y
        beside *= beside
        apart += beside
        total[lo : lo + _BLOCK] = np.sqrt(apart, out=apart) @ member
    scores, lo = [], 0
    for k, label in zip(sizes, labels, strict=True):
        scores.append(_silhouette(total[:, lo : lo + k], label, k))
        lo += k
    return scores


def _silhouette(total: Floats, label: Longs, k: int) -> float:
    size = np.bincount(label, minlength=k)
    if np.count_nonzero(size) <= 1:
        return -1.0
    row = np.arange(len(label))
    own = total[row, label] / np.maximum(size[label] - 1, 1)
    other = total / np.maximum(size, 1)
    other[:, size == 0] = np.inf
    other[row, label] = np.inf
    near = other.min(1)
    value = (near - own) / np.maximum(np.maximum(near, own), 1e-30)
    return float(np.where(size[label] > 1, value, 0.0).mean())


def adjusted_rand(one: Longs, other: Longs) -> float:
    """How far two groupings of the same people agree: 1 the same, about 0 by chance.

    Parameters
    ----------
    one, other : int64[n]
        Labels >= 0.

    Returns
    -------
    float
        Hubert and Arabie's adjusted Rand index; 1 when both put everybody together, or everybody apart.

    Examples
    --------
    >>> adjusted_rand(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    >>> round(adjusted_rand(np.array([0, 0, 1, 1]), np.array([0, 1, 1, 1])), 3)
    0.0
    """
    if not len(one):
        return 1.0
    width = int(other.max()) + 1
    cells = np.bincount(one * width + other).astype(float)
    pairs = _pairs(cells)
    rows, columns = _pairs(np.bincount(one).astype(float)), _pairs(np.bincount(other).astype(float))
    chance = rows * columns / max(len(one) * (len(one) - 1) / 2, 1)
    most = (rows + columns) / 2
    return 1.0 if most == chance else float((pairs - chance) / (most - chance))


def _pairs(counts: Floats) -> float:
    return float((counts * (counts - 1)).sum() / 2)


def matched_ids(
    label: Longs, k: int, earlier: Longs, *, next_id: int, known: Bools | None = None
) -> tuple[tuple[int, ...], int]:
    """Give groups the identity of the earlier groups they share most people with.

    Parameters
    ----------
    label : int64[n]
        New groups 0..k-1; -1 for people without one.
    k : int
        New groups, at most 5.
    earlier : int64[n]
        Earlier group ids of the same people; -1 for people without one.
    next_id : int
        First id never used.
    known : bool[n], optional
        False for people who were not here then.

    Returns
    -------
    ids : tuple of int
        Identity of each new group; a group with nobody from any free earlier group gets a new one.
    next_id : int
        First id never used, now.

    Notes
    -----
    The assignment with the largest total overlap, by trying all (at most 5! = 120 per choice of earlier
    groups).

    Examples
    --------
    The group once called 7 lost one member; the other one is new.

    >>> matched_ids(np.array([0, 0, 1, 1]), 2, np.array([-1, -1, 7, 7]), next_id=8)
    ((8, 7), 9)
    """
    both = (label >= 0) & (earlier >= 0)
    if known is not None:
        both &= known
    old = np.unique(earlier[both])
    overlap = np.zeros((k, max(len(old), k)), np.int64)
    if len(old):
        place = np.searchsorted(old, earlier[both])
        np.add.at(overlap, (label[both], place), 1)
    best = max(permutations(range(overlap.shape[1]), k), key=lambda order: _overlap(overlap, order))
    ids = []
    for g, column in enumerate(best):
        if column < len(old) and overlap[g, column] > 0:
            ids.append(int(old[column]))
        else:
            ids.append(next_id)
            next_id += 1
    return tuple(ids), next_id


def _overlap(overlap: Longs, order: tuple[int, ...]) -> int:
    return int(sum(overlap[g, place] for g, place in enumerate(order)))
