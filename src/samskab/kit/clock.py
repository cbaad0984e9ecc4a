"""The house's clock. Views and commands ask it; services are told the time. A demo may stand some days
ahead.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone

_ahead: list[Callable[[], timedelta]] = []


def now() -> datetime:
    """The time now, in this house."""
    moment = timezone.now()  # noqa: TID251 - the one place that asks
    return moment + _ahead[0]() if _ahead else moment


def run_ahead(by: Callable[[], timedelta]) -> None:
    """Let a demo's clock stand ahead. Called once, by the demo alone."""
    _ahead[:] = [by]
