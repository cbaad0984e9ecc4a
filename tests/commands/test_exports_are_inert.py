"""P5: a thousand hostile cells through every table the house gives out; none of them is a formula there."""

from __future__ import annotations

import ast
import csv
import io
import random
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from samskab.ground.rights import services
from samskab.ground.rights.models import Look
from samskab.kit import clock, personal, spreadsheet
from samskab.kit.personal import Fate, Field, Part
from tests.architecture.source import near, python, tree
from tests.builders import NOW, person
from tests.commands.test_rights_commands import command
from tests.kit.test_spreadsheet import BLANKS, BODIES, SIGNS, begins_a_formula

MANY = 1_000
LETTING_GO = [
    "\x00=1+1",
    "\x00",
    "=\x001+1",
]  # a NUL is no text: it is left out, and what follows is still none
STARTS = [*SIGNS, "'=", '"=', "' +", "'", "", "ord "]
DDE = ["=cmd|' /C calc'!A0", '@SUM(1+1)*cmd|" /C calc"!A0', "+WEBSERVICE(A1)", '-2+3+HYPERLINK("http://x")']
OTHER_FORMS = re.compile(r"text/csv|spreadsheetml|opendocument|text/calendar|ms-excel|tab-separated")
OTHER_WRITERS = {"openpyxl", "xlsxwriter", "xlwt", "odf", "pandas", "tablib", "icalendar", "pyexcel"}
EXPORTS: dict[str, Callable[[list[str]], tuple[str, ...]]] = {}


def export(word: str) -> Callable[[Callable[[list[str]], tuple[str, ...]]], object]:
    """What lays the cells ready for `samskab <word>`, and the words it is called with."""

    def known(ready: Callable[[list[str]], tuple[str, ...]]) -> object:
        EXPORTS[word] = ready
        return ready

    return known


def cells(longest: int = 200) -> list[str]:
    chance = random.Random(20261124)  # noqa: S311 - a test that can be run again
    made = (
        chance.choice(BLANKS) + chance.choice(STARTS) + chance.choice([*BODIES, *DDE]) for _ in range(MANY)
    )
    return [
        f"{cell} {number}"[-longest:] if len(cell) > longest else cell for number, cell in enumerate(made)
    ]


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@export("register")
def _register(words: list[str]) -> tuple[str, ...]:
    """Every column that holds words of a room holds these; a field's name is one of them."""
    parts = tuple(
        Part(model, what=what, purpose=purpose, keeps=keeps, fields={name: Field(name, Fate.EXPIRES)})
        for model, what, purpose, keeps, name in zip(*[iter(words)] * 5, strict=False)
    )
    personal.told = lambda: personal.Told(parts=parts)  # type: ignore[assignment]  # put back by the test
    return ()


@export("looks")
def _looks(words: list[str]) -> tuple[str, ...]:
    """An office and a kind of look may hold anything the table takes."""
    at, owner = datetime(2026, 10, 5, tzinfo=UTC), person("Vera")
    reader = person("Viggo")
    fits = [word for word in words if 0 < len(word) <= 20 and "\x00" not in word]
    Look.objects.bulk_create(
        Look(owner=owner, reader=reader, office=word, what=word, at=at + timedelta(minutes=place))
        for place, word in enumerate(fits)
    )
    return ("2026-10",)


def given_out(word: str, capsys: pytest.CaptureFixture[str]) -> list[list[str]]:
    code, out = command(capsys, word, *EXPORTS[word](cells()))
    assert code == 0
    return list(csv.reader(io.StringIO(out, newline="")))[1:]


@pytest.fixture
def _told_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The register is put back after the test, and every look is drawn, not two in a hundred."""
    monkeypatch.setattr(personal, "told", personal.told)
    monkeypatch.setattr(services, "SAMPLE_SHARE", 1)


@pytest.mark.django_db
@pytest.mark.usefixtures("_told_again")
@pytest.mark.parametrize("word", EXPORTS)
def test_of_a_thousand_hostile_cells_none_is_a_formula(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = given_out(word, capsys)
    assert rows
    assert [cell for row in rows for cell in row if begins_a_formula(cell)] == []


@pytest.mark.django_db
@pytest.mark.usefixtures("_told_again")
@pytest.mark.parametrize("word", EXPORTS)
def test_a_writer_that_lets_cells_through_is_found(
    word: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreadsheet, "inert", str)
    assert any(begins_a_formula(cell) for row in given_out(word, capsys) for cell in row)


@pytest.mark.django_db
@pytest.mark.usefixtures("_told_again")
def test_no_word_is_lost_on_the_way(capsys: pytest.CaptureFixture[str]) -> None:
    """An apostrophe may stand before it; taking it off gives back what was there."""
    wanted = cells()
    read = [spreadsheet.plain(cell) for row in given_out("register", capsys) for cell in row]
    assert set(wanted[: MANY // 5 * 5]) <= set(read)


@pytest.mark.parametrize("cell", LETTING_GO)
def test_a_nul_hides_no_formula(cell: str) -> None:
    (read,) = list(csv.reader(io.StringIO(spreadsheet.csv_text([cell], []), newline="")))
    assert not begins_a_formula(read[0])


# -- that these are all -------------------------------------------------------------------------------------


def _names(node: ast.AST) -> set[str]:
    if isinstance(node, ast.ImportFrom):
        return {(node.module or "").partition(".")[0], *(one.name for one in node.names)}
    if isinstance(node, ast.Import):
        return {one.name.partition(".")[0] for one in node.names}
    return set()


def test_every_table_given_out_is_tried_here_and_goes_through_the_one_writer() -> None:
    """`csv.writer` itself is looked for in tests/architecture/test_dangerous_lines.py."""
    asks, other = set(), set()
    for path in python():
        imported = {name for node in ast.walk(tree(path)) for name in _names(node)}
        if "csv_text" in imported:
            asks.add(near(path))
        if imported & OTHER_WRITERS or OTHER_FORMS.search(path.read_text(encoding="utf-8")):
            other.add(near(path))
    assert asks == {f"src/samskab/commands/{word}.py" for word in EXPORTS}
    assert other == set(), "a new kind of table: give it a harness like this one"


def test_another_kind_of_table_would_be_found() -> None:
    (node,) = ast.parse("from openpyxl import Workbook").body
    assert _names(node) & OTHER_WRITERS
    assert OTHER_FORMS.search('HttpResponse(content_type="text/csv")')
