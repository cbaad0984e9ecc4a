"""Areas and the calendar, read only."""

from __future__ import annotations

from datetime import date

from django.core.cache import cache

from samskab.ground.places.models import Area, Municipality, SchoolHoliday

HOUSE_KEY, HOUSE_SECONDS = "places.house", 30


def municipality() -> Municipality | None:
    """This installation's one municipality, when it has been founded."""
    return Municipality.objects.first()


def house() -> tuple[str, str, bool]:
    """Name, phone and whether it is the demo: on every page, so kept for half a minute."""
    kept: tuple[str, str, bool] | None = cache.get(HOUSE_KEY)
    if kept is None:
        found = municipality()
        kept = (found.name, found.phone, found.is_demo) if found else ("", "", False)
        if found:
            cache.set(HOUSE_KEY, kept, HOUSE_SECONDS)
    return kept


def areas() -> list[Area]:
    return list(Area.objects.all())


def holiday_on(day: date) -> SchoolHoliday | None:
    """The school holiday a day falls in, if any."""
    return SchoolHoliday.objects.filter(first_day__lte=day, last_day__gte=day).first()
