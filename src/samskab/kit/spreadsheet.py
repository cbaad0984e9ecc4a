"""Tables that people open in a spreadsheet: no cell of somebody's words becomes a formula there.

A cell that begins with a sign a spreadsheet reads as the start of a formula gets an apostrophe before it,
which a spreadsheet takes as "this is text". Numbers are written as numbers. This is the one place that writes
CSV.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

APOSTROPHE = "'"
# What some spreadsheet takes as the start of a formula, also in its full-width form, and also after blanks
# that it throws away first.
FORMULA_SIGNS = frozenset("=+-@\t\r\n\x00\uff1d\uff0b\uff0d\uff20")
_THROWN_AWAY = " \u00a0\u200b\ufeff\u3000\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"

Cell = object  # text, a number, words in the reader's language, a name


def inert(cell: Cell) -> str:
    """A cell as text that no spreadsheet computes; nothing of it is lost but that an apostrophe may be added.

    A text that itself begins with an apostrophe gets one more, so that taking one off always gives it back.
    """
    if cell is None:
        return ""
    text = str(cell)
    if isinstance(cell, int | float):
        return text
    first = text.lstrip(_THROWN_AWAY)[:1]
    return APOSTROPHE + text if first and (first == APOSTROPHE or first in FORMULA_SIGNS) else text


def plain(cell: str) -> str:
    """The text of a cell written by `inert`."""
    return cell[1:] if cell.startswith(APOSTROPHE) else cell


def csv_text(head: Iterable[Cell], rows: Iterable[Iterable[Cell]]) -> str:
    """A table as CSV, its first line the names of the columns."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    for row in (head, *rows):
        writer.writerow([inert(cell).replace("\x00", "") for cell in row])
    return written.getvalue()
