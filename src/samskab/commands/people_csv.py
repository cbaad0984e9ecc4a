"""Reading lists of people from CSV: every complaint names the file and the line."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path


class BadInput(Exception):  # noqa: N818 - read aloud as "except BadInput", it is not a failure of the program
    """What is wrong and where, in one line for the person at the keyboard."""


@dataclass(frozen=True)
class Sheet:
    """A CSV file: its columns, its rows, and where each row stands in the file."""

    path: Path
    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    lines: tuple[int, ...]

    def where(self, row: int) -> str:
        """`file:line` of a row, counted from 0."""
        return f"{self.path}:{self.lines[row]}"

    def require(self, *columns: str) -> None:
        """Refuse a file that lacks a column."""
        for column in columns:
            if column not in self.columns:
                have = ", ".join(self.columns)
                raise BadInput(f"{self.path}:1: no column '{column}' (the file has: {have})")


def read_sheet(path: Path) -> Sheet:
    """Read a CSV file with a header line, in UTF-8, separated by comma or semicolon.

    Raises
    ------
    BadInput
        When the file cannot be read, is empty, repeats a column, or a row has too many or too few cells.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{path}: not UTF-8 (byte {error.start})") from error
    first = text.partition("\n")[0]
    if not first.strip():
        raise BadInput(f"{path}:1: the file is empty")
    reader = csv.reader(text.splitlines(keepends=True), delimiter=";" if ";" in first else ",")
    columns = tuple(name.strip() for name in next(reader))
    if len(set(columns)) < len(columns):
        twice = next(c for c in columns if columns.count(c) > 1)
        raise BadInput(f"{path}:1: column '{twice}' stands twice")
    rows, lines = [], []
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(columns):
            raise BadInput(f"{path}:{reader.line_num}: {len(cells)} cells, the header has {len(columns)}")
        rows.append({c: cell.strip() for c, cell in zip(columns, cells, strict=True)})
        lines.append(reader.line_num)
    return Sheet(path, columns, tuple(rows), tuple(lines))


def ids_of(sheet: Sheet) -> list[str]:
    """The ids: none empty, none twice."""
    sheet.require("id")
    seen: dict[str, int] = {}
    for row, cells in enumerate(sheet.rows):
        person = cells["id"]
        if not person:
            raise BadInput(f"{sheet.where(row)}: no id")
        if person in seen:
            raise BadInput(
                f"{sheet.where(row)}: id '{person}' stands already in line {sheet.lines[seen[person]]}"
            )
        seen[person] = row
    return list(seen)
