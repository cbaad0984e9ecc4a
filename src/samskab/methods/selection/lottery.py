"""The lot itself: chances as equal as the quotas allow, with a proven bound on what anybody else could do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from threadpoolctl import threadpool_limits

from samskab.methods.equality.concentration import gini
from samskab.methods.outcome import input_sha256
from samskab.methods.selection.chances import leximin_relaxation, lowest_cap
from samskab.methods.selection.feasibility import Feasibility, check_feasibility
from samskab.methods.selection.leximin import leximin_over_panels
from samskab.methods.selection.mixture import Columns, Search, Watch, find_mixture, never_stop, settle
from samskab.methods.selection.panels import Panel
from samskab.methods.selection.problem import Floats, Pool, Quota, TypeModel, type_model

METHOD = "selection.leximin"
VERSION = 1
NEARLY_CERTAIN = 0.9
UNUSED = 1e-12
IMPOSSIBLE = 1e-9


@dataclass(frozen=True)
class Lottery:
    """Chances for every person, and the panels that give them.

    Attributes
    ----------
    method, version, seed, input_sha256
        What was run on what: equal in two runs means equal results.
    seats : int
    ids : tuple of str
        People, sorted.
    chances : tuple of float
        Each person's chance, in the order of `ids`.
    panels : tuple of Panel
        Seats per type; every one meets all quotas.
    weights : tuple of float
        Their probabilities; sum 1.
    min_chance, max_chance, median_chance, equal_chance, gini : float
        `equal_chance` is seats / people: what quotas cost is the distance to it.
    bound : float
        No lottery whatever gives the least likely person more than this.
    gap : float
        `bound - min_chance`, never negative.
    distance : float
        Worst distance of any type's chance from its leximin value.
    proof : str
        `relaxation` (equals the bound of fractional panels, so leximin is proven), `columns` (proven level by
        level) or `stopped` (the watch ended the search; the gap is what is known).
    nearly_certain : tuple of str
        People with a chance of 0.9 or more: send more letters where they live before drawing.
    never : tuple of str
        People no panel can include under these quotas.
    rounds, programs, columns : int
        Steps of the leximin, integer programs solved, panels looked at.
    ties : int
        0: equal people get equal chances, so no lot chooses between them.
    """

    method: str
    version: int
    seed: int
    input_sha256: str
    seats: int
    ids: tuple[str, ...]
    chances: tuple[float, ...]
    panels: tuple[Panel, ...]
    weights: tuple[float, ...]
    min_chance: float
    max_chance: float
    median_chance: float
    equal_chance: float
    gini: float
    bound: float
    gap: float
    distance: float
    proof: str
    nearly_certain: tuple[str, ...]
    never: tuple[str, ...]
    rounds: int
    programs: int
    columns: int
    ties: int = 0


@dataclass(frozen=True)
class Refused:
    """No lottery, and why.

    Attributes
    ----------
    method, version, seed, input_sha256
        As in `Lottery`.
    code : str
        `infeasible` (see `feasibility`) or `cap_too_low`.
    feasibility : Feasibility
    lowest_cap : float or None
        With `cap_too_low`: below this no cap can be kept, or, when only whole panels stand in the way, a cap
        that is known to work.
    rounds, ties : int
        0: nothing was drawn.
    """

    method: str
    version: int
    seed: int
    input_sha256: str
    code: str
    feasibility: Feasibility
    lowest_cap: float | None = None
    rounds: int = 0
    ties: int = 0


def solve_lottery(
    pool: Pool,
    quotas: Sequence[Quota],
    seats: int,
    *,
    cap: float | None = None,
    seed: int = 0,
    tolerance: float = 1e-4,
    watch: Watch = never_stop,
) -> Lottery | Refused:
    """Find the leximin lottery over all panels that meet the quotas.

    Parameters
    ----------
    pool : Pool
    quotas : sequence of Quota
    seats : int
        Seats on the panel, 0 to people.
    cap : float, optional
        Nobody's chance may exceed it (0 to 1): a shield against quotas that make single people certain, and
        against gain from a false answer. It costs others nothing below the seats it frees.
    seed : int
        Only decides which of several equally good sets of panels is found, never the chances.
    tolerance : float
        Chances are settled to this distance.
    watch : callable
        Told (stage, panels, gap) after each batch; answer False to stop and get the best so far with its gap.

    Returns
    -------
    Lottery or Refused

    Raises
    ------
    SelectionError
        See `type_model`.

    Notes
    -----
    Exactly equal people get exactly equal chances; nothing is decided by id, name or row order. Cost: about
    one small integer program per type of people. The callers' objects are unchanged. Source: Flanigan et al.,
    Nature 596 (2021), doi:10.1038/s41586-021-03788-6, on types, with the fractional bound solved first.

    Examples
    --------
    Two seats; one must be young, and there is one young person, so two old people share the other seat.

    >>> from samskab.methods.selection import Quota, pool_of, solve_lottery
    >>> pool = pool_of(["a", "b", "c"], ["age"], [["old"], ["old"], ["young"]])
    >>> lottery = solve_lottery(pool, [Quota("age", "young", 1, 1)], 2)
    >>> [round(p, 6) for p in lottery.chances], lottery.proof
    ([0.5, 0.5, 1.0], 'relaxation')
    """
    model = type_model(pool, quotas, seats)
    sha = input_sha256(
        _as_lists(pool), [[q.feature, q.value, q.minimum, q.maximum] for q in model.quotas], seats, cap
    )
    source = (METHOD, VERSION, seed, sha)
    with threadpool_limits(1):
        feasibility = check_feasibility(pool, quotas, seats)
        if not feasibility.feasible:
            return Refused(*source, "infeasible", feasibility)
        wished = leximin_relaxation(model, cap)
        if wished is None:
            return Refused(*source, "cap_too_low", feasibility, lowest_cap(model))
        columns = Columns(model)
        rng = np.random.default_rng(seed)
        solved = _solve(columns, wished.chance, rng, tolerance=tolerance, watch=watch, cap=cap)
    highest = float((solved.search.mix.probability @ columns.shares()).max(initial=0.0))
    if cap is not None and solved.proof == "columns" and highest > cap + 2 * tolerance:
        return Refused(*source, "cap_too_low", feasibility, highest)
    return _report(pool, model, columns, solved, seed=seed, sha=sha, levels=wished.levels)


@dataclass(frozen=True)
class _Solved:
    search: Search
    bound: float
    proof: str


def _solve(
    columns: Columns,
    wished: Floats,
    rng: np.random.Generator,
    *,
    tolerance: float,
    watch: Watch,
    cap: float | None,
) -> _Solved:
    """Look for panels with the fractional optimum; only if proven out of reach, go level by level."""
    bound = float(wished.min(initial=1.0)) if len(wished) else 0.0
    if not len(wished):
        columns.add(())
        return _Solved(Search(settle(columns, wished), reachable=True, programs=0), bound, "relaxation")
    search = find_mixture(columns, wished, rng, tolerance, watch)
    if search.reachable:
        return _Solved(search, bound, "relaxation" if search.mix.distance <= tolerance else "stopped")
    levels = leximin_over_panels(columns, tolerance / 2, watch, cap)
    mix = settle(columns, levels.chance)
    lowest = float((mix.probability @ columns.shares()).min())
    proven = min(bound, lowest + levels.gap) if levels.finished else bound
    done = Search(mix, reachable=True, programs=search.programs + levels.programs)
    return _Solved(done, proven, "columns" if levels.finished else "stopped")


def _report(
    pool: Pool, model: TypeModel, columns: Columns, solved: _Solved, *, seed: int, sha: str, levels: int
) -> Lottery:
    mix = solved.search.mix
    by_type = np.clip(mix.probability @ columns.shares(), 0.0, 1.0)
    chance = np.zeros(len(pool.ids))
    for value, members in zip(by_type, model.members, strict=True):
        chance[list(members)] = value
    used = np.flatnonzero(mix.probability > UNUSED)
    lowest = float(chance.min(initial=1.0)) if len(chance) else 0.0
    return Lottery(
        method=METHOD,
        version=VERSION,
        seed=seed,
        input_sha256=sha,
        seats=model.seats,
        ids=pool.ids,
        chances=tuple(chance.tolist()),
        panels=tuple(columns.panels[i] for i in used),
        weights=tuple(float(mix.probability[i]) for i in used),
        min_chance=lowest,
        max_chance=float(chance.max(initial=0.0)),
        median_chance=float(np.median(chance)) if len(chance) else 0.0,
        equal_chance=model.seats / len(pool.ids) if pool.ids else 0.0,
        gini=gini(chance),
        bound=solved.bound,
        gap=max(0.0, solved.bound - lowest),
        distance=mix.distance,
        proof=solved.proof,
        nearly_certain=tuple(i for i, p in zip(pool.ids, chance, strict=True) if p >= NEARLY_CERTAIN),
        never=tuple(i for i, p in zip(pool.ids, chance, strict=True) if p < IMPOSSIBLE),
        rounds=levels,
        programs=solved.search.programs,
        columns=len(columns.panels),
    )


def _as_lists(pool: Pool) -> list[object]:
    first: dict[str, int] = {}
    homes = [first.setdefault(key, i) for i, key in enumerate(pool.households)]
    return [list(pool.ids), list(pool.features), [list(v) for v in pool.values], homes]
