"""Improving a seating: take one person from every table and seat them all again in the best possible way.

A swap of two people is the smallest such exchange; re-seating one from each table optimally (an assignment
problem) contains every swap and every longer chain between the people taken, costs one small Hungarian
method, and wanders over equally good seatings instead of stopping at the first that no swap improves.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from samskab.methods.tables.room import Floats, Ints, Prices, Room, TablesError

TINY = 1e-9
DENSE = 800


@dataclass
class Table:
    """A seating in the making: who sits where, and the counts that price it."""

    room: Room
    prices: Prices
    penalty: sp.csr_matrix
    at: Ints
    sizes: Ints

    def __post_init__(self) -> None:
        n, rows = len(self.at), self.prices.price.shape[0]
        self.kind = np.zeros((n, rows))
        np.add.at(self.kind, (np.arange(n)[:, None], self.prices.column), 1.0)
        self.sits = np.zeros((n, len(self.sizes)))
        self.sits[np.arange(n), self.at] = 1.0
        self.count = (self.sits.T @ self.kind).astype(np.int64)
        self.met = self.penalty.toarray() if n <= DENSE else self.penalty
        upper = sp.triu(self.penalty, 1).tocoo()
        self.pair = (upper.row, upper.col, upper.data)

    def mixing_cost(self) -> float:
        """Weighted pairs of the same category at the same table."""
        return float(self.prices.mixing[np.arange(self.count.shape[1]), self.count].sum())

    def cost(self) -> float:
        """Everything that is minimised: mixing, limits, not alone, met before, known."""
        own = float(self.prices.price[np.arange(self.count.shape[1]), self.count].sum())
        first, second, price = self.pair
        return own + float(price[self.at[first] == self.at[second]].sum())

    def lift(self, members: Ints, tables: Ints) -> Ints:
        """Take one block from each of the tables; answers what the blocks hold of each category."""
        held: Ints = self.kind[members].sum(axis=1).astype(np.int64)
        self.count[tables] -= held
        self.sits[members.ravel()] = 0.0
        return held

    def put(self, members: Ints, tables: Ints, held: Ints) -> None:
        """Seat one block at each of the tables."""
        self.count[tables] += held
        for column in members.T:
            self.at[column] = tables
            self.sits[column, tables] = 1.0

    def put_cost(self, members: Ints, tables: Ints, held: Ints) -> Floats:
        """(blocks, tables) array: what each block would add at each table, with all blocks lifted."""
        price, count = self.prices.price, self.count[tables]
        kinds = np.arange(price.shape[0])
        if members.shape[1] == 1:
            more = price[kinds, count + 1] - price[kinds, count]
            added = held @ more.T
        else:
            added = np.zeros((len(members), len(tables)))
            for kind in np.flatnonzero(held.any(axis=0)):
                grown = price[kind, count[None, :, kind] + held[:, kind, None]]
                added += grown - price[kind, count[:, kind]][None, :]
        if self.penalty.nnz:
            for column in members.T:
                added = added + np.asarray(self.met[column] @ self.sits)[:, tables]
        return np.asarray(added, dtype=float)


def deal(room: Room, sizes: Ints, rng: np.random.Generator) -> Ints:
    """Fixed people first, then units, then everybody else like cards, sorted so that each suit spreads.

    Returns
    -------
    (n,) int array
        Table of each person.

    Raises
    ------
    TablesError
        `no_such_table`, `table_overfull`, `unit_fixed_apart`, `units_do_not_fit`.
    """
    at = np.full(len(room.ids), -1, dtype=np.int64)
    free = sizes.copy()
    for person in np.flatnonzero(room.fixed >= 0):
        _sit(at, free, [int(person)], int(room.fixed[person]))
    for members in sorted(units_of(room), key=len, reverse=True):
        _seat_unit(room, at, free, members, rng)
    rest = np.flatnonzero(at < 0)
    keys = [rng.random(len(rest)), *room.codes[rest].T[::-1]]
    slots = [rng.permutation(np.flatnonzero(free > turn)) for turn in range(int(free.max(initial=0)))]
    at[rest[np.lexsort(keys)]] = np.concatenate([np.zeros(0, dtype=np.int64), *slots[::-1]])
    return at


def units_of(room: Room) -> list[list[int]]:
    """The groups of two or more that move as one."""
    units: dict[int, list[int]] = {}
    for person, unit in enumerate(room.units):
        if unit >= 0:
            units.setdefault(int(unit), []).append(person)
    return [members for members in units.values() if len(members) > 1]


def _sit(at: Ints, free: Ints, members: list[int], table: int) -> None:
    if not 0 <= table < len(free):
        raise TablesError("no_such_table", table=table, tables=len(free))
    if free[table] < len(members):
        raise TablesError("table_overfull", table=table)
    at[members] = table
    free[table] -= len(members)


def _seat_unit(room: Room, at: Ints, free: Ints, members: list[int], rng: np.random.Generator) -> None:
    """A unit follows its fixed member; otherwise it goes where most seats are free, by lot among equals."""
    tables = {int(at[i]) for i in members if at[i] >= 0}
    if len(tables) > 1:
        raise TablesError("unit_fixed_apart", ids=[room.ids[i] for i in members])
    rest = [i for i in members if at[i] < 0]
    if tables:
        _sit(at, free, rest, tables.pop())
        return
    roomy = np.flatnonzero(free == free.max(initial=0))
    if not len(roomy) or free[roomy[0]] < len(rest):
        raise TablesError(
            "units_do_not_fit", ids=[room.ids[i] for i in members], seats=int(free.max(initial=0))
        )
    _sit(at, free, rest, int(rng.choice(roomy)))


@dataclass(frozen=True)
class Movable:
    """Who may be re-seated: single people, and units by their size. Units with a fixed member stay."""

    singles: Ints
    units: dict[int, Ints]


def movable(room: Room) -> Movable:
    """Everybody without a fixed seat and without a companion who has one."""
    units = units_of(room)
    in_unit = {i for members in units for i in members}
    loose = [members for members in units if all(room.fixed[i] < 0 for i in members)]
    singles = [i for i in range(len(room.ids)) if room.fixed[i] < 0 and i not in in_unit]
    sizes = sorted({len(members) for members in loose})
    by_size = {s: np.array([m for m in loose if len(m) == s], dtype=np.int64) for s in sizes}
    return Movable(singles=np.array(singles, dtype=np.int64), units=by_size)


def one_from_each(at: Ints, singles: Ints, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """A random movable person from each table that has one: ((tables, 1) people, their tables)."""
    order = np.lexsort((rng.random(len(singles)), at[singles]))
    tables = at[singles[order]]
    first = np.flatnonzero(np.diff(tables, prepend=-1))
    return singles[order[first]][:, None], tables[first]


def block_from_each(at: Ints, who: Movable, size: int, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """From each table a unit of that size or as many single people, as the lot and the table allow."""
    by_table: dict[int, list[Ints]] = {}
    for unit in who.units[size]:
        by_table.setdefault(int(at[unit[0]]), []).append(unit)
    members, tables = [], []
    for table in range(int(at.max()) + 1):
        units = by_table.get(table, [])
        singles = who.singles[at[who.singles] == table]
        if units and (len(singles) < size or rng.random() < 0.5):  # noqa: PLR2004 - a fair coin
            members.append(units[int(rng.integers(len(units)))])
        elif len(singles) >= size:
            members.append(rng.permutation(singles)[:size])
        else:
            continue
        tables.append(table)
    return np.array(members, dtype=np.int64).reshape(-1, size), np.array(tables, dtype=np.int64)


def reseat(table: Table, who: Movable, rng: np.random.Generator, heat: float) -> None:
    """One exchange: lift a block from each table, seat all again at least cost (plus noise when heated).

    Rows and columns are shuffled first, so which of several best seatings comes out is the seed's choice and
    never the order of names.
    """
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - heavy, so loaded only when tables are made

    size = 1
    if who.units and (not len(who.singles) or rng.random() < 0.25):  # noqa: PLR2004 - one exchange in four moves units
        size = int(rng.choice(list(who.units)))
    pick = (
        one_from_each(table.at, who.singles, rng) if size == 1 else block_from_each(table.at, who, size, rng)
    )
    shuffle = rng.permutation(len(pick[1]))
    members, tables = pick[0][shuffle], pick[1]
    if len(tables) < 2:  # noqa: PLR2004 - nobody to exchange with
        return
    held = table.lift(members, table.at[members[:, 0]])
    cost = table.put_cost(members, tables, held)
    if heat > 0:
        cost = cost + heat * rng.gumbel(size=cost.shape)
    columns = rng.permutation(len(tables))
    rows, chosen = linear_sum_assignment(cost[:, columns])
    table.put(members[rows], tables[columns[chosen]], held[rows])


def improve(
    table: Table, who: Movable, rng: np.random.Generator, *, passes: int, heat: float, goal: float
) -> tuple[float, int]:
    """Exchange until the goal (a proven bound) or the passes are used up; keep the best seating seen.

    Returns
    -------
    (cost, passes used)
    """
    best, kept, used = table.cost(), table.at.copy(), 0
    look = max(1, min(5, passes // 10))
    while used < passes and best > goal + TINY:
        warm = heat * (1 - used / passes)
        reseat(table, who, rng, warm)
        used += 1
        if used % look == 0 or used == passes:
            now = table.cost()
            if now < best - TINY:
                best, kept = now, table.at.copy()
    if table.cost() > best + TINY:
        table.at = kept
        table.__post_init__()
    return best, used


def swap_until_none_helps(table: Table, who: Movable) -> int:
    """Make the best swap for each single person in turn until no swap lowers the cost; count the swaps."""
    swaps, going = 0, True
    while going:
        going = False
        for person in who.singles:
            gain = _swap_gain(table, int(person), who.singles)
            best = int(np.argmin(gain))
            if gain[best] < -TINY:
                pair = np.array([[person], [who.singles[best]]], dtype=np.int64)
                seats = table.at[pair[:, 0]].copy()
                held = table.lift(pair, seats)
                table.put(pair, seats[::-1].copy(), held)
                swaps, going = swaps + 1, True
    return swaps


def _swap_gain(table: Table, person: int, others: Ints) -> Floats:
    """Change of cost when `person` and each of the others change seats; 0 for those at the same table."""
    here, there = table.at[person], table.at[others]
    price, count = table.prices.price, table.count
    change = np.zeros(len(others))
    for mine, theirs in zip(table.prices.column[person], table.prices.column[others].T, strict=True):
        move = price[mine, count[there, mine] + 1] - price[mine, count[there, mine]]
        move = move + price[mine, count[here, mine] - 1] - price[mine, count[here, mine]]
        move = move + price[theirs, count[here, theirs] + 1] - price[theirs, count[here, theirs]]
        move = move + price[theirs, count[there, theirs] - 1] - price[theirs, count[there, theirs]]
        change += np.where(theirs == mine, 0.0, move)
    if table.penalty.nnz:
        mine_met = np.asarray(table.met[[person]] @ table.sits).ravel()
        met = np.asarray(table.penalty[others][:, [person]].todense()).ravel()
        with_here = np.asarray(table.penalty[others] @ table.sits[:, here]).ravel()
        with_there = np.asarray(table.penalty[others].multiply(table.sits[:, there].T).sum(axis=1)).ravel()
        change += mine_met[there] - mine_met[here] + with_here - with_there - 2 * met
    change[there == here] = 0.0
    return change
