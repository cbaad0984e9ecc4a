"""The rule most cities use, beside ours: most votes first, skip what does not fit."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
import numpy.typing as npt

from samskab.methods.sharing.election import Money
from samskab.methods.sharing.fixed import Utility
from samskab.methods.sharing.roll import Roll

_LARGEST = 2**62
"""Above this, whole numbers leave int64 and are counted as Python integers."""


@dataclass(frozen=True)
class Greedy:
    """
    Outcome of "most votes first".

    Attributes
    ----------
    selected : tuple of str
        In the order funded.
    cost : int or Fraction
        Spent, currency units.
    """

    selected: tuple[str, ...]
    cost: Money


@dataclass(frozen=True)
class Comparison:
    """
    How voters fare under both outcomes; a voter without any funded project counts with satisfaction 0.

    Attributes
    ----------
    prefer_shares, prefer_greedy, indifferent : int
        Voters.
    without_project_shares, without_project_greedy : int
        Voters, the empty ballots included, none of whose projects is funded.
    """

    prefer_shares: int
    prefer_greedy: int
    indifferent: int
    without_project_shares: int
    without_project_greedy: int


def most_votes_first(roll: Roll, already: tuple[int, ...] = ()) -> tuple[int, ...]:
    """
    Fund by falling number of votes whatever still fits.

    Parameters
    ----------
    roll : Roll
        Unchanged.
    already : tuple of int
        Rows funded before; they are kept and have used their part of the budget.

    Returns
    -------
    tuple of int
        The rows added, in order. Projects without a single vote are never added.

    Notes
    -----
    Equal votes: lowest price first, then the lot. Cost: one sort.

    Examples
    --------
    >>> from samskab.methods.sharing.election import Election, Project, approval
    >>> from samskab.methods.sharing.roll import make_roll
    >>> projects = (Project("a", 50), Project("b", 60), Project("c", 40))
    >>> ballots = (approval("a", "b", n_voters=2), approval("a", "c"))
    >>> roll = make_roll(Election(projects, ballots, 100), ("a", "b", "c"))
    >>> [roll.ids[row] for row in most_votes_first(roll)]
    ['a', 'c']
    """
    left = roll.budget - roll.cost_of(already)
    added = []
    for row in sorted(range(len(roll.ids)), key=lambda row: (-roll.votes[row], *roll.tie_key(row))):
        if row not in already and roll.votes[row] and roll.cost[row] <= left:
            added.append(row)
            left -= roll.cost[row]
    return tuple(added)


def compare(roll: Roll, shares: tuple[int, ...], greedy: tuple[int, ...], utility: Utility) -> Comparison:
    """
    Count who would rather have which outcome.

    Parameters
    ----------
    roll : Roll
        Unchanged.
    shares, greedy : tuple of int
        Funded rows of both outcomes.
    utility : {"cost", "cardinality"}
        As in the count.

    Returns
    -------
    Comparison
        Numbers of voters; the first three add up to all of them.

    Notes
    -----
    Projects funded under both outcomes weigh nothing, so only the others are added up, as whole numbers.
    """
    units = lcm(*(Fraction(cost).denominator for cost in roll.cost))
    prices = [int(cost * units) if utility == "cost" else 1 for cost in roll.cost]
    most = sum(prices) * max((int(who.points.max(initial=0)) for who in roll.supporters), default=0)
    lead = np.zeros(len(roll.n_voters), dtype=np.int64 if most < _LARGEST else object)
    for sign, rows, other in ((1, shares, greedy), (-1, greedy, shares)):
        for row in set(rows) - set(other):
            who = roll.supporters[row]
            lead[who.index] += sign * prices[row] * who.points.astype(lead.dtype)
    signs = (lead > 0).astype(np.int64) - (lead < 0).astype(np.int64)
    count = roll.n_voters
    return Comparison(
        prefer_shares=int(count[signs > 0].sum()),
        prefer_greedy=int(count[signs < 0].sum()),
        indifferent=int(count[signs == 0].sum()),
        without_project_shares=int(count[~_served(roll, shares)].sum()),
        without_project_greedy=int(count[~_served(roll, greedy)].sum()),
    )


def _served(roll: Roll, rows: tuple[int, ...]) -> npt.NDArray[np.bool_]:
    served = np.zeros(len(roll.n_voters), dtype=np.bool_)
    for row in rows:
        served[roll.supporters[row].index] = True
    return served
