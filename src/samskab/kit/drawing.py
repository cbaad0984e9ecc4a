"""Small pictures drawn on the server: numbers become rectangles and dots, with words behind every one.

No style attribute anywhere (the page's policy forbids them): sizes are SVG attributes, colours are classes.
Widths are percentages, so that text keeps its size on a narrow screen instead of shrinking with the picture.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2s

from django.utils.functional import Promise

LABEL_CHARS = 40  # what fits on one line at 390 px
LINE = 22
BAR = 16
GAP = 14

Row = tuple[str | Promise, float, str | Promise, str]


@dataclass(frozen=True)
class Bar:
    """One bar ready to draw: y of each line of its label, y and width (in per cent) of the bar itself."""

    label: str
    lines: list[tuple[int, str]]
    y: int
    width: str
    text: str
    css: str


@dataclass(frozen=True)
class Bars:
    bars: list[Bar]
    height: int
    key: str


def key_of(*parts: object) -> str:
    """A short id that is the same for the same picture, so that pages can be cached and compared."""
    return blake2s("|".join(map(str, parts)).encode(), digest_size=4).hexdigest()


def lay_out_bars(rows: Sequence[Row], title: str, whole: float = 0.0) -> Bars:
    """Place labelled bars under each other.

    `whole` is the value that fills the width: 1 for shares, the number of votes for votes. With 0, for counts
    that are parts of nothing, the longest does.
    """
    most = whole or max((float(row[1]) for row in rows), default=0.0) or 1.0
    y, bars = 0, []
    for label, value, text, css in rows:
        lines = []
        for line in textwrap.wrap(f"{label}: {text}", LABEL_CHARS) or [""]:
            lines.append((y + 16, line))
            y += LINE
        width = f"{max(0.0, float(value)) / most * 100:.1f}%"
        bars.append(Bar(str(label), lines, y, width, str(text), css))
        y += BAR + GAP
    return Bars(bars, max(y - GAP, 0), key_of(title, rows))


# The mark: four roots that go down before anything shows, then a stem, two leaves and a seed.
# Politics from the roots.
ROOTS_AND_BRANCHES: tuple[tuple[str, str], ...] = (
    ("M32 34 C32 43 29 50 25 58", "root"),
    ("M32 39 C33 47 37 53 41 59", "root"),
    ("M31 43 C26 45 19 45 12 51", "root"),
    ("M33 44 C39 47 46 47 53 54", "root"),
    ("M32 34 C32 27 31 22 32 12", "branch"),
    ("M32 26 C26 25 20 21 18 14 C25 14 30 18 32 26", "leaf"),
    ("M32 22 C37 21 43 17 46 9 C38 10 33 14 32 22", "leaf"),
    ("M32 12 m-4 -3 a4.2 4.2 0 1 1 8 0 a4.2 4.2 0 1 1 -8 0", "seed"),
)
STAGES = len(ROOTS_AND_BRANCHES)


def mark_parts(reached: int) -> list[tuple[str, str, bool]]:
    """(path, kind, grown?) of the mark after `reached` stages."""
    return [(path, kind, number < reached) for number, (path, kind) in enumerate(ROOTS_AND_BRANCHES)]
