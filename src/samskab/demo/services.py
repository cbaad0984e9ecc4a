"""Load the demo, move its clock, say where it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from samskab.demo import content
from samskab.demo.ahead import CACHE_KEY, days_ahead
from samskab.demo.house import found_house
from samskab.demo.models import DemoClock, DemoCourse
from samskab.demo.playing import Played, course_of, in_time, play, play_at_once, waiting
from samskab.demo.script import board
from samskab.ground.places.selectors import HOUSE_KEY, municipality
from samskab.kit import clock
from samskab.kit.errors import Closed

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Standing:
    """Where one course is: the day it has come to, and how many of its acts wait or are due."""

    slug: str
    process_slug: str
    stage: str
    day: int
    last_day: int
    waiting: int
    due: int
    refused: int


def _silent(_line: str) -> None:
    """Nobody is watching."""


def load(*, today: date, progress: Progress = _silent) -> Played:
    """Found the demo municipality and play its courses up to where a visitor should find them.

    One transaction: a load that is killed leaves nothing behind. Where a demo is loaded already, nothing
    happens; where a real municipality is, it is refused.
    """
    found = municipality()
    if found is not None:
        if not found.is_demo:
            raise Closed("demo.house_is_taken", name=found.name)
        return Played()
    with transaction.atomic():
        progress("Founding the demo municipality ...")
        found_house(today)
        stops = {row["slug"]: content.stop_of(row["slug"]) for row in content.courses()}
        stops[board.SLUG] = board.stop()
        progress("Playing its courses through the acts of the house ...")
        played = play_at_once([course_of(row) for row in DemoCourse.objects.all()], stops)
    cache.delete_many([CACHE_KEY, HOUSE_KEY])
    progress(f"Loaded: {played.acts} acts.")
    return played


def require_demo() -> None:
    """The clock of a real municipality is the wall's."""
    found = municipality()
    if found is None or not found.is_demo:
        raise Closed("demo.no_demo_here")


def advance(*, days: int, progress: Progress = _silent) -> Played:
    """Move the demo's clock, then play what has fallen due. Killed in the middle, `advance 0` goes on."""
    require_demo()
    DemoClock.objects.update(days_ahead=F("days_ahead") + days)
    cache.delete(CACHE_KEY)
    return catch_up(now=clock.now(), progress=progress)


def catch_up(*, now: datetime, progress: Progress = _silent, strict: bool = False) -> Played:
    """Play every act whose time has come, one transaction each."""
    played = Played()
    for due in in_time([course_of(row) for row in DemoCourse.objects.all()]):
        if due.moment > now:
            break
        play(due, played, strict=strict)
        progress(f"{due.moment:%Y-%m-%d %H:%M} {due.slug} act {due.number + 1}")
    return played


def status() -> tuple[int, list[Standing]]:
    """Days ahead, and where each course stands."""
    require_demo()
    ahead = days_ahead()
    now = timezone.now() + timedelta(days=ahead)  # noqa: TID251 - the demo's clock itself, not a reader of it
    return ahead, [_standing(row, now) for row in DemoCourse.objects.select_related("process").order_by("pk")]


def _standing(row: DemoCourse, now: datetime) -> Standing:
    course = course_of(row)
    left = list(waiting(course))
    return Standing(
        slug=row.slug,
        process_slug=row.process.slug if row.process else "",
        stage=row.process.stage if row.process else "",
        day=row.loaded_to_day,
        last_day=content.last_day(course.file) if course.file else board.stop(),
        waiting=len(left),
        due=sum(due.moment <= now for due in left),
        refused=row.refused,
    )
