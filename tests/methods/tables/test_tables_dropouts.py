"""Mending the tables on the day."""

from __future__ import annotations

from samskab.methods.tables import mend, room_of, seat_rounds


def test_only_newcomers_and_people_of_too_small_tables_move() -> None:
    ids = [f"p{i:02}" for i in range(35)]
    values = {"area": ["nsew"[i % 4] for i in range(35)]}
    first = seat_rounds(room_of(ids, values)).rounds[0].tables
    gone = {*first[0][:4], *first[1][:1]}
    here = [i for i in ids if i not in gone] + ["new1", "new2"]
    room = room_of(here, {"area": ["n"] * len(here)})
    mended = mend(room, first).rounds[0].tables
    assert sorted(p for table in mended for p in table) == sorted(here)
    assert len(mended) == 4
    for before, after in zip(first[1:], mended, strict=True):
        assert set(before) - gone <= set(after)
        assert 6 <= len(after) <= 9


def test_when_nobody_is_missing_nobody_moves() -> None:
    ids = [f"p{i:02}" for i in range(14)]
    first = seat_rounds(room_of(ids, {})).rounds[0].tables
    assert mend(room_of(ids, {}), first).rounds[0].tables == first


def test_everybody_new_fills_new_tables_of_the_wished_size() -> None:
    ids = [f"p{i:02}" for i in range(20)]
    tables = mend(room_of(ids, {}), [["gone"]]).rounds[0].tables
    assert sorted(map(len, tables)) == [6, 7, 7]


def test_a_room_everybody_left_is_fine() -> None:
    assert mend(room_of([], {}), [["a", "b"]]).rounds == ()
