"""Other ideas of fairness beside leximin: the Nash product, fallback bargaining, and the Pareto check."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from samskab.methods.bargaining.domain import ENUMERATE, Columns, Domain, Ints, all_packages
from samskab.methods.bargaining.program import Clock, Program

NashCode = Literal["found", "no_gain_for_all", "none"]


@dataclass(frozen=True)
class Nash:
    """
    The package with the greatest product of gains over the status quo.

    Attributes
    ----------
    package : tuple of int or None
        Columns; None when no package gives every group a gain of at least 1.
    product : int
        Product of the gains, exact.
    optimal : bool
        Proven to be the greatest (above `ENUMERATE` packages: within one part in a million).
    code : {"found", "no_gain_for_all", "none"}
        ``none``: nothing found in the time.
    """

    package: Columns | None
    product: int
    optimal: bool
    code: NashCode


def nash(
    domain: Domain, disagreement: Sequence[int], *, clock: Clock, start: Columns | None = None,
    enumerate_up_to: int = ENUMERATE,
) -> Nash:  # fmt: skip
    """
    Maximise the product of the groups' gains.

    Parameters
    ----------
    domain : Domain
        Unchanged.
    disagreement : sequence of int, length g
        Satisfaction with the status quo; 0 where none is named.
    clock : Clock
        Time limit.
    start : tuple of int, optional
        A package to fall back on when time runs out.
    enumerate_up_to : int
        With at most this many packages compare them all.

    Returns
    -------
    Nash
        Of several equal products the leximin-best; what still ties is taken in the order of the columns
        and is no more than an example.

    Notes
    -----
    Above the limit the logarithm of each gain is bounded by its chords between whole numbers, which are
    exact at whole numbers, so the program's optimum is the product's. Source: Nash 1950.
    """
    if domain.n_packages <= enumerate_up_to:
        return _nash_of_all(domain, disagreement)
    program = Program(domain)
    goal: dict[int, float] = {}
    for group, least in enumerate(disagreement):
        top = int(domain.utility[group].max()) * domain.n_questions - least
        if top < 1:
            return Nash(None, 0, optimal=True, code="no_gain_for_all")
        gain = program.variable(float(top), whole=False)
        program.require({**program.satisfaction(group), gain: -1.0}, float(least), float(least))
        program.require({gain: 1.0}, 1.0)
        log = program.variable(math.log(top) + 1.0, whole=False)
        goal[log] = 1.0
        for value in range(1, max(2, top)):
            slope = math.log(value + 1) - math.log(value)
            program.require({log: -1.0, gain: slope}, slope * value - math.log(value))
    solved = program.maximise(goal, clock.left())
    candidates = [package for package in (solved.package, start) if package is not None]
    best = max(candidates, key=lambda package: _product(domain, package, disagreement), default=None)
    product = 0 if best is None else _product(domain, best, disagreement)
    if not product:
        return Nash(None, 0, optimal=solved.closed, code="no_gain_for_all" if solved.closed else "none")
    return Nash(
        best, product, optimal=solved.closed or solved.bound - math.log(product) < _CLOSE, code="found"
    )


_CLOSE = 1e-6


def _product(domain: Domain, package: Columns, disagreement: Sequence[int]) -> int:
    gains = [have - least for have, least in zip(domain.satisfaction(package), disagreement, strict=True)]
    return math.prod(gains) if min(gains) >= 1 else 0


def _nash_of_all(domain: Domain, disagreement: Sequence[int]) -> Nash:
    grid = all_packages(domain)
    gains = satisfactions(domain, grid) - np.array(disagreement, dtype=np.int64)
    gaining = (gains >= 1).all(axis=1)
    grid, gains = grid[gaining], gains[gaining]
    if not len(grid):
        return Nash(None, 0, optimal=True, code="no_gain_for_all")
    logs = np.log(gains).sum(axis=1)
    near = np.flatnonzero(logs >= logs.max() - 1e-9 * max(1.0, float(logs.max())))
    rows = [(math.prod(gains[row].tolist()), sorted(gains[row].tolist()), row) for row in near.tolist()]
    product, _, row = max(rows, key=lambda item: (item[0], item[1], -item[2]))
    return Nash(tuple(grid[row].tolist()), product, optimal=True, code="found")


def satisfactions(domain: Domain, grid: Ints) -> Ints:
    """
    Give every group's satisfaction with each listed package.

    Parameters
    ----------
    domain : Domain
        Unchanged.
    grid : ndarray of int, shape (packages, questions)
        Columns chosen.

    Returns
    -------
    ndarray of int, shape (packages, g)
        Sums of weight times grade.
    """
    total = np.zeros((len(grid), len(domain.groups)), dtype=np.int64)
    for question in range(grid.shape[1]):
        total += domain.utility.T[grid[:, question]]
    return total


@dataclass(frozen=True)
class Fallback:
    """
    How far down their lists the parties must go until they meet.

    Attributes
    ----------
    depth : int
        From 1; 0 at an impasse.
    packages : tuple of str
        All packages within that depth for everyone; empty at an impasse.
    impasse : bool
        No package is above every party's impasse line.
    """

    depth: int
    packages: tuple[str, ...]
    impasse: bool


def fallback(rankings: Mapping[str, Sequence[Sequence[str]]]) -> Fallback:
    """
    Go down all parties' rankings together until some package is within reach of everyone.

    Parameters
    ----------
    rankings : mapping of str to sequence of sequence of str
        Party to its tiers of equally good packages, best first. What is not listed lies below the party's
        impasse line. Meant for 2-12 packages.

    Returns
    -------
    Fallback
        A package's rank with a party is one more than the number of packages it likes better.

    Notes
    -----
    Source: Brams and Kilgour 2001, Group Decision and Negotiation 10:287-316.

    Examples
    --------
    >>> fallback({"a": [["x"], ["y"], ["z"]], "b": [["z"], ["y"], ["x"]]})
    Fallback(depth=2, packages=('y',), impasse=False)
    >>> fallback({"a": [["x"]], "b": [["y"]]}).impasse
    True
    """
    ranks: list[dict[str, int]] = []
    for tiers in rankings.values():
        mine: dict[str, int] = {}
        for tier in tiers:
            mine.update(dict.fromkeys(tier, len(mine) + 1))
        ranks.append(mine)
    shared = set.intersection(*(set(mine) for mine in ranks)) if ranks else set()
    if not shared:
        return Fallback(0, (), impasse=True)
    deepest = {package: max(mine[package] for mine in ranks) for package in shared}
    depth = min(deepest.values())
    return Fallback(
        depth, tuple(sorted(name for name, rank in deepest.items() if rank == depth)), impasse=False
    )


@dataclass(frozen=True)
class Pareto:
    """
    Whether another package gives one group more and none less.

    Attributes
    ----------
    holds : bool
        Proven that none does.
    better : tuple of int or None
        One that does.
    """

    holds: bool
    better: Columns | None


def pareto(domain: Domain, package: Columns, *, clock: Clock, enumerate_up_to: int = ENUMERATE) -> Pareto:
    """
    Search for a package that is better for someone and worse for nobody.

    Parameters
    ----------
    domain : Domain
        Unchanged.
    package : tuple of int
        The one in question.
    clock : Clock
        Time limit; when it ends, `holds` is false and `better` None.
    enumerate_up_to : int
        With at most this many packages compare them all.

    Returns
    -------
    Pareto
        Independent of how the package was found.
    """
    have = np.array(domain.satisfaction(package), dtype=np.int64)
    if domain.n_packages <= enumerate_up_to:
        grid = all_packages(domain)
        other = satisfactions(domain, grid)
        better = np.flatnonzero((other >= have).all(axis=1) & (other > have).any(axis=1))
        return Pareto(not len(better), tuple(grid[better[0]].tolist()) if len(better) else None)
    program = Program(domain)
    for group in range(len(have)):
        program.require(program.satisfaction(group), float(have[group]))
    total = {
        column: float(value) for column, value in enumerate(domain.utility.sum(axis=0).tolist()) if value
    }
    program.require(total, float(have.sum() + 1))
    solved = program.maximise({}, clock.left())
    return Pareto(solved.closed and solved.package is None, solved.package)


def best_total(domain: Domain, weight: Ints, *, clock: Clock) -> Columns | None:
    """
    Find a package with the greatest weighted sum of the groups' satisfactions.

    Parameters
    ----------
    domain : Domain
        Unchanged.
    weight : ndarray of int, shape (g,)
        How much each group counts.
    clock : Clock
        Time limit.

    Returns
    -------
    tuple of int or None
        An example when several tie; None when the limits forbid all or time is up.
    """
    worth = weight @ domain.utility
    if len(domain.rows):
        goal = {int(column): float(worth[column]) for column in np.flatnonzero(worth)}
        return Program(domain).maximise(goal, clock.left()).package
    masked = np.where(domain.allowed, worth, -1)
    return tuple(
        int(np.flatnonzero(domain.question == question)[np.argmax(masked[domain.question == question])])
        for question in range(domain.n_questions)
    )
