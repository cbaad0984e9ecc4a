"""Playing the courses: one act at a time, each with the place it leaves the course at."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from samskab.demo import content
from samskab.demo.models import DemoCourse
from samskab.demo.script import Course, Event, Missing, board, script
from samskab.demo.script.event import APART
from samskab.kit.errors import Refusal


class BrokenError(RuntimeError):
    """The file and the rules disagree, with no visitor to blame: one of the two has to be put right."""


@dataclass
class Played:
    """What a run did: how many acts, and which were refused because a visitor had been there first."""

    acts: int = 0
    refused: list[str] = field(default_factory=list)


@dataclass(order=True)
class Due:
    """The next act of a course and its time; the slug decides between two at the same minute."""

    moment: datetime
    slug: str
    number: int
    event: Event = field(compare=False)
    course: Course = field(compare=False)


def course_of(row: DemoCourse) -> Course:
    return Course({} if row.slug == board.SLUG else content.course(row.slug), row)


def moments(course: Course, events: list[Event]) -> Iterator[datetime]:
    """Each act of a day five minutes after the one before it."""
    day, moment = None, course.moment(0)
    for event in events:
        moment = moment + APART if event.day == day else course.moment(event.day)
        day = event.day
        yield moment


def waiting(course: Course) -> Iterator[Due]:
    """The acts of a course that are not played yet, in time."""
    events = script(course)
    timed = zip(moments(course, events), events, strict=True)
    for number, (moment, event) in enumerate(timed):
        if number >= course.row.played:
            yield Due(moment, course.slug, number, event, course)


def in_time(courses: Iterable[Course]) -> Iterator[Due]:
    """The courses woven together, so that the public record is written in the order of time."""
    return heapq.merge(*(waiting(course) for course in courses))


def play(due: Due, played: Played, *, strict: bool) -> None:
    """One act and the course's new place, in one transaction: killed in the middle, it has not happened.

    A visitor may have done what the course would have done, or turned it elsewhere. Then the house says no,
    here as everywhere, and the course goes on with the next act. `strict` is for a demo nobody has visited.
    """
    with transaction.atomic():
        row = DemoCourse.objects.select_for_update().get(pk=due.course.row.pk)
        if row.played > due.number:
            return
        due.course.row = row
        try:
            with transaction.atomic():
                due.event.run(due.moment)
        except (Refusal, Missing) as refused:
            if strict:
                raise _broken(due, refused) from refused
            row.refresh_from_db()
            row.refused += 1
            played.refused.append(f"{due.slug}: {refused}")
        _move(row, due, day=due.event.day)
    played.acts += 1


def _broken(due: Due, refused: Exception) -> BrokenError:
    act = getattr(due.event.run, "func", due.event.run)
    return BrokenError(f"{due.slug} day {due.event.day} {act.__module__}.{act.__name__}: {refused}")


def _move(row: DemoCourse, due: Due, *, day: int) -> None:
    row.played, row.loaded_to_day = due.number + 1, day
    row.save(update_fields=["process", "played", "loaded_to_day", "refused", "rows"])


def play_at_once(courses: list[Course], stops: dict[str, int]) -> Played:
    """A fresh demo, inside the one transaction of its load: places are written once at the end."""
    played, last = Played(), {}
    for due in in_time(courses):
        if due.event.day <= stops[due.slug]:
            try:
                due.event.run(due.moment)
            except (Refusal, Missing) as refused:
                raise _broken(due, refused) from refused
            last[due.slug] = due
            played.acts += 1
    for due in last.values():
        _move(due.course.row, due, day=stops[due.slug])
    return played
