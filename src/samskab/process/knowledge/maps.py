"""The opinion map as a page reads it: what may be said, in whose words, never a count of fewer than five."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from samskab.ground.access.visible import PASSER_BY, visible
from samskab.kit import words
from samskab.process.core.models import Process
from samskab.process.knowledge import counting, map_picture
from samskab.process.knowledge.models import OpinionMap, Statement, Vote

FEWEST_PEOPLE = 15  # below this only plain counts (METHODS.md 0.2)
FEWEST_STATEMENTS = 7
FEWEST_IN_CELL = 5
NEARLY_ALL, HARDLY_ANY = 95, 5  # a share of everybody would tell what each of them answered
RIDGE = 0.1  # the same light pull to the centre as on the map
ROWS = 12
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def latest_map(process: Process) -> OpinionMap | None:
    """The latest map, without what only a recount needs."""
    found = OpinionMap.objects.filter(process=process).order_by("-at", "-pk")
    return found.defer("outcome", "counted_from").first()


def honest(drawn: OpinionMap) -> str:
    """`distinct_groups` when groups may be shown; else why not."""
    if not drawn.n_votes:
        return "no_votes"
    if drawn.n_placed < FEWEST_PEOPLE:
        return "too_few"
    if drawn.n_placed < map_picture.FEWEST_FOR_GROUPS:
        return "few_people"
    if len(drawn.shown["statements"]) < FEWEST_STATEMENTS:
        return "few_statements"
    return drawn.why if len(drawn.shown["groups"]) < 2 else "distinct_groups"  # noqa: PLR2004 - one is no group


def letter(identity: int) -> str:
    """The name a group keeps from map to map."""
    return LETTERS[identity] if identity < len(LETTERS) else str(identity + 1)


def share(part: int, of: int) -> str:
    """A share in whole per cent, or that too few have answered; never that every single one said the same."""
    if of < FEWEST_IN_CELL:
        return _("for få")
    per_cent = round(100 * part / of)
    if per_cent >= NEARLY_ALL:
        return _("næsten alle")
    if per_cent <= HARDLY_ANY:
        return _("næsten ingen")
    return f"{per_cent} %"


@dataclass(frozen=True)
class Column:
    """A group people are counted in. `number` is its colour and its sign; 0 for those people declared."""

    name: str
    number: int
    size: int
    counts: dict[str, Any]

    def agrees(self, statement: int) -> str:
        return share(self.counts["agree"][statement], self.counts["seen"][statement])

    def disagrees(self, statement: int) -> str:
        return share(self.counts["disagree"][statement], self.counts["seen"][statement])


@dataclass(frozen=True)
class Line:
    """A statement and how many of each group agree with it."""

    statement: Statement
    shares: list[tuple[str, str]]
    note: str = ""


@dataclass(frozen=True)
class Group:
    column: Column
    yes: list[Statement]
    no: list[Statement]


@dataclass(frozen=True)
class Declared:
    """Groups people have named themselves: `rows` are (statement, one share per column)."""

    name: str
    columns: list[Column]
    rows: list[tuple[Statement, list[str]]]
    left_out: int


@dataclass(frozen=True)
class Mine:
    """Where a reader stands who asked for it; without enough answers only how many are missing."""

    missing: int
    at: tuple[int, int] | None = None
    group: str = ""


class MapPage:
    """Reads lazily; what the map may not show is empty."""

    def __init__(self, drawn: OpinionMap) -> None:
        self.drawn = drawn
        self.shown: dict[str, Any] = drawn.shown
        self.honest = honest(drawn)

    @property
    def has_groups(self) -> bool:
        return self.honest == "distinct_groups"

    @property
    def has_lists(self) -> bool:
        """From thirty people on the map what is shared can be told, with groups or without."""
        return self.drawn.n_placed >= map_picture.FEWEST_FOR_GROUPS

    @property
    def alike(self) -> dict[str, int] | None:
        """Ballots that are nearly the same; a map drawn before they were looked for says nothing of them."""
        found: dict[str, int] | None = self.shown.get("alike")
        return found

    @property
    def stability(self) -> int:
        return round(100 * (self.shown["gate"]["stability"] or 0))

    # -- the words -------------------------------------------------------------------------------------------

    @cached_property
    def _statements(self) -> dict[int, Statement]:
        """The words the page needs, by their number in the map; what was taken back since is left out."""
        ids = self.shown["statements"]
        wanted = {ids[j]: j for j in self._needed()}
        found = visible(PASSER_BY, Statement.objects.filter(pk__in=wanted)).select_related("party")
        return {wanted[row.pk]: row for row in found}

    def _needed(self) -> set[int]:
        shown = self.shown
        lists = [*shown["shared"], *shown["rejected"]]
        lists += [row[0] for row in (*shown["differences"], *shown["few"])]
        lists += [row[0] for group in shown["groups"] for row in group["stands"]]
        return {*lists, *self._agenda, *self._asked}

    @cached_property
    def _asked(self) -> list[int]:
        """What the declared groups are compared on: the lists when there are any, else what most answered."""
        shown = self.shown
        if self.has_lists:
            lists = [*shown["shared"], *shown["rejected"], *(row[0] for row in shown["differences"])]
            return list(dict.fromkeys(lists))[:ROWS]
        seen = [
            sum(counts) for counts in zip(shown["agree"], shown["disagree"], shown["passed"], strict=True)
        ]
        return sorted(range(len(seen)), key=lambda j: (-seen[j], j))[:ROWS]

    def _words(self, numbers: Iterable[int]) -> list[Statement]:
        return [self._statements[j] for j in numbers if j in self._statements]

    # -- groups ----------------------------------------------------------------------------------------------

    @cached_property
    def columns(self) -> list[Column]:
        if not self.has_groups:
            return []
        return [
            Column(
                _("Gruppe %(letter)s") % {"letter": letter(one["id"])}, one["id"] % 5 + 1, one["size"], one
            )
            for one in self.shown["groups"]
        ]

    @cached_property
    def groups(self) -> list[Group]:
        return [
            Group(
                column,
                self._words(j for j, way in column.counts["stands"] if way == "agree"),
                self._words(j for j, way in column.counts["stands"] if way == "disagree"),
            )
            for column in self.columns
        ]

    @property
    def rings(self) -> list[tuple[str, int, list[int]]]:
        """(letter, number, [x, y, half axis, half axis, turn]) of each group's ring."""
        rings = self.shown["picture"].get("rings", []) if self.has_groups else []
        return [(letter(ring[0]), ring[0] % 5 + 1, ring[1:]) for ring in rings]

    @property
    def spots(self) -> list[tuple[int, int, str]]:
        spots = self.shown["picture"].get("spots", []) if self.has_groups else []
        return [(identity % 5 + 1, size, path) for identity, size, path in spots]

    # -- the three lists -------------------------------------------------------------------------------------

    def _lines(self, numbers: Sequence[int], *, say_no: bool = False) -> list[Line]:
        if not self.has_lists:
            return []
        return [
            Line(self._statements[j], self._shares(j, say_no=say_no))
            for j in numbers
            if j in self._statements
        ]

    def _shares(self, j: int, *, say_no: bool = False) -> list[tuple[str, str]]:
        everybody = {
            "agree": self.shown["agree"],
            "disagree": self.shown["disagree"],
            "seen": [
                sum(c) for c in zip(*(self.shown[n] for n in ("agree", "disagree", "passed")), strict=True)
            ],
        }
        columns = self.columns or [Column(_("Alle"), 0, self.drawn.n_voters, everybody)]
        return [(one.name, one.disagrees(j) if say_no else one.agrees(j)) for one in columns]

    @cached_property
    def shared(self) -> list[Line]:
        return self._lines(self.shown["shared"])

    @cached_property
    def rejected(self) -> list[Line]:
        return self._lines(self.shown["rejected"], say_no=True)

    @cached_property
    def differences(self) -> list[Line]:
        return self._lines([row[0] for row in self.shown["differences"]]) if self.has_groups else []

    @cached_property
    def few(self) -> list[Line]:
        return self._lines([row[0] for row in self.shown["few"]]) if self.has_groups else []

    # -- a meeting -------------------------------------------------------------------------------------------

    @property
    def _agenda(self) -> list[int]:
        """A map drawn before agendas were, has none."""
        found: list[int] = self.shown.get("agenda", {}).get("statements", [])
        return found

    @cached_property
    def agenda(self) -> list[Line]:
        return self._lines(self._agenda)

    @property
    def agenda_serves_all(self) -> bool:
        """Whether every group large enough for a place of its own finds something it agrees on."""
        return bool(self.shown.get("agenda", {}).get("justified"))

    # -- groups people declared ------------------------------------------------------------------------------

    @cached_property
    def declared(self) -> list[Declared]:
        """Only where two or more groups are large enough: one group beside a total is its own remainder."""
        if self.drawn.n_placed < FEWEST_PEOPLE:
            return []
        return [made for one in self.shown["declared"] if len((made := self._declared(one)).columns) > 1]

    def _declared(self, one: dict[str, Any]) -> Declared:
        columns = [
            Column(_declared_name(one["name"], group["value"]), 0, group["size"], group)
            for group in one["groups"]
            if group["size"] >= FEWEST_IN_CELL
        ]
        asked = [j for j in self._asked if j in self._statements]
        rows = [(self._statements[j], [column.agrees(j) for column in columns]) for j in asked]
        return Declared(one["name"], columns, rows, one["left_out"])

    # -- the reader ------------------------------------------------------------------------------------------

    def place_of(self, participant_id: int) -> Mine:
        """Where this person's own votes fit best on the axes of the map; computed when asked, never kept."""
        axes, needed = self.drawn.axes, self.shown["gate"]["fewest_votes"]
        mine = Vote.objects.filter(participant_id=participant_id, statement__process_id=self.drawn.process_id)
        answers = _on_axes(axes, list(mine.values_list("statement_id", "value")))
        if len(answers) < needed:
            return Mine(needed - len(answers))
        x, y = _fit(answers, axes)
        at = map_picture.point(self.shown["picture"]["scale"], x, y)
        return Mine(0, at, letter(axes["ids"][_nearest(axes, x, y)]))


