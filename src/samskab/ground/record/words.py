"""What a line in the record says in plain words. A code without words is shown as it is."""

from __future__ import annotations

from datetime import UTC, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samskab.ground.record import kinds
from samskab.kit import moments, words

GROUP = "record"  # rooms add theirs: kit.words.register("record", {"calls.call.raised": _("...")})
LABELS = {kinds.SHREDDED: gettext_lazy("Nøglen til et aftryk blev slettet")}


def in_words(kind: str) -> str:
    try:
        return words.label(GROUP, kind)
    except KeyError:
        return kind


def when(t: str) -> str:
    """The hour or the day of a line, in the reader's own time: the record itself keeps UTC."""
    if "T" not in t:
        return moments.day_words(datetime.strptime(t, "%Y-%m-%d").replace(tzinfo=UTC).date())
    begins = timezone.localtime(datetime.strptime(t, "%Y-%m-%dT%HZ").replace(tzinfo=UTC))
    day = moments.day_words(begins.date())
    return _("%(day)s kl. %(begins)s-%(ends)s") % {
        "day": day,
        "begins": begins.hour,
        "ends": begins.hour + 1,
    }
