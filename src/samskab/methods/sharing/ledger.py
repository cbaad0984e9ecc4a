"""The exact books of a count: who paid what, in fractions, opened when floats are too close to decide."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from samskab.methods.sharing.roll import Floats, Ints, Roll

NEAR = 1e-9
"""Relative gap below which no float may decide; float error in a count stays some hundred times smaller."""

_Index = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Price:
    """
    What a project costs its supporters, exactly.

    Attributes
    ----------
    per_point : Fraction
        Currency units per point, for those who can pay that much.
    pays_all : ndarray of bool, shape (s,)
        Supporters (rows of the roll, in their order) who give the last they have and less than the others.
    from_those : Fraction
        Currency units paid by them together.
    """

    per_point: Fraction
    pays_all: npt.NDArray[np.bool_]
    from_those: Fraction


class Ledger:
    """
    Balances after each purchase, kept as sums of exact payments.

    A voter's balance is the endowment less the exact price of every purchase paid in full, or 0 once the
    last was given. So a sum of balances is a handful of fractions times whole numbers of voters, whatever
    the number of voters.

    Parameters
    ----------
    roll : Roll
        The ballots.
    endowment : Fraction
        Mean endowment, currency units.
    """

    def __init__(self, roll: Roll, endowment: Fraction) -> None:
        self._roll = roll
        self._endowment = endowment
        self._drained = np.zeros(len(roll.n_voters), dtype=np.bool_)
        self._points_paid: list[Ints] = []
        self._paid_price: list[Fraction] = []
        self.prices: list[Price] = []

    def book(self, project: int, held: Floats) -> Price:
        """Charge the supporters of a project; `held` is what the float count left them before."""
        price = self._split(project, held)
        who = self._roll.supporters[project]
        self._drained[who.index[price.pays_all]] = True
        points = np.zeros(len(self._drained), dtype=np.int64)
        full = ~price.pays_all
        points[who.index[full]] = who.points[full]
        self._points_paid.append(points)
        self._paid_price.append(price.per_point)
        self.prices.append(price)
        return price

    def price(self, project: int, held: Floats) -> Price | None:
        """Give the exact price per point, or None when the supporters together hold too little."""
        if self._money(self._roll.supporters[project].index) < self._roll.cost[project]:
            return None
        return self._split(project, held)

    def _split(self, project: int, held: Floats) -> Price:
        """Split an affordable cost: floats tell who clearly can or cannot pay, fractions tell the rest."""
        who = self._roll.supporters[project]
        cost = Fraction(self._roll.cost[project])
        each = held / who.points
        level = _level(each, who.point_weight, self._roll.cost_float[project])
        poor = each < level * (1 - NEAR)
        unsure = np.flatnonzero(~poor & (each <= level * (1 + NEAR)))
        exact = self._balance_per_point(who.index[unsure], who.points[unsure])
        while True:
            rest = cost - self._money(who.index[poor])
            weight = int(self._roll.n_voters[who.index[~poor]] @ who.points[~poor])
            per_point = rest / weight
            newly = [
                row for row, held in zip(unsure, exact, strict=True) if not poor[row] and held < per_point
            ]
            if not newly:
                return Price(per_point, poor, cost - rest)
            poor[newly] = True

    def _money(self, rows: _Index) -> Fraction:
        """Add up exactly what the voters behind these rows still hold."""
        holders = rows[~self._drained[rows]]
        weight = self._roll.n_voters[holders]
        per_area = np.bincount(self._roll.area[holders], weights=weight, minlength=len(self._roll.holding))
        total = Fraction(0)
        for share, count in zip(self._roll.holding, per_area, strict=True):
            total += self._endowment * share * int(count)
        for points, price in zip(self._points_paid, self._paid_price, strict=True):
            total -= price * int(weight @ points[holders])
        return total

    def _balance_per_point(self, rows: _Index, points: Ints) -> list[Fraction]:
        """Exact balance of single voters per point given; equal histories are worked out once."""
        if not len(rows):
            return []
        history = np.stack(
            [self._roll.area[rows], self._drained[rows], points, *(p[rows] for p in self._points_paid)]
        )
        kinds, which = np.unique(history, axis=1, return_inverse=True)
        found = []
        for area, drained, given, *paid in kinds.T.tolist():
            held = Fraction(0)
            if not drained:
                spent = sum((p * price for p, price in zip(paid, self._paid_price, strict=True)), Fraction(0))
                held = self._endowment * self._roll.holding[area] - spent
            found.append(held / given)
        return [found[kind] for kind in which.ravel()]


def _level(each: Floats, point_weight: Floats, cost: float) -> float:
    """Give the float price per point at which the supporters' payments reach the cost."""
    money = each * point_weight
    level = cost / float(point_weight.sum())
    while True:
        rich = each >= level
        if rich.all() or not rich.any():
            return level if rich.any() or not len(each) else float(each.max(initial=0.0))
        cost -= float(money[~rich].sum())
        each, money, point_weight = each[rich], money[rich], point_weight[rich]
        level = cost / float(point_weight.sum())