def nearest_group(axes: dict[str, Any], votes: list[tuple[int, int]]) -> int | None:
    """The row of the group whose centre these votes, (statement, value), lie nearest; none without any."""
    answers = _on_axes(axes, votes)
    return _nearest(axes, *_fit(answers, axes)) if answers else None


def _on_axes(axes: dict[str, Any], votes: list[tuple[int, int]]) -> list[tuple[int, int]]:
    column = {pk: j for j, pk in enumerate(axes["statements"])}
    return [(column[pk], value) for pk, value in votes if pk in column]


def _nearest(axes: dict[str, Any], x: float, y: float) -> int:
    centres = axes["centres"]
    return min(range(len(centres)), key=lambda row: (x - centres[row][0]) ** 2 + (y - centres[row][1]) ** 2)


def _fit(answers: list[tuple[int, int]], axes: dict[str, Any]) -> tuple[float, float]:
    """The ridge place of `methods.opinion.ridge_positions`, for one person: two equations."""
    mean, (first, second) = axes["mean"], axes["basis"]
    saa = sbb = RIDGE
    sab = ra = rb = 0.0
    for j, value in answers:
        a, b, off = first[j], second[j], value - mean[j]
        saa, sbb, sab = saa + a * a, sbb + b * b, sab + a * b
        ra, rb = ra + a * off, rb + b * off
    det = saa * sbb - sab * sab
    return (ra * sbb - rb * sab) / det, (rb * saa - ra * sab) / det


def _declared_name(kind: str, value: str) -> str:
    if value == counting.OTHERS:
        return _("Andre")
    if kind == "kind":
        return words.short("party_kind", value)
    return words.short("basis", value) if kind == "basis" else value
