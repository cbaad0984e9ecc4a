"""Who has looked at whom, and when it is forgotten."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from samskab.ground.rights.models import Look, Tidying
from samskab.ground.rights.selectors import look_in_words
from samskab.kit.personal import Basis, Fate, Field, Part, Rest, Sweep, deleting

LOOKS_KEPT = timedelta(days=2 * 365)
TIDYINGS_KEPT = timedelta(days=365)

PARTS = [
    Part(
        "rights.Look",
        what=_("Hvem der har set noget privat om dig"),
        purpose=_("Så du kan se, hvem der har kigget, og andre kan se efter, om der var en grund."),
        keeps=_("To år"),
        basis=Basis.LEGAL_DUTY,
        fields={
            "owner": Field(_("Om"), show=lambda row: _("dig")),
            "office": Field(_("Hvem"), show=lambda row: look_in_words(row)[0]),
            "what": Field(_("Det, der blev set"), show=lambda row: look_in_words(row)[1]),
            "at": Field(_("Hvornår")),
            "sampled_at": Field(_("Trukket ud til eftersyn")),
        },
        rows=lambda person: Look.objects.filter(owner_id=person.participant_id),
    ),
    Part(
        "rights.Look",
        what=_("Det, du selv har set om andre i et hverv"),
        purpose=_("Så de kan se, at nogen har kigget."),
        keeps=_("To år"),
        basis=Basis.LEGAL_DUTY,
        fields={"reader": Field(_("Set af"), Fate.CUT, show=lambda row: _("dig"))},
        rows=lambda person: Look.objects.filter(reader_id=person.participant_id),
        erase=lambda person, now: Look.objects.filter(reader_id=person.participant_id).update(reader=None),
    ),
]
REST = [
    Rest("rights.Look", "id", "A row number."),
    Rest("rights.Tidying", "id day at removed", "Days and numbers."),
]
SWEEPS = [
    Sweep(
        "looks",
        _("Opslag i det, der er privat"),
        _("efter to år"),
        deleting(lambda now: Look.objects.filter(at__lt=now - LOOKS_KEPT)),
    ),
    Sweep(
        "tidyings",
        _("Husets egen liste over dage, det har ryddet op"),
        _("efter et år"),
        deleting(lambda now: Tidying.objects.filter(at__lt=now - TIDYINGS_KEPT)),
    ),
]
