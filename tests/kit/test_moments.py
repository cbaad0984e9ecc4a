"""Time is told as people tell it, and never without the date."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from samskab.kit import moments

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (NOW - timedelta(seconds=20), "lige nu"),
        (NOW - timedelta(minutes=1), "for 1 minut siden"),
        (NOW - timedelta(hours=3), "for 3 timer siden"),
        (NOW + timedelta(hours=2), "om 2 timer"),
        (NOW - timedelta(hours=11), "i går"),
        (NOW - timedelta(days=3), "for 3 dage siden"),
        (NOW + timedelta(days=1), "i morgen"),
        (NOW - timedelta(days=59), "for 59 dage siden"),
        (NOW - timedelta(days=92), "for 3 måneder siden"),
        (NOW - timedelta(days=800), "for 2 år siden"),
        (date(2026, 11, 23), "i dag"),
        (date(2026, 12, 3), "om 10 dage"),
    ],
)
def test_time_is_told_relative_to_now(when: date, said: str) -> None:
    with translation.override("da"):
        assert moments.relative(when, NOW) == said


def test_days_are_counted_by_the_calendar_of_the_municipality_and_not_by_hours() -> None:
    late_evening = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)  # 23.30 in Denmark
    past_midnight = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # 00.30 the day after
    with translation.override("da"):
        assert moments.relative(late_evening, past_midnight) == "i går"
        assert moments.moment_words(past_midnight) == "24. november 2026 kl. 00.30"


@pytest.mark.parametrize(
    ("days", "state", "said"),
    [
        (5, "calm", "om 5 dage"),
        (3, "near", "om 3 dage"),
        (1, "near", "i morgen"),
        (0, "today", "i dag"),
        (-1, "late", "1 dag over fristen"),
        (-5, "late", "5 dage over fristen"),
    ],
)
def test_a_deadline_says_how_near_it_is(days: int, state: str, said: str) -> None:
    with translation.override("da"):
        due = moments.deadline(NOW + timedelta(days=days), NOW)
    assert (due.state, due.words) == (state, said)
