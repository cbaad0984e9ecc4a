"""What can be worked out by subtracting one release from another: who came, who left, who moved."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from samskab.methods.disclosure.contributors import Bools, Ints

NOBODY = -1


@dataclass(frozen=True, eq=False)
class Movement:
    """Which cells give a small group away, and the smallest group anything gives away.

    Attributes
    ----------
    earlier : (s, c) bool array
        Cells of each earlier release that an attacker can subtract a small group from.
    fresh : (d,) bool array
        Cells of the new release that an attacker can subtract a small group from.
    smallest : int
        Units in the smallest group that any union of cells of one release, minus any union of cells of
        the other, leaves; 0 when all such differences are empty.
    """

    earlier: Bools
    fresh: Bools
    smallest: int


def movement(earlier: Ints, now: Ints, unit: Ints, k: int) -> Movement:
    """Compare a new release with every earlier one.

    Parameters
    ----------
    earlier : (s, n) int array
        The cell of each person in each earlier release, -1 for none.
    now : (n,) int array
        The cell in the new one.
    unit : (n,) int array
        Household, 0 or more; people with the same number count as one.
    k : int
        The smallest group that may be known.

    Returns
    -------
    Movement

    Notes
    -----
    For two releases, take any union U of cells of one and any union V of cells of the other. The people in
    U \\ V are those of each cell C in U who are in no cell of the other release, and those who moved to the
    cells not in V. All such differences are empty or have k units or more exactly when for every cell C of
    either release: k units or more of C are in no cell of the other release; or nobody is, and each move
    from C to a cell of the other has k units or more (staying is a move too). That is what is tested, so
    the attack over 2^c unions costs O(s n log n). Inputs unchanged.

    Examples
    --------
    Six people in one cell; one of them has left: subtracting shows that one.

    >>> told = movement(np.zeros((1, 6), dtype=int), np.array([0, 0, 0, 0, 0, -1]), np.arange(6), 5)
    >>> told.earlier.tolist(), told.smallest
    ([[True]], 1)
    """
    n_then, n_now = int(earlier.max(initial=NOBODY)) + 1, int(now.max(initial=NOBODY)) + 1
    table = _units_moving(earlier + 1, now + 1, unit, n_then + 1, n_now + 1)
    small_then, least_then = _gives_away(table[:, 1:, :], k)
    small_now, least_now = _gives_away(table[:, :, 1:].transpose(0, 2, 1), k)
    found = [least for least in (least_then, least_now) if least]
    return Movement(small_then, np.asarray(small_now.any(axis=0)), min(found, default=0))


def _gives_away(moves: Ints, k: int) -> tuple[Bools, int]:
    """Of moves (s, from, to), to 0 being nowhere: which `from` give away fewer than k, and the smallest."""
    nowhere, flows = moves[:, :, 0], moves[:, :, 1:]
    least_flow = np.where(flows > 0, flows, np.iinfo(np.int64).max).min(
        axis=2, initial=np.iinfo(np.int64).max
    )
    least = np.where(nowhere > 0, nowhere, least_flow)
    there = least < np.iinfo(np.int64).max
    return np.asarray(there & (least < k)), int(least[there].min()) if there.any() else 0


def _units_moving(then: Ints, now: Ints, unit: Ints, n_then: int, n_now: int) -> Ints:
    """Different units per (release, cell then, cell now)."""
    n_releases, n = then.shape
    cell = (np.arange(n_releases)[:, None] * n_then + then) * n_now + now[None, :]
    size = n_releases * n_then * n_now
    if len(np.unique(unit)) < n:
        n_units = int(unit.max(initial=0)) + 1
        cell = np.unique(cell * n_units + unit[None, :]) // n_units
    return np.bincount(cell.ravel(), minlength=size).reshape(n_releases, n_then, n_now).astype(np.int64)
