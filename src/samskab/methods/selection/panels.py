"""Finding one panel: whole seats per type that meet every quota and favour the given weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from samskab.methods.selection.problem import Floats, TypeModel

Panel = tuple[int, ...]
REDUCED_GAP = 1e-3
EXACT_GAP = 1e-7


@dataclass(frozen=True)
class Box:
    """Bounds per type that narrow the search to panels near a wished-for average."""

    low: Floats
    high: Floats


def whole_box(model: TypeModel) -> Box:
    """Every panel the quotas allow."""
    return Box(np.zeros(model.n_types), model.upper)


def box_around(model: TypeModel, average: Floats) -> Box:
    """Panels that give each type its wished average rounded down or up: near it, and therefore quick to find.

    Examples
    --------
    >>> from samskab.methods.selection.problem import Quota, pool_of, type_model
    >>> model = type_model(pool_of(["a", "b", "c"], ["f"], [["x"], ["x"], ["x"]]), [Quota("f", "x", 0, 3)], 2)
    >>> box = box_around(model, np.array([1.5]))
    >>> box.low.tolist(), box.high.tolist()
    ([1.0], [2.0])
    """
    return Box(np.floor(average + 1e-7), np.minimum(np.ceil(average - 1e-7), model.upper))


def best_panel(model: TypeModel, weights: Floats, box: Box, gap: float = EXACT_GAP) -> Panel | None:
    """The panel with the largest total weight, or None when no panel fits.

    Parameters
    ----------
    model : TypeModel
    weights : (t,) float array
        Worth of one seat for each type; may be negative.
    box : Box
    gap : float
        Relative optimality gap handed to the solver.

    Returns
    -------
    tuple of int or None

    Notes
    -----
    One integer program by HiGHS (SciPy). Ties between equally good panels are the solver's and decide
    nothing: a panel found here is a candidate, its probability is settled later by linear programming.

    Examples
    --------
    >>> from samskab.methods.selection.problem import Quota, pool_of, type_model
    >>> pool = pool_of(["a", "b", "c"], ["f"], [["x"], ["x"], ["y"]])
    >>> model = type_model(pool, [Quota("f", "x", 1, 2), Quota("f", "y", 0, 1)], 2)
    >>> best_panel(model, np.array([1.0, 3.0]), whole_box(model))
    (1, 1)
    """
    from scipy.optimize import Bounds, milp  # noqa: PLC0415 - heavy, so loaded only when a lot is drawn

    if model.n_types == 0:
        return () if model.seats == 0 and not model.low.any() else None
    if np.any(box.low > box.high):
        return None
    answer = milp(
        -weights,
        constraints=_rows(model),
        integrality=np.ones(model.n_types),
        bounds=Bounds(box.low, box.high),
        options={"mip_rel_gap": gap},
    )
    if answer.x is None:
        return None
    return tuple(int(v) for v in np.rint(answer.x))


def _rows(model: TypeModel) -> list[object]:
    from scipy.optimize import LinearConstraint  # noqa: PLC0415 - heavy, so loaded only when a lot is drawn

    rows: list[object] = [LinearConstraint(np.ones((1, model.n_types)), model.seats, model.seats)]
    if len(model.low):
        rows.append(LinearConstraint(model.quota_rows, model.low, model.high))
    if len(model.household_limit):
        rows.append(LinearConstraint(model.household_rows, -np.inf, model.household_limit))
    return rows


def meets_quotas(model: TypeModel, panel: Panel) -> bool:
    """Whether a panel keeps every rule, in whole numbers: the last word over any solver's tolerance.

    Examples
    --------
    >>> from samskab.methods.selection.problem import Quota, pool_of, type_model
    >>> model = type_model(pool_of(["a", "b"], ["f"], [["x"], ["y"]]), [Quota("f", "y", 1, 1)], 1)
    >>> meets_quotas(model, (0, 1)), meets_quotas(model, (1, 0))
    (True, False)
    """
    seats = np.array(panel, dtype=np.int64)
    if seats.sum() != model.seats or np.any(seats < 0) or np.any(seats > model.upper):
        return False
    quotas = model.quota_rows @ seats
    homes = model.household_rows @ seats
    inside = np.all(quotas >= model.low) and np.all(quotas <= model.high)
    return bool(inside and np.all(homes <= model.household_limit))
