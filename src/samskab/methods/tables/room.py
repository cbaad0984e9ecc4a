"""The people in the room, what must hold when they are seated, and how well they could possibly be mixed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
LIMIT_PRICE = 1000.0
ALONE_PRICE = 20.0
UNKNOWN = -1


class TablesError(ValueError):
    """Input that cannot be seated; `code` and `params` let the caller say it in its own words."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


@dataclass(frozen=True)
class Room:
    """Who is to be seated.

    Attributes
    ----------
    ids : tuple of str
        People, sorted.
    names : tuple of str
        Names of the attributes to mix.
    codes : (n, a) int array
        Category of each person per attribute; -1 is unknown and never counts as "the same".
    weights : tuple of float
        How much each attribute counts.
    units : (n,) int array
        People with the same number of 0 or more move as one (companion, interpreter, parent); -1 moves alone.
    fixed : (n,) int array
        Table a person must sit at (step-free, host), -1 for anywhere.
    limits : tuple of (int, int, int)
        (attribute, category, most per table).
    not_alone : tuple of (int, int)
        (attribute, category) that should be none or at least two at a table.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    codes: Ints
    weights: tuple[float, ...]
    units: Ints
    fixed: Ints
    limits: tuple[tuple[int, int, int], ...] = ()
    not_alone: tuple[tuple[int, int], ...] = ()


def room_of(
    ids: Sequence[str],
    attributes: Mapping[str, Sequence[str]],
    *,
    weights: Mapping[str, float] | None = None,
    together: Sequence[str] | None = None,
    fixed: Mapping[str, int] | None = None,
    limits: Mapping[tuple[str, str], int] | None = None,
    not_alone: Sequence[tuple[str, str]] = (),
) -> Room:
    """Sort people by id and turn values into codes, so that neither row order nor spelling can matter.

    Parameters
    ----------
    ids : sequence of str
        All different.
    attributes : mapping of str to sequence of str
        Per attribute one value per person; "" means unknown.
    weights : mapping, optional
        Weight per attribute, default 1.
    together : sequence of str, optional
        People with the same non-empty word sit together.
    fixed : mapping of id to table number (from 0), optional
    limits : mapping of (attribute, value) to int, optional
        At most so many at one table.
    not_alone : sequence of (attribute, value)
        Small groups whose members asked not to sit alone.

    Returns
    -------
    Room

    Raises
    ------
    TablesError
        `id_twice`, `lengths_differ`, `unknown_id`, `unknown_attribute`, `weight_negative`.

    Examples
    --------
    >>> room = room_of(["b", "a"], {"area": ["north", "south"]})
    >>> room.ids, room.codes.ravel().tolist()
    (('a', 'b'), [1, 0])
    """
    n = len(ids)
    if len(set(ids)) < n:
        raise TablesError("id_twice", id=next(i for i in ids if list(ids).count(i) > 1))
    if any(len(column) != n for column in (*attributes.values(), ids if together is None else together)):
        raise TablesError("lengths_differ", people=n)
    order = sorted(range(n), key=lambda i: ids[i])
    values = [sorted({v for v in column if v}) for column in attributes.values()]
    codings = [{v: c for c, v in enumerate(mine)} for mine in values]
    names = tuple(attributes)
    weight = tuple(float((weights or {}).get(name, 1.0)) for name in names)
    if any(w < 0 for w in weight):
        raise TablesError("weight_negative")
    place = {ids[i]: row for row, i in enumerate(order)}
    seats = np.full(n, -1, dtype=np.int64)
    for person, table in (fixed or {}).items():
        if person not in place:
            raise TablesError("unknown_id", id=person)
        seats[place[person]] = table
    words = {w: u for u, w in enumerate(sorted({w for w in together or () if w}))}
    units = [words.get(together[i], -1) if together is not None else -1 for i in order]
    find = _Finder(names, codings)
    return Room(
        ids=tuple(ids[i] for i in order),
        names=names,
        codes=np.array(
            [
                [c.get(column[i], UNKNOWN) for c, column in zip(codings, attributes.values(), strict=True)]
                for i in order
            ],
            dtype=np.int64,
        ).reshape(n, len(names)),
        weights=weight,
        units=np.array(units, dtype=np.int64),
        fixed=seats,
        limits=tuple((*found, most) for key, most in (limits or {}).items() if (found := find(key))),
        not_alone=tuple(found for key in not_alone if (found := find(key))),
    )


class _Finder:
    def __init__(self, names: tuple[str, ...], codings: list[dict[str, int]]) -> None:
        self.names, self.codings = names, codings

    def __call__(self, key: tuple[str, str]) -> tuple[int, int] | None:
        """(attribute, category) numbers; None when nobody here has the value, so nothing is to be done."""
        if key[0] not in self.names:
            raise TablesError("unknown_attribute", attribute=key[0])
        column = self.names.index(key[0])
        code = self.codings[column].get(key[1])
        return None if code is None else (column, code)


def table_sizes(people: int, size: int) -> Ints:
    """Sizes as even as possible, at most `size` + 1; fewer than 6 people share one table.

    Parameters
    ----------
    people : int
        0 or more.
    size : int
        Wished seats per table, 2 or more.

    Returns
    -------
    (tables,) int array
        Sums to `people`, largest first. With size 7 every table has 6 to 8 seats from 12 people on, except
        that 9 to 11, 17 or similar numbers give smaller tables rather than larger ones.

    Raises
    ------
    TablesError
        `size_too_small`.

    Examples
    --------
    >>> table_sizes(60, 7).tolist()
    [7, 7, 7, 7, 7, 7, 6, 6, 6]
    """
    if size < 2:  # noqa: PLR2004 - a table for one is no table
        raise TablesError("size_too_small", size=size)
    if people < 6:  # noqa: PLR2004 - METHODS 5.5: fewer than six people share one table
        return np.full(1 if people else 0, people, dtype=np.int64)
    tables = max(1, round(people / size))
    while -(-people // tables) > size + 1:
        tables += 1
    sizes = np.full(tables, people // tables, dtype=np.int64)
    sizes[: people % tables] += 1
    return sizes


def lower_bound(room: Room, tables: int) -> float:
    """No seating of these people at so many tables has a lower cost.

    Parameters
    ----------
    room : Room
    tables : int

    Returns
    -------
    float
        Sum over categories of weight * pairs when its members are spread as evenly as possible; pairs grow
        convexly with the number at a table, so even is least, and asking it of all categories at once can
        only raise it.

    Examples
    --------
    Five alike at two tables: 3 + 2 makes 3 + 1 pairs.

    >>> lower_bound(room_of(list("abcde"), {"area": ["north"] * 5}), 2)
    4.0
    """
    total = 0.0
    for column, weight in zip(room.codes.T, room.weights, strict=True):
        for members in np.bincount(column[column >= 0]):
            q, r = divmod(int(members), tables)
            total += weight * ((tables - r) * q * (q - 1) / 2 + r * (q + 1) * q / 2)
    return total


@dataclass(frozen=True)
class Prices:
    """Cost of having 0, 1, 2 ... of a category at one table.

    Attributes
    ----------
    column : (n, a) int array
        Row of `price` for each person and attribute; the last row, all 0, stands for unknown.
    price : (g + 1, s + 2) float array
        All that is minimised: mixing, limits and "not alone".
    mixing : (g + 1, s + 2) float array
        The mixing part alone, which `lower_bound` bounds.
    """

    column: Ints
    price: Floats
    mixing: Floats


def prices(room: Room, largest: int) -> Prices:
    """Tabulate the costs for tables of up to `largest` seats.

    Examples
    --------
    >>> prices(room_of(["a", "b"], {"area": ["x", "x"]}), 2).price[0].tolist()
    [0.0, 0.0, 1.0, 3.0]
    """
    kinds = [int(column.max(initial=-1)) + 1 for column in room.codes.T]
    start = np.concatenate([[0], np.cumsum(kinds)]).astype(np.int64)
    count = np.arange(largest + 2, dtype=float)
    weight = np.repeat(np.array(room.weights, dtype=float), kinds)
    mixing = np.zeros((int(start[-1]) + 1, largest + 2))
    mixing[:-1] = weight[:, None] * np.maximum(count * (count - 1) / 2, 0.0)
    price = mixing.copy()
    for attribute, code, most in room.limits:
        price[start[attribute] + code] += LIMIT_PRICE * np.maximum(0, count - most)
    for attribute, code in room.not_alone:
        price[start[attribute] + code] += ALONE_PRICE * (count == 1)
    column = np.where(room.codes >= 0, room.codes + start[:-1], start[-1])
    return Prices(column=column, price=price, mixing=mixing)
