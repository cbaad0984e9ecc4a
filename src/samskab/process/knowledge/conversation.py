"""Somebody's exported conversation as a folder of tables: read, checked and made plain, before anything is
written.

The format is the open export of Polis: `comments.csv`, and the votes as a list of events (`votes.csv`), as a
matrix with one row per person (`participants-votes.csv`), or both. 1 agrees, -1 disagrees, 0 passes; an empty
cell is no vote.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from samskab.kit.errors import Invalid
from samskab.process.knowledge.models import Basis, StatementState
from samskab.process.knowledge.rules import REF_CHARS, require_words

COMMENTS, EVENTS, MATRIX = "comments.csv", "votes.csv", "participants-votes.csv"
VALUES = {"1": 1, "0": 0, "-1": -1}
STATE_OF_MODERATION = {
    "-1": StatementState.HIDDEN,
    "0": StatementState.OPEN,
    "1": StatementState.OPEN,
    "": StatementState.OPEN,
}
MILLISECONDS_FROM = 100_000_000_000  # as seconds this would be the year 5138
LONGEST_CELL = 1_000_000


class BrokenRow(Invalid):
    """A row that cannot be read, named by its file and line so that a person can find it."""

    def __init__(self, file: str, line: int, why: str) -> None:
        super().__init__("knowledge.broken_row", file=file, line=line, why=why)


@dataclass(frozen=True)
class Said:
    """One comment. `line` is where it stands, for a refusal that comes later."""

    ref: str
    author: str
    text: str
    state: StatementState
    basis: str
    at: datetime | None
    line: int


@dataclass(frozen=True)
class Conversation:
    """Comments, the people by their numbers, and the last vote of each person on each comment, with its
    time.
    """

    sha256: str
    said: Sequence[Said]
    people: Sequence[str]
    votes: dict[tuple[str, str], tuple[int, datetime | None]]


@dataclass(frozen=True)
class _Row:
    file: str
    line: int
    cells: Sequence[str]

    def broken(self, why: str) -> BrokenRow:
        return BrokenRow(self.file, self.line, why)


def _rows(path: Path) -> Iterator[_Row]:
    """The rows with the line each begins on. The first is the header."""
    csv.field_size_limit(LONGEST_CELL)
    line = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            for cells in reader:
                if cells:
                    yield _Row(path.name, line, cells)
                line = reader.line_num + 1
    except UnicodeDecodeError as error:
        raise BrokenRow(path.name, line, "the text is not UTF-8") from error
    except csv.Error as error:
        raise BrokenRow(path.name, line, str(error)) from error


def _table(path: Path, *needed: str) -> Iterator[tuple[_Row, dict[str, str]]]:
    """Rows as columns by name; every row is as wide as the header."""
    rows = _rows(path)
    header = next(rows, None)
    names = [name.strip() for name in header.cells] if header else []
    missing = [name for name in needed if name not in names]
    if missing:
        raise BrokenRow(path.name, 1, f"no column {', '.join(missing)}")
    for row in rows:
        if len(row.cells) != len(names):
            raise row.broken(f"{len(row.cells)} cells where the header has {len(names)}")
        yield row, dict(zip(names, map(str.strip, row.cells), strict=True))


def _ref(row: _Row, value: str, name: str) -> str:
    if not value or len(value) > REF_CHARS:
        raise row.broken(f"{name} is {'empty' if not value else 'too long'}")
    return value


def _moment(row: _Row, value: str) -> datetime | None:
    """Seconds or milliseconds since 1970, or nothing."""
    if not value:
        return None
    try:
        number = int(value)
        return datetime.fromtimestamp(number / 1000 if number > MILLISECONDS_FROM else number, tz=UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise row.broken(f"timestamp {value!r} is no time") from error


_WHY = {
    "kit.text_missing": "the text is empty",
    "kit.text_too_long": "the text has %(length)s characters; everybody has at most %(most)s",
    "kit.text_gives_cpr": "the text holds a CPR number: %(place)s",
    "kit.text_gives_contact": "the text holds a phone number or a mail address: %(place)s",
}


def _comments(path: Path) -> Iterator[Said]:
    seen: set[str] = set()
    for row, cell in _table(path, "comment-id", "comment-body"):
        ref = _ref(row, cell["comment-id"], "comment-id")
        if ref in seen:
            raise row.broken(f"comment-id {ref} stands twice")
        seen.add(ref)
        if cell.get("moderated", "") not in STATE_OF_MODERATION:
            raise row.broken(f"moderated is {cell['moderated']!r}; it is -1, 0 or 1")
        if cell.get("basis", "") not in ("", *Basis.values):
            raise row.broken(f"basis is {cell['basis']!r}; it is one of {', '.join(Basis.values)}")
        try:
            text = require_words(cell["comment-body"])
        except Invalid as refusal:
            raise row.broken(_WHY.get(refusal.code, refusal.code) % refusal.params) from refusal
        yield Said(
            ref,
            cell.get("author-id", "")[:REF_CHARS],
            text,
            STATE_OF_MODERATION[cell.get("moderated", "")],
            cell.get("basis", "") or Basis.EXPERIENCE,
            _moment(row, cell.get("timestamp", "")),
            row.line,
        )


Votes = dict[tuple[str, str], tuple[int, datetime | None]]


def _read_matrix(path: Path, refs: set[str], votes: Votes) -> set[str]:
    """One row per person. Columns named by a number are comments; the others are the exporter's own sums."""
    people: set[str] = set()
    rows = _rows(path)
    header = next(rows, None)
    names = [name.strip() for name in header.cells] if header else []
    if "participant" not in names:
        raise BrokenRow(path.name, 1, "no column participant")
    columns = [(place, name) for place, name in enumerate(names) if name in refs or name.isdecimal()]
    unknown = [name for _, name in columns if name not in refs]
    if unknown:
        raise BrokenRow(path.name, 1, f"column {unknown[0]} is no comment in {COMMENTS}")
    who = names.index("participant")
    for row in rows:
        if len(row.cells) != len(names):
            raise row.broken(f"{len(row.cells)} cells where the header has {len(names)}")
        person = _ref(row, row.cells[who].strip(), "participant")
        if person in people:
            raise row.broken(f"participant {person} stands twice")
        people.add(person)
        for place, ref in columns:
            if cell := row.cells[place].strip():
                if cell not in VALUES:
                    raise row.broken(f"the vote on comment {ref} is {cell!r}; it is -1, 0 or 1")
                votes[person, ref] = (VALUES[cell], None)
    return people


