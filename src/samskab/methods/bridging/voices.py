"""Whose voice is missing here, and whom to invite next: cover the place as it is, by a warm contact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from samskab.methods.bridging.ties import BridgingError, Floats, Ints, clean_ties
from samskab.methods.outcome import input_sha256

METHOD = "bridging.voices"
VERSION = 1
WARM = 1.1
ACCEPT = 0.5
EVEN = 1e-9
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Stratum:
    """One category: its share of the place, and of those present and expected."""

    attribute: int
    category: int
    population: float
    present: float
    expected: float


@dataclass(frozen=True)
class Invitations:
    """Whom to invite, in order.

    Attributes
    ----------
    method, version, seed, input_sha256
    invited : tuple of int
    contact : tuple of int
        For each someone present who knows them, -1 when nobody does. By lot among several.
    strata : tuple of Stratum
        Before and after, so that people see why.
    coverage_before, coverage_after : float
        Sum over attributes and categories of share * log(1 + count / (share * N)).
    rounds, ties : int
        Invitations chosen one by one; those for which the lot chose among equally needed people.
    """

    method: str
    version: int
    seed: int
    input_sha256: str
    invited: tuple[int, ...]
    contact: tuple[int, ...]
    strata: tuple[Stratum, ...]
    coverage_before: float
    coverage_after: float
    rounds: int
    ties: int


def invite(
    codes: npt.ArrayLike,
    population: Sequence[npt.ArrayLike],
    present: npt.ArrayLike,
    *,
    invitations: int,
    ties: npt.ArrayLike = (),
    accept: npt.ArrayLike = ACCEPT,
    warm: float = WARM,
    barred: npt.ArrayLike | None = None,
    seed: int = 0,
) -> Invitations:
    """Choose invitations that make the room look like the place.

    Parameters
    ----------
    codes : (n, a) array of int
        Categories per attribute of everybody who is here or could be invited; -1 unknown.
    population : sequence of (k_a,) arrays
        Share of each category in the place, per attribute; each sums to 1.
    present : (n,) array of bool
        Who is here already.
    invitations : int
    ties : (m, 2) array of int
    accept : float or (n,) array
        Expected acceptance, learnt from earlier invitations.
    warm : float, factor of 1 or more for someone whom a person present can invite
    barred : (n,) array of bool, optional
    seed : int, the lot among equally needed people

    Returns
    -------
    Invitations

    Raises
    ------
    BridgingError
        `lengths_differ`, `shares_do_not_sum`, `no_such_category`, `accept_out_of_range`, `warm_below_one`.

    Notes
    -----
    Greedy on a monotone submodular function: at least 1 - 1/e of the best set (Nemhauser, Wolsey and Fisher
    1978, doi:10.1007/BF01588971) when all accept alike and nobody is warm. Cost O(invitations * n * a).
    Inputs unchanged.

    Examples
    --------
    Only women are here; of the three to choose from, the man is missed most.

    >>> told = invite([[0], [0], [0], [1], [0]], [[0.5, 0.5]], [1, 1, 0, 0, 0], invitations=1)
    >>> told.invited, told.contact
    ((3,), (-1,))
    """
    table, here = np.asarray(codes, dtype=np.int64), np.asarray(present, dtype=bool)
    shares = [np.asarray(p, dtype=float) for p in population]
    yes = np.broadcast_to(np.asarray(accept, dtype=float), (len(table),))
    _check(table, here, shares, yes, warm)
    pairs = clean_ties(ties, len(table))
    room = float(here.sum() + (invitations * yes.mean() if len(table) else 0))
    cover = _Coverage(table, shares, max(1.0, room))
    counts, start = cover.counts(here.astype(float)), cover.counts(here.astype(float))
    rng = np.random.default_rng(seed)
    lot = rng.permutation(len(table))
    free = ~here if barred is None else ~here & ~np.asarray(barred, dtype=bool)
    factor = np.where(_known_by(pairs, here), warm, 1.0)
    invited, tied = cover.choose(counts, yes, factor, free=free.copy(), lot=lot, invitations=invitations)
    given = [table.tolist(), [s.tolist() for s in shares], here.tolist(), pairs.tolist(), yes.tolist()]
    return Invitations(
        method=METHOD,
        version=VERSION,
        seed=seed,
        input_sha256=input_sha256(given, invitations, warm, None if barred is None else (~free).tolist()),
        invited=tuple(invited),
        contact=tuple(_contact(pairs, here, person, rng) for person in invited),
        strata=_strata(shares, start, counts),
        coverage_before=cover.value(start),
        coverage_after=cover.value(counts),
        rounds=len(invited),
        ties=tied,
    )


class _Coverage:
    """The function that is maximised, and how much one more person adds."""

    def __init__(self, codes: Ints, shares: list[Floats], room: float) -> None:
        self.codes, self.shares, self.room = codes, shares, room

    def counts(self, weight: Floats) -> list[Floats]:
        """People per category, weighted; the unknown are nobody's."""
        out = []
        for column, share in zip(self.codes.T, self.shares, strict=True):
            known = column >= 0
            out.append(np.bincount(column[known], weights=weight[known], minlength=len(share)).astype(float))
        return out

    def value(self, counts: list[Floats]) -> float:
        """Sum of share * log(1 + count / (share * room)) over categories that exist in the place."""
        total = 0.0
        for share, count in zip(self.shares, counts, strict=True):
            there = share > 0
            total += float((share[there] * np.log1p(count[there] / (share[there] * self.room))).sum())
        return total

    def gains(self, counts: list[Floats], accept: Floats) -> Floats:
        """What each person would add, counted as their expected acceptance."""
        gain = np.zeros(len(self.codes))
        for column, share, count in zip(self.codes.T, self.shares, counts, strict=True):
            known = np.flatnonzero((column >= 0) & (share[np.maximum(column, 0)] > 0))
            mine, code = share[column[known]] * self.room, column[known]
            more = np.log1p((count[code] + accept[known]) / mine) - np.log1p(count[code] / mine)
            gain[known] += share[code] * more
        return gain

    def choose(
        self,
        counts: list[Floats],
        accept: Floats,
        factor: Floats,
        *,
        free: Bools,
        lot: Ints,
        invitations: int,
    ) -> tuple[list[int], int]:
        """The most needed free person, again and again; `counts` and `free` follow. And how often by lot."""
        invited: list[int] = []
        tied = 0
        for _ in range(min(invitations, int(free.sum()))):
            gain = np.where(free, self.gains(counts, accept) * factor, -np.inf)
            best = np.flatnonzero(gain >= gain.max() - EVEN)
            person = int(best[np.argmin(lot[best])])
            tied += len(best) > 1
            invited.append(person)
            free[person] = False
            self.add(counts, person, float(accept[person]))
        return invited, tied

    def add(self, counts: list[Floats], person: int, accept: float) -> None:
        """Count an invitation as a fraction of a person."""
        for column, count in zip(self.codes.T, counts, strict=True):
            if column[person] >= 0:
                count[column[person]] += accept


