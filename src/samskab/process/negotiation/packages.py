"""What a round over several questions says, as a page shows it: in its own words, from what is kept.

Nothing is sought here. Before a round is closed a reader sees the questions, who has answered and their own
sheet; never another's grade.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.utils.formats import number_format

from samskab.ground.access.visible import PASSER_BY, visible
from samskab.ground.parties.models import Party
from samskab.ground.people.actor import Actor
from samskab.kit.drawing import Row
from samskab.process.core.models import Process, Seat
from samskab.process.negotiation import package_rules as rules
from samskab.process.negotiation.models import (
    MemberGrade,
    PackageGrade,
    PackageOption,
    PackageOutcome,
    PackageQuestion,
    PackageRound,
)
from samskab.process.negotiation.models.packages import WORST

OF_TEN = 10
MOST_PLAYERS = 12  # above it the table of who tips a decision is a wall of figures


@dataclass(frozen=True)
class Chosen:
    """One question and the answer a package gives it."""

    question: PackageQuestion
    option: PackageOption


@dataclass(frozen=True)
class Objected:
    """A "cannot live with": the question first, then who, the harm and who bears it."""

    question: PackageQuestion
    option: PackageOption
    grades: list[PackageGrade]


@dataclass(frozen=True)
class Unlock:
    """A smallest set of objections, and the package that would follow if those were met."""

    objections: list[Objected]
    package: list[Chosen]
    all_can_live: bool


@dataclass(frozen=True)
class Compared:
    """A package beside the others: what each party has of its best, in tenths; `worse` are those who lose."""

    kind: str
    package: list[Chosen]
    tenths: list[str]
    worse: list[Party]


@dataclass(frozen=True)
class OptionRow:
    """One answer with every party's grade, and whether any side has somebody who cannot live with it."""

    option: PackageOption
    grades: list[PackageGrade | None]
    consented: bool
    chosen: bool


@dataclass(frozen=True)
class QuestionTable:
    question: PackageQuestion
    state: str
    rows: list[OptionRow]


@dataclass(frozen=True)
class SayRow:
    """A party's part of the decisions that hang on one party, rule by rule, as whole percents."""

    party: Party
    percents: list[int]


RULES = ("consent", "majority", "double_majority")


def rounds(process: Process) -> list[PackageRound]:
    """All rounds, the newest first."""
    found = process.package_rounds.select_related("opened_by", "started_by", "outcome")
    return list(found.order_by("-number"))


def own_sheet(package_round: PackageRound, seat: Seat | None) -> dict[int, PackageGrade]:
    """The reader's own grades by option; nobody else's."""
    if seat is None:
        return {}
    own = PackageGrade.objects.filter(sheet__round=package_round, sheet__party=seat.party_id)
    rows = visible(Actor(party_id=seat.party_id), own)
    return {row.option_id: row for row in rows.select_related("sheet")}


def member_sheet(package_round: PackageRound, participant_id: int | None) -> dict[int, MemberGrade]:
    """The reader's grades for themself by option."""
    own = MemberGrade.objects.filter(sheet__round=package_round)
    rows = visible(Actor(participant_id=participant_id), own)
    return {row.option_id: row for row in rows}


def questions_with_options(
    package_round: PackageRound,
) -> list[tuple[PackageQuestion, list[PackageOption]]]:
    """The questions that stand, in the order asked, each with its answers; how it is today comes first."""
    standing = package_round.questions.filter(withdrawn_at__isnull=True)
    found = standing.select_related("asked_by").prefetch_related("options__added_by")
    return [(question, list(question.options.all())) for question in found]


def say_table(seats: Iterable[Seat]) -> list[SayRow]:
    """Who could tip a decision under each rule, before one is chosen. Empty for very many parties."""
    listed = [seat.party for seat in seats]
    if not 1 < len(listed) <= MOST_PLAYERS:
        return []
    shares = _shares(tuple(str(party.side) for party in listed))
    return [SayRow(party, list(row)) for party, row in zip(listed, shares, strict=True)]


