"""What a new release would like to show, and what it falls back on when that would give people away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from samskab.methods.disclosure.contributors import Bools, Ints
from samskab.methods.disclosure.movement import NOBODY, movement
from samskab.methods.disclosure.partition import Count, Slots, named_answers, partition


@dataclass(frozen=True)
class Wish:
    """Cells that are counted anew or held together, and what to try when they may not be.

    Attributes
    ----------
    fresh : tuple of Slots
        Counted from the people of today.
    held : tuple of int
        Cells of the last release that stay as they are.
    instead : tuple of Wish
        Tried in its place. A wish that only holds is never refused.
    """

    fresh: tuple[Slots, ...] = ()
    held: tuple[int, ...] = ()
    instead: tuple[Wish, ...] = ()


@dataclass(frozen=True, eq=False)
class Known:
    """Everybody of today and of all earlier releases.

    Attributes
    ----------
    unit : (n,) int array
        Household, as last known.
    today : (m,) int array
        Where today's people stand among them.
    earlier : (s, n) int array
        The cell of each in each earlier release, the last one at the end; -1 for none.
    """

    unit: Ints
    today: Ints
    earlier: Ints


@dataclass(frozen=True, eq=False)
class Plan:
    """What can be shown.

    Attributes
    ----------
    cells : tuple of (Slots or int)
        Fresh slots, or the number of a cell of the last release that is held.
    label : (n,) int array
        The cell of each known person, -1 for none.
    rounds : int
        How often wishes were refused.
    smallest : int
        The smallest group that subtracting any earlier release could tell; 0 when none.
    """

    cells: tuple[Slots | int, ...]
    label: Ints
    rounds: int
    smallest: int


def wishes(count: Count, shown: Sequence[Slots]) -> tuple[list[Wish], int]:
    """List what to show: earlier cells as they are or finer, and what has become large enough.

    Parameters
    ----------
    count : Count
    shown : sequence of Slots
        The cells of the last release.

    Returns
    -------
    list of Wish
    int
        Ties of the partition.
    """
    out: list[Wish] = []
    by_region = sorted(range(len(shown)), key=lambda cell: shown[cell].covers)
    ties = 0
    for covers, cells in groupby(by_region, key=lambda cell: shown[cell].covers):
        wish, more = _region_again(count, shown, tuple(cells), covers)
        out += wish
        ties += more
    covered = {area for slots in shown for area in slots.covers}
    for region, more in partition(count, [name for name in count.areas.names if name not in covered]):
        out += [Wish(fresh=(slots,)) for slots in region]
        ties += more
    return out, ties


def _region_again(
    count: Count, shown: Sequence[Slots], cells: tuple[int, ...], covers: tuple[str, ...]
) -> tuple[list[Wish], int]:
    """A region that has been shown: divided into areas, or cell by cell, or held when it is too alike."""
    area = shown[cells[0]].area
    everybody = count.members(Slots(area, covers, count.answers))
    if not count.stands(everybody, covers):
        return [_hold(cell) for cell in cells], 0
    left = [cell for cell in cells if not _fallen(count, shown[cell])]
    fallen = [cell for cell in cells if cell not in left]
    single = [_joined(count, shown, cell, left) for cell in fallen]
    single += [_finer(count, shown[cell], cell) for cell in left]
    used = {answer for cell in cells for answer in shown[cell].answers}
    new = [place for place, answer in enumerate(count.answers) if answer not in used]
    single += [Wish(fresh=(slots,)) for slots in _new_answers(count, area, covers, new)]
    if len(covers) == 1:
        return single, 0
    regions = list(partition(count, covers))
    parts = tuple(replace(s, area=area) if s.covers == covers else s for cells_, _ in regions for s in cells_)
    if {area for slots in parts for area in slots.covers} != set(covers) or len(regions) == 1:
        return single, 0
    return [Wish(fresh=parts, instead=tuple(single))], sum(ties for _, ties in regions)


def _hold(cell: int) -> Wish:
    return Wish(held=(cell,))


def _fallen(count: Count, slots: Slots) -> bool:
    return count.units(count.members(slots)) < count.k


def _joined(count: Count, shown: Sequence[Slots], cell: int, left: list[int]) -> Wish:
    """A cell that fell under k joins "others" of its region, else the smallest; `left` loses those."""
    if not left:
        return _hold(cell)
    rank = {other: (-len(shown[other].answers), count.units(count.members(shown[other]))) for other in left}
    mates = [other for other in left if rank[other] == min(rank.values())]
    answers = tuple(sorted({answer for one in (cell, *mates) for answer in shown[one].answers}))
    left[:] = [other for other in left if other not in mates]
    apart = (_hold(cell), *(_finer(count, shown[other], other) for other in mates))
    return Wish(fresh=(replace(shown[cell], answers=answers),), instead=apart)


def _finer(count: Count, slots: Slots, cell: int) -> Wish:
    """Answers that have grown are named, else the same cell again, else it is held."""
    again = Wish(fresh=(slots,), instead=(_hold(cell),))
    among = [place for place, answer in enumerate(count.answers) if answer in slots.answers]
    parts, _ = named_answers(count, count.members(slots), among)
    if len(parts) == 1 or {answer for part in parts for answer in part} != set(slots.answers):
        return again
    return Wish(fresh=tuple(replace(slots, answers=part) for part in parts), instead=(again,))


def _new_answers(count: Count, area: str, covers: tuple[str, ...], among: list[int]) -> Iterator[Slots]:
    """Answers of a shown region that no cell counts yet: shown from k on, named or together."""
    slots = Slots(area, covers, tuple(sorted(count.answers[place] for place in among)))
    who = count.members(slots)
    if count.units(who) >= count.k:
        for part in named_answers(count, who, among)[0]:
            yield Slots(area, covers, part)


def settle(count: Count, known: Known, wanted: list[Wish]) -> Plan:
    """Grant the wishes that give nobody away, together with everything ever shown; else their fall-backs.

    Parameters
    ----------
    count : Count
    known : Known
    wanted : list of Wish

    Returns
    -------
    Plan

    Notes
    -----
    Every refusal replaces a wish by coarser ones, so it ends, at the latest when all is held: then nothing is
    new. Cost per round: that of `movement`.
    """
    rounds = 0
    while True:
        cells, owner, label, clash = _laid_out(count, known, wanted)
        told = movement(known.earlier, label, known.unit, count.k)
        refused = clash | {owner[cell] for cell in np.flatnonzero(told.fresh).tolist()}
        refused |= _involved(known, owner, label, told.earlier)
        hopeful = {number for number, wish in enumerate(wanted) if wish.fresh}
        safe = not clash and not told.earlier.any() and not told.fresh.any()
        if safe or not hopeful:
            return Plan(cells, label, rounds, told.smallest)
        refused = refused & hopeful or hopeful
        wanted = [
            part
            for number, wish in enumerate(wanted)
            for part in (wish.instead if number in refused else (wish,))
        ]
        rounds += 1


def _laid_out(
    count: Count, known: Known, wanted: Sequence[Wish]
) -> tuple[tuple[Slots | int, ...], list[int], Ints, set[int]]:
    """Cells, the wish each belongs to, the cell of each person, and wishes that want people who are held."""
    label = np.full(len(known.unit), NOBODY)
    last = known.earlier[-1] if len(known.earlier) else label
    cells: list[Slots | int] = []
    owner: list[int] = []
    clash: set[int] = set()
    for number, wish in enumerate(wanted):
        for cell in wish.held:
            label[last == cell] = len(cells)
            cells.append(cell)
            owner.append(number)
    for number, wish in enumerate(wanted):
        if _only_rearranged(count, known, wish):
            clash.add(number)
        for slots in wish.fresh:
            mine = known.today[count.members(slots)]
            if (label[mine] != NOBODY).any() or len(np.unique(known.unit[mine])) < count.k:
                clash.add(number)
            label[mine] = np.where(label[mine] == NOBODY, len(cells), label[mine])
            cells.append(slots)
            owner.append(number)
    return tuple(cells), owner, label, clash


def _only_rearranged(count: Count, known: Known, wish: Wish) -> bool:
    """Whether the same people would be shown in other cells: that tells that a few changed their word."""
    if not wish.fresh or not len(known.earlier):
        return False
    last, label = known.earlier[-1], np.full(len(known.unit), NOBODY)
    for number, slots in enumerate(wish.fresh):
        label[known.today[count.members(slots)]] = number
    taken = label != NOBODY
    if (last[taken] == NOBODY).any() or (np.isin(last, last[taken]) != taken).any():
        return False
    pairs = len(np.unique(np.column_stack([last[taken], label[taken]]), axis=0))
    return not pairs == len(np.unique(last[taken])) == len(wish.fresh)


def _involved(known: Known, owner: Sequence[int], label: Ints, gives_away: Bools) -> set[int]:
    """Wishes that take in people of these earlier cells, or have dropped the last cell of some of them."""
    if not gives_away.any():
        return set()
    padded = np.pad(gives_away, ((0, 0), (0, 1)))  # the last column is for -1, people in no cell
    people = np.take_along_axis(padded, known.earlier, axis=1).any(axis=0)
    last = known.earlier[-1]
    touched = np.zeros(int(last.max(initial=NOBODY)) + 2, dtype=bool)
    touched[last[people]] = True
    touched[NOBODY] = False
    cells = np.unique(label[(people | touched[last]) & (label != NOBODY)])
    return {owner[cell] for cell in cells.tolist()}
