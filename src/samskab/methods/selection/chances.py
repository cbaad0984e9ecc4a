"""The fairest chances there can be: leximin over the lot's linear relaxation, a bound nobody can beat.

Every lottery over panels gives each type an average number of seats that meets the quotas. So the leximin
best average over all *fractional* panels bounds what any lottery can do, person by person in rising order,
and it costs a few small linear programs. `lottery` then looks for real panels with exactly that average; when
it finds them, the lottery is proven leximin.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from samskab.methods.selection.problem import Bools, Floats, TypeModel

DUAL_ZERO = 1e-7
HAIRS = (1e-9, 1e-7, 1e-6, 1e-5)
"""How far below a fixed level the next program may go, or rounding in one makes the next infeasible."""


@dataclass(frozen=True)
class Target:
    """Wished chances.

    Attributes
    ----------
    chance : (t,) float array
        Chance of one person of each type, 0 to 1.
    levels : int
        Number of linear programs it took: one per step of the leximin.
    """

    chance: Floats
    levels: int


def leximin_relaxation(model: TypeModel, cap: float | None = None) -> Target | None:
    """Leximin chances when panels may be fractional.

    Parameters
    ----------
    model : TypeModel
    cap : float, optional
        Nobody's chance may exceed it.

    Returns
    -------
    Target or None
        None when not even fractional panels meet the quotas (or the cap).

    Notes
    -----
    Raise everybody's chance together until some types are held back (positive dual value: they are tight in
    every optimal solution), fix those, go on with the rest. Fixing is right here because averages of
    lotteries form a convex set. Cost: one linear program of t + 1 variables per level; levels <= types.

    Examples
    --------
    Three volunteers, two seats, exactly one for the only "y": she is certain, the others share one seat.

    >>> from samskab.methods.selection.problem import Quota, pool_of, type_model
    >>> pool = pool_of(["a", "b", "c"], ["f"], [["x"], ["x"], ["y"]])
    >>> model = type_model(pool, [Quota("f", "y", 1, 1)], 2)
    >>> leximin_relaxation(model).chance.tolist()
    [0.5, 1.0]
    """
    floor = np.zeros(model.n_types)
    free = np.ones(model.n_types, dtype=bool)
    top = model.upper if cap is None else np.minimum(model.upper, cap * model.size)
    levels = 0
    while free.any():
        step = next(filter(None, (_raise_together(model, floor, free, top, hair) for hair in HAIRS)), None)
        if step is None:
            return None
        value, held = step
        tight = np.flatnonzero(free)[held]
        floor[tight] = value
        free[tight] = False
        levels += 1
    return Target(chance=np.clip(floor, 0.0, 1.0), levels=levels)


def _raise_together(
    model: TypeModel, floor: Floats, free: Bools, top: Floats, hair: float
) -> tuple[float, Bools] | None:
    """One level: the largest common chance of the free types, and which of them hold it back."""
    from scipy.optimize import linprog  # noqa: PLC0415 - heavy, so loaded only when a lot is drawn

    t, who = model.n_types, np.flatnonzero(free)
    common = sp.csr_matrix((-np.ones(len(who)), (np.arange(len(who)), who)), shape=(len(who), t))
    fixed_rows = sp.vstack([model.quota_rows, -model.quota_rows, model.household_rows])
    rows = sp.vstack(
        [
            sp.hstack([fixed_rows, sp.csr_matrix((fixed_rows.shape[0], 1))]),
            sp.hstack([common, sp.csr_matrix(model.size[who][:, None])]),
        ]
    ).tocsr()
    limits = np.concatenate([model.high, -model.low, model.household_limit, np.zeros(len(who))])
    low = np.where(free, 0.0, np.maximum((floor - hair) * model.size, 0.0))
    answer = linprog(
        np.append(np.zeros(t), -1.0),
        A_ub=rows,
        b_ub=limits,
        A_eq=sp.csr_matrix(np.append(np.ones(t), 0.0)[None, :]),
        b_eq=[model.seats],
        bounds=np.column_stack([np.append(low, 0.0), np.append(np.maximum(top, low), np.inf)]),
        method="highs",
    )
    if answer.x is None:
        return None
    duals = -answer.ineqlin.marginals[fixed_rows.shape[0] :]
    held = duals > DUAL_ZERO * max(1.0, float(duals.max()))
    return float(answer.x[-1]), held


def lowest_cap(model: TypeModel) -> float | None:
    """The smallest largest chance any lottery can have: below it a cap cannot be kept.

    Returns
    -------
    float or None
        None when the quotas cannot be met.

    Examples
    --------
    >>> from samskab.methods.selection.problem import Quota, pool_of, type_model
    >>> pool = pool_of(["a", "b", "c"], ["f"], [["x"], ["x"], ["y"]])
    >>> lowest_cap(type_model(pool, [Quota("f", "y", 1, 1)], 2))
    1.0
    """
    from scipy.optimize import linprog  # noqa: PLC0415 - heavy, so loaded only when a lot is drawn

    t = model.n_types
    if t == 0:
        return 0.0
    zero = sp.csr_matrix((model.quota_rows.shape[0] * 2 + model.household_rows.shape[0], 1))
    fixed_rows = sp.vstack([model.quota_rows, -model.quota_rows, model.household_rows])
    rows = sp.vstack([sp.hstack([fixed_rows, zero]), sp.hstack([sp.eye(t), -model.size[:, None]])]).tocsr()
    answer = linprog(
        np.append(np.zeros(t), 1.0),
        A_ub=rows,
        b_ub=np.concatenate([model.high, -model.low, model.household_limit, np.zeros(t)]),
        A_eq=sp.csr_matrix(np.append(np.ones(t), 0.0)[None, :]),
        b_eq=[model.seats],
        bounds=np.column_stack([np.zeros(t + 1), np.append(model.upper, 1.0)]),
        method="highs",
    )
    return None if answer.x is None else float(answer.x[-1])
