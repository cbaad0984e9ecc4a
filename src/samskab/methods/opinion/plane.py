"""The opinion map: where the votes differ most (two axes), and where each person stands on it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import scipy.sparse as sp

from .votes import Bytes, Floats, Ints, Longs

RIDGE = 0.1
WARM_STEPS = 6
WARM_ERROR_DEGREES = 0.05
WARM_LIMIT_DEGREES = 5.0
_SMALL = 64  # up to here the statement-by-statement table is solved directly
_NOTHING = 1e-9  # what rounding leaves of nothing, in loadings of length 1
_FIRST_LOOK = 7  # rounds before it is worth asking whether both axes stand
_GOLDEN = 0.6180339887498949


@dataclass(frozen=True, eq=False)
class Plane:
    """Two axes over the statements, and how they were found.

    Attributes
    ----------
    basis : float64[2, m]
        Rows of length 1 (or all 0 when the votes do not differ in that many directions), first axis first.
    strength : float64[2]
        Sum of squares of the centred votes along each axis, highest first.
    rounds : int
        Passes over the votes.
    warm : bool
        True when it was updated from an earlier plane.
    """

    basis: Floats
    strength: Floats
    rounds: int
    warm: bool


def means(agree: Longs, disagree: Longs, seen: Longs) -> Floats:
    """Mean vote per statement.

    Parameters
    ----------
    agree, disagree, seen : int64[m]
        Counts; passes are seen but neither agree nor disagree.

    Returns
    -------
    float64[m]
        In [-1, 1]; 0 where nobody has voted.

    Examples
    --------
    >>> means(np.array([3]), np.array([1]), np.array([4])).tolist()
    [0.5]
    """
    return (agree - disagree) / np.maximum(seen, 1)


def centred(start: Longs, statement: Ints, vote: Bytes, mean: Floats) -> sp.csr_matrix:
    """Votes minus their statement's mean, 0 where nobody voted: exactly the mean-imputed, centred table.

    Filling a gap with the mean and then subtracting the mean leaves 0, and it does not move the mean. So the
    dense table of the published method has one non-zero per vote, and nothing needs to be filled in.

    Parameters
    ----------
    start, statement, vote : arrays
        Votes by person, as in `Votes`.
    mean : float64[m]
        Mean vote per statement.

    Returns
    -------
    scipy.sparse.csr_matrix, float64[n, m]
        Shares ``statement`` and ``start``; do not write to it.

    Examples
    --------
    >>> ballots = np.array([1, -1], np.int8)
    >>> centred(np.array([0, 1, 2]), np.array([0, 0], np.int32), ballots, np.zeros(1)).toarray().tolist()
    [[1.0], [-1.0]]
    """
    difference = mean[statement]
    np.subtract(vote, difference, out=difference)
    return sp.csr_matrix((difference, statement, start), shape=(len(start) - 1, len(mean)))


def leading_plane(table: sp.csr_matrix, *, tolerance: float = 1e-7, most_rounds: int = 200) -> Plane:
    """Find the two directions along which the votes differ most, exactly, without a dense table.

    Parameters
    ----------
    table : csr_matrix[n, m]
        Centred votes.
    tolerance : float
        Stop when the residual of both directions is below this share of the first one's strength.
    most_rounds : int
        Stop here at the latest.

    Returns
    -------
    Plane

    Notes
    -----
    Lanczos on the statement-by-statement products with full re-orthogonalisation, from a fixed irregular
    start, so the same votes give the same plane. Up to 64 statements the products are solved directly. Equal
    strengths leave the axes free to turn; any pair is then right. Cost: about 25 times two passes over the
    votes.

    Examples
    --------
    Two people who disagree about the second statement only:

    >>> plane = leading_plane(sp.csr_matrix([[0.0, 1.0], [0.0, -1.0]]))
    >>> abs(plane.basis[0]).round(6).tolist(), plane.strength.round(6).tolist()
    ([0.0, 1.0], [2.0, 0.0])
    """
    m = table.shape[1]
    if m <= _SMALL or not table.nnz:
        values, vectors = (
            np.linalg.eigh((table.T @ table).toarray()) if m else (np.zeros(0), np.zeros((0, 0)))
        )
        return _as_plane(values[::-1], vectors[:, ::-1], m, 1, warm=False)
    values, vectors, rounds = _lanczos(table, tolerance, min(m, most_rounds))
    return _as_plane(values, vectors, m, rounds, warm=False)


def _as_plane(values: Floats, vectors: Floats, m: int, rounds: int, *, warm: bool) -> Plane:
    basis, strength = np.zeros((2, m)), np.zeros(2)
    found = min(2, len(values))
    strength[:found] = np.maximum(values[:found], 0)
    real = strength[:found] > 1e-9 * max(1.0, float(strength[0]) if found else 1.0)
    basis[:found][real] = vectors[:, :found].T[real]
    strength[:found][~real] = 0
    return Plane(basis, strength, rounds, warm)


def _lanczos(table: sp.csr_matrix, tolerance: float, most: int) -> tuple[Floats, Floats, int]:
    m = table.shape[1]
    turned = table.T
    frame = np.zeros((most, m))
    diagonal, beside = np.zeros(most), np.zeros(most)
    following = _irregular(m, 1)
    for step in range(most):
        frame[step] = following / np.linalg.norm(following)
        image = turned @ (table @ frame[step])
        diagonal[step] = frame[step] @ image
        known = frame[: step + 1]
        image -= known.T @ (known @ image)
        image -= known.T @ (known @ image)
        beside[step] = np.linalg.norm(image)
        scale = max(float(diagonal[: step + 1].max()), 1e-30)
        if (
            beside[step] <= 1e-12 * scale
        ):  # everything reachable from this start is found: start anew beside it
            beside[step] = 0.0
            image = _irregular(m, step + 2)
            image -= known.T @ (known @ image)
            image -= known.T @ (known @ image)
            if np.linalg.norm(image) < _NOTHING:
                most = step + 1
        if step + 1 == most or (step >= _FIRST_LOOK and step % 3 == 1):
            values, vectors = _tridiagonal(diagonal[: step + 1], beside[:step])
            residual = beside[step] * np.abs(vectors[-1, :2])
            if step + 1 == most or (beside[step] > 0 and residual.max() <= tolerance * values[0]):
                return values, frame[: step + 1].T @ vectors[:, :2], step + 1
        following = image
    raise AssertionError("unreachable: the last step returns")


def _tridiagonal(diagonal: Floats, beside: Floats) -> tuple[Floats, Floats]:
    values, vectors = np.linalg.eigh(np.diag(diagonal) + np.diag(beside, 1) + np.diag(beside, -1))
    return values[::-1], vectors[:, ::-1]


def _irregular(m: int, salt: int) -> Floats:
    """A fixed vector without pattern: a regular one could be blind to a regular direction."""
    parts: Floats = np.modf((np.arange(m) + 1) * (salt * _GOLDEN))[0]
    return parts - 0.5 + 1e-3


def warm_plane(table: sp.csr_matrix, basis: Floats, *, most_steps: int = WARM_STEPS) -> Plane:
    """Bring an earlier plane up to date with a few subspace steps; start cold when it has turned too far.

    Parameters
    ----------
    table : csr_matrix[n, m]
        Centred votes now.
    basis : float64[2, m]
        The earlier axes; 0 for statements that are new.
    most_steps : int
        Passes over the votes, both ways, before it is quicker to begin anew.

    Returns
    -------
    Plane
        Within about 0.05 degrees of the plane found cold. ``warm`` is False when it was found anew: it had
        turned by more than 5 degrees, or the votes settle the second axis too weakly for steps to get there.

    Examples
    --------
    >>> table = sp.csr_matrix([[3.0, 0, 0], [0, 2.0, 0], [0, 0, 1.0]])
    >>> warm_plane(table, np.array([[1.0, 0, 0], [0, 1.0, 0]])).warm
    True
    """
    if np.linalg.matrix_rank(basis) < len(basis):
        return leading_plane(table)
    frame = np.linalg.qr(basis.T)[0]
    first, turned, last_turn, steps = frame, table.T, np.inf, 0
    while True:
        before, steps = frame, steps + 1
        frame, size = np.linalg.qr(turned @ (table @ frame))
        if abs(size[1, 1]) <= _NOTHING * abs(size[0, 0]) or steps > most_steps:
            return leading_plane(table)
        turn = angle_degrees(before.T, frame.T)
        pace = min(turn / last_turn, 1.0)
        if steps > 1 and turn * pace <= WARM_ERROR_DEGREES * (1 - pace):
            break  # the rest of the way, at this pace, is shorter than what matters
        last_turn = max(turn, _NOTHING)
    if angle_degrees(first.T, frame.T) > WARM_LIMIT_DEGREES:
        return leading_plane(table)
    image = table @ frame
    values, axes = np.linalg.eigh(image.T @ image)
    return _as_plane(values[::-1], frame @ axes[:, ::-1], table.shape[1], steps, warm=True)


def angle_degrees(one: Floats, other: Floats) -> float:
    """Largest angle between two planes.

    Parameters
    ----------
    one, other : float64[2, m]
        Orthonormal rows.

    Returns
    -------
    float
        Degrees in [0, 90].

    Examples
    --------
    >>> angle_degrees(np.eye(3)[:2], np.eye(3)[1:])
    90.0
    """
    cosine = np.linalg.svd(one @ other.T, compute_uv=False).min()
    return float(np.degrees(np.arccos(np.clip(cosine, 0.0, 1.0))))


def orient(basis: Floats, previous: Floats | None = None) -> Floats:
    """Turn axes so that the map does not mirror or spin between two fits.

    Parameters
    ----------
    basis : float64[2, m]
        New axes.
    previous : float64[2, m], optional
        Earlier axes over the same statements.

    Returns
    -------
    float64[2, m]
        Without ``previous`` each axis points to where its loading is largest (on an exact tie, where the sum
        of cubes is positive). With it, the turn or reflection within the plane that lies closest to the
        earlier axes.

    Examples
    --------
    >>> orient(np.array([[-0.8, 0.6], [0.6, 0.8]])).tolist()
    [[0.8, -0.6], [0.6, 0.8]]
    """
    if not basis.size:
        return basis
    if previous is None or not previous.any() or not basis[1].any():
        size = np.abs(basis)
        lead = size >= size.max(1, keepdims=True) * (1 - 1e-9)
        side = np.sign((basis * lead).sum(1))
        side = np.where(side == 0, np.sign((basis**3).sum(1)), side)
        return basis * np.where(side == 0, 1.0, side)[:, None]
    left, _, right = np.linalg.svd(previous @ basis.T)
    turned: Floats = (left @ right) @ basis
    return turned


def ridge_positions(table: sp.csr_matrix, basis: Floats, *, ridge: float = RIDGE) -> Floats:
    """Place every person where their own votes fit best, with a light pull to the centre.

    Parameters
    ----------
    table : csr_matrix[n, m]
        Centred votes, one stored entry per vote (also where it is 0).
    basis : float64[2, m]
        The axes.
    ridge : float
        Pull to the centre; the same for a person with 5 and with 500 votes, so few votes pull more.

    Returns
    -------
    float64[n, 2]
        Unit-free. (0, 0) without votes.

    Notes
    -----
    Each person solves (sum V V' + ridge I) x = sum V (v - mean) over the statements they voted on: two
    equations. Cost: two passes over the votes.

    Examples
    --------
    Two people disagree about one statement; without a pull they would stand at 1 and -1.

    >>> table = sp.csr_matrix([[1.0], [-1.0]])
    >>> ridge_positions(table, np.array([[1.0], [0.0]]), ridge=1.0)[:, 0].tolist()
    [0.5, -0.5]
    """
    a, b = basis
    weights = np.ascontiguousarray(np.stack([a * a, b * b, a * b], 1))
    right = table @ np.ascontiguousarray(basis.T)
    squares = np.empty((table.shape[0], 3))
    for rows, part in _row_blocks(table.indptr):
        ones = np.ones(part.stop - part.start)
        block = sp.csr_matrix(
            (ones, table.indices[part], table.indptr[rows.start : rows.stop + 1] - part.start),
            shape=(rows.stop - rows.start, table.shape[1]),
        )
        squares[rows] = block @ weights
    saa, sbb, sab = squares[:, 0] + ridge, squares[:, 1] + ridge, squares[:, 2]
    det = saa * sbb - sab * sab
    return np.stack(
        [(right[:, 0] * sbb - right[:, 1] * sab) / det, (right[:, 1] * saa - right[:, 0] * sab) / det], 1
    )


def _row_blocks(start: Longs, target: int = 1 << 20) -> list[tuple[slice, slice]]:
    """Whole rows, about a million votes at a time."""
    n = len(start) - 1
    cuts = np.searchsorted(start, np.arange(0, int(start[-1]) + target, target), side="left")
    edges = np.unique(np.concatenate([[0], np.minimum(cuts, n), [n]]))
    return [(slice(int(lo), int(hi)), slice(int(start[lo]), int(start[hi]))) for lo, hi in pairwise(edges)]


def extremity(mean: Floats, basis: Floats) -> Floats:
    """How far from the centre someone would land who only agreed with this statement.

    Parameters
    ----------
    mean : float64[m]
        Mean vote.
    basis : float64[2, m]
        The axes.

    Returns
    -------
    float64[m]
        sqrt(m) * (1 - mean) * length of the statement's loadings, as published (Small et al. 2021).

    Examples
    --------
    >>> extremity(np.array([0.5]), np.array([[0.6], [0.8]])).round(6).tolist()
    [0.5]
    """
    length: Floats = np.hypot(basis[0], basis[1])
    far: Floats = np.sqrt(len(mean)) * (1 - mean) * length
    return far
