"""Do a few do most of the talking, more than chance makes them?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from samskab.methods.equality.judging import ROUNDS, Band, EqualityError, Floats, Ints, Verdict, judged, whole
from samskab.methods.outcome import input_sha256

METHOD = "equality.concentration"
VERSION = 1
LEAST_ITEMS = 60
LEAST_PEOPLE = 5
BATCH_CELLS = 4_000_000


@dataclass(frozen=True)
class Concentration:
    """How unevenly something is spread over people.

    Attributes
    ----------
    method, version, seed, input_sha256
        Equal in two runs means equal results.
    value : float
        Gini, 0 (all equal) to 1 - 1/n (one has all).
    interval : (float, float)
        The middle 95 % when as many people are drawn from these again and again: how far the figure would
        move with other people like them.
    null_mean : float
    null : (float, float)
        Mean and middle 95 % when the same items fall on the same people by lot.
    excess : float or None
        value - null_mean, only when the value lies outside the null.
    n, n_silent, items : int
        People, those of them without any, and what there is in all.
    fewest_with_two_thirds : int
        The smallest number of people who have two thirds of it together: "3 of 8 had two thirds of the talk".
    verdict : str
        `too_few_to_tell` below 60 items or 5 people: then show that sentence, not the figure.
    rounds : int
        Lots for the null, and draws for the interval.
    ties : int
        0: nothing competes.
    """

    method: str
    version: int
    seed: int
    input_sha256: str
    value: float
    interval: Band
    null_mean: float
    null: Band
    excess: float | None
    n: int
    n_silent: int
    items: int
    fewest_with_two_thirds: int
    verdict: Verdict
    rounds: int
    ties: int = 0


def concentration(x: npt.ArrayLike, *, rounds: int = ROUNDS, seed: int = 0) -> Concentration:
    """Tell how unevenly turns, minutes or contributions are spread, beside what chance alone does.

    Parameters
    ----------
    x : (n,) array of int
        Per person, from 0: those who said nothing belong in it.
    rounds : int
        1 or more; see the attribute.
    seed : int

    Returns
    -------
    Concentration

    Raises
    ------
    EqualityError
        `not_counts`, `rounds_below_one`.

    Notes
    -----
    Eight contributions that fall on eight people by lot have a Gini of .47 on average: only what is outside
    the null says anything. The null holds the number of items fixed. Silence can be a choice. Cost
    O(rounds * n log n); the null is kept per n and items. The input is unchanged.

    Examples
    --------
    >>> even = concentration([10] * 8)
    >>> even.value, even.fewest_with_two_thirds, even.verdict
    (0.0, 6, 'difference')

    Perfectly even is rarer than chance; now two of eight have nearly all:

    >>> few = concentration([40, 36, 1, 1, 1, 1, 0, 0])
    >>> round(few.value, 2), few.n_silent, few.fewest_with_two_thirds, few.verdict
    (0.72, 2, 2, 'difference')
    """
    if rounds < 1:
        raise EqualityError("rounds_below_one", rounds=rounds)
    count = np.sort(whole(x, "x"))
    n, items = len(count), int(count.sum())
    value = gini(count)
    null_mean, null = _null(n, items, rounds, seed)
    verdict = judged(n >= LEAST_PEOPLE and items >= LEAST_ITEMS, value, null)
    return Concentration(
        method=METHOD,
        version=VERSION,
        seed=seed,
        input_sha256=input_sha256(count, rounds),
        value=value,
        interval=_interval(count, rounds, seed),
        null_mean=null_mean,
        null=null,
        excess=value - null_mean if verdict == "difference" else None,
        n=n,
        n_silent=int((count == 0).sum()),
        items=items,
        fewest_with_two_thirds=_fewest(count),
        verdict=verdict,
        rounds=rounds,
    )


def gini(values: npt.ArrayLike) -> float:
    """Gini coefficient of non-negative values: 0 when all are equal; 0 also when there is nothing to share.

    Parameters
    ----------
    values : (n,) array

    Returns
    -------
    float
        0 to 1 - 1/n; multiply by n / (n - 1) for 0 to 1.

    Notes
    -----
    Sum of (2 i - n - 1) x_(i) over n times the sum of x, i from 1 in rising order.

    Examples
    --------
    >>> gini(np.array([1.0, 1.0])), gini(np.array([0.0, 1.0]))
    (0.0, 0.5)
    """
    return float(_ginis(np.asarray(values, dtype=float)[None, :])[0])


def theil(x: npt.ArrayLike, group: Sequence[int] | npt.NDArray[np.int64]) -> tuple[float, float]:
    """Split inequality into that between groups and that within them.

    Parameters
    ----------
    x : (n,) array of int
        Per person, from 0.
    group : (n,) sequence of int

    Returns
    -------
    between, within : float
        Their sum is Theil's T, 0 to ln n; both 0 when there is nothing.

    Raises
    ------
    EqualityError
        `not_counts`, `lengths_differ`.

    Notes
    -----
    Theil 1967. Cost O(n log n). Inputs unchanged.

    Examples
    --------
    Two groups of two; all inequality lies between them: T = ln 2.

    >>> between, within = theil([2, 2, 0, 0], [0, 0, 1, 1])
    >>> round(between, 3), within
    (0.693, 0.0)
    """
    count, label = whole(x, "x").astype(float), np.array(group, dtype=np.int64)
    if count.shape != label.shape:
        raise EqualityError("lengths_differ", x=len(count), group=len(label))
    total = count.sum()
    if total == 0:
        return 0.0, 0.0
    _, code = np.unique(label, return_inverse=True)
    size, part = np.bincount(code).astype(float), np.bincount(code, weights=count)
    between = float((part / total * _log(part / total * len(count) / size)).sum())
    own = part[code] / size[code]
    within = float(
        (count / total * _log(np.divide(count, own, out=np.ones_like(count), where=own > 0))).sum()
    )
    return between, within


def atkinson(x: npt.ArrayLike) -> float:
    """Share of all that would be enough to keep everybody as well off, were it spread evenly, taken from 1.

    Parameters
    ----------
    x : (n,) array of int

    Returns
    -------
    float
        0 to 1 - 1/n, with aversion one half; 0 when there is nothing.

    Notes
    -----
    1 - (mean of the square roots)^2 / mean. Atkinson 1970, doi:10.1016/0022-0531(70)90039-6.

    Examples
    --------
    >>> atkinson([4, 0]), atkinson([2, 2])
    (0.5, 0.0)
    """
    count = whole(x, "x").astype(float)
    if not len(count) or count.sum() == 0:
        return 0.0
    return max(0.0, 1.0 - float(np.sqrt(count).mean() ** 2 / count.mean()))


def _log(value: Floats) -> Floats:
    """Natural logarithm; 0 for 0, where it stands beside a factor 0."""
    return np.asarray(np.log(np.where(value > 0, value, 1.0)))


def _ginis(rows: Floats) -> Floats:
    n = rows.shape[1]
    total = rows.sum(axis=1)
    rank = 2.0 * np.arange(1, n + 1) - n - 1
    scaled = np.sort(rows, axis=1) @ rank / (n * np.maximum(total, 1e-300)) if n else np.zeros(len(rows))
    return np.asarray(np.where(total > 0, np.maximum(scaled, 0.0), 0.0))


def _fewest(rising: Ints) -> int:
    """Smallest number of people with two thirds, in whole numbers."""
    from_top = np.cumsum(rising[::-1])
    return int(np.searchsorted(3 * from_top, 2 * int(rising.sum()))) + 1 if rising.any() else 0


@lru_cache(maxsize=256)
def _null(n: int, items: int, rounds: int, seed: int) -> tuple[float, Band]:
    rng = np.random.default_rng(seed)
    if not n:
        return 0.0, (0.0, 0.0)
    batch = max(1, BATCH_CELLS // n)
    parts = [
        _ginis(rng.multinomial(items, np.full(n, 1 / n), size=min(batch, rounds - start)).astype(float))
        for start in range(0, rounds, batch)
    ]
    return _mean_and_band(np.concatenate(parts))


def _interval(rising: Ints, rounds: int, seed: int) -> Band:
    """Percentiles over people drawn with replacement."""
    n = len(rising)
    if not n:
        return 0.0, 0.0
    rng = np.random.default_rng(seed)
    batch = max(1, BATCH_CELLS // n)
    parts = [
        _ginis(rising[rng.integers(0, n, (min(batch, rounds - start), n))].astype(float))
        for start in range(0, rounds, batch)
    ]
    low, high = _mean_and_band(np.concatenate(parts))[1]
    value = gini(rising)
    return min(low, value), max(high, value)


def _mean_and_band(values: Floats) -> tuple[float, Band]:
    low, high = np.quantile(values, (0.025, 0.975))
    return float(values.mean()), (float(low), float(high))
