"""One act of a course, and the course it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Model
from django.utils import timezone

from samskab.demo.content import Row
from samskab.demo.models import DemoCourse
from samskab.ground.people.actor import Actor

BEFORE_KEYS, KEYS, AFTER_KEYS = 0, 1, 2
MORNING = time(9, 0)
APART = timedelta(minutes=5)  # a day has room for more acts than any course has


class Missing(Exception):  # noqa: N818 - not an error: a visitor's act may have kept an earlier one from happening
    """A row this act builds on was never made."""


@dataclass(frozen=True)
class Event:
    """What happens on a day: `run` takes the moment. `slot` orders the day around the turning of keys."""

    day: int
    run: Callable[[datetime], object]
    slot: int = BEFORE_KEYS


class Course:
    """A course of the file beside what it has become in this house."""

    def __init__(self, file: Row, row: DemoCourse) -> None:
        self.file, self.row = file, row

    @property
    def slug(self) -> str:
        return self.row.slug

    @property
    def process_id(self) -> int:
        if self.row.process_id is None:
            raise Missing("process")
        return self.row.process_id

    def date(self, day: int) -> date:
        return self.row.began_on + timedelta(days=day)

    def moment(self, day: int, at: time = MORNING) -> datetime:
        """A time of day in the municipality."""
        return datetime.combine(self.date(day), at, tzinfo=timezone.get_current_timezone())

    def keep(self, name: str, made: Model) -> None:
        """Remember which row a name of the file became."""
        self.row.rows[name] = made.pk

    def pk(self, name: str) -> int:
        """The row a name of the file became."""
        found: int | None = self.row.rows.get(name)
        if found is None:
            raise Missing(name)
        return found

    def speaker(self, party: str) -> int:
        return self.pk(f"voice:{party}")

    def actor(self, party: str, **how: Any) -> Actor:
        """The spokesperson of a party, speaking for it."""
        return Actor(participant_id=self.speaker(party), party_id=self.pk(party), **how)

    def key(self, side: str) -> Actor:
        """The steward of a side, by the party that holds its key."""
        return self.actor(self.file["stewards"][side])

    @property
    def facilitator(self) -> Actor:
        return Actor(participant_id=self.pk("facilitator"))


def day_between(wanted: int, *, earliest: int, latest: int) -> int:
    """The wanted day, kept inside the days in which the rules allow it."""
    return max(earliest, min(wanted, latest))
