"""Can the quotas be met at all, and if not, which smallest change of them would do?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from samskab.methods.selection.problem import Floats, Pool, Quota, TypeModel, type_model

MAX_ALTERNATIVES = 5


@dataclass(frozen=True)
class Change:
    """One quota bound to move. `code` is `lower_minimum` or `raise_maximum`."""

    code: str
    feature: str
    value: str
    before: int
    after: int


@dataclass(frozen=True)
class Feasibility:
    """Whether a panel exists, why not, and what would help.

    Attributes
    ----------
    feasible : bool
    reasons : tuple of (str, dict)
        Plain contradictions that one can see without a computer: `too_few_people`, `too_few_households`,
        `minimums_exceed_seats`, `maximums_below_seats`, `too_few_with_value`. Empty when the quotas only
        clash with each other.
    relaxations : tuple of tuple of Change
        Each is a set of changes that makes a panel possible; all of them move the bounds by the same,
        smallest total number of seats. Up to five, so that people and not a solver choose among equals.
    total : int
        That smallest total.
    """

    feasible: bool
    reasons: tuple[tuple[str, dict[str, object]], ...]
    relaxations: tuple[tuple[Change, ...], ...]
    total: int


def check_feasibility(pool: Pool, quotas: Sequence[Quota], seats: int) -> Feasibility:
    """Look for a panel; when there is none, find the smallest changes of quotas that allow one.

    Parameters
    ----------
    pool : Pool
    quotas : sequence of Quota
    seats : int

    Returns
    -------
    Feasibility
        No relaxation is offered when even without quotas there are not enough people or households.

    Raises
    ------
    SelectionError
        As `type_model`.

    Notes
    -----
    One integer program per alternative: least total of seats by which minima are lowered and maxima raised. A
    tie between changes is never broken: all (up to five) are returned, sorted by feature and value.

    Examples
    --------
    >>> from samskab.methods.selection.problem import pool_of
    >>> pool = pool_of(["a", "b", "c"], ["age"], [["old"], ["old"], ["young"]])
    >>> answer = check_feasibility(pool, [Quota("age", "young", 2, 2)], 2)
    >>> answer.total, answer.relaxations[0][0].code, answer.relaxations[0][0].after
    (1, 'lower_minimum', 1)
    """
    model = type_model(pool, quotas, seats)
    reasons = _plain_reasons(pool, model)
    if any(code in {"too_few_people", "too_few_households"} for code, _ in reasons):
        return Feasibility(feasible=False, reasons=reasons, relaxations=(), total=0)
    found: list[tuple[Change, ...]] = []
    total = 0
    moves = _least_moves(model, [], None)
    while moves is not None and len(found) < MAX_ALTERNATIVES:
        total = int(moves.sum())
        if total == 0:
            return Feasibility(feasible=True, reasons=(), relaxations=(), total=0)
        found.append(_changes(model.quotas, moves))
        moves = _least_moves(model, [np.array(m) for m in _footprints(found, model.quotas)], total)
    return Feasibility(
        feasible=False, reasons=reasons, relaxations=tuple(sorted(found, key=str)), total=total
    )


def relax(quotas: Sequence[Quota], changes: Sequence[Change]) -> tuple[Quota, ...]:
    """The quotas after the changes.

    Parameters
    ----------
    quotas : sequence of Quota
    changes : sequence of Change

    Returns
    -------
    tuple of Quota

    Examples
    --------
    >>> relax([Quota("age", "young", 2, 2)], [Change("lower_minimum", "age", "young", 2, 1)])
    (Quota(feature='age', value='young', minimum=1, maximum=2),)
    """
    low = {(c.feature, c.value): c.after for c in changes if c.code == "lower_minimum"}
    high = {(c.feature, c.value): c.after for c in changes if c.code == "raise_maximum"}
    return tuple(
        Quota(
            q.feature,
            q.value,
            low.get((q.feature, q.value), q.minimum),
            high.get((q.feature, q.value), q.maximum),
        )
        for q in quotas
    )


def _plain_reasons(pool: Pool, model: TypeModel) -> tuple[tuple[str, dict[str, object]], ...]:
    reasons: list[tuple[str, dict[str, object]]] = []
    homes = len(set(pool.households))
    if len(pool.ids) < model.seats:
        reasons.append(("too_few_people", {"people": len(pool.ids), "seats": model.seats}))
    elif homes < model.seats:
        reasons.append(("too_few_households", {"households": homes, "seats": model.seats}))
    for feature in dict.fromkeys(q.feature for q in model.quotas):
        mine = [q for q in model.quotas if q.feature == feature]
        least, most = sum(q.minimum for q in mine), sum(q.maximum for q in mine)
        index = pool.features.index(feature)
        named = {q.value for q in mine}
        if least > model.seats:
            reasons.append(
                ("minimums_exceed_seats", {"feature": feature, "minimums": least, "seats": model.seats})
            )
        if most < model.seats and all(v[index] in named for v in pool.values):
            reasons.append(
                ("maximums_below_seats", {"feature": feature, "maximums": most, "seats": model.seats})
            )
        for quota in mine:
            have = len(
                {h for h, v in zip(pool.households, pool.values, strict=True) if v[index] == quota.value}
            )
            if have < quota.minimum:
                params = {
                    "feature": feature,
                    "value": quota.value,
                    "minimum": quota.minimum,
                    "available": have,
                }
                reasons.append(("too_few_with_value", params))
    return tuple(reasons)


def _least_moves(model: TypeModel, seen: list[Floats], total: int | None) -> Floats | None:
    """Seats by which to lower each minimum and raise each maximum: the least total, none of the seen ones.

    Variables: t seat counts, q lowered, q raised, then for every seen answer 2q switches saying "smaller
    here". A new answer with the same total must be smaller than each seen one somewhere, which the switches
    enforce.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - heavy, so loaded only when a lot is drawn

    t, q = model.n_types, len(model.low)
    if t == 0:
        return np.zeros(2 * q) if model.seats == 0 and not model.low.any() else None
    switches = len(seen) * 2 * q
    width = t + 2 * q + switches
    eye, none = sp.eye(q), sp.csr_matrix((q, q))
    pad = sp.csr_matrix((q, switches))
    rows = [LinearConstraint(_sum_row(width, 0, t), model.seats, model.seats)]
    if q:
        rows.append(LinearConstraint(sp.hstack([model.quota_rows, eye, none, pad]), model.low, np.inf))
        rows.append(LinearConstraint(sp.hstack([model.quota_rows, none, -eye, pad]), -np.inf, model.high))
    if len(model.household_limit):
        homes = sp.hstack([model.household_rows, sp.csr_matrix((len(model.household_limit), width - t))])
        rows.append(LinearConstraint(homes, -np.inf, model.household_limit))
    if total is not None:
        rows.append(LinearConstraint(_sum_row(width, t, t + 2 * q), total, total))
    most = np.concatenate([model.low, np.full(q, float(model.seats))])
    for turn, moves in enumerate(seen):
        first = t + 2 * q * (1 + turn)
        rows.append(LinearConstraint(_sum_row(width, first, first + 2 * q), 1, np.inf))
        link = sp.hstack([sp.csr_matrix((2 * q, t)), sp.eye(2 * q), sp.csr_matrix((2 * q, switches))]).tolil()
        link[:, first : first + 2 * q] = np.diag(most - moves + 1.0)
        rows.append(LinearConstraint(link.tocsr(), -np.inf, most))
    high = np.concatenate([model.upper, most, np.concatenate([*(np.minimum(m, 1.0) for m in seen), []])])
    cost = np.concatenate([np.zeros(t), np.ones(2 * q), np.zeros(switches)])
    answer = milp(cost, constraints=rows, integrality=np.ones(width), bounds=Bounds(0, high))
    return None if answer.x is None else np.rint(answer.x[t : t + 2 * q])


def _sum_row(width: int, start: int, stop: int) -> Floats:
    row = np.zeros((1, width))
    row[0, start:stop] = 1.0
    return row


def _changes(quotas: Sequence[Quota], moves: Floats) -> tuple[Change, ...]:
    q = len(quotas)
    out: list[Change] = []
    for i, quota in enumerate(quotas):
        if moves[i]:
            after = quota.minimum - int(moves[i])
            out.append(Change("lower_minimum", quota.feature, quota.value, quota.minimum, after))
        if moves[q + i]:
            after = quota.maximum + int(moves[q + i])
            out.append(Change("raise_maximum", quota.feature, quota.value, quota.maximum, after))
    return tuple(out)


def _footprints(found: Sequence[Sequence[Change]], quotas: Sequence[Quota]) -> list[list[int]]:
    """The moves of each found answer again, as numbers."""
    place = {(q.feature, q.value): i for i, q in enumerate(quotas)}
    out = []
    for changes in found:
        moves = [0] * (2 * len(quotas))
        for change in changes:
            offset = 0 if change.code == "lower_minimum" else len(quotas)
            moves[offset + place[(change.feature, change.value)]] = abs(change.after - change.before)
        out.append(moves)
    return out
