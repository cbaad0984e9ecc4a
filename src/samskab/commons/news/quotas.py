"""Limits on letters that hold however many ask at the same time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from samskab.commons.news import tokens
from samskab.commons.news.models import Quota

ASKED_PER_ADDRESS = 3  # letters of confirmation to one address in an hour
ASKED_PER_CALLER = 10  # tries to sign somebody up from one place in an hour
TOLD_PER_PERSON = 4  # letters of news to one person in an hour; the rest wait
KEPT = timedelta(days=1)
MINUTES = 60  # after which another hour has begun


def take(what: str, of: str, *, most: int, now: datetime) -> bool:
    """One more, unless the hour is full. Counted by a single conditional UPDATE, so that none slips past."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    key = tokens.quota_key(what, of, hour.date().isoformat())
    with transaction.atomic():
        Quota.objects.bulk_create([Quota(key=key, hour=hour)], ignore_conflicts=True)
        return bool(Quota.objects.filter(key=key, hour=hour, n__lt=most).update(n=F("n") + 1))