def _check(codes: Ints, here: Bools, shares: list[Floats], accept: Floats, warm: float) -> None:
    if codes.ndim != 2 or len(here) != len(codes) or codes.shape[1] != len(shares):  # noqa: PLR2004 - a table
        raise BridgingError("lengths_differ", codes=codes.shape, present=len(here), attributes=len(shares))
    for attribute, (column, share) in enumerate(zip(codes.T, shares, strict=True)):
        if abs(share.sum() - 1.0) > 1e-6 or share.min() < 0:  # noqa: PLR2004 - rounding of published shares
            raise BridgingError("shares_do_not_sum", attribute=attribute, sum=float(share.sum()))
        if column.max(initial=-1) >= len(share):
            raise BridgingError("no_such_category", attribute=attribute, category=int(column.max()))
    if len(accept) and (accept.min() <= 0 or accept.max() > 1):
        raise BridgingError("accept_out_of_range")
    if warm < 1:
        raise BridgingError("warm_below_one", warm=warm)


def _known_by(pairs: Ints, here: Bools) -> Bools:
    known = np.zeros(len(here), dtype=bool)
    for a, b in (pairs.T, pairs.T[::-1]):
        known[b[here[a]]] = True
    return known


def _contact(pairs: Ints, here: Bools, person: int, rng: np.random.Generator) -> int:
    mine = np.concatenate([pairs[pairs[:, 0] == person, 1], pairs[pairs[:, 1] == person, 0]])
    warm = mine[here[mine]]
    return int(rng.choice(warm)) if len(warm) else -1


def _strata(shares: list[Floats], before: list[Floats], after: list[Floats]) -> tuple[Stratum, ...]:
    out = []
    for attribute, (share, old, new) in enumerate(zip(shares, before, after, strict=True)):
        was, will = max(float(old.sum()), EVEN), max(float(new.sum()), EVEN)
        for category in range(len(share)):
            now, then = float(old[category]) / was, float(new[category]) / will
            out.append(Stratum(attribute, category, float(share[category]), now, then))
    return tuple(out)
