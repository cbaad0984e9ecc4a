"""Votes from files: a list `participant,statement,vote`, or a folder as Polis exports it."""

from __future__ import annotations

import csv
import hashlib
import io
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from .votes import Bools, Bytes, Ints, Longs

_LONG_NAMES = {
    "participant": ("participant", "voter-id"),
    "statement": ("statement", "comment-id"),
    "vote": ("vote",),
}
_WIDE_FIXED = {"participant", "xid", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree"}
_VOTES = {"1": 1, "-1": -1, "0": 0, "1.0": 1, "-1.0": -1, "0.0": 0}
_BLOCK = 1 << 24
_COMMA, _NEWLINE, _MINUS, _ZERO = b",\n-0"
_NINE = 9
_MOST_DIGITS = 10


class UnreadableError(ValueError):
    """A file that cannot be read as votes; names the file and, where it can, the line (the first is 1)."""

    def __init__(self, path: Path, line: int | None, code: str, **parameters: object) -> None:
        """Keep where and why; the caller has the words."""
        super().__init__(f"{path}{f':{line}' if line else ''}: {code} {parameters or ''}".rstrip())
        self.path = path
        self.line = line
        self.code = code
        self.parameters = parameters


@dataclass(frozen=True, eq=False)
class Ballots:
    """Votes as read, in the order they were cast.

    Attributes
    ----------
    person, statement : int32[v]
        Dense ids: positions in the names.
    vote : int8[v]
    people, statements : list of str
        Names as they stand in the file.
    live : bool[n_statements]
        False where a folder's comments.csv says moderated -1.
    sha256 : str
        Of the file (as ``sha256sum FILE``); of a folder, of the lines ``sha256sum *`` prints for the files
        used, by name.
    """

    person: Ints
    statement: Ints
    vote: Bytes
    people: list[str]
    statements: list[str]
    live: Bools
    sha256: str


def read_ballots(path: Path) -> Ballots:
    """Read a list of votes or an exported conversation.

    Parameters
    ----------
    path : Path
        A CSV file with the columns participant, statement and vote (1, -1 or 0; other columns are ignored),
        or a folder with votes.csv or participants-votes.csv, and comments.csv where statements have been
        moderated.

    Returns
    -------
    Ballots
        An empty file is a conversation without votes.

    Raises
    ------
    UnreadableError
        ``not_found``, ``no_votes_file``, ``missing_column``, ``unknown_vote``, ``short_row``, ``not_text``.

    Notes
    -----
    With both files in a folder votes.csv counts, in the order of its timestamps. Cost: one pass; lists of
    whole numbers are read as arrays, 16 MB at a time.
    """
    if not path.exists():
        raise UnreadableError(path, None, "not_found")
    if path.is_dir():
        return _read_folder(path)
    return _read_list(path, _sha256(path))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_folder(folder: Path) -> Ballots:
    long, wide, comments = (folder / name for name in ("votes.csv", "participants-votes.csv", "comments.csv"))
    source = long if long.exists() else wide
    if not source.exists():
        raise UnreadableError(folder, None, "no_votes_file", looked_for=[long.name, wide.name])
    used = sorted(p for p in (source, comments) if p.exists())
    lines = "".join(f"{_sha256(p)}  {p.name}\n" for p in used)
    digest = hashlib.sha256(lines.encode()).hexdigest()
    ballots = _read_list(source, digest) if source is long else _read_wide(source, digest)
    if not comments.exists():
        return ballots
    out = _moderated_out(comments)
    live = np.array([name not in out for name in ballots.statements], bool)
    return replace(ballots, live=live)


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line each ends on; blank lines are no rows."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            for row in reader:
                if row:
                    yield reader.line_num, row
    except UnicodeDecodeError as error:
        raise UnreadableError(path, None, "not_text", byte=error.start) from error


def _column(path: Path, head: list[str], names: tuple[str, ...]) -> int:
    for name in names:
        if name in head:
            return head.index(name)
    raise UnreadableError(path, 1, "missing_column", column=names[0], found=head[:12])


def _moderated_out(path: Path) -> set[str]:
    rows = _rows(path)
    _, head = next(rows, (1, ["comment-id", "moderated"]))
    name, state = (_column(path, head, (column,)) for column in ("comment-id", "moderated"))
    out = set()
    for line, row in rows:
        if len(row) <= max(name, state):
            raise UnreadableError(path, line, "short_row", columns=len(row))
        if row[state].strip() == "-1":
            out.add(row[name].strip())
    return out


def _vote(path: Path, line: int, text: str) -> int:
    vote = _VOTES.get(text.strip())
    if vote is None:
        raise UnreadableError(path, line, "unknown_vote", vote=text, known=["1", "0", "-1"])
    return vote


class _Names:
    """Dense ids in order of first appearance."""

    def __init__(self) -> None:
        self.of: dict[str, int] = {}

    def id(self, name: str) -> int:
        return self.of.setdefault(name, len(self.of))


def _read_wide(path: Path, digest: str) -> Ballots:
    rows = _rows(path)
    _, head = next(rows, (1, ["participant"]))
    who = _column(path, head, ("participant",))
    columns = [(i, name.strip()) for i, name in enumerate(head) if name.strip() not in _WIDE_FIXED]
    people, person, statement, vote = _Names(), array("i"), array("i"), array("b")
    for line, row in rows:
        if len(row) < len(head):
            raise UnreadableError(path, line, "short_row", columns=len(row), expected=len(head))
        for j, (i, _) in enumerate(columns):
            if row[i] != "":
                person.append(people.id(row[who].strip()))
                statement.append(j)
                vote.append(_vote(path, line, row[i]))
    names = [name for _, name in columns]
    return _ballots((person, statement, vote), (list(people.of), names), digest)


def _ballots(
    cells: tuple[array[int], array[int], array[int]], names: tuple[list[str], list[str]], digest: str
) -> Ballots:
    person, statement, vote = cells
    people, statements = names
    return Ballots(
        np.array(person, np.int32),
        np.array(statement, np.int32),
        np.array(vote, np.int8),
        people,
        statements,
        np.ones(len(statements), bool),
        digest,
    )


def _read_list(path: Path, digest: str) -> Ballots:
    fast = _read_numbers(path, digest)
    if fast is not None:
        return fast
    rows = _rows(path)
    _, head = next(rows, (1, list(_LONG_NAMES)))
    head = [name.strip() for name in head]
    who, what, how = (_column(path, head, names) for names in _LONG_NAMES.values())
    when = head.index("timestamp") if "timestamp" in head else None
    people, statements = _Names(), _Names()
    person, statement, vote, at = array("i"), array("i"), array("b"), array("d")
    least = max(who, what, how, when or 0)
    for line, row in rows:
        if len(row) <= least:
            raise UnreadableError(path, line, "short_row", columns=len(row), expected=len(head))
        vote.append(_vote(path, line, row[how]))
        person.append(people.id(row[who].strip()))
        statement.append(statements.id(row[what].strip()))
        if when is not None:
            at.append(_moment(path, line, row[when]))
    ballots = _ballots((person, statement, vote), (list(people.of), list(statements.of)), digest)
    if not at:
        return ballots
    order = np.argsort(np.array(at), kind="stable")
    return replace(
        ballots, person=ballots.person[order], statement=ballots.statement[order], vote=ballots.vote[order]
    )


def _moment(path: Path, line: int, text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise UnreadableError(path, line, "unknown_timestamp", timestamp=text) from error


def _read_numbers(path: Path, digest: str) -> Ballots | None:
    """Three columns of plain whole numbers, read as arrays; None when the file is anything else."""
    with path.open("rb") as file:
        head = file.readline().strip().removeprefix(b"\xef\xbb\xbf").decode("ascii", "replace")
        names = [name.strip() for name in head.split(",")]
        if sorted(names) != sorted(_LONG_NAMES):
            return None
        blocks: list[tuple[Ints, Ints, Bytes]] = []
        for block in _line_blocks(file):
            columns = _whole_numbers(block, len(names))
            if columns is None:
                return None
            by_name = dict(zip(names, columns, strict=True))
            if not len(by_name["vote"]):
                continue
            if (
                max(c.max() for c in columns) >= 2**31
                or min(by_name["participant"].min(), by_name["statement"].min()) < 0
            ):
                return None
            if np.abs(by_name["vote"]).max() > 1:
                return None
            blocks.append(
                (
                    by_name["participant"].astype(np.int32),
                    by_name["statement"].astype(np.int32),
                    by_name["vote"].astype(np.int8),
                )
            )
    if not blocks:
        return None
    person, statement, vote = (np.concatenate(part) for part in zip(*blocks, strict=True))
    del blocks
    people, statements = _dense(person), _dense(statement)
    return Ballots(person, statement, vote, people, statements, np.ones(len(statements), bool), digest)


def _line_blocks(file: io.BufferedReader) -> Iterator[bytes]:
    while block := file.read(_BLOCK):
        block += file.readline()
        yield block.replace(b"\r\n", b"\n") + (b"" if block.endswith(b"\n") else b"\n")


def _whole_numbers(block: bytes, n_columns: int) -> list[Longs] | None:
    """Columns of a block of lines, or None when it holds anything but whole numbers written plainly."""
    text = np.frombuffer(block, np.uint8)
    ends = np.flatnonzero((text == _COMMA) | (text == _NEWLINE))
    if len(ends) % n_columns or (text[ends[n_columns - 1 :: n_columns]] != _NEWLINE).any():
        return None
    if np.count_nonzero(text == _NEWLINE) * n_columns != len(ends):
        return None
    starts = np.concatenate([[0], ends[:-1] + 1])
    columns = []
    for c in range(n_columns):
        column = _numbers_between(text, starts[c::n_columns], ends[c::n_columns])
        if column is None:
            return None
        columns.append(column)
    return columns


def _numbers_between(text: npt.NDArray[np.uint8], starts: Longs, ends: Longs) -> Longs | None:
    if not len(starts):
        return np.zeros(0, np.int64)
    negative = text[starts] == _MINUS
    starts = starts + negative
    width = ends - starts
    if width.min() < 1 or width.max() > _MOST_DIGITS or ((text[starts] == _ZERO) & (width > 1)).any():
        return None
    value = np.zeros(len(starts), np.int64)
    for place in range(int(width.max())):
        here = width > place
        digit = text[np.where(here, ends - 1 - place, starts)].astype(np.int64) - _ZERO
        if ((digit < 0) | (digit > _NINE)).any():
            return None
        value += np.where(here, digit * 10**place, 0)
    return np.where(negative, -value, value)


def _dense(ids: Ints) -> list[str]:
    """Make ids dense in place and return their names."""
    highest = int(ids.max())
    if highest > 4 * len(ids) + 1_000_000:
        names, dense = np.unique(ids, return_inverse=True)
        ids[:] = dense
        return [str(name) for name in names.tolist()]
    used = np.zeros(highest + 1, bool)
    used[ids] = True
    place = np.cumsum(used, dtype=np.int32) - 1
    ids[:] = place[ids]
    return [str(name) for name in np.flatnonzero(used).tolist()]
