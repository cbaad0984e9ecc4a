"""Who helped and was helped, who keyed cards, and which card was whose."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from samskab.kit import words
from samskab.kit.personal import Fate, Field, Part, Person, Rest, Sweep, deleting
from samskab.process.doors.models import Card, CardBatch, CardKeying, CardSheet, HelperQuota, Kiosk, Sitting

READINGS_KEPT = timedelta(days=90)
_UNTIL_ERASED = _("Til du sletter det, vi ved om dig")


def _named(model: type[Model], key: str) -> Any:
    rows: Any = model._default_manager
    return lambda person: rows.filter(**{key: person.participant_id}).order_by("pk")


def _cut(model: type[Model], key: str) -> Any:
    def cut(person: Person, now: datetime) -> int:
        rows: Any = model._default_manager
        return int(rows.filter(**{key: person.participant_id}).update(**{key: None}))

    return cut


def _part(model: type[Model], key: str, what: Any, why: Any, **fields: Field) -> Part:
    mine = {key: Field(_("Hvem"), Fate.CUT, show=lambda row: _("dig"))}
    return Part(
        model._meta.label,
        what=what,
        purpose=why,
        keeps=_UNTIL_ERASED,
        fields=mine | fields,
        rows=_named(model, key),
        erase=_cut(model, key),
    )


def old_readings(now: datetime) -> QuerySet[CardKeying]:
    """What is words by now, and what lies in a pile nobody came back to."""
    given_up = Q(batch__opened_at__lt=now - READINGS_KEPT)
    return CardKeying.objects.filter(given_up | Q(batch__settled_at__isnull=False))


PARTS = [
    _part(
        Sitting,
        "participant",
        _("Samtaler, hvor en hjælper skrev for dig"),
        _("Så du kan fortryde det hele, og en hjælper ikke taler for mange."),
        organisation=Field(_("Hvem der hjalp"), Fate.KEPT),
        channel=Field(_("Kom ind"), Fate.KEPT, show=lambda row: words.label("channel", row.channel)),
        began_at=Field(_("Hvornår"), Fate.KEPT),
        undone_at=Field(_("Fortrudt"), Fate.KEPT),
    ),
    _part(
        Sitting,
        "helper",
        _("Samtaler, hvor du var hjælper"),
        _("Så ingen hjælper mere end grænsen om dagen."),
    ),
    Part(
        "doors.HelperQuota",
        what=_("Hvor mange du må hjælpe om dagen"),
        purpose=_("Så ingen taler for for mange."),
        keeps=_UNTIL_ERASED,
        fields={
            "helper": Field(_("Hvem"), show=lambda row: _("dig")),
            "a_day": Field(_("Om dagen")),
            "since": Field(_("Hvornår")),
        },
        rows=lambda person: HelperQuota.objects.filter(helper_id=person.participant_id),
    ),
    _part(
        Kiosk,
        "opened_by",
        _("Skærme, du har åbnet i et hus"),
        _("Så huset ved, hvem der åbnede den."),
        opened_at=Field(_("Hvornår"), Fate.KEPT),
    ),
    _part(
        CardSheet,
        "printed_by",
        _("Kort, du har printet"),
        _("Så det kan ses, hvem der delte kort ud."),
        printed_at=Field(_("Hvornår"), Fate.KEPT),
    ),
    _part(
        Card,
        "participant",
        _("Papirkort, der er dine"),
        _("Så ordene på kortet er dine, når de bliver tastet ind."),
        number=Field(_("Kort nr."), Fate.KEPT),
    ),
    _part(
        CardBatch,
        "first",
        _("Bunker af kort, du tastede først"),
        _("To forskellige personer skal have læst hvert kort."),
        opened_at=Field(_("Hvornår"), Fate.KEPT),
    ),
    _part(
        CardBatch,
        "second",
        _("Bunker af kort, du tastede som den anden"),
        _("To forskellige personer skal have læst hvert kort."),
    ),
    Part(
        CardKeying._meta.label,
        what=_("Det, der blev læst på dine papirkort"),
        purpose=_("Så to kan se, om de har læst det samme."),
        keeps=_("Til de to er enige, højst 90 dage"),
        fields={
            "text": Field(_("Ordene")),
            "basis": Field(_("Bygger på"), show=lambda row: words.label("basis", row.basis)),
            "role": Field(_("Det, du kaldte dig")),
            "final_text": Field(_("Det, de to blev enige om")),
            "final_basis": Field(_("Bygger på")),
            "final_role": Field(_("Det, du kaldte dig")),
        },
        rows=lambda person: CardKeying.objects.filter(card__participant_id=person.participant_id),
    ),
]
REST = [
    Rest(
        "doors.Sitting", "id public_id ends_at closed_at", "When a sitting ran; who sat there is told above."
    ),
    Rest("doors.SittingWords", "id sitting statement", "Which words came of which sitting."),
    Rest("doors.HelperQuota", "id", "The row's number."),
    Rest("doors.Kiosk", "id public_id party key_hash closed_at", "About a house and its screen."),
    Rest("doors.CardSheet", "id public_id process first_number n_cards", "About a stack of paper."),
    Rest("doors.Card", "id sheet process statement", "Where the card was printed and what became of it."),
    Rest(
        "doors.CardBatch",
        "id public_id process first_done_at second_done_at settled_at",
        "How far the pile is keyed.",
    ),
    Rest("doors.CardKeying", "id batch card hand said_at", "Which of two readings it is."),
]
SWEEPS = [
    Sweep(
        "doors_readings",
        what=_("Det, der blev læst på papirkort, i bunker, ingen gjorde færdige"),
        after=_("90 dage"),
        run=deleting(old_readings),
    )
]
