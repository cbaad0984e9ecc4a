"""What the journeys share: a day that stands still until somebody turns the leaf."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.cache import cache

from samskab.ground.places.models import SchoolHoliday
from samskab.kit import clock
from tests.builders import municipality
from tests.journeys.walking import Calendar


@pytest.fixture(autouse=True)
def calendar(monkeypatch: pytest.MonkeyPatch, db: None) -> Calendar:
    """Monday morning the second of November, with a Christmas holiday to keep clear of."""
    cache.clear()
    municipality()
    SchoolHoliday.objects.create(name="Juleferie", first_day=date(2026, 12, 19), last_day=date(2027, 1, 3))
    today = Calendar()
    monkeypatch.setattr(clock, "now", today.now)
    return today
