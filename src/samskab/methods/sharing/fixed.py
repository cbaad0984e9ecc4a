"""Equal Shares at one endowment, purchase by purchase: floats that know when to ask the exact books."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

import numpy as np

from samskab.methods.sharing.ledger import NEAR, Ledger
from samskab.methods.sharing.roll import Floats, Roll, Supporters

Utility = Literal["cost", "cardinality"]
DecidedBy = Literal["cost", "votes", "lot"]


@dataclass(frozen=True)
class Tie:
    """
    A round in which several projects were exactly equal.

    Attributes
    ----------
    round : int
        From 1.
    projects : tuple of str
        The equal ones, in the order of the rule: the first was bought.
    decided_by : {"cost", "votes", "lot"}
        What told the first two apart.
    """

    round: int
    projects: tuple[str, ...]
    decided_by: DecidedBy


@dataclass
class Run:
    """One run at one endowment: rows of the roll in the order bought, and why each."""

    endowment: Fraction
    bought: list[int] = field(default_factory=list)
    held: list[Floats] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    over_budget: bool = False
    n_exact: int = 0


class _Count:
    """State of one run. The effective votes of a project never rise, so old figures are upper bounds."""

    def __init__(self, roll: Roll, endowment: Fraction, utility: Utility, *, keep: bool) -> None:
        self.roll = roll
        self.utility = utility
        self.keep = keep
        self.run = Run(endowment)
        held = np.array([float(endowment * share) for share in roll.holding])
        self.balance = held[roll.area] if len(held) else np.zeros(0)
        self.dust = float(endowment) * 1e-12
        self.costs: list[float] = roll.cost_float.tolist()
        self.level = {row: self.costs[row] / votes for row, votes in enumerate(roll.votes) if votes}
        self.bound = {row: self._effective(row, level) for row, level in self.level.items()}
        self._ledger: Ledger | None = None

    def _effective(self, row: int, level: float) -> float:
        return (self.costs[row] if self.utility == "cost" else 1.0) / level

    def ledger(self) -> Ledger:
        """Open the exact books, or bring them up to the last purchase."""
        if self._ledger is None:
            self._ledger = Ledger(self.roll, self.run.endowment)
        for index in range(len(self._ledger.prices), len(self.run.bought)):
            self._ledger.book(self.run.bought[index], self.run.held[index])
        return self._ledger

    def candidates(self) -> list[int]:
        """Evaluate from the highest bound down until no other can come near the best; give those near it."""
        best = 0.0
        seen = []
        for row in sorted(self.bound, key=self.bound.__getitem__, reverse=True):
            if self.bound[row] < best * (1 - NEAR):
                break
            if self._evaluate(row, best):
                seen.append(row)
                best = max(best, self.bound[row])
        return [row for row in seen if self.bound[row] >= best * (1 - NEAR)]

    def _evaluate(self, row: int, best: float) -> bool:
        """Sharpen the bound of one project; it may stay a bound when it already is below the best."""
        who = self.roll.supporters[row]
        cost = self.costs[row]
        held = self.balance[who.index]
        gap = float(held.dot(who.weight)) - cost
        if abs(gap) <= NEAR * cost:
            self.run.n_exact += 1
            affordable = self.ledger().price(row, self.balance[who.index]) is not None
        else:
            affordable = gap > 0
        if not affordable:
            del self.bound[row], self.level[row]
            return False
        gain = cost if self.utility == "cost" else 1.0
        too_high = gain / (best * (1 - NEAR)) if best else float("inf")
        level = _raised_level(held, who, cost, self.level[row], too_high)
        self.level[row] = level
        self.bound[row] = gain / level
        return True

    def choose(self, near: list[int]) -> int:
        """Take the one with most effective votes; equality is settled exactly, then by the rule for ties."""
        if len(near) == 1:
            return near[0]
        exact = self._exact_votes(near)
        best = max(exact.values())
        tied = sorted((row for row in near if exact[row] == best), key=self.roll.tie_key)
        if len(tied) > 1:
            names = tuple(self.roll.ids[row] for row in tied)
            self.run.ties.append(Tie(len(self.run.bought) + 1, names, _decided_by(self.roll, tied)))
        return tied[0]

    def _exact_votes(self, near: list[int]) -> dict[int, Fraction]:
        exact = {}
        for row in near:
            who = self.roll.supporters[row]
            gain = Fraction(self.roll.cost[row]) if self.utility == "cost" else Fraction(1)
            each = self.balance[who.index] / who.points
            level = self.level[row]
            if float(each.min()) > level * (1 + NEAR):  # everyone can pay: no balance enters the price
                exact[row] = gain * self.roll.votes[row] / self.roll.cost[row]
            else:
                self.run.n_exact += 1
                price = self.ledger().price(row, self.balance[who.index])
                if price is None:
                    message = "affordability was settled before"
                    raise RuntimeError(message)
                exact[row] = gain / price.per_point
        return exact

    def buy(self, row: int) -> None:
        """Charge the supporters, at most what they hold."""
        who = self.roll.supporters[row]
        held = self.balance[who.index]
        self.run.held.append(held)
        paid = self.level[row] if who.approval else self.level[row] * who.points
        after = held - paid
        after[after < self.dust] = 0.0
        self.balance[who.index] = after
        self.run.bought.append(row)
        del self.bound[row], self.level[row]


def _raised_level(held: Floats, who: Supporters, cost: float, start: float, too_high: float) -> float:
    """
    Raise the price per point from a lower bound until the payments reach the cost; no sorting needed.

    Each turn takes those who hold less than the price at their last coin and spreads the rest on the
    others, which can only raise the price. It may stop at a price that is already too high to win.
    """
    each = held if who.approval else held / who.points
    weight = who.point_weight
    level = start * (1 - 1e-12)
    before = -1.0
    while True:
        of_rich = float(weight.dot(each >= level))
        if of_rich == before:
            return level
        if not of_rich:  # rounding at the very last coin: the richest pay all they have
            return float(each.max())
        raised = level + (cost - float(weight.dot(np.minimum(each, level)))) / of_rich
        if raised <= level or raised > too_high:
            return raised
        level, before = raised, of_rich


def _decided_by(roll: Roll, tied: list[int]) -> DecidedBy:
    first, second = roll.tie_key(tied[0]), roll.tie_key(tied[1])
    if first[0] != second[0]:
        return "cost"
    return "votes" if first[1] != second[1] else "lot"


def run_fixed(roll: Roll, endowment: Fraction, utility: Utility, *, stop_over_budget: bool = False) -> Run:
    """
    Buy with one endowment until no project is affordable to its supporters.

    Parameters
    ----------
    roll : Roll
        Unchanged.
    endowment : Fraction
        Mean currency units per voter.
    utility : {"cost", "cardinality"}
        What a funded project is worth to a supporter: its price, or 1; times the points given.
    stop_over_budget : bool
        End as soon as the purchases exceed the budget: all add1 needs to know.

    Returns
    -------
    Run
        `held` has what the float count left each supporter before the purchase, for the exact books.

    Notes
    -----
    Cost: per round, the supporters of the few projects whose old figure could still win. Source: Peters,
    Pierczynski, Skowron 2021; equalshares.net.

    Examples
    --------
    >>> from samskab.methods.sharing.election import Election, Project, approval
    >>> from samskab.methods.sharing.roll import make_roll
    >>> ballots = (approval("tree"), approval("tree", "bench"), approval("bench"), approval("bench"))
    >>> projects = (Project("tree", 20), Project("bench", 30))
    >>> roll = make_roll(Election(projects, ballots, 60), ("bench", "tree"))
    >>> [roll.ids[row] for row in run_fixed(roll, Fraction(15), "cost").bought]
    ['bench', 'tree']
    """
    count = _Count(roll, endowment, utility, keep=not stop_over_budget)
    spent = roll.cost_of(())
    while near := count.candidates():
        row = count.choose(near)
        count.buy(row)
        spent += roll.cost[row]
        if stop_over_budget and spent > roll.budget:
            count.run.over_budget = True
            break
    return count.run
