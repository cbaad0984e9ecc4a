"""Leximin over real panels by column generation: for pools whose fractional bound no lottery reaches.

After Flanigan, Goelz, Gupta, Hennig and Procaccia, "Fair algorithms for selecting citizens' assemblies",
Nature 596 (2021), doi:10.1038/s41586-021-03788-6, written on types instead of persons.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from samskab.methods.selection.mixture import Columns, Watch
from samskab.methods.selection.panels import REDUCED_GAP, best_panel, whole_box
from samskab.methods.selection.problem import Bools, Floats, Ints

TIGHT = 1e-7
OVER_CAP = 100.0
"""Price of a chance above the cap: so far above any other that a cap is broken only when it must be."""


@dataclass(frozen=True)
class Levels:
    """Leximin chances over real panels.

    Attributes
    ----------
    chance : (t,) float array
        The chance each type got fixed at.
    gap : float
        Proven distance between the lowest chance and the best possible lowest chance.
    finished : bool
        False when the watch stopped the search before the last level.
    programs : int
        Integer programs solved.
    """

    chance: Floats
    gap: float
    finished: bool
    programs: int


@dataclass
class _Level:
    value: float
    prices: Floats
    cap_prices: Floats
    worth: float


def leximin_over_panels(columns: Columns, tolerance: float, watch: Watch, cap: float | None = None) -> Levels:
    """Raise the lowest chance, then the next lowest, and so on, adding panels as long as one helps.

    Parameters
    ----------
    columns : Columns
        At least one panel; more are added.
    tolerance : float
        A level is settled when no panel can raise it by more than this.
    watch : callable
        Called once per linear program.
    cap : float, optional
        Chances above it cost more than anything they could bring.

    Returns
    -------
    Levels

    Notes
    -----
    Each level: maximise z subject to chance >= z for free types and >= the fixed value for the others; the
    duals price the types, the integer program looks for a panel worth more than z; then types with positive
    price are fixed.
    """
    t = columns.model.n_types
    fixed, free = np.zeros(t), np.ones(t, dtype=bool)
    gap: float | None = None
    programs, going = 0, True
    while free.any() and going:
        level, excess, used, going = _settle_level(
            columns, fixed, free, tolerance=tolerance, watch=watch, cap=cap
        )
        programs += used
        gap = excess if gap is None else gap
        held = free & (level.prices > TIGHT)
        held = held if held.any() and going else free.copy()
        fixed[held] = level.value
        free &= ~held
    return Levels(chance=fixed, gap=max(0.0, gap or 0.0), finished=going, programs=programs)


def _settle_level(
    columns: Columns, fixed: Floats, free: Bools, *, tolerance: float, watch: Watch, cap: float | None
) -> tuple[_Level, float, int, bool]:
    programs, bound = 0, np.inf
    while True:
        level = _price(columns, fixed, free, cap)
        going = watch("leximin", len(columns.panels), min(1.0, bound - level.value))
        net = (level.prices - level.cap_prices) / columns.model.size
        panel = best_panel(columns.model, net, whole_box(columns.model))
        programs += 1
        if panel is None:
            return level, 0.0, programs, going
        excess = float(net @ np.array(panel)) - level.worth
        bound = min(bound, level.value + excess)
        if excess <= tolerance or not going or not columns.add(panel):
            return level, bound - level.value, programs, going
        programs += _relatives(columns, net, np.array(panel), 1.0 + excess)


def _relatives(columns: Columns, net: Floats, panel: Ints, step: float) -> int:
    """A few more panels from one linear program: make what the last panel has cheaper, ask again."""
    weights = net.copy()
    for turn in range(1, 6):
        weights[panel > 0] *= 0.8 / step
        other = best_panel(columns.model, weights, whole_box(columns.model), REDUCED_GAP)
        if other is None or not columns.add(other):
            return turn
        panel = np.array(other)
    return 5


def _price(columns: Columns, fixed: Floats, free: Bools, cap: float | None) -> _Level:
    from scipy.optimize import linprog  # noqa: PLC0415 - heavy, so loaded only when a lot is drawn

    shares = columns.shares()
    c, t = shares.shape
    over = 0 if cap is None else t
    rows = np.hstack([-shares.T, free.astype(float)[:, None], np.zeros((t, over))])
    limits = np.where(free, 0.0, -(fixed - 1e-9))
    if cap is not None:
        rows = np.vstack([rows, np.hstack([shares.T, np.zeros((t, 1)), -np.eye(t)])])
        limits = np.append(limits, np.full(t, cap))
    answer = linprog(
        np.concatenate([np.zeros(c), [-1.0], np.full(over, OVER_CAP)]),
        A_ub=rows,
        b_ub=limits,
        A_eq=np.concatenate([np.ones(c), np.zeros(1 + over)])[None, :],
        b_eq=[1.0],
        bounds=(0, None),
        method="highs",
    )
    duals = -answer.ineqlin.marginals
    cap_prices = duals[t:] if cap is not None else np.zeros(t)
    return _Level(
        value=float(answer.x[c]),
        prices=duals[:t],
        cap_prices=cap_prices,
        worth=float(-answer.eqlin.marginals[0]),
    )
