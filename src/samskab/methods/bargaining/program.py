"""Integer programs over packages, solved by HiGHS; every answer is checked again in whole numbers."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from samskab.methods.bargaining.domain import Columns, Domain

Floats = npt.NDArray[np.float64]


class Clock:
    """A shared time limit in seconds of wall time; None never ends."""

    def __init__(self, seconds: float | None) -> None:
        self._end = None if seconds is None else time.monotonic() + seconds

    def left(self, at_most: float | None = None) -> float | None:
        """Seconds until the end, never negative; at most `at_most`."""
        if self._end is None:
            return at_most
        left = max(0.0, self._end - time.monotonic())
        return left if at_most is None else min(left, at_most)

    @property
    def over(self) -> bool:
        """Nothing may be started any more."""
        return self._end is not None and time.monotonic() >= self._end


@dataclass(frozen=True)
class Solved:
    """
    What the solver answered.

    Attributes
    ----------
    package : tuple of int or None
        Columns chosen; None when none was found.
    bound : float
        No package does better than this (of what was maximised).
    closed : bool
        The solver finished: the package is optimal, or there is none at all.
    """

    package: Columns | None
    bound: float
    closed: bool


class Program:
    """
    Columns of a domain plus further variables; rows are added, then something is maximised.

    Parameters
    ----------
    domain : Domain
        Packages to choose from.
    """

    def __init__(self, domain: Domain) -> None:
        self._domain = domain
        self._n = len(domain.choices)
        self._upper: list[float] = domain.allowed.astype(float).tolist()
        self._whole: list[int] = [1] * self._n
        self._data: list[float] = []
        self._row: list[int] = []
        self._column: list[int] = []
        self._low: list[float] = []
        self._high: list[float] = []
        for question in range(domain.n_questions):
            self.require(
                {int(column): 1.0 for column in np.flatnonzero(domain.question == question)}, 1.0, 1.0
            )
        for row, most in zip(domain.rows, domain.most, strict=True):
            self.require(
                {int(column): float(row[column]) for column in np.flatnonzero(row)}, -np.inf, float(most)
            )

    def variable(self, upper: float, *, whole: bool) -> int:
        """Add a variable between 0 and `upper`; returns its column."""
        self._upper.append(upper)
        self._whole.append(int(whole))
        return len(self._upper) - 1

    def require(self, terms: dict[int, float], low: float, high: float = np.inf) -> None:
        """Add a row: low <= sum of coefficient x variable <= high."""
        number = len(self._low)
        self._low.append(low)
        self._high.append(high)
        self._row += [number] * len(terms)
        self._column += list(terms)
        self._data += terms.values()

    def satisfaction(self, group: int) -> dict[int, float]:
        """Terms of one group's satisfaction."""
        row = self._domain.utility[group]
        return {int(column): float(row[column]) for column in np.flatnonzero(row)}

    def not_again(self, package: Columns) -> None:
        """Forbid exactly this package."""
        self.require(dict.fromkeys(package, 1.0), -np.inf, len(package) - 1.0)

    def maximise(self, terms: dict[int, float], seconds: float | None) -> Solved:
        """Ask the solver; a package that fails the check in whole numbers is not believed."""
        from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415  heavy, needed only here
        from scipy.sparse import csr_array  # noqa: PLC0415  heavy, needed only here
        from threadpoolctl import threadpool_limits  # noqa: PLC0415  only round the solver

        if seconds is not None and seconds <= 0:
            return Solved(None, float("inf"), closed=False)
        n = len(self._upper)
        goal = np.zeros(n)
        for column, value in terms.items():
            goal[column] = -value
        matrix = csr_array((self._data, (self._row, self._column)), shape=(len(self._low), n))
        options: dict[str, float] = {"mip_rel_gap": 0.0}
        if seconds is not None:
            options["time_limit"] = seconds
        with threadpool_limits(1):
            answer = milp(
                goal,
                integrality=np.array(self._whole),
                bounds=Bounds(np.zeros(n), np.array(self._upper)),
                constraints=LinearConstraint(matrix, np.array(self._low), np.array(self._high)),
                options=options,
            )
        return self._believe(answer.x, answer.status, getattr(answer, "mip_dual_bound", None))

    def _believe(self, x: Floats | None, status: int, dual_bound: float | None) -> Solved:
        optimal, infeasible = 0, 2
        bound = float("inf") if dual_bound is None else -float(dual_bound)
        if status == infeasible:
            return Solved(None, -float("inf"), closed=True)
        if x is None:
            return Solved(None, bound, closed=False)
        package = tuple(np.flatnonzero(x[: self._n] > 1 / 2).tolist())
        if not self._domain.holds(package):
            return Solved(None, bound, closed=False)
        return Solved(package, bound, closed=status == optimal)
