"""Weeks and days as the municipality lives them: a week begins on Monday morning, summer and winter."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

MORNING = time(7, 0)


def week_of(now: datetime) -> str:
    """ "2026-W48": the calendar's week, by the municipality's own midnight."""
    year, week, _ = timezone.localtime(now).isocalendar()
    return f"{year}-W{week:02}"


def number_of(week: str) -> int:
    """The week's number, as people say it."""
    return int(week.rpartition("W")[2])


def is_time_for_letters(now: datetime) -> bool:
    """From Monday at seven, all week: a machine that was off on Monday sends when it wakes."""
    local = timezone.localtime(now)
    return local.isoweekday() > 1 or local.time() >= MORNING


def morning_of(now: datetime) -> date | None:
    """The day whose deadlines may be looked at now; nobody is written to at night."""
    local = timezone.localtime(now)
    return local.date() if local.time() >= MORNING else None


def next_hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
