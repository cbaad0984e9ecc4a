"""How far the demo's clock stands ahead, asked by every page and therefore remembered for a few seconds."""

from __future__ import annotations

from datetime import timedelta

from django.core.cache import cache

from samskab.demo.models import DemoClock

CACHE_KEY = "demo.days_ahead"
DEMO_SECONDS = 5  # so that a moved clock is seen at once
NO_DEMO_SECONDS = 60  # a real house asks the database once a minute, and is answered: no


def days_ahead() -> int:
    """As the database says."""
    found = DemoClock.objects.values_list("days_ahead", flat=True).first()
    return found or 0


def ahead() -> timedelta:
    """As it was a few seconds ago."""
    kept: int | None = cache.get(CACHE_KEY)
    if kept is None:
        found = DemoClock.objects.values_list("days_ahead", flat=True).first()
        kept = found or 0
        cache.set(CACHE_KEY, kept, NO_DEMO_SECONDS if found is None else DEMO_SECONDS)
    return timedelta(days=kept)
