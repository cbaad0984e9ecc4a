"""Time as people say it: how long ago or how soon, and the date too (a printed page has no "yesterday")."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

NEAR_DAYS = 3  # a deadline this close is shown as near: time to act, still time to act well
_HOUR = 3600
_MONTH_DAYS = 60  # up to here days and weeks say more than months


@dataclass(frozen=True)
class Deadline:
    """`state` is calm, near, today or late; `words` are whole and stand alone without colour."""

    state: str
    words: str
    day: date


def local_day(moment: date) -> date:
    """The calendar day in the municipality, of a moment or of a day."""
    if isinstance(moment, datetime):
        return timezone.localtime(moment).date() if timezone.is_aware(moment) else moment.date()
    return moment


def day_words(day: date) -> str:
    """ "23. november 2026"."""
    return _day_words(day.year, day.month, day.day, get_language() or "")


@lru_cache(maxsize=4096)
def _day_words(year: int, month: int, day: int, _language: str) -> str:
    """Kept for each language: a list says the same few days again and again."""
    return date_format(date(year, month, day), _("j. F Y"))


def moment_words(moment: date) -> str:
    """The absolute words: the day, and the hour when one is known."""
    if not isinstance(moment, datetime):
        return day_words(moment)
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return _("%(day)s kl. %(hour)s") % {"day": day_words(local.date()), "hour": local.strftime("%H.%M")}


def _span(days: int) -> str:
    if days < _MONTH_DAYS:
        return ngettext("%(n)s dag", "%(n)s dage", days) % {"n": days}
    months = round(days / 30.44)
    if months < 24:  # noqa: PLR2004 - under two years months are how people count
        return ngettext("%(n)s måned", "%(n)s måneder", months) % {"n": months}
    years = round(days / 365.25)
    return ngettext("%(n)s år", "%(n)s år", years) % {"n": years}


def _near_words(days: int) -> str | None:
    return {0: _("i dag"), 1: _("i morgen"), -1: _("i går")}.get(days)


def _same_day(moment: datetime, now: datetime) -> str | None:
    """Minutes and hours, within the day."""
    seconds = int((moment - now).total_seconds())
    if abs(seconds) < 60:  # noqa: PLR2004 - under a minute is now
        return _("lige nu")
    minutes = abs(seconds) // 60
    amount = (
        ngettext("%(n)s minut", "%(n)s minutter", minutes) % {"n": minutes}
        if abs(seconds) < _HOUR
        else ngettext("%(n)s time", "%(n)s timer", minutes // 60) % {"n": minutes // 60}
    )
    return (_("om %(span)s") if seconds > 0 else _("for %(span)s siden")) % {"span": amount}


def relative(moment: date, now: datetime) -> str:
    """ "for 3 dage siden", "i går", "om 2 timer": days are counted by the calendar, as people do."""
    days = (local_day(moment) - local_day(now)).days
    if days == 0 and isinstance(moment, datetime) and timezone.is_aware(moment):
        return _same_day(moment, now) or _("i dag")
    near = _near_words(days)
    if near:
        return near
    return (_("om %(span)s") if days > 0 else _("for %(span)s siden")) % {"span": _span(abs(days))}


def deadline(moment: date, now: datetime) -> Deadline:
    """How a deadline stands: "om 5 dage", "i dag", "5 dage over fristen"."""
    day = local_day(moment)
    days = (day - local_day(now)) // timedelta(days=1)
    if days < 0:
        return Deadline("late", _("%(span)s over fristen") % {"span": _span(-days)}, day)
    words = _near_words(days) or _("om %(span)s") % {"span": _span(days)}
    state = "today" if days == 0 else "near" if days <= NEAR_DAYS else "calm"
    return Deadline(state, words, day)
