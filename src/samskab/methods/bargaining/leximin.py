"""The package kindest to the worst-off, then to the second worst-off, and so on, with a proof."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from samskab.methods.bargaining.domain import ENUMERATE, Bools, Columns, Domain, Ints, all_packages
from samskab.methods.bargaining.neighbours import climb, equal_neighbours
from samskab.methods.bargaining.program import Clock, Program, Solved

_CLOSE = 0.5
"""Utilities and counts are whole: a bound less than this above a figure proves it."""


@dataclass(frozen=True)
class Step:
    """
    One proven statement of the certificate.

    Attributes
    ----------
    at_least : int
        A satisfaction.
    n_groups : int
        Most groups of identical sheets that can reach it, given all statements before.
    bound : float
        The solver's upper bound on that number (on `at_least` itself in the first step).
    shown_by : {"solver", "package", "enumeration"}
        ``package``: the package at hand already reaches what the step before allows at most.
    """

    at_least: int
    n_groups: int
    bound: float
    shown_by: Literal["solver", "package", "enumeration"]


@dataclass(frozen=True)
class Leximin:
    """
    The kindest packages found and what is proven about them.

    Attributes
    ----------
    packages : tuple of tuple of int
        Columns of all packages with the best sorted satisfactions, at most `max_ties`; empty when the
        domain is.
    levels : tuple of int, length g
        Satisfactions of the groups, sorted ascending.
    optimal : bool
        Proven: no package of the domain has sorted satisfactions that are greater.
    all_ties : bool
        Proven: `packages` lists every optimal package.
    certificate : tuple of Step
        What was proven, in order.
    best_worst : float
        Proven upper bound on the worst-off group's satisfaction in any package.
    gap : str
        Empty when optimal; otherwise which statement stayed open: ``at_least=<s> groups=<found>..<bound>``.
    """

    packages: tuple[Columns, ...]
    levels: tuple[int, ...]
    optimal: bool
    all_ties: bool
    certificate: tuple[Step, ...]
    best_worst: float
    gap: str


def leximin(
    domain: Domain, *, clock: Clock | None = None, max_ties: int = 20, enumerate_up_to: int = ENUMERATE
) -> Leximin:
    """
    Find the packages whose sorted satisfactions are greatest, compared from the lowest on.

    Parameters
    ----------
    domain : Domain
        Unchanged.
    clock : Clock, optional
        Shared time limit; without one the search ends when all is proven.
    max_ties : int
        Stop listing equal packages after this many.
    enumerate_up_to : int
        With at most this many packages compare them all instead of asking the solver.

    Returns
    -------
    Leximin
        `packages` is empty and `optimal` true when no package meets the limits.

    Notes
    -----
    First the greatest satisfaction all groups can reach is found. Then, one whole number up at a time,
    how many groups can reach it at most, keeping every number proven before: sorted satisfactions are
    lexicographically greatest exactly when these numbers are. A number already reached by the package at
    hand needs no solver. One variable per group and number that was ever binding keeps the programs
    small. Cost: NP-hard in general; see the benchmark.

    Examples
    --------
    >>> from samskab.methods.bargaining.domain import make_domain
    >>> from samskab.methods.bargaining.sheets import Negotiation, Option, Party, Question
    >>> a, b = Option("a", {"x": 4, "y": 1}), Option("b", {"x": 2, "y": 3})
    >>> domain = make_domain(Negotiation((Party("x", "l"), Party("y", "r")), (Question("q", (a, b)),)))
    >>> leximin(domain).levels
    (2, 3)
    """
    if domain.n_packages <= enumerate_up_to:
        return _by_enumeration(domain, max_ties)
    return _Search(domain, clock or Clock(None), max_ties).run()


def _by_enumeration(domain: Domain, max_ties: int) -> Leximin:
    grid = all_packages(domain)
    if not len(grid):
        return Leximin((), (), optimal=True, all_ties=True, certificate=(), best_worst=-np.inf, gap="")
    best, levels = best_sorted(domain, grid)
    steps = [Step(levels[0], len(levels), levels[0], "enumeration")]
    for level in sorted(set(levels[1:]) - {levels[0]}):
        reach = sum(1 for other in levels if other >= level)
        steps.append(Step(level, reach, reach, "enumeration"))
    packages = tuple(tuple(row) for row in best[:max_ties].tolist())
    return Leximin(packages, levels, True, len(best) <= max_ties, tuple(steps), levels[0], "")


def best_sorted(domain: Domain, grid: Ints) -> tuple[Ints, tuple[int, ...]]:
    """
    Pick the leximin-best rows of a list of packages.

    Parameters
    ----------
    domain : Domain
        Unchanged.
    grid : ndarray of int, shape (packages, questions), packages >= 1
        Columns chosen.

    Returns
    -------
    best : ndarray of int, shape (ties, questions)
        Rows with the greatest sorted satisfactions.
    levels : tuple of int, length g
        Those satisfactions.
    """
    utility = np.zeros((len(grid), len(domain.groups)), dtype=np.int64)
    for question in range(grid.shape[1]):
        utility += domain.utility.T[grid[:, question]]
    utility.sort(axis=1)
    rows = np.arange(len(grid))
    for place in range(utility.shape[1]):
        figures = utility[rows, place]
        rows = rows[figures == figures.max()]
    return grid[rows], tuple(utility[rows[0]].tolist())


@dataclass
class _Search:
    """The solver's way, for domains too large to list."""

    domain: Domain
    clock: Clock
    max_ties: int
    package: Columns | None = None
    levels: tuple[int, ...] = ()
    steps: list[Step] = field(default_factory=list)
    best_worst: float = np.inf

    def run(self) -> Leximin:
        first = self._worst_off()
        if not first.closed or self.package is None:
            optimal = first.closed and self.package is None
            return self._result(
                optimal, () if optimal else self._known(), f"worst={self._found()}..{first.bound:g}"
            )
        while (level := self._next_level()) is not None:
            if not self._most_reaching(level):
                most = self.steps[-1].n_groups
                return self._result(
                    False, self._known(), f"at_least={level} groups={self._reach(level)}..{most}"
                )
            reached = self._reach(level)
            self.steps.append(Step(level, reached, reached, "solver"))
        return self._ties()

    def _reach(self, level: int) -> int:
        return sum(1 for other in self.levels if other >= level)

    def _found(self) -> str:
        return str(self.levels[0]) if self.levels else ""

    def _known(self) -> tuple[Columns, ...]:
        return () if self.package is None else (self.package,)

    def _result(
        self, optimal: bool, packages: tuple[Columns, ...], gap: str, *, all_ties: bool = False
    ) -> Leximin:
        ties = all_ties or (optimal and not packages)
        found = "" if optimal else gap
        return Leximin(packages, self.levels, optimal, ties, tuple(self.steps), self.best_worst, found)

    def _improve(self, package: Columns | None) -> None:
        """Keep the leximin-better of the package at hand and a new one, after a climb over its neighbours."""
        if package is None:
            return
        package, levels = climb(self.domain, package)
        if self.package is None or levels > self.levels:
            self.package, self.levels = package, levels

    def _worst_off(self) -> Solved:
        program = Program(self.domain)
        top = float(self.domain.utility.max(initial=0) * self.domain.n_questions)
        worst = program.variable(top, whole=True)
        for group in range(len(self.domain.groups)):
            program.require({**program.satisfaction(group), worst: -1.0}, 0.0)
        solved = program.maximise({worst: 1.0}, self.clock.left())
        self._improve(solved.package)
        self.best_worst = min(solved.bound, top)
        if solved.closed and self.package is not None:
            self.best_worst = float(self.levels[0])
            self.steps.append(Step(self.levels[0], len(self.levels), solved.bound, "solver"))
        return solved

    def _next_level(self) -> int | None:
        """Give the next satisfaction worth asking for, noting those the package at hand settles."""
        last = self.steps[-1]
        if last.n_groups == 0:
            return None
        # groups that reached the last step and the least of what they have: all up to it is settled
        settled = self.levels[len(self.levels) - last.n_groups]
        if settled > last.at_least:
            self.steps.append(Step(settled, last.n_groups, last.n_groups, "package"))
        return settled + 1

    def _marks(self, program: Program, level: int) -> dict[int, float]:
        """Require all that was proven; give the variables that say which groups reach `level`."""
        asked: list[tuple[int, int | None]] = [(level, None), *self._binding()]
        asked.sort(key=lambda pair: pair[0])
        worst = self.steps[0].at_least
        top = most_alone(self.domain)
        marks: list[list[int]] = []
        for at_least, n_groups in asked:
            row = [program.variable(float(most >= at_least), whole=True) for most in top]
            if marks:
                for earlier, later in zip(marks[-1], row, strict=True):
                    program.require({earlier: 1.0, later: -1.0}, 0.0)
            if n_groups is not None:
                program.require(dict.fromkeys(row, 1.0), float(n_groups))
            marks.append(row)
        for group in range(len(top)):
            terms = program.satisfaction(group)
            below = worst
            for (at_least, _), row in zip(asked, marks, strict=True):
                terms[row[group]] = float(below - at_least)
                below = at_least
            program.require(terms, float(worst))
        return dict.fromkeys(marks[-1], 1.0)

    def _binding(self) -> list[tuple[int, int | None]]:
        """Of the statements proven, the highest satisfaction for each number of groups says it all."""
        highest: dict[int, int] = {}
        for step in self.steps[1:]:
            if step.n_groups:
                highest[step.n_groups] = max(step.at_least, highest.get(step.n_groups, 0))
        return [(at_least, n_groups) for n_groups, at_least in highest.items()]

    def _most_reaching(self, level: int) -> bool:
        """
        Ask for one group more than the package at hand brings to `level`, until that is impossible.

        A question of yes or no is closed sooner than a maximum. True when the last answer was a proven no.
        """
        while True:
            program = Program(self.domain)
            marks = self._marks(program, level)
            reached = self._reach(level)
            program.require(marks, float(reached + 1))
            solved = program.maximise({}, self.clock.left())
            if solved.package is None:
                return solved.closed
            self._improve(solved.package)
            if self._reach(level) <= reached:
                return False  # the solver's answer did not stand the check in whole numbers

    def _ties(self) -> Leximin:
        found = [
            other
            for package in self._known()
            for other in equal_neighbours(self.domain, package, self.levels, self.max_ties)
        ]
        complete = False
        while len(found) < self.max_ties and not self.clock.over:
            program = Program(self.domain)
            top = self.levels[-1]
            program.require(self._marks(program, top), float(self._reach(top)))
            for package in found:
                program.not_again(package)
            solved = program.maximise({}, self.clock.left())
            if solved.package is None:
                complete = solved.closed
                break
            more = equal_neighbours(self.domain, solved.package, self.levels, self.max_ties)
            found = sorted({*found, *more})[: self.max_ties]
        return self._result(True, tuple(found), "", all_ties=complete)


def most_alone(domain: Domain) -> list[int]:
    """
    Give each group's satisfaction if it alone chose every question, limits left aside.

    Parameters
    ----------
    domain : Domain
        Unchanged.

    Returns
    -------
    list of int, length g
        An upper bound on its satisfaction in any package.
    """
    least = np.where(domain.allowed, domain.utility, np.iinfo(np.int64).min)
    best = [least[:, _columns(domain, question)].max(axis=1) for question in range(domain.n_questions)]
    total: list[int] = np.sum(best, axis=0).tolist()
    return total


def _columns(domain: Domain, question: int) -> Bools:
    mask: Bools = domain.question == question
    return mask
