"""No cell becomes a formula, and no text is lost."""

from __future__ import annotations

import csv
import io
import random
import unicodedata

import pytest

from samskab.kit.spreadsheet import csv_text, inert, plain

pytestmark = pytest.mark.engine_free
SIGNS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]
BLANKS = ["", " ", "\u00a0", "\u200b", "\ufeff", "\u3000", "  ", "\x0b"]
BODIES = [
    "1+1",
    "cmd|' /C calc'!A0",
    "SUM(A1:A9)",
    'HYPERLINK("http://x","klik")',
    "'x",
    '"',
    ",",
    ";",
    "æøå",
    "",
]
MANY = 1_000


def begins_a_formula(cell: str) -> bool:
    """What a spreadsheet would compute, judged apart from the code under test."""
    shown = "".join(
        c for c in cell if unicodedata.category(c) not in {"Zs", "Cf", "Zl", "Zp"} and c not in "\x0b\x0c"
    )
    folded = unicodedata.normalize("NFKC", shown)
    return folded[:1] in {"=", "+", "-", "@", "\t", "\r", "\n"} and folded[:1] != ""


def fuzzed() -> list[str]:
    chance = random.Random(20261123)  # noqa: S311 - a test that can be run again
    return [
        chance.choice(BLANKS) + chance.choice([*SIGNS, "", "'", "ord "]) + chance.choice(BODIES)
        for _ in range(MANY)
    ]


def test_of_a_thousand_cells_none_is_a_formula_and_every_text_comes_back() -> None:
    cells = fuzzed()
    assert sum(map(begins_a_formula, cells)) > MANY / 2  # else nothing was tried
    read = [
        row[0] for row in csv.reader(io.StringIO(csv_text(["ord"], ([cell] for cell in cells)), newline=""))
    ][1:]
    assert [cell for cell in read if begins_a_formula(cell)] == []
    assert [plain(cell) for cell in read] == cells


@pytest.mark.parametrize(
    ("cell", "written"), [(3, "3"), (-3, "-3"), (None, ""), (0.5, "0.5"), (True, "True")]
)
def test_a_number_of_the_house_stays_a_number(cell: float | None, written: str) -> None:
    assert inert(cell) == written


def test_names_of_columns_are_cells_too() -> None:
    assert csv_text(["=a"], []) == "'=a\r\n"
