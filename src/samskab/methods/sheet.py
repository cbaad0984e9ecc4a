"""Lists of people as text: a header line, one row per person, and the line each row stands on."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass


class SheetError(ValueError):
    """A sheet that cannot be used: `code` and `params` say what is wrong, `line` where (0: no line)."""

    def __init__(self, code: str, line: int = 0, **params: object) -> None:
        super().__init__(code, line, params)
        self.code = code
        self.line = line
        self.params = params


@dataclass(frozen=True)
class Sheet:
    """A table with a header.

    Attributes
    ----------
    columns : tuple of str
        Names, none twice.
    rows : tuple of dict of str to str
        Cells without blanks around them; rows without any letter are left out.
    lines : tuple of int
        The line each row ends on, the header being line 1.
    """

    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    lines: tuple[int, ...]

    def require(self, columns: Sequence[str]) -> None:
        """Refuse a sheet that lacks a column.

        Parameters
        ----------
        columns : sequence of str

        Raises
        ------
        SheetError
            `no_column`.

        Examples
        --------
        >>> Sheet(("id", "age"), (), ()).require(["age"])
        """
        for column in columns:
            if column not in self.columns:
                raise SheetError("no_column", 1, column=column, have=", ".join(self.columns))


def read_sheet(text: str) -> Sheet:
    """Read a table with a header line, separated by comma or semicolon.

    Parameters
    ----------
    text : str
        A byte order mark at its start is no part of it.

    Returns
    -------
    Sheet

    Raises
    ------
    SheetError
        `empty`, `column_twice`, `wrong_number_of_cells`, `not_csv`.

    Notes
    -----
    Separated by semicolons when the header has one. Cost: one pass.

    Examples
    --------
    >>> sheet = read_sheet("id;age\\np1; old\\n")
    >>> sheet.rows, sheet.lines
    (({'id': 'p1', 'age': 'old'},), (2,))
    """
    text = text.removeprefix("\ufeff")
    first = text.partition("\n")[0]
    if not first.strip():
        raise SheetError("empty", 1)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=";" if ";" in first else ",")
    columns: tuple[str, ...] = ()
    rows: list[dict[str, str]] = []
    lines: list[int] = []
    try:
        columns = tuple(name.strip() for name in next(reader))
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(columns):
                raise SheetError(
                    "wrong_number_of_cells", reader.line_num, cells=len(cells), columns=len(columns)
                )
            rows.append({c: cell.strip() for c, cell in zip(columns, cells, strict=True)})
            lines.append(reader.line_num)
    except csv.Error as error:
        raise SheetError("not_csv", reader.line_num, why=str(error)) from error
    for column in columns:
        if columns.count(column) > 1:
            raise SheetError("column_twice", 1, column=column)
    return Sheet(columns, tuple(rows), tuple(lines))


def ids_of(sheet: Sheet) -> list[str]:
    """The column `id`: none empty, none twice.

    Parameters
    ----------
    sheet : Sheet

    Returns
    -------
    list of str
        In the order of the rows.

    Raises
    ------
    SheetError
        `no_column`, `no_id`, `id_twice`.

    Examples
    --------
    >>> ids_of(read_sheet("id\\np1\\np2\\n"))
    ['p1', 'p2']
    """
    sheet.require(["id"])
    seen: dict[str, int] = {}
    for row, line in zip(sheet.rows, sheet.lines, strict=True):
        person = row["id"]
        if not person:
            raise SheetError("no_id", line)
        if person in seen:
            raise SheetError("id_twice", line, id=person, first=seen[person])
        seen[person] = line
    return list(seen)
