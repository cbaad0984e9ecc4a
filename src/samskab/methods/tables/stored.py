"""A seating as a file: it points to the list of people, so it can be seated again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

from samskab.methods.outcome import Json, plain
from samskab.methods.sheet import Sheet, SheetError, ids_of, read_sheet
from samskab.methods.tables.room import Room, room_of
from samskab.methods.tables.rounds import Rounds, Watch, seat_rounds


@dataclass(frozen=True)
class Terms:
    """What was decided before the seating.

    Attributes
    ----------
    size, rounds : int
        Wished seats per table; rounds.
    together : str
        Column: people with the same word sit together. Empty: none.
    fixed : str
        Column: table number from 1 for those who must sit there. Empty: none.
    ignore : tuple of str
        Columns that are not mixed.
    seed : int
    """

    size: int = 7
    rounds: int = 3
    together: str = ""
    fixed: str = ""
    ignore: tuple[str, ...] = ()
    seed: int = 0


def read_room(sheet: Sheet, terms: Terms) -> Room:
    """Read people: an id, and attributes to mix.

    Parameters
    ----------
    sheet : Sheet
    terms : Terms

    Returns
    -------
    Room

    Raises
    ------
    SheetError
        Those of `ids_of`, `no_column`, `not_a_table`.

    Examples
    --------
    >>> read_room(read_sheet("id,area,name\\np1,n,Ann\\n"), Terms(ignore=("name",))).names
    ('area',)
    """
    ids = ids_of(sheet)
    named = [column for column in (terms.together, terms.fixed) if column]
    sheet.require([*named, *terms.ignore])
    mixed = [column for column in sheet.columns if column not in {"id", *named, *terms.ignore}]
    fixed: dict[str, int] = {}
    for cells, line in zip(sheet.rows, sheet.lines, strict=True):
        number = cells[terms.fixed] if terms.fixed else ""
        if number and not (number.isdecimal() and int(number) > 0):
            raise SheetError("not_a_table", line, number=number)
        if number:
            fixed[cells["id"]] = int(number) - 1
    together = [cells[terms.together] for cells in sheet.rows] if terms.together else None
    columns = {column: [cells[column] for cells in sheet.rows] for column in mixed}
    return room_of(ids, columns, together=together, fixed=fixed)


def seat(text: str, terms: Terms, *, watch: Watch | None = None) -> Rounds:
    """Read and seat.

    Parameters
    ----------
    text : str
        The sheet of people.
    terms : Terms
    watch : callable, optional
        See `seat_rounds`.

    Returns
    -------
    Rounds

    Raises
    ------
    SheetError
        See `read_room`.
    TablesError
        See `seat_rounds`.

    Examples
    --------
    >>> seat("id,area\\na,n\\nb,s\\n", Terms(rounds=1)).rounds[0].tables
    (('a', 'b'),)
    """
    return seat_rounds(
        read_room(read_sheet(text), terms), terms.rounds, size=terms.size, seed=terms.seed, watch=watch
    )


def store(plan: Rounds, terms: Terms, source: Mapping[str, Json]) -> dict[str, Json]:
    """
    Write an outcome that can be recounted.

    Parameters
    ----------
    plan : Rounds
    terms : Terms
    source : mapping
        Where the sheet is: ``{"file", "sha256"}``. It is not carried: it names people and their answers.

    Returns
    -------
    dict
        Plain JSON.
    """
    asked = {
        "size": terms.size, "rounds": terms.rounds, "together": terms.together, "fixed": terms.fixed,
        "ignore": terms.ignore,
    }  # fmt: skip
    return told(plan) | {"input": plain({"form": "people", **source, **asked})}


def told(plan: Rounds) -> dict[str, Json]:
    """
    Write the seating; of each person only the id.

    Parameters
    ----------
    plan : Rounds

    Returns
    -------
    dict
        Plain JSON.
    """
    found = {
        "method": plan.method,
        "version": plan.version,
        "seed": plan.seed,
        "input_sha256": plan.input_sha256,
        "rounds": [seating.tables for seating in plan.rounds],
        "mix": plan.mix,
        "repeats": plan.repeats,
        "mix_per_round": [seating.mix for seating in plan.rounds],
        "proven": [seating.proven for seating in plan.rounds],
        "repeated_pairs": [pair for seating in plan.rounds for pair in seating.repeats],
        "sizes": plan.sizes,
        "passes": plan.passes,
        "ties": plan.ties,
    }
    return cast("dict[str, Json]", plain(found))


def rerun(stored: Mapping[str, Json], read: Callable[[Mapping[str, Json]], str]) -> dict[str, Json]:
    """
    Seat a stored outcome again from its sheet.

    Parameters
    ----------
    stored : mapping
        What `store` wrote.
    read : callable
        Takes ``stored["input"]``, gives its text.

    Returns
    -------
    dict
        The fields of the new seating.

    Raises
    ------
    KeyError, TypeError, ValueError
        When the stored outcome lacks what the seating needs.
    """
    source = cast("dict[str, Json]", stored["input"])
    terms = Terms(
        size=cast("int", source["size"]),
        rounds=cast("int", source["rounds"]),
        together=cast("str", source["together"]),
        fixed=cast("str", source["fixed"]),
        ignore=tuple(cast("list[str]", source["ignore"])),
        seed=cast("int", stored["seed"]),
    )
    return told(seat(read(source), terms))
