"""The open `.pb` format of participatory budgets, in and out; voters' age, sex and names are never read."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from samskab.methods.sharing.election import BadElectionError, Ballot, Election, Money, Project

_KINDS = frozenset({"approval", "cumulative", "scoring"})


class PabulibError(ValueError):
    """A `.pb` text that cannot be read; `line` is where, `code` why."""

    def __init__(self, code: str, line: int, found: str = "") -> None:
        self.code = code
        self.line = line
        self.found = found
        super().__init__(f"line {line}: {code}" + (f" ({found})" if found else ""))


@dataclass(frozen=True)
class PabulibFile:
    """
    A read `.pb` file.

    Attributes
    ----------
    election : Election
        What is counted.
    meta : mapping of str to str
        The META rows as they stand.
    official : frozenset of str or None
        Projects the file marks as selected (``selected`` equal to 1); None when it has no such column.
    names : mapping of str to str
        Project id to its title, where given.
    """

    election: Election
    meta: Mapping[str, str]
    official: frozenset[str] | None
    names: Mapping[str, str]


def read_pabulib(
    text: str, *, area_column: str = "", area_weights: Mapping[str, Money] | None = None
) -> PabulibFile:
    """
    Read a participatory budget from the text of a `.pb` file.

    Parameters
    ----------
    text : str
        The whole file; a byte order mark is allowed.
    area_column : str
        VOTES column that tells where a voter lives (``neighborhood`` in many files); empty: not read.
    area_weights : mapping of str to int or Fraction, optional
        Agreed weight per area, see `Election`.

    Returns
    -------
    PabulibFile
        Ballots in the file's order. Points of 0 are left out of a ballot.

    Raises
    ------
    PabulibError
        Codes ``no_section``, ``no_column``, ``no_budget``, ``not_a_number``, ``not_whole_points``,
        ``unknown_vote_type``, ``unknown_project``, ``points_do_not_match``, ``short_row`` and those of
        `BadElectionError`, each with the line.

    Notes
    -----
    Source: Stolicki, Szufa, Talmon, "Pabulib", arXiv:2012.06539, and pabulib.org/format. Ordinal ballots
    are refused: they carry no strengths. Decimals may be written ``100000.0`` or ``100000,0``. No other
    column of a voter's row is kept. Cost: linear.

    Examples
    --------
    >>> lines = ["META", "key;value", "budget;100", "vote_type;approval", "PROJECTS", "project_id;cost"]
    >>> lines += ["bench;60.0", "tree;40", "VOTES", "voter_id;vote", "1;bench,tree", "2;tree"]
    >>> read_pabulib("\\n".join(lines)).election.n_voters
    2
    """
    sections = _sections(text)
    meta = {row[0].strip(): row[1].strip() for _, row in sections["META"][1:] if len(row) > 1}
    meta_line = sections["META"][0][0]
    if "budget" not in meta:
        raise PabulibError("no_budget", meta_line)
    kind = meta.get("vote_type", "approval").lower()
    if kind not in _KINDS:
        raise PabulibError("unknown_vote_type", meta_line, kind)
    projects, official, names = _projects(sections["PROJECTS"])
    ballots = tuple(
        _ballots(sections["VOTES"], kind, frozenset(project.id for project in projects), area_column)
    )
    budget = _number(meta["budget"], meta_line)
    weights = MappingProxyType(dict(area_weights or {}))
    try:
        election = Election(
            projects, ballots, budget, weights, "approval" if kind == "approval" else "cumulative"
        )
    except BadElectionError as error:
        raise PabulibError(error.code, meta_line, str(error)) from error
    return PabulibFile(election, MappingProxyType(meta), official, MappingProxyType(names))


_Rows = list[tuple[int, list[str]]]


def _sections(text: str) -> dict[str, _Rows]:
    """Cut the file at META, PROJECTS and VOTES; the first row of each section is its head."""
    sections: dict[str, _Rows] = {}
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";")
    current: _Rows | None = None
    for row in reader:
        if not any(cell.strip() for cell in row):
            continue
        word = row[0].strip().upper()
        if word in {"META", "PROJECTS", "VOTES"} and not any(cell.strip() for cell in row[1:]):
            current = sections.setdefault(word, [])
        elif current is None:
            raise PabulibError("no_section", reader.line_num, row[0][:40])
        else:
            current.append((reader.line_num, row))
    for word in ("META", "PROJECTS", "VOTES"):
        if not sections.get(word):
            raise PabulibError("no_section", reader.line_num, word)
    return sections


def _number(word: str, line: int) -> Money:
    try:
        value = Fraction(word.strip().replace(" ", "").replace(",", "."))
    except (ValueError, ZeroDivisionError) as error:
        raise PabulibError("not_a_number", line, word) from error
    return value.numerator if value.denominator == 1 else value


def _columns(head: tuple[int, list[str]], *needed: str) -> dict[str, int]:
    line, cells = head
    columns = {cell.strip().lower(): index for index, cell in enumerate(cells)}
    for name in needed:
        if name not in columns:
            raise PabulibError("no_column", line, name)
    return columns


def _cell(row: list[str], index: int, line: int) -> str:
    if index >= len(row):
        raise PabulibError("short_row", line)
    return row[index].strip()


def _projects(rows: _Rows) -> tuple[tuple[Project, ...], frozenset[str] | None, dict[str, str]]:
    columns = _columns(rows[0], "project_id", "cost")
    projects, selected, names = [], set(), {}
    for line, row in rows[1:]:
        name = _cell(row, columns["project_id"], line)
        cost = _number(_cell(row, columns["cost"], line), line)
        if cost <= 0:
            raise PabulibError("cost_not_positive", line, name)
        if name in names:
            raise PabulibError("project_twice", line, name)
        projects.append(Project(name, cost))
        names[name] = _cell(row, columns["name"], line) if "name" in columns else ""
        if (
            "selected" in columns
            and len(row) > columns["selected"]
            and row[columns["selected"]].strip() == "1"
        ):
            selected.add(name)
    return tuple(projects), frozenset(selected) if "selected" in columns else None, names


def _ballots(rows: _Rows, kind: str, known: frozenset[str], area_column: str) -> Iterator[Ballot]:
    needed = ["vote"] if kind == "approval" else ["vote", "points"]
    columns = _columns(rows[0], *needed, *([area_column.lower()] if area_column else []))
    for line, row in rows[1:]:
        names = [name.strip() for name in _cell(row, columns["vote"], line).split(",") if name.strip()]
        for name in names:
            if name not in known:
                raise PabulibError("unknown_project", line, name)
        if kind == "approval":
            points = dict.fromkeys(names, 1)
        else:
            points = _points(names, _cell(row, columns["points"], line), line)
        area = _cell(row, columns[area_column.lower()], line) if area_column else ""
        yield Ballot(MappingProxyType(points), area)


def _points(names: list[str], cell: str, line: int) -> dict[str, int]:
    numbers = [_number(word, line) for word in cell.split(",") if word.strip()]
    if len(numbers) != len(names):
        raise PabulibError("points_do_not_match", line, cell)
    for number in numbers:
        if not isinstance(number, int) or number < 0:
            raise PabulibError("not_whole_points", line, str(number))
    return {name: int(number) for name, number in zip(names, numbers, strict=True) if number > 0}


def write_pabulib(
    election: Election, *, meta: Mapping[str, str] | None = None, selected: frozenset[str] = frozenset()
) -> str:
    """
    Write an election as `.pb` text; reading it back gives the same projects, ballots and budget.

    Parameters
    ----------
    election : Election
        Ballots with `n_voters` above 1 become that many rows.
    meta : mapping of str to str, optional
        Further META rows (description, country, unit, instance, rule ...).
    selected : frozenset of str
        Funded project ids, written as 1 in the column ``selected``.

    Returns
    -------
    str
        The file. Voters are numbered in the order of the ballots and carry nothing but area and vote.

    Raises
    ------
    BadElectionError
        Code ``id_not_writable`` for a project id with a comma or a line break: the format has no way to
        write it; ``amount_not_writable`` for an amount no finite decimal can show.

    Examples
    --------
    >>> from samskab.methods.sharing.election import approval
    >>> text = write_pabulib(Election((Project("tree", 40),), (approval("tree"),), 50))
    >>> read_pabulib(text).election.budget
    50
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\n")
    votes: Counter[str] = Counter()
    for ballot in election.ballots:
        for name, points in ballot.points.items():
            votes[name] += points * ballot.n_voters
    facts = {
        "num_projects": str(len(election.projects)),
        "num_votes": str(election.n_voters),
        "budget": _decimal(election.budget),
        "vote_type": election.ballot_kind,
    }
    writer.writerow(["META"])
    writer.writerows([["key", "value"], *({**(meta or {}), **facts}).items()])
    writer.writerow(["PROJECTS"])
    tally = "votes" if election.ballot_kind == "approval" else "score"
    writer.writerow(["project_id", "cost", tally, "selected"])
    for project in election.projects:
        if any(sign in project.id for sign in ",\n\r") or project.id != project.id.strip():
            raise BadElectionError("id_not_writable", project=project.id)
        writer.writerow([project.id, _decimal(project.cost), votes[project.id], int(project.id in selected)])
    writer.writerows(_vote_rows(election))
    return buffer.getvalue()


def _vote_rows(election: Election) -> Iterator[list[object]]:
    cumulative = election.ballot_kind != "approval"
    yield ["VOTES"]
    yield ["voter_id", "neighborhood", "vote", *(["points"] if cumulative else [])]
    voter = 0
    for ballot in election.ballots:
        row = [ballot.area, ",".join(ballot.points)]
        if cumulative:
            row.append(",".join(str(points) for points in ballot.points.values()))
        for _ in range(ballot.n_voters):
            voter += 1
            yield [voter, *row]


def _decimal(amount: Money) -> str:
    value = Fraction(amount)
    for places in range(19):
        scaled = value * 10**places
        if scaled.denominator == 1:
            digits = str(scaled.numerator).rjust(places + 1, "0")
            return f"{digits[:-places]}.{digits[-places:]}" if places else digits
    raise BadElectionError("amount_not_writable", amount=amount)
