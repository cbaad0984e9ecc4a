"""Which statement to show next: new ones first, then those that tell most, always a chance for all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .votes import Bools, Floats, Longs

META_PRIORITY = 49.0
HEARD = 10
UNIFORM_SHARE = 0.1
_NEW_BOOST = 8.0
_HALF_LIFE = 5.0


class RoutingBrokenError(RuntimeError):
    """Priorities that cannot be right; routing once ran for 16 months elsewhere with all priorities equal."""

    def __init__(self, code: str) -> None:
        """Keep the code: ``not_positive`` or ``all_equal``."""
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Draw:
    """The statement drawn, with the chance it had, so that estimates can be corrected for who saw what.

    Attributes
    ----------
    statement : int
    probability : float
        Total chance of this statement in this draw.
    uniform : bool
        True for the tenth of draws in which every statement has the same chance.
    """

    statement: int
    probability: float
    uniform: bool


def published_priority(
    agree: Longs, disagree: Longs, seen: Longs, extremity: Floats, meta: Bools | None = None
) -> Floats:
    """Priority as published: importance, times up to nine for the new, squared.

    Parameters
    ----------
    agree, disagree, seen : int64[m]
        Current counts, not those of the last fit.
    extremity : float64[m]
        See `extremity`; 0 where not known.
    meta : bool[m], optional
        Statements about the conversation itself: fixed at 49.

    Returns
    -------
    float64[m]

    Notes
    -----
    ((1 - p) (1 + E) a (1 + 8 * 2^(-S / 5)))^2 with a = (A + 1) / (S + 2), p = (passes + 1) / (S + 2).

    Examples
    --------
    Nobody has seen it: (1/2 * 1 * 1/2 * 9)^2.

    >>> zero = np.array([0])
    >>> published_priority(zero, zero, zero, np.array([0.0])).tolist()
    [5.0625]
    """
    engaged = 1 - (1 + seen - (agree + disagree)) / (2 + seen)
    weight = (
        (1 + agree) / (2 + seen) * engaged * (1 + extremity) * (1 + _NEW_BOOST * np.exp2(-seen / _HALF_LIFE))
    )
    square = weight**2
    return square if meta is None else np.where(meta, META_PRIORITY, square)


def priorities(
    agree: Longs,
    disagree: Longs,
    seen: Longs,
    extremity: Floats,
    *,
    live: Bools | None = None,
    meta: Bools | None = None,
) -> Floats:
    """Our priority: the published one with the size of the conversation taken out and no statement starved.

    Parameters
    ----------
    agree, disagree, seen : int64[m]
    extremity : float64[m]
        See `published_priority`. NaN (not in the last fit) counts as the median.
    live : bool[m], optional
        False for statements moderated out.
    meta : bool[m], optional
        See `published_priority`.

    Returns
    -------
    float64[m]
        0 for statements that are not live, above 0 for all others.

    Raises
    ------
    RoutingBrokenError
        If a live statement has no positive, finite priority, or if all are equal though the statements
        differ.

    Notes
    -----
    Extremity is divided by its median (it grows with the root of the number of statements, else it drowns the
    rest), and until ten people have seen a statement it weighs at least as much as an unseen one.

    Examples
    --------
    Nine have rejected the second statement; before the tenth it still weighs like a new one:

    >>> flat = np.array([1.0, 1.0])
    >>> both = priorities(np.array([0, 0]), np.array([0, 9]), np.array([0, 9]), flat)
    >>> bool(both[0] == both[1])
    True
    """
    alive = np.ones(len(seen), bool) if live is None else np.asarray(live, bool)
    known = extremity[alive & np.isfinite(extremity) & (extremity > 0)]
    median = float(np.median(known)) if len(known) else 1.0
    pull = np.where(np.isfinite(extremity), extremity / median, 1.0)
    weight = published_priority(agree, disagree, seen, pull, meta)
    unseen = (0.25 * (1 + pull) * (1 + _NEW_BOOST)) ** 2
    weight = np.where(seen < HEARD, np.maximum(weight, unseen), weight)
    if meta is None or not meta.any():
        _check(weight[alive], seen[alive], np.stack([agree, disagree, seen, np.round(pull, 9)])[:, alive])
    return np.where(alive, weight, 0.0)


def _check(weight: Floats, seen: Longs, traits: Floats) -> None:
    """Once every statement has been heard, statements that differ cannot all weigh the same."""
    if not (np.isfinite(weight).all() and (weight > 0).all()):
        raise RoutingBrokenError("not_positive")
    if len(weight) <= 1 or seen.min() < HEARD:
        return
    if (weight == weight[0]).all() and (traits != traits[:, :1]).any():
        raise RoutingBrokenError("all_equal")


def next_statement(
    priority: Floats,
    answered: Bools,
    *,
    rng: np.random.Generator,
    group_seen: Longs | None = None,
) -> Draw | None:
    """Draw the next statement for one person.

    Parameters
    ----------
    priority : float64[m]
        From `priorities`; 0 is never drawn.
    answered : bool[m]
        What this person has already been shown.
    rng : numpy.random.Generator
    group_seen : int64[m], optional
        How many of this person's group have seen each statement: little-heard ones weigh up to twice as much,
        or small groups would stay unknown.

    Returns
    -------
    Draw or None
        None when nothing is left to show.

    Notes
    -----
    One draw in ten gives every remaining statement the same chance. Ties need no rule: it is a draw. Cost:
    O(m).

    Examples
    --------
    >>> draw = next_statement(np.array([1.0, 3.0]), np.array([False, True]), rng=np.random.default_rng(0))
    >>> draw.statement, draw.probability
    (0, 1.0)
    """
    open_ones = np.flatnonzero(~answered & (priority > 0))
    if not len(open_ones):
        return None
    weight = priority[open_ones]
    if group_seen is not None:
        weight = weight * (1 + np.exp2(-group_seen[open_ones] / _HALF_LIFE))
    share = weight / weight.sum()
    uniform = bool(rng.random() < UNIFORM_SHARE)
    pick = int(rng.integers(len(open_ones))) if uniform else int(rng.choice(len(open_ones), p=share))
    chance = (1 - UNIFORM_SHARE) * share[pick] + UNIFORM_SHARE / len(open_ones)
    return Draw(int(open_ones[pick]), min(float(chance), 1.0), uniform)
