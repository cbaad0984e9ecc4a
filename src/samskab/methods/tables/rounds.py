"""Seating a room for one or more rounds: mixed as well as can be, nobody meeting the same people twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from threadpoolctl import threadpool_limits

from samskab.methods.outcome import input_sha256
from samskab.methods.tables.room import (
    Ints,
    Room,
    TablesError,
    lower_bound,
    prices,
    table_sizes,
)
from samskab.methods.tables.seating import (
    TINY,
    Table,
    deal,
    improve,
    movable,
    swap_until_none_helps,
    units_of,
)

METHOD = "tables.reseat"
VERSION = 1
MET_PRICE = 5.0
KNOWN_PRICE = 2.0
PASSES = 360_000
SMALL = 600
SWAPPED = 2_000
HEAT = 0.4
POLISH = 6
Watch = Callable[[int, float], None]


@dataclass(frozen=True)
class Seating:
    """One round.

    Attributes
    ----------
    tables : tuple of tuple of str
        Ids at each table, sorted; the order of tables is by lot except where seats are fixed.
    cost, bound : float
        Weighted same-category pairs, and the least any seating could have.
    mix : float
        Pairs that differ, as a share of the most that could: 1 is proven best.
    proven : bool
        True when nothing, repeats and known pairs included, could be better.
    repeats : tuple of (str, str)
        Pairs who sat together in an earlier round or meeting and do so again.
    known : tuple of (str, str)
        Pairs who know each other and sit together.
    unmet : tuple of (str, dict)
        Codes `limit_exceeded`, `alone` with table, attribute, category.
    """

    tables: tuple[tuple[str, ...], ...]
    cost: float
    bound: float
    mix: float
    proven: bool
    repeats: tuple[tuple[str, str], ...]
    known: tuple[tuple[str, str], ...]
    unmet: tuple[tuple[str, dict[str, object]], ...]


@dataclass(frozen=True)
class Rounds:
    """All rounds of a meeting, with what is needed to make them again.

    Attributes
    ----------
    method, version, seed, input_sha256
        Equal in two runs means equal results.
    rounds : tuple of Seating
    mix : float
        Over all rounds together, 0 to 1 of the proven bound.
    repeats : int
        Pairs that meet again, summed over rounds.
    sizes : tuple of int
    passes : int
        Exchanges made.
    ties : None
        Not counted: which of many equally good seatings is found is the seed's lot.
    """

    method: str
    version: int
    seed: int
    input_sha256: str
    rounds: tuple[Seating, ...]
    mix: float
    repeats: int
    sizes: tuple[int, ...]
    passes: int
    ties: int | None = None


def seat_rounds(
    room: Room,
    rounds: int = 1,
    *,
    size: int = 7,
    sizes: Sequence[int] | None = None,
    met: Iterable[tuple[str, str]] = (),
    known: Iterable[tuple[str, str]] = (),
    seed: int = 0,
    effort: float = 1.0,
    watch: Watch | None = None,
) -> Rounds:
    """Seat everyone for each round.

    Parameters
    ----------
    room : Room
    rounds : int
        1 or more; promise three at tables of seven, not ten.
    size : int, see `table_sizes`
    sizes : sequence of int, optional
        Exact sizes instead; they must sum to the people in the room.
    met, known : iterables of (id, id)
        Pairs who met before (dear: 5) and who know each other (2, in units of one same-category pair).
    seed : int
        Publish it: with the list of people it gives the same seating again.
    effort : float, factor on the exchanges tried
    watch : callable, optional; told (round, mix)

    Returns
    -------
    Rounds

    Raises
    ------
    TablesError
        `sizes_do_not_sum`, `rounds_below_one`, `unknown_id`, and those of `deal` and `table_sizes`.

    Notes
    -----
    Cost = weighted pairs of the same category at the same table + 5 per pair met before + 2 per known pair +
    limits. Deal like cards, then exchange one person per table optimally (assignment problem) until the
    proven bound or the effort is reached; up to 2,000 people the result is also such that no swap of two
    improves it. Companions meet in every round and are no repeat. Cost per exchange: T^3 for T tables at
    worst. Inputs unchanged.

    Examples
    --------
    Four north, four south, two tables: two of each at both, and 4 same-category pairs, the least possible.

    >>> from samskab.methods.tables import room_of
    >>> room = room_of(list("abcdefgh"), {"area": ["n", "n", "n", "n", "s", "s", "s", "s"]})
    >>> plan = seat_rounds(room, 1, size=4)
    >>> plan.rounds[0].cost, plan.mix, plan.rounds[0].proven
    (4.0, 1.0, True)
    """
    places = _places(room, rounds, size, sizes)
    met_list, known_list = sorted(map(tuple, map(sorted, met))), sorted(map(tuple, map(sorted, known)))
    sha = input_sha256(_as_lists(room), places.tolist(), met_list, known_list, rounds, effort)
    plan = _Plan(room, places, seed=seed, effort=effort)
    plan.known, plan.met = _pairs(room, known_list), _pairs(room, met_list)
    with threadpool_limits(1):
        for turn in range(rounds if room.ids else 0):
            plan.add_round()
            if watch:
                watch(turn + 1, plan.mix_of(turn))
        plan.polish()
    seatings = tuple(plan.seating(turn) for turn in range(len(plan.at)))
    best, got = sum(plan.most - plan.bound for _ in seatings), sum(plan.most - s.cost for s in seatings)
    return Rounds(
        method=METHOD,
        version=VERSION,
        seed=seed,
        input_sha256=sha,
        rounds=seatings,
        mix=got / best if best > 0 else 1.0,
        repeats=sum(len(s.repeats) for s in seatings),
        sizes=tuple(places.tolist()),
        passes=plan.passes,
    )


def _places(room: Room, rounds: int, size: int, sizes: Sequence[int] | None) -> Ints:
    people = len(room.ids)
    places = np.array(sizes, dtype=np.int64) if sizes is not None else table_sizes(people, size)
    if rounds < 1:
        raise TablesError("rounds_below_one", rounds=rounds)
    if int(places.sum()) != people or np.any(places < 0):
        raise TablesError("sizes_do_not_sum", people=people, seats=int(places.sum()))
    return places


class _Plan:
    """The rounds so far: each new one avoids the pairs of all others."""

    def __init__(self, room: Room, sizes: Ints, *, seed: int, effort: float) -> None:
        self.room, self.sizes, self.who = room, sizes, movable(room)
        self.costs = prices(room, int(sizes.max(initial=0)))
        self.rng = np.random.default_rng(seed)
        self.at: list[Ints] = []
        self.bound = lower_bound(room, max(1, len(sizes)))
        self.most = float(sum(room.weights) * (sizes * (sizes - 1) / 2).sum())
        self.passes = 0
        self.budget = int(effort * min(100 * len(room.ids), max(80, PASSES // max(1, len(room.ids)))))
        n = len(room.ids)
        self.known = self.met = sp.csr_matrix((n, n))
        self.unit = _unit_pairs(room)

    def seen(self, but: int) -> sp.csr_matrix:
        """Pairs met before this meeting or in any other round than `but`."""
        total = self.met
        for turn, at in enumerate(self.at):
            if turn != but:
                total = total + _together(at, len(self.sizes))
        return _without(total, self.unit)

    def table(self, turn: int, at: Ints) -> Table:
        """The seating of one round with the prices of meeting again and of knowing each other."""
        penalty = (self.seen(turn) * MET_PRICE + _without(self.known, self.unit) * KNOWN_PRICE).tocsr()
        return Table(self.room, self.costs, penalty, at.copy(), self.sizes)

    def add_round(self) -> None:
        """Deal and improve one more round."""
        table = self.table(len(self.at), deal(self.room, self.sizes, self.rng))
        cold = max(80, self.budget // 6)
        best, used = improve(table, self.who, self.rng, passes=cold, heat=0.0, goal=self.bound)
        if best > self.bound + TINY:
            small = len(self.room.ids) <= SMALL
            passes, heat = (self.budget, HEAT) if small else (cold, 0.0)
            used += improve(table, self.who, self.rng, passes=passes, heat=heat, goal=self.bound)[1]
        self.passes += used
        self.at.append(table.at)

    def polish(self) -> None:
        """Later rounds pay for earlier ones: give each imperfect round another try against all the others."""
        turns = range(len(self.at))
        tries = POLISH if len(self.room.ids) <= SMALL and len(self.at) > 1 else 0
        while tries and sum(self._polish_round(turn) for turn in reversed(turns)):
            tries -= 1
        for turn in turns if len(self.room.ids) <= SWAPPED else []:
            table = self.table(turn, self.at[turn])
            if table.cost() > self.bound + TINY and len(self.who.singles):
                swap_until_none_helps(table, self.who)
                self.at[turn] = table.at

    def _polish_round(self, turn: int) -> bool:
        """Another warm try for one round; whether it was worth it."""
        table = self.table(turn, self.at[turn])
        before = table.cost()
        if before <= self.bound + TINY:
            return False
        best, used = improve(
            table, self.who, self.rng, passes=self.budget // 3, heat=0.75 * HEAT, goal=self.bound
        )
        self.passes += used
        self.at[turn] = table.at
        return best < before - TINY

    def mix_of(self, turn: int) -> float:
        """Share of the possible mixing in one round."""
        room_left = self.most - self.bound
        cost = self.table(turn, self.at[turn]).mixing_cost()
        return (self.most - cost) / room_left if room_left > 0 else 1.0

    def seating(self, turn: int) -> Seating:
        """What people get to see of one round. A repeat is told once, in the later of its two rounds."""
        table = self.table(turn, self.at[turn])
        earlier = self.met
        for at in self.at[:turn]:
            earlier = earlier + _together(at, len(self.sizes))
        ids, at = np.array(self.room.ids), self.at[turn]
        return Seating(
            tables=tuple(tuple(ids[at == t].tolist()) for t in range(len(self.sizes))),
            cost=table.mixing_cost(),
            bound=self.bound,
            mix=self.mix_of(turn),
            proven=table.cost() <= self.bound + TINY,
            repeats=_seated(self.room, _without(earlier, self.unit), at),
            known=_seated(self.room, _without(self.known, self.unit), at),
            unmet=_unmet(self.room, at, len(self.sizes)),
        )


def _pairs(room: Room, pairs: Iterable[tuple[str, ...]]) -> sp.csr_matrix:
    place = {person: i for i, person in enumerate(room.ids)}
    n = len(room.ids)
    rows: list[int] = []
    columns: list[int] = []
    for pair in pairs:
        for person in pair:
            if person not in place:
                raise TablesError("unknown_id", id=person)
        a, b = place[pair[0]], place[pair[1]]
        if a != b:
            rows += [a, b]
            columns += [b, a]
    matrix = sp.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(n, n))
    matrix.data[:] = 1.0
    return matrix


def _unit_pairs(room: Room) -> sp.csr_matrix:
    ids = room.ids
    pairs = [(ids[a], ids[b]) for members in units_of(room) for a in members for b in members if a < b]
    return _pairs(room, pairs)


def _together(at: Ints, tables: int) -> sp.csr_matrix:
    sits = sp.csr_matrix((np.ones(len(at)), at, np.arange(len(at) + 1)), shape=(len(at), tables))
    pairs = (sits @ sits.T).tocsr()
    pairs.setdiag(0)
    pairs.eliminate_zeros()
    return pairs


def _without(pairs: sp.csr_matrix, unit: sp.csr_matrix) -> sp.csr_matrix:
    left = (pairs - pairs.multiply(unit)).tocsr()
    left.eliminate_zeros()
    return left


def _seated(room: Room, pairs: sp.csr_matrix, at: Ints) -> tuple[tuple[str, str], ...]:
    upper = sp.triu(pairs, 1).tocoo()
    same = at[upper.row] == at[upper.col]
    return tuple(
        sorted((room.ids[a], room.ids[b]) for a, b in zip(upper.row[same], upper.col[same], strict=True))
    )


def _unmet(room: Room, at: Ints, tables: int) -> tuple[tuple[str, dict[str, object]], ...]:
    out: list[tuple[str, dict[str, object]]] = []
    for attribute, code, most in room.limits:
        for table, have in enumerate(_count(room, attribute, code, at, tables)):
            if have > most:
                said = {"table": table, "attribute": room.names[attribute], "have": int(have), "most": most}
                out.append(("limit_exceeded", said))
    for attribute, code in room.not_alone:
        for table, have in enumerate(_count(room, attribute, code, at, tables)):
            if have == 1:
                out.append(("alone", {"table": table, "attribute": room.names[attribute], "category": code}))
    return tuple(out)


def _count(room: Room, attribute: int, code: int, at: Ints, tables: int) -> Ints:
    return np.bincount(at[room.codes[:, attribute] == code], minlength=tables)


def _as_lists(room: Room) -> list[object]:
    arrays = [room.codes.tolist(), room.units.tolist(), room.fixed.tolist()]
    return [list(room.ids), list(room.names), list(room.weights), *arrays, room.limits, room.not_alone]
