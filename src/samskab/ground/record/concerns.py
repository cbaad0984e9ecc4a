"""What whoever runs the house should hear about the record."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from samskab.ground.record import selectors
from samskab.kit.checks import Concern, Found

SIGNED_WITHIN = timedelta(days=1)
AHEAD = timedelta(minutes=5)


def _unsigned(now: datetime) -> Found:
    """There are lines no checkpoint holds, and the last one is old: `samskab up` signs every hour."""
    latest, size = selectors.latest_checkpoint(), selectors.size()
    if size == (latest.size if latest else 0):
        return None
    return {} if latest is None or now - latest.issued_at > SIGNED_WITHIN else None


def _clock_set_back(now: datetime) -> Found:
    latest = selectors.latest_checkpoint()
    return {} if latest is not None and latest.issued_at > now + AHEAD else None


CONCERNS = (
    Concern(
        "W012",
        _(
            "Registret er ikke skrevet under i et døgn, og der er kommet nye linjer. samskab up gør det hver "
            "time. Se, om den kører, og hvad den skriver."
        ),
        _unsigned,
    ),
    Concern(
        "W013",
        _(
            "Ingen uden for huset husker registrets kontrolpunkter. Så kan ingen opdage, at hele registret "
            "er skrevet om. Aftal det med nogen, og skriv hvem i RECORD_WITNESS."
        ),
        lambda _now: None if settings.RECORD_WITNESS else {},
    ),
    Concern(
        "W018",
        _("Maskinens ur er stillet tilbage: registret er skrevet under senere end nu. Stil uret med ntp."),
        _clock_set_back,
    ),
)
