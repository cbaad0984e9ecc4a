"""The demo's people and courses, read only."""

from __future__ import annotations

from dataclasses import dataclass

from samskab.demo.logins import LOGINS, Login
from samskab.demo.models import DemoCourse
from samskab.ground.people.models import Participant
from samskab.process.core.models import Process


@dataclass(frozen=True)
class Card:
    """A login beside the course it belongs to."""

    login: Login
    process: Process | None


@dataclass(frozen=True)
class Table:
    """A course and the people a visitor can be at its table."""

    process: Process
    cards: list[Card]


def tables() -> list[Table]:
    """The courses in which there is something to do first, each with its people."""
    process_of = {
        row.slug: row.process
        for row in DemoCourse.objects.filter(process__isnull=False).select_related("process__area")
    }
    found: dict[str, Table] = {}
    for login in LOGINS:
        process = process_of.get(login.course)
        if process is not None:
            found.setdefault(login.course, Table(process, [])).cards.append(Card(login, process))
    return list(found.values())


def participant_behind(login: Login) -> Participant | None:
    """The person a visitor becomes."""
    rows = DemoCourse.objects.filter(slug=login.course).values_list("rows", flat=True).first() or {}
    return Participant.objects.filter(pk=rows.get(login.row, 0)).select_related("user").first()


def address_of(login: Login) -> str:
    """The course's address in this house."""
    process = Process.objects.filter(pk__in=DemoCourse.objects.filter(slug=login.course).values("process"))
    return str(process.values_list("slug", flat=True).first() or "")
