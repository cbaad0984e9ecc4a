"""A demo loaded once for all tests that only look at it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.cache import cache
from django.utils import timezone

from samskab.demo import services
from samskab.demo.ahead import ahead
from samskab.kit import clock

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def demo_clock(wall_clock: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Here the clock stands where the demo says; nothing is remembered from one test to the next."""
    monkeypatch.setattr(clock, "_ahead", [ahead])
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """The demo as a visitor finds it today, for a whole module; every test's own changes are rolled back."""
    from django.db import transaction

    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's own object
        atomic = transaction.atomic()
        atomic.__enter__()
        services.load(today=timezone.localdate())
        yield
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)
