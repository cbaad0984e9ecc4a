"""How sure a share is, and a difference between two shares."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Z95 = 1.959963984540054


def wilson(successes: npt.ArrayLike, seen: npt.ArrayLike, z: float = 1.0) -> tuple[Floats, Floats]:
    """Lower and upper bound of a share.

    Parameters
    ----------
    successes, seen : int array
        Counts; passes are seen.
    z : float
        Width; 1 is about two thirds, `Z95` is 95 %.

    Returns
    -------
    lower, upper : float64 array
        (0, 1) where nobody has seen it. The lower bound rises with the number of people at the same share.

    Notes
    -----
    Wilson's score interval (1927), doi:10.1080/01621459.1927.10502953. Inputs unchanged.

    Examples
    --------
    >>> lower, upper = wilson(np.array([8, 0]), np.array([10, 0]))
    >>> lower.round(3).tolist(), upper.round(3).tolist()
    ([0.649, 0.0], [0.896, 1.0])
    """
    counted = np.asarray(seen)
    n = np.maximum(counted, 1)
    p = np.asarray(successes) / n
    middle = p + z * z / (2 * n)
    half = z * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    lower, upper = np.maximum((middle - half) / scale, 0.0), np.minimum((middle + half) / scale, 1.0)
    return np.where(counted > 0, lower, 0.0), np.where(counted > 0, upper, 1.0)


def newcombe(one: tuple[int, int], other: tuple[int, int], z: float = Z95) -> tuple[float, float]:
    """Lower and upper bound of the difference between two independent shares.

    Parameters
    ----------
    one, other : (successes, n)
        n of 0 tells nothing: its share counts as anything from 0 to 1.
    z : float
        Width; 95 % when left out.

    Returns
    -------
    lower, upper : float
        Of one's share minus the other's, -1 to 1.

    Notes
    -----
    Newcombe 1998, method 10: the two Wilson intervals put together,
    doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I.

    Examples
    --------
    Newcombe's own case, 56 of 70 against 48 of 80:

    >>> [round(end, 4) for end in newcombe((56, 70), (48, 80))]
    [0.0524, 0.3339]
    """
    (k1, n1), (k2, n2) = one, other
    lower, upper = wilson(np.array([k1, k2]), np.array([n1, n2]), z)
    p1, p2 = (k / n if n else 0.5 for k, n in ((k1, n1), (k2, n2)))
    down = float(np.hypot(p1 - lower[0], upper[1] - p2))
    up = float(np.hypot(upper[0] - p1, p2 - lower[1]))
    return max(-1.0, p1 - p2 - down), min(1.0, p1 - p2 + up)
