"""What every figure about equality says: how much, how sure, what chance gives, or too few to tell."""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Band: TypeAlias = tuple[float, float]
Verdict = Literal["difference", "no_difference_seen", "too_few_to_tell"]
ENDS = (0.025, 0.975)
ROUNDS = 999


class EqualityError(ValueError):
    """Input that cannot be counted; `code` and `params` let the caller say it in its own words."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


def whole(values: npt.ArrayLike, what: str) -> Ints:
    """Copy counts as whole numbers from 0.

    Parameters
    ----------
    values : (n,) array of int
    what : str
        Named in the error.

    Returns
    -------
    (n,) int array

    Raises
    ------
    EqualityError
        `not_counts`.

    Examples
    --------
    >>> whole([2, 0], "turns").tolist()
    [2, 0]
    """
    given = np.array(values)
    if given.ndim != 1 or (given.size and given.dtype.kind not in "biu") or (given < 0).any():
        raise EqualityError("not_counts", what=what)
    return given.astype(np.int64)


def share_of(part: int, total: int) -> None:
    """Refuse a share that is none.

    Parameters
    ----------
    part, total : int

    Raises
    ------
    EqualityError
        `not_a_share` unless 0 <= part <= total.
    """
    if not 0 <= part <= total:
        raise EqualityError("not_a_share", part=part, total=total)


def judged(enough: bool, value: float, allowed: Band | None) -> Verdict:
    """Say what a figure shows: a value outside the band is a difference.

    Parameters
    ----------
    enough : bool
        Whether there is data enough to say anything.
    value : float
    allowed : (float, float) or None
        Ends included.

    Returns
    -------
    str

    Examples
    --------
    >>> judged(True, 0.5, (0.1, 0.4)), judged(False, 0.5, (0.1, 0.4))
    ('difference', 'too_few_to_tell')
    """
    if not enough or allowed is None:
        return "too_few_to_tell"
    return "no_difference_seen" if allowed[0] <= value <= allowed[1] else "difference"


def central(probability: Floats, values: Floats) -> Band:
    """The middle 95 % of a discrete distribution.

    Parameters
    ----------
    probability : (m,) float array
        Sums to 1.
    values : (m,) float array
        Rising.

    Returns
    -------
    (float, float)
        The first values at which 2.5 % and 97.5 % are reached.

    Examples
    --------
    >>> central(np.array([0.02, 0.96, 0.02]), np.array([0.0, 1.0, 2.0]))
    (1.0, 1.0)
    """
    below = np.cumsum(probability)
    low, high = (int(np.searchsorted(below, end - 1e-12)) for end in ENDS)
    return float(values[low]), float(values[min(high, len(values) - 1)])
