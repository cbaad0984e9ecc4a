"""Do we meet across? Ties within and between groups, always beside what chance alone would give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from samskab.methods.bridging.ties import BridgingError, Floats, Ints, clean_ties
from samskab.methods.outcome import input_sha256

METHOD = "bridging.mixing"
VERSION = 1
MIN_TIES = 50
MIN_ENDS = 20
REAL_CHANGE = 2.0
BATCH_CELLS = 4_000_000


@dataclass(frozen=True)
class Figures:
    """The figures that need at least 50 ties.

    Attributes
    ----------
    e_i : float
        (crossing - inside) / ties, -1 to 1 (Krackhardt and Stern 1988).
    expected : float
        The same when labels are dealt at random over the people: exact, no simulation.
    null_mean, null_sd : float
        From the permutations; changes below two s.d. are noise.
    p_segregated, p_mixed : float
        (1 + permutations at or below / at or above the observed) / (permutations + 1).
    excess_crossing : float or None
        Crossing share / expected crossing share: .6 means "we meet across 60 % as often as chance". None when
        chance crosses nothing.
    assortativity, modularity : float or None
        Newman 2003; 0 is chance. None when all ends are in one group.
    """

    e_i: float
    expected: float
    null_mean: float
    null_sd: float
    p_segregated: float
    p_mixed: float
    excess_crossing: float | None
    assortativity: float | None
    modularity: float


@dataclass(frozen=True)
class Mixing:
    """Ties across one grouping.

    Attributes
    ----------
    method, version, seed, input_sha256
    people, ties, crossing : int
        Raw counts: always there. `ties` are ties between people; nothing here is decided by lot.
    groups : tuple of int
        Group codes present, sorted; people with code -1 (unknown) and their ties are left out and counted.
    unknown_people, unknown_ties : int
    observed, expected : tuple of tuple of float
        Ties between groups i and j (within on the diagonal), as counted and as chance would have it.
    homophily : tuple of float or None
        Coleman's index per group, -1 to 1; None below 20 tie ends or for a group of everybody.
    isolates : int
        People without any tie here.
    figures : Figures or None
    reason : str or None
        `too_few_ties` or `one_group` when there are no figures.
    rounds : int
        Permutations.
    """

    method: str
    version: int
    seed: int
    input_sha256: str
    people: int
    ties: int
    crossing: int
    groups: tuple[int, ...]
    unknown_people: int
    unknown_ties: int
    observed: tuple[tuple[float, ...], ...]
    expected: tuple[tuple[float, ...], ...]
    homophily: tuple[float | None, ...]
    isolates: int
    figures: Figures | None
    reason: str | None
    rounds: int


def mixing(
    ties: npt.ArrayLike,
    group: npt.ArrayLike,
    *,
    within: npt.ArrayLike | None = None,
    permutations: int = 999,
    seed: int = 0,
) -> Mixing:
    """Count ties within and between groups and compare with labels dealt at random.

    Parameters
    ----------
    ties : (m, 2) array of int
        See `clean_ties`.
    group : (n,) array of int, -1 unknown
    within : (n,) array of int, optional
        Deal labels only among people of the same class (kind, or class of activity) when activity differs.
        `expected` is then the permutations' mean.
    permutations : int
        1 or more; 999 to 5,000.
    seed : int

    Returns
    -------
    Mixing

    Raises
    ------
    BridgingError
        `lengths_differ`, `permutations_below_one`, and those of `clean_ties`.

    Notes
    -----
    E-I misleads without its null: twelve equal groups give +.83 by chance alone. Renaming groups changes
    nothing. Cost O(permutations * ties). Inputs unchanged.

    Examples
    --------
    Two pairs, one tie inside each and one across: too few for a figure, so counts only.

    >>> told = mixing([[0, 1], [2, 3], [1, 2]], [0, 0, 1, 1])
    >>> told.crossing, told.observed, told.reason
    (1, ((1.0, 1.0), (1.0, 1.0)), 'too_few_ties')
    """
    labels = np.asarray(group, dtype=np.int64)
    pairs, strata = clean_ties(ties, len(labels)), _strata(labels, within, permutations)
    sha = input_sha256(
        pairs.tolist(), labels.tolist(), None if within is None else strata.tolist(), permutations
    )
    known = labels >= 0
    kept = pairs[known[pairs].all(axis=1)]
    place = np.cumsum(known) - 1
    ends, codes = place[kept], labels[known]
    names, codes = np.unique(codes, return_inverse=True)
    observed, chance = _matrices(ends, codes, len(names))
    crossing = int(len(ends) - np.trace(observed))
    reason = "too_few_ties" if len(ends) < MIN_TIES else "one_group" if len(names) < 2 else None  # noqa: PLR2004 - two
    rng = np.random.default_rng(seed)
    null = (
        np.zeros(0) if reason else np.concatenate(list(_null(ends, codes, strata[known], permutations, rng)))
    )
    return Mixing(
        method=METHOD,
        version=VERSION,
        seed=seed,
        input_sha256=sha,
        people=int(known.sum()),
        ties=len(ends),
        crossing=crossing,
        groups=tuple(names.tolist()),
        unknown_people=int((~known).sum()),
        unknown_ties=len(pairs) - len(kept),
        observed=tuple(map(tuple, observed.tolist())),
        expected=tuple(map(tuple, chance.tolist())),
        homophily=_homophily(observed, np.bincount(codes, minlength=len(names))),
        isolates=int(known.sum() - len(np.unique(ends))),
        figures=None if reason else _figures(observed, chance, null, exact=within is None),
        reason=reason,
        rounds=permutations,
    )


def _strata(labels: Ints, within: npt.ArrayLike | None, permutations: int) -> Ints:
    strata = np.zeros(len(labels), dtype=np.int64) if within is None else np.asarray(within, dtype=np.int64)
    if len(strata) != len(labels):
        raise BridgingError("lengths_differ", group=len(labels), within=len(strata))
    if permutations < 1:
        raise BridgingError("permutations_below_one", permutations=permutations)
    return strata


def _matrices(ends: Ints, codes: Ints, groups: int) -> tuple[Floats, Floats]:
    """Ties between each two groups (upper and lower triangle equal), as counted and by chance over labels."""
    observed = np.zeros((groups, groups))
    np.add.at(observed, (codes[ends[:, 0]], codes[ends[:, 1]]), 1.0)
    observed = observed + observed.T - np.diag(np.diag(observed))
    size = np.bincount(codes, minlength=groups).astype(float)
    n = size.sum()
    pairs = np.outer(size, size)
    np.fill_diagonal(pairs, size * (size - 1) / 2)
    return observed, len(ends) * pairs / max(1.0, n * (n - 1) / 2)


def _null(
    ends: Ints, codes: Ints, strata: Ints, permutations: int, rng: np.random.Generator
) -> Iterator[Floats]:
    """E-I of labels dealt at random within strata, in batches that fit in memory."""
    order = np.argsort(strata, kind="stable")
    dealt, sorted_strata = codes[order], strata[order]
    batch = max(1, BATCH_CELLS // max(1, len(codes) + len(ends)))
    for start in range(0, permutations, batch):
        rows = min(batch, permutations - start)
        shuffled = np.empty((rows, len(codes)), dtype=codes.dtype)
        for part in np.split(np.arange(len(order)), np.flatnonzero(np.diff(sorted_strata)) + 1):
            shuffled[:, order[part]] = rng.permuted(np.tile(dealt[part], (rows, 1)), axis=1)
        crossing = (shuffled[:, ends[:, 0]] != shuffled[:, ends[:, 1]]).mean(axis=1)
        yield 2.0 * crossing - 1.0


def _figures(observed: Floats, chance: Floats, null: Floats, *, exact: bool) -> Figures:
    ties = observed.sum() - np.triu(observed, 1).sum()
    inside = np.trace(observed)
    e_i = float((ties - 2 * inside) / ties)
    expected = float(1 - 2 * np.trace(chance) / ties) if exact else float(null.mean())
    share = (observed + np.diag(np.diag(observed))) / (2 * ties)
    same, by_chance = float(np.trace(share)), float((share.sum(axis=0) ** 2).sum())
    tiny = 1e-12
    return Figures(
        e_i=e_i,
        expected=expected,
        null_mean=float(null.mean()),
        null_sd=float(null.std(ddof=1)) if len(null) > 1 else float("nan"),
        p_segregated=float((1 + (null <= e_i + tiny).sum()) / (len(null) + 1)),
        p_mixed=float((1 + (null >= e_i - tiny).sum()) / (len(null) + 1)),
        excess_crossing=(1 + e_i) / (1 + expected) if 1 + expected > tiny else None,
        assortativity=(same - by_chance) / (1 - by_chance) if 1 - by_chance > tiny else None,
        modularity=same - by_chance,
    )


def _homophily(observed: Floats, size: Ints) -> tuple[float | None, ...]:
    """Own share s of a group's tie ends against the group's share w of the others (Coleman 1958)."""
    out: list[float | None] = []
    everyone = int(size.sum())
    for i, members in enumerate(size):
        ends = observed[i].sum() + observed[i, i]
        if ends < MIN_ENDS or members == everyone:
            out.append(None)
            continue
        s, w = 2 * observed[i, i] / ends, (members - 1) / (everyone - 1)
        out.append(float((s - w) / (1 - w) if s >= w else (s - w) / w))
    return tuple(out)


def change_is_real(before: Mixing, after: Mixing) -> bool | None:
    """Whether E-I moved by more than two s.d. of both nulls together; None without figures on both sides.

    Parameters
    ----------
    before, after : Mixing

    Returns
    -------
    bool or None

    Examples
    --------
    >>> few = mixing([[0, 1]], [0, 1])
    >>> change_is_real(few, few) is None
    True
    """
    if before.figures is None or after.figures is None:
        return None
    noise = float(np.hypot(before.figures.null_sd, after.figures.null_sd))
    return abs(after.figures.e_i - before.figures.e_i) > REAL_CHANGE * noise


def blau(counts: npt.ArrayLike, *, normalised: bool = False) -> float | None:
    """Chance that two drawn at random differ.

    Parameters
    ----------
    counts : (k,) array of int
        People per category.
    normalised : bool
        The plain form 1 - sum p^2 times k / (k - 1), so that 1 is an even spread; the unbiased form (two
        different people) is never normalised, because together they can exceed 1.

    Returns
    -------
    float or None
        None for fewer than two people, or fewer than two categories when normalised.

    Examples
    --------
    Of four people, two and two, a random pair differs in 4 of 6 cases.

    >>> round(blau([2, 2]), 4), blau([2, 2], normalised=True)
    (0.6667, 1.0)
    """
    have = np.asarray(counts, dtype=float)
    n = have.sum()
    if n < 2 or (normalised and len(have) < 2):  # noqa: PLR2004 - a pair needs two
        return None
    if normalised:
        return float((1 - ((have / n) ** 2).sum()) * len(have) / (len(have) - 1))
    return float(1 - (have * (have - 1)).sum() / (n * (n - 1)))