def _read_events(path: Path, refs: set[str], votes: Votes) -> set[str]:
    """One row per vote, also those changed later: the latest time counts, and at one time the latest row."""
    people: set[str] = set()
    listed: Votes = {}
    for row, cell in _table(path, "comment-id", "voter-id", "vote"):
        person = _ref(row, cell["voter-id"], "voter-id")
        if cell["comment-id"] not in refs:
            raise row.broken(f"comment-id {cell['comment-id']!r} is no comment in {COMMENTS}")
        if cell["vote"] not in VALUES:
            raise row.broken(f"vote is {cell['vote']!r}; it is -1, 0 or 1")
        people.add(person)
        key, at = (person, cell["comment-id"]), _moment(row, cell.get("timestamp", ""))
        earlier = listed.get(key)
        if earlier is None or earlier[1] is None or at is None or at >= earlier[1]:
            listed[key] = (VALUES[cell["vote"]], at)
    votes.update(listed)  # the events know the time; the matrix only adds what the list left out
    return people


def fingerprint(folder: Path) -> str:
    """One hash over the names and bytes of the files that are read."""
    total = hashlib.sha256()
    for name in (COMMENTS, EVENTS, MATRIX):
        path = folder / name
        if path.exists():
            total.update(f"{name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def read_folder(folder: Path) -> Conversation:
    """The whole conversation, or the first row that cannot be taken, by file and line."""
    if not (folder / COMMENTS).is_file():
        raise BrokenRow(COMMENTS, 1, f"the file is not in {folder}")
    said = list(_comments(folder / COMMENTS))
    refs = {comment.ref for comment in said}
    votes: Votes = {}
    people = {comment.author for comment in said if comment.author}
    tables = [(MATRIX, _read_matrix), (EVENTS, _read_events)]
    present = [(name, read) for name, read in tables if (folder / name).is_file()]
    if not present:
        raise BrokenRow(MATRIX, 1, f"neither {MATRIX} nor {EVENTS} is in {folder}")
    for name, read in present:
        people |= read(folder / name, refs, votes)
    return Conversation(fingerprint(folder), said, sorted(people), votes)
