"""What whoever runs the house should hear about the post."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from samskab.commons.news.models import Letter
from samskab.commons.news.outbox import MOST_TRIES
from samskab.kit.checks import Concern, Found

WAITS = timedelta(hours=6)  # eight tries, each waiting twice as long as the one before, take four hours
LATELY = timedelta(days=7)


def _stuck(now: datetime) -> Found:
    n = Letter.objects.filter(done_at__isnull=True, not_before__lt=now - WAITS).count()
    return {"n": n} if n else None


def _given_up(now: datetime) -> Found:
    n = Letter.objects.filter(done_at__gt=now - LATELY, sent=False, tries__gte=MOST_TRIES).count()
    return {"n": n} if n else None


CONCERNS = (
    Concern(
        "W015",
        _(
            "%(n)s breve har ventet i over seks timer på at blive sendt. Se, om samskab up kører, og om "
            "mailserveren svarer."
        ),
        _stuck,
    ),
    Concern(
        "W016",
        _("%(n)s breve kunne ikke sendes i den sidste uge og er opgivet. Se mailserverens log."),
        _given_up,
    ),
)
