"""Whose share is it, and does the room look like the place it is about?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np
import numpy.typing as npt

from samskab.methods.equality.judging import (
    ROUNDS,
    Band,
    EqualityError,
    Floats,
    Ints,
    Verdict,
    central,
    judged,
    share_of,
    whole,
)
from samskab.methods.intervals import Z95, wilson
from samskab.methods.outcome import input_sha256

VERSION = 1
LEAST_SHARE = 10
LEAST_PEOPLE = 20
LEAST_EXPECTED = 5


@dataclass(frozen=True)
class Share:
    """How many of how many.

    Attributes
    ----------
    method, version, seed, input_sha256
        Equal in two runs means equal results; nothing is drawn, so the seed is 0.
    part, n : int
    value : float or None
        part / n, 0 to 1; None without anybody.
    interval : (float, float)
        Wilson, 95 %.
    expected : float or None
        The share it is compared with.
    null : (float, float) or None
        The middle 95 % of shares that chance gives when `expected` is true.
    verdict : str
        `difference` when the interval leaves `expected` out, `no_difference_seen` when not, `too_few_to_tell`
        below `least` or without anything to compare with.
    least : int
        Below this n the share is not to be shown as one.
    rounds, ties : int
        0: exact, and nothing competes.
    """

    method: str
    version: int
    seed: int
    input_sha256: str
    part: int
    n: int
    value: float | None
    interval: Band
    expected: float | None
    null: Band | None
    verdict: Verdict
    least: int
    rounds: int = 0
    ties: int = 0


def share(part: int, n: int, *, expected: float | None = None, least: int = LEAST_SHARE) -> Share:
    """Give a share with its interval, and what chance gives round the share it is compared with.

    Parameters
    ----------
    part, n : int
        0 <= part <= n.
    expected : float, optional
        0 to 1, known beforehand.
    least : int
        10 for statements, 20 for comparing parties.

    Returns
    -------
    Share

    Raises
    ------
    EqualityError
        `not_a_share`, `not_a_probability`.

    Notes
    -----
    The interval covers chance only, not who chose to answer. Cost O(n) for the null. Source: `wilson`.

    Examples
    --------
    Seven of twelve shared problems were first put forward by citizens:

    >>> told = share(7, 12)
    >>> round(told.value, 2), [round(end, 2) for end in told.interval], told.verdict
    (0.58, [0.32, 0.81], 'too_few_to_tell')
    >>> share(30, 100, expected=0.5).verdict
    'difference'
    """
    share_of(part, n)
    if expected is not None and not 0 <= expected <= 1:
        raise EqualityError("not_a_probability", expected=expected)
    interval = _wilson(part, n)
    null = None if expected is None or not n else central(binomial(n, expected), np.arange(n + 1) / n)
    return Share(
        method="equality.share",
        version=VERSION,
        seed=0,
        input_sha256=input_sha256(part, n, expected, least),
        part=part,
        n=n,
        value=part / n if n else None,
        interval=interval,
        expected=expected,
        null=null,
        verdict=judged(
            n >= least, -1.0 if expected is None else expected, None if null is None else interval
        ),
        least=least,
    )


@dataclass(frozen=True)
class Group:
    """One group's presence beside its share of the population.

    Attributes
    ----------
    people : int
    population_share : float
    ratio : float or None
        Share here / share there: 1 is as many as in the population. None when nobody is here.
    interval : (float, float)
        Wilson, 95 %, divided by the population share.
    null : (float, float)
        The middle 95 % of ratios when people are drawn fairly.
    verdict : str
        `too_few_to_tell` below 20 people in all or 5 expected in this group.
    """

    people: int
    population_share: float
    ratio: float | None
    interval: Band
    null: Band
    verdict: Verdict


@dataclass(frozen=True)
class Representation:
    """Whether the room looks like the place.

    Attributes
    ----------
    method, version, seed, input_sha256
        Equal in two runs means equal results.
    n : int
        People in the groups.
    groups : tuple of Group
        As given.
    distance : float or None
        Half the sum of differences of shares, 0 to 1: so many of 100 would have to be others. None without
        people.
    null_mean : float
    null : (float, float)
        Mean and middle 95 % of the distance when people are drawn fairly.
    verdict : str
        On the distance: `difference` only above the null.
    rounds : int
        Fair draws simulated.
    ties : int
        0: nothing competes.
    """

    method: str
    version: int
    seed: int
    input_sha256: str
    n: int
    groups: tuple[Group, ...]
    distance: float | None
    null_mean: float
    null: Band
    verdict: Verdict
    rounds: int
    ties: int = 0


def representation(
    people: npt.ArrayLike, population: npt.ArrayLike, *, rounds: int = ROUNDS, seed: int = 0
) -> Representation:
    """Compare who is here with who lives there.

    Parameters
    ----------
    people : (g,) array of int
        People here per group.
    population : (g,) array of int or float
        People there per group; known, not estimated (else the interval is too narrow). All above 0.
    rounds : int
        Fair draws for the null of the distance, 1 or more.
    seed : int

    Returns
    -------
    Representation

    Raises
    ------
    EqualityError
        `not_counts`, `lengths_differ`, `no_population`, `rounds_below_one`.

    Notes
    -----
    A group that is absent by chance looks like a group that was shut out: with 60 people a fair draw gives a
    group of a tenth anything from half to twice its share. Cost O(rounds * g). Inputs unchanged.

    Examples
    --------
    Sixty people, six of them from a fifth of the population:

    >>> told = representation([6, 54], [20, 80])
    >>> told.groups[0].ratio, [round(end, 2) for end in told.groups[0].interval], told.groups[0].verdict
    (0.5, [0.23, 1.01], 'no_difference_seen')
    """
    count, size = whole(people, "people"), np.array(population, dtype=float)
    if size.shape != count.shape:
        raise EqualityError("lengths_differ", people=len(count), population=len(size))
    if not len(size) or not (np.isfinite(size).all() and (size > 0).all()):
        raise EqualityError("no_population")
    if rounds < 1:
        raise EqualityError("rounds_below_one", rounds=rounds)
    pi, n = size / size.sum(), int(count.sum())
    groups = tuple(_group(int(k), n, float(p)) for k, p in zip(count, pi, strict=True))
    order = np.lexsort((count, pi))
    null = _null_distances(n, pi[order], rounds, seed)
    distance = float(np.abs(count / n - pi).sum() / 2) if n else None
    low, high = (float(end) for end in np.quantile(null, (0.025, 0.975)))
    fair = (0.0, high + 1e-12)
    return Representation(
        method="equality.representation",
        version=VERSION,
        seed=seed,
        input_sha256=input_sha256(count, size, rounds),
        n=n,
        groups=groups,
        distance=distance,
        null_mean=float(null.mean()),
        null=(low, high),
        verdict=judged(n >= LEAST_PEOPLE, distance or 0.0, fair),
        rounds=rounds,
    )


def _wilson(part: int, n: int) -> Band:
    lower, upper = wilson(np.array([part]), np.array([n]), Z95)
    return float(lower[0]), float(upper[0])


def _group(people: int, n: int, pi: float) -> Group:
    lower, upper = _wilson(people, n)
    null = central(binomial(n, pi), np.arange(n + 1) / max(n, 1) / pi)
    interval = (lower / pi, upper / pi)
    enough = n >= LEAST_PEOPLE and n * pi >= LEAST_EXPECTED
    ratio = people / n / pi if n else None
    return Group(people, pi, ratio, interval, null, judged(enough, 1.0, interval))


def _null_distances(n: int, pi: Floats, rounds: int, seed: int) -> Floats:
    drawn = np.random.default_rng(seed).multinomial(n, pi, size=rounds)
    return np.asarray(np.abs(drawn / max(n, 1) - pi).sum(axis=1) / 2)


def binomial(n: int, p: float) -> Floats:
    """Probabilities of 0 to n successes.

    Parameters
    ----------
    n : int
    p : float
        0 to 1.

    Returns
    -------
    (n + 1,) float array

    Examples
    --------
    >>> binomial(2, 0.5).round(3).tolist()
    [0.25, 0.5, 0.25]
    """
    k = np.arange(n + 1)
    if p in {0.0, 1.0}:
        return np.where(k == n * p, 1.0, 0.0)
    log = log_choose(n, k) + k * np.log(p) + (n - k) * np.log1p(-p)
    weight: Floats = np.exp(log - log.max())
    return np.asarray(weight / weight.sum())


def log_choose(n: int, k: Ints) -> Floats:
    """Natural logarithm of the number of ways to choose k of n.

    Parameters
    ----------
    n : int
    k : int array
        0 to n.

    Returns
    -------
    float array

    Examples
    --------
    >>> np.exp(log_choose(4, np.array([0, 2]))).round().tolist()
    [1.0, 6.0]
    """
    from scipy.special import gammaln  # noqa: PLC0415 - heavy, so loaded only when a null is asked for

    return cast("Floats", gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1))
