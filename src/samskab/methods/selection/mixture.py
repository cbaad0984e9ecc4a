"""Mixing panels: which probabilities give each type its promised chance, and which panels are missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from samskab.methods.selection.panels import (
    REDUCED_GAP,
    Box,
    Panel,
    best_panel,
    box_around,
    meets_quotas,
    whole_box,
)
from samskab.methods.selection.problem import Floats, TypeModel

Watch = Callable[[str, int, float], bool]
"""Told (stage, panels so far, gap so far); answering False asks the search to stop and report its gap."""


def never_stop(_stage: str, _panels: int, _gap: float) -> bool:
    """The watch that watches nothing."""
    return True


@dataclass
class Columns:
    """The panels found so far, each once, in the order they were found."""

    model: TypeModel
    panels: list[Panel] = field(default_factory=list)
    _known: set[Panel] = field(default_factory=set)

    def add(self, panel: Panel | None) -> bool:
        """Keep a panel that is new and meets every quota in whole numbers."""
        if panel is None or panel in self._known or not meets_quotas(self.model, panel):
            return False
        self._known.add(panel)
        self.panels.append(panel)
        return True

    def shares(self) -> Floats:
        """(panels, t) array: seats per head of each type in each panel."""
        return (
            np.array(self.panels, dtype=float).reshape(len(self.panels), self.model.n_types) / self.model.size
        )


@dataclass(frozen=True)
class Mix:
    """Probabilities over the columns, the worst distance to the wished chances, and its prices per type."""

    probability: Floats
    distance: float
    prices: Floats


def settle(columns: Columns, wished: Floats) -> Mix:
    """Probabilities whose chances are nearest to the wished ones (least worst distance, both ways).

    Notes
    -----
    One linear program: minimise s with |mean_j - wished_j| <= s. Its duals price the types: a panel worth
    more than every known one at these prices brings the mixture nearer.

    Examples
    --------
    >>> from samskab.methods.selection.problem import Quota, pool_of, type_model
    >>> pool = pool_of(["a", "b"], ["f"], [["x"], ["y"]])
    >>> columns = Columns(type_model(pool, [Quota("f", "x", 0, 1), Quota("f", "y", 0, 1)], 1))
    >>> columns.add((1, 0)), columns.add((0, 1))
    (True, True)
    >>> settle(columns, np.array([0.5, 0.5])).probability.tolist()
    [0.5, 0.5]
    """
    from scipy.optimize import linprog  # noqa: PLC0415 - heavy, so loaded only when a lot is drawn

    shares = columns.shares()
    c, t = shares.shape
    slack = -np.ones((t, 1))
    answer = linprog(
        np.append(np.zeros(c), 1.0),
        A_ub=np.block([[-shares.T, slack], [shares.T, slack]]),
        b_ub=np.concatenate([-wished, wished]),
        A_eq=np.append(np.ones(c), 0.0)[None, :],
        b_eq=[1.0],
        bounds=(0, None),
        method="highs",
    )
    chance = np.maximum(answer.x[:c], 0.0)
    chance /= chance.sum()
    duals = -answer.ineqlin.marginals
    distance = float(np.abs(chance @ shares - wished).max(initial=0.0))
    return Mix(probability=chance, distance=distance, prices=duals[:t] - duals[t:])


@dataclass(frozen=True)
class Search:
    """What came out of looking for panels with a wished average."""

    mix: Mix
    reachable: bool
    programs: int


def find_mixture(
    columns: Columns,
    wished: Floats,
    rng: np.random.Generator,
    tolerance: float,
    watch: Watch = never_stop,
) -> Search:
    """Add panels until some mixture of them has the wished average, or prove that none has.

    Parameters
    ----------
    columns : Columns
        Panels known already; new ones are added.
    wished : (t,) float array
        Chance per head of each type.
    rng : numpy Generator
        Breaks ties between equally wanted panels.
    tolerance : float
        Distance that counts as reached.
    watch : callable
        Called after each panel.

    Returns
    -------
    Search
        `reachable` is False only with proof: the exact integer program at the dual prices shows a distance
        above the tolerance for every mixture.

    Notes
    -----
    Herding: each new panel is the one that pays back most of what the panels so far owe to each type,
    searched only among roundings of the wished average. That needs about as many panels as there are types,
    each a small integer program, instead of one hard one per dual price.
    """
    box = box_around(columns.model, wished * columns.model.size)
    paid, count, programs, batch = np.zeros_like(wished), 0, 0, max(8, len(wished) // 4)
    gap, going = 1.0, True
    while True:
        for _ in range(batch):
            panel = _most_owed(columns.model, wished * (count + 1) - paid, box, rng)
            programs += 1
            if panel is None:
                break
            columns.add(panel)
            going = watch("mixture", len(columns.panels), gap)
            if not going:
                break
            paid, count = paid + np.array(panel) / columns.model.size, count + 1
        if not columns.panels:
            return Search(Mix(np.zeros(0), 1.0, np.zeros_like(wished)), reachable=False, programs=programs)
        mix = settle(columns, wished)
        gap = mix.distance
        if gap <= tolerance or not going:
            return Search(mix, reachable=True, programs=programs)
        best = best_panel(columns.model, mix.prices / columns.model.size, whole_box(columns.model))
        programs += 1
        if best is None or _floor(columns.model, mix.prices, wished, best) > tolerance:
            return Search(mix, reachable=False, programs=programs)
        if not columns.add(best) and count > 50 * batch:
            return Search(mix, reachable=True, programs=programs)


def _floor(model: TypeModel, prices: Floats, wished: Floats, best: Panel) -> float:
    """No mixture comes nearer than this (weak duality with the best panel at these prices)."""
    return float(prices @ wished - prices @ (np.array(best) / model.size))


def _most_owed(model: TypeModel, owed: Floats, box: Box, rng: np.random.Generator) -> Panel | None:
    weights = owed + rng.normal(scale=1e-3, size=len(owed))
    panel = best_panel(model, weights, box, REDUCED_GAP)
    return best_panel(model, weights, whole_box(model), REDUCED_GAP) if panel is None else panel
