"""Some did not come, some came unannounced: mend the tables and move as few people as possible."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from samskab.methods.tables.room import Room
from samskab.methods.tables.rounds import Rounds, seat_rounds


def mend(
    room: Room,
    tables: Sequence[Sequence[str]],
    *,
    size: int = 7,
    met: Iterable[tuple[str, str]] = (),
    known: Iterable[tuple[str, str]] = (),
    seed: int = 0,
) -> Rounds:
    """Seat newcomers and the people of tables that became too small; everybody else stays.

    Parameters
    ----------
    room : Room
        Those present now.
    tables : sequence of sequences of ids
        The seating that was published; ids that are not in the room are gone.
    size : int
        Wished seats per table. A table with fewer than `size` - 1 people is dissolved, smallest first, as
        long as the others can take its people without exceeding `size` + 1.
    met, known : iterables of (id, id)
    seed : int
        As in `seat_rounds`.

    Returns
    -------
    Rounds
        One round; tables keep their order, dissolved ones are left out.

    Notes
    -----
    Which of two equally small tables is dissolved is decided by the seed. People with a fixed seat in the
    room are held only by their old table: give fixed seats in the first seating. Cost as `seat_rounds`.

    Examples
    --------
    Two of table two went home, so it is dissolved; its other two move, nobody else does.

    >>> from samskab.methods.tables import mend, room_of
    >>> room = room_of(list("abcdefgh") + ["z"], {})
    >>> mend(room, [list("abcd"), ["e", "f", "x", "y"], list("gh") + ["z"]], size=4).rounds[0].tables
    (('a', 'b', 'c', 'd', 'e'), ('f', 'g', 'h', 'z'))
    """
    here = set(room.ids)
    kept = [[person for person in table if person in here] for table in tables]
    lot = np.random.default_rng(seed).permutation(len(kept))
    order = sorted(range(len(kept)), key=lambda t: (len(kept[t]), lot[t]))
    stay = set(range(len(kept)))
    for table in order:
        capacity = (len(stay) - 1) * (size + 1)
        if len(kept[table]) < size - 1 and len(room.ids) <= capacity:
            stay.discard(table)
    seats = [kept[t] for t in sorted(stay)] or [[]]
    at = {person: number for number, table in enumerate(seats) for person in table}
    sizes = [len(table) for table in seats]
    unseated = len(room.ids) - len(at)
    over = unseated - sum(max(0, size - taken) for taken in sizes)
    if over > len(sizes):  # more than one beyond the wished size at every table
        sizes += [0] * max(1, round(over / size))
    for _ in range(unseated):
        sizes[int(np.argmin(sizes))] += 1
    fixed = np.array([at.get(person, -1) for person in room.ids], dtype=np.int64)
    return seat_rounds(replace(room, fixed=fixed), sizes=sizes, met=met, known=known, seed=seed)