@lru_cache(maxsize=64)
def _shares(sides: tuple[str, ...]) -> tuple[tuple[int, ...], ...]:
    from samskab.methods.bargaining import say_under_rules  # noqa: PLC0415 - the house starts without the maths

    width = len(str(len(sides)))
    names = [f"{number:0{width}}" for number in range(len(sides))]
    under = say_under_rules(dict(zip(names, sides, strict=True)))
    by_rule = [{say.party: round(100 * say.banzhaf) for say in under[rule]} for rule in RULES]
    return tuple(tuple(shares[name] for shares in by_rule) for name in names)


class Told:
    """A kept outcome with the questions', the answers' and the parties' own words put back."""

    def __init__(self, kept: PackageOutcome) -> None:
        self.kept = kept
        self.found: dict[str, Any] = kept.outcome
        self.asked = questions_with_options(kept.round)
        self._question = {str(question.public_id): question for question, _ in self.asked}
        self._option = {str(one.public_id): one for _, options in self.asked for one in options}
        names = [row["id"] for row in self._sheets["parties"]]
        known = {str(party.public_id): party for party in Party.objects.filter(public_id__in=names)}
        self.parties = [known[name] for name in names]
        sheets = PackageGrade.objects.filter(sheet__round=kept.round, sheet__party__in=self.parties)
        given = visible(PASSER_BY, sheets)
        self._grades = {
            (row.option_id, row.sheet.party_id): row for row in given.select_related("sheet__party")
        }

    @cached_property
    def _sheets(self) -> dict[str, Any]:
        sheets: dict[str, Any] = json.loads(self.found["input"]["text"])
        return sheets

    def _package(self, named: Mapping[str, str] | None) -> list[Chosen]:
        if not named:
            return []
        return [Chosen(question, self._option[named[str(question.public_id)]]) for question, _ in self.asked]

    def _score(self, package: Iterable[Chosen]) -> list[int]:
        """Each party's grades of a package, added up with the points it laid on each question."""
        chosen = list(package)
        weights = self._sheets.get("weights", {})
        return [
            sum(
                weights.get(str(party.public_id), {}).get(str(one.question.public_id), 1)
                * self._grades[one.option.pk, party.pk].grade
                for one in chosen
            )
            for party in self.parties
        ]

    def _tenths(self, have: int) -> str:
        return number_format(round(OF_TEN * have / self.found["top"], 1), use_l10n=True)

    # -- what came out --------------------------------------------------------------------------------------

    @property
    def code(self) -> str:
        return self.kept.code

    @property
    def package(self) -> list[Chosen]:
        return self._package(self.found["package"])

    @property
    def bars(self) -> list[Row]:
        """What each party has of its own best, the least first."""
        pairs = zip(self._score(self.package), self.parties, strict=True)
        rows = sorted(pairs, key=lambda pair: (pair[0], pair[1].name))
        return [(party.name, have, self._tenths(have), "") for have, party in rows]

    @property
    def least(self) -> str:
        return self._tenths(min(self.found["leximin"]))

    @property
    def proven(self) -> bool:
        return bool(self.found["optimal"])

    @property
    def bound(self) -> str:
        """The most the worst-off party could have in any package, as far as is proven."""
        bound = self.found["best_worst"]
        return "" if bound is None else self._tenths(int(bound))

    @property
    def ties(self) -> list[list[Chosen]]:
        """The other packages that are just as kind."""
        named = [row for row in self.found["packages"] if row != self.found["package"]]
        return [self._package(row) for row in named]

    @property
    def agree(self) -> bool:
        return bool(self.found["agree"])

    @property
    def gain_for_all(self) -> bool:
        """Whether some package gives every party more than today; without one the Nash rule is silent."""
        return self.found["nash"]["package"] is not None

    @property
    def fallback_agrees(self) -> bool:
        return self.found["package"] in self.found["fallback"]["packages"]

    @property
    def missing(self) -> list[Party]:
        """The parties without a sheet, when the time ran out first."""
        names = {party for _, party in self.found["not_heard"]}
        return [party for party in self.parties if str(party.public_id) in names]

    @property
    def beside(self) -> list[Compared]:
        """The package and, beside it, what other rules would choose and how it is today."""
        if not self.package:
            return []
        own = self._score(self.package)
        today = {row["id"]: row["status_quo"] for row in self._sheets["questions"] if row.get("status_quo")}
        named = [
            ("leximin", self.found["package"]),
            ("nash", self.found["nash"]["package"]),
            *(("fallback", row) for row in self.found["fallback"]["packages"][:1]),
            ("today", today),
        ]
        return [self._compared(kind, row, own) for kind, row in named if row]

    def _compared(self, kind: str, named: Mapping[str, str], own: list[int]) -> Compared:
        package = self._package(named)
        score = self._score(package)
        worse = [
            party for party, before, after in zip(self.parties, own, score, strict=True) if after < before
        ]
        return Compared(kind, package, [self._tenths(have) for have in score], worse)

    # -- points, limits and members -------------------------------------------------------------------------

    @property
    def moved(self) -> list[tuple[Party, list[tuple[PackageQuestion, int]]]]:
        """The parties that moved points, with what they laid where."""
        weights = self._sheets.get("weights", {})
        rows = []
        for party in self.parties:
            given = weights.get(str(party.public_id), {})
            if len(set(given.values())) > 1:
                rows.append(
                    (party, [(question, given[str(question.public_id)]) for question, _ in self.asked])
                )
        return rows

    @property
    def same_without_points(self) -> bool | None:
        """Whether equal points would have chosen the same; None when nobody moved any, or it is unknown."""
        same: bool | None = self.found["same_with_equal_weights"]
        return same

    @property
    def below_floor(self) -> list[Party]:
        """The parties that get less than the limit they set."""
        names = set(self.found["below_floor"])
        return [party for party in self.parties if str(party.public_id) in names]

    @property
    def outvoted(self) -> list[tuple[PackageOption, Party, int]]:
        """Answers in the package that members of a party cannot live with although the party can."""
        known = {str(party.public_id): party for party in self.parties}
        return [
            (self._option[option], known[party], n) for _question, option, party, n in self.found["overruled"]
        ]

    # -- where it sticks ------------------------------------------------------------------------------------

    def _objected(self, row: Mapping[str, Any]) -> Objected:
        option = self._option[row["option"]]
        grades = [
            grade
            for party in self.parties
            if str(party.public_id) in row["parties"] and (grade := self._grades.get((option.pk, party.pk)))
        ]
        return Objected(self._question[row["question"]], option, grades)

    @property
    def dissent(self) -> list[Objected]:
        return [self._objected(row) for row in self.found["dissent"]]

    @property
    def unlocks(self) -> list[Unlock]:
        return [
            Unlock(
                [self._objected(one) for one in row["objections"]],
                self._package(row["package"]),
                row["code"] != "impasse",
            )
            for row in self.kept.unlocks
        ]

    @property
    def tables(self) -> list[QuestionTable]:
        """Question by question: every answer with every party's word, and whether all sides can live with
        it.
        """
        state = {row["question"]: row for row in self.found["consent"]}
        chosen = {one.option.pk for one in self.package}
        tables = []
        for question, options in self.asked:
            told = state[str(question.public_id)]
            rows = [
                OptionRow(
                    option,
                    [self._grades.get((option.pk, party.pk)) for party in self.parties],
                    str(option.public_id) in told["consented"],
                    option.pk in chosen,
                )
                for option in options
            ]
            tables.append(QuestionTable(question, told["state"], rows))
        return tables

    @property
    def zeros(self) -> list[PackageGrade]:
        """Every "cannot live with" of the round with its harm: an objection is read, not counted."""
        return [row for row in self._grades.values() if row.grade == WORST]


def waiting_for(process: Process, package_round: PackageRound) -> list[Party]:
    """The parties whose sheet is not in yet."""
    return [seat.party for seat in rules.awaited(process, package_round)]


def as_proposal(told: Told) -> str:
    """The package as text to lay on the table, in the words of its questions and answers."""
    return "\n".join(f"{one.question.text} {one.option.text}" for one in told.package)
