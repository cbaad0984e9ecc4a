"""Who has the say under a rule, shown before the rule is chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import factorial

import numpy as np
import numpy.typing as npt

from samskab.methods.bargaining.sheets import BadSheetsError

Coalitions = npt.NDArray[np.bool_]
Winning = Callable[[Coalitions], Coalitions]
MOST_PLAYERS = 20


@dataclass(frozen=True)
class Say:
    """
    One party's part of the decisions that hang on a single party.

    Attributes
    ----------
    party : str
        Its id.
    banzhaf : Fraction
        Its share of all coalitions' turning points.
    shapley : Fraction
        How often it turns a growing coalition into a winner, over all orders of joining.
    """

    party: str
    banzhaf: Fraction
    shapley: Fraction


def power(parties: Sequence[str], winning: Winning) -> tuple[Say, ...]:
    """
    Count in how many coalitions each party is the one that tips the decision.

    Parameters
    ----------
    parties : sequence of str
        Players; at most 20.
    winning : callable
        Takes coalitions as a bool array of shape (n_coalitions, players), gives which of them decide.

    Returns
    -------
    tuple of Say
        Exact, in the order of `parties`; both columns sum to 1 unless nobody can ever tip anything.

    Raises
    ------
    BadSheetsError
        Codes ``too_many``; ``not_monotone`` when a joining party can turn a winner into a loser.

    Notes
    -----
    Cost: 2^players x players. Source: Banzhaf 1965; Shapley and Shubik 1954.

    Examples
    --------
    >>> [str(say.banzhaf) for say in power(["a", "b", "c"], quota([2, 1, 1], 3))]
    ['3/5', '1/5', '1/5']
    """
    n = len(parties)
    if n > MOST_PLAYERS:
        raise BadSheetsError("too_many", players=n, most=MOST_PLAYERS)
    number = np.arange(2**n)
    coalition = (number[:, None] >> np.arange(n) & 1).astype(np.bool_)
    wins = winning(coalition)
    size = coalition.sum(axis=1)
    swings = np.zeros((n, n), dtype=np.int64)
    for player in range(n):
        without = number[~coalition[:, player]]
        joined = wins[without | (1 << player)]
        if bool((wins[without] & ~joined).any()):
            raise BadSheetsError("not_monotone", party=parties[player])
        swings[player] = np.bincount(size[without][joined & ~wins[without]], minlength=n)[:n]
    total = int(swings.sum())
    weight = [Fraction(factorial(k) * factorial(n - k - 1), factorial(n)) for k in range(n)]
    return tuple(
        Say(
            party=name,
            banzhaf=Fraction(int(mine.sum()), total) if total else Fraction(0),
            shapley=sum((weight[k] * int(count) for k, count in enumerate(mine)), Fraction(0)),
        )
        for name, mine in zip(parties, swings, strict=True)
    )


def quota(weights: Sequence[int], needed: int, *, veto: Sequence[int] = ()) -> Winning:
    """
    Decide by weight, with the consent of some.

    Parameters
    ----------
    weights : sequence of int
        Per player.
    needed : int
        A coalition decides with at least this weight.
    veto : sequence of int
        Players (numbers from 0) without whom nothing is decided.

    Returns
    -------
    callable
        For `power`.

    Examples
    --------
    >>> [float(say.shapley) for say in power("abcde", quota([1, 1, 1, 1, 1], 4))]
    [0.2, 0.2, 0.2, 0.2, 0.2]
    """
    amount = np.array(weights, dtype=np.int64)
    blockers = list(veto)

    def winning(coalition: Coalitions) -> Coalitions:
        decided: Coalitions = (coalition.astype(np.int64) @ amount >= needed) & coalition[:, blockers].all(
            axis=1
        )
        return decided

    return winning


def majority_in_every_side(sides: Sequence[str]) -> Winning:
    """
    Decide by more than half of all parties and more than half inside each side.

    Parameters
    ----------
    sides : sequence of str
        Side of each player.

    Returns
    -------
    callable
        For `power`.

    Examples
    --------
    >>> [str(say.banzhaf) for say in power(["a", "b"], majority_in_every_side(["x", "y"]))]
    ['1/2', '1/2']
    """
    groups = [np.ones(len(sides), dtype=np.bool_)]
    groups += [np.array([side == name for side in sides]) for name in sorted(set(sides))]

    def winning(coalition: Coalitions) -> Coalitions:
        decided = np.ones(len(coalition), dtype=np.bool_)
        for group in groups:
            decided &= 2 * coalition[:, group].sum(axis=1) > group.sum()
        return decided

    return winning


def say_under_rules(sides: Mapping[str, str]) -> dict[str, tuple[Say, ...]]:
    """
    Show each party's say under the rules a process may choose from.

    Parameters
    ----------
    sides : mapping of str to str
        Party to side.

    Returns
    -------
    dict of str to tuple of Say
        ``consent`` (all must agree), ``majority`` (more than half of the parties) and ``double_majority``
        (and more than half inside each side); empty above 20 parties.

    Examples
    --------
    Two citizens and the town: by majority any two decide, so each has a third.

    >>> say = say_under_rules({"ann": "citizens", "bo": "citizens", "town": "town"})
    >>> [str(one.banzhaf) for one in say["majority"]]
    ['1/3', '1/3', '1/3']
    """
    parties = sorted(sides)
    if len(parties) > MOST_PLAYERS:
        return {}
    ones = [1] * len(parties)
    return {
        "consent": power(parties, quota(ones, len(parties))),
        "majority": power(parties, quota(ones, len(parties) // 2 + 1)),
        "double_majority": power(parties, majority_in_every_side([sides[party] for party in parties])),
    }
