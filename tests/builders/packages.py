"""Rounds over several questions, as their acts would have left them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from samskab.process.negotiation.models import (
    WORST,
    PackageGrade,
    PackageOption,
    PackageQuestion,
    PackageRound,
    PackageSheet,
)
from tests.builders import NOW, Table

HOME = ("Hvornår kører bilen hjem?", ("Klokken 16", "Klokken 18", "Klokken 20"))
PAID = ("Hvem betaler chaufføren?", ("Ingen", "Kommunen", "Vi deles"))


def writing(made: Table, who: str = "residents", *asked: tuple[str, Sequence[str]]) -> PackageRound:
    """A round whose questions are being written; the first answer of each is how it is today."""
    package_round = PackageRound.objects.create(
        process=made.process,
        number=made.process.package_rounds.count() + 1,
        opened_by=made.parties[who],
        opened_at=NOW - timedelta(days=20),
    )
    for text, options in asked or (HOME, PAID):
        question(made, package_round, who, text, options)
    return package_round


def question(
    made: Table, package_round: PackageRound, who: str, text: str, options: Sequence[str]
) -> PackageQuestion:
    row = PackageQuestion.objects.create(
        round=package_round,
        text=text,
        asked_by=made.parties[who],
        asked_at=NOW - timedelta(days=19),
    )
    for place, option in enumerate(options):
        PackageOption.objects.create(
            question=row,
            text=option,
            is_today=not place,
            added_by=made.parties[who],
            added_at=NOW - timedelta(days=19) + timedelta(minutes=place),
        )
    return row


def grading(
    made: Table,
    who: str = "residents",
    *asked: tuple[str, Sequence[str]],
    deadline: datetime = NOW + timedelta(days=4),
) -> PackageRound:
    """The sheets are open."""
    package_round = writing(made, who, *asked)
    package_round.started_by = made.parties["unit" if who != "unit" else "residents"]
    package_round.started_at = NOW - timedelta(days=18)
    package_round.deadline = deadline
    package_round.save()
    return package_round


def options(package_round: PackageRound) -> list[PackageOption]:
    found = PackageOption.objects.filter(question__round=package_round).select_related("question")
    return list(found.order_by("question__pk", "pk"))


def sheet(made: Table, package_round: PackageRound, who: str, grades: Sequence[int]) -> PackageSheet:
    """The party's grades in the order of the questions and their answers."""
    row = PackageSheet.objects.create(
        round=package_round, party=made.parties[who], how="På et møde.", given_at=NOW - timedelta(days=5)
    )
    PackageGrade.objects.bulk_create(
        PackageGrade(
            sheet=row,
            option=option,
            grade=grade,
            harm="" if grade != WORST else f"{who} kommer ikke hjem.",
            borne_by="" if grade != WORST else "De ældste",
        )
        for option, grade in zip(options(package_round), grades, strict=True)
    )
    return row


SETTLED: Mapping[str, Sequence[int]] = {
    "residents": (1, 4, 2, 1, 3, 4),
    "association": (1, 3, 4, 1, 4, 3),
    "unit": (4, 2, 1, 4, 1, 3),
    "grocer": (2, 3, 2, 4, 2, 2),
}
STUCK: Mapping[str, Sequence[int]] = {**SETTLED, "residents": (0, 0, 4, 1, 3, 4), "unit": (4, 2, 0, 4, 1, 3)}


def graded(made: Table, sheets: Mapping[str, Sequence[int]] = SETTLED, **more: datetime) -> PackageRound:
    """Every party has given its sheet and nobody has opened them."""
    package_round = grading(made, **more)
    for who, grades in sheets.items():
        sheet(made, package_round, who, grades)
    return package_round


def closed(made: Table, sheets: Mapping[str, Sequence[int]] = SETTLED) -> PackageRound:
    package_round = graded(made, sheets)
    package_round.closed_at = NOW - timedelta(days=1)
    package_round.save()
    return package_round
