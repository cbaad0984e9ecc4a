"""A square code, drawn here: nobody else learns which address was printed."""

from __future__ import annotations

from dataclasses import dataclass

import segno

QUIET = 4  # modules of white around it, without which a phone finds nothing


@dataclass(frozen=True)
class Square:
    """The side in modules, and the dark ones as the path of an SVG."""

    side: int
    path: str


def square(address: str) -> Square:
    rows = [list(row) for row in segno.make(address, error="m", micro=False).matrix]
    path = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
    return Square(len(rows) + 2 * QUIET, path)
