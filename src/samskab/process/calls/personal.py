"""Calls a person raised or joined."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from samskab.ground.record import services as record
from samskab.kit import words
from samskab.kit.personal import Fate, Field, Part, Person, Rest
from samskab.kit.text import TAKEN_BACK
from samskab.process.calls.models import Call, CallJoin

_UNTIL_ERASED = _("Til du sletter det, vi ved om dig")


def _take_back(person: Person, now: datetime) -> int:
    """One's own words go; a party's words stay the party's, and nobody can see who wrote them."""
    mine = Call.objects.filter(participant_id=person.participant_id)
    own = mine.filter(party__isnull=True)
    record.destroy_openings(objs=own.values_list("public_id", flat=True), kinds_of_line=["calls.call.raised"])
    n = own.update(title=TAKEN_BACK, text=TAKEN_BACK, raised_by_kind="")
    return max(n, mine.update(participant=None))


def _step_out(person: Person, now: datetime) -> int:
    mine = CallJoin.objects.filter(participant_id=person.participant_id)
    return mine.filter(party__isnull=True).delete()[0] + mine.update(participant=None)


PARTS = [
    Part(
        "calls.Call",
        what=_("Kald, du har rejst"),
        purpose=_("Så du får svar, og andre kan slutte sig til."),
        keeps=_UNTIL_ERASED,
        fields={
            "title": Field(_("Overskrift"), Fate.REPLACED),
            "text": Field(_("Ordene"), Fate.REPLACED),
            "participant": Field(_("Hvem"), Fate.CUT, show=lambda row: _("dig")),
            "raised_by_kind": Field(
                _("Som"),
                Fate.REPLACED,
                show=lambda row: row.raised_by_kind and words.label("party_kind", row.raised_by_kind),
            ),
            "channel": Field(
                _("Kom hertil som"), Fate.KEPT, show=lambda row: words.label("channel", row.channel)
            ),
            "raised_at": Field(_("Hvornår"), Fate.KEPT),
        },
        rows=lambda person: Call.objects.filter(participant_id=person.participant_id),
        erase=_take_back,
    ),
    Part(
        "calls.CallJoin",
        what=_("Kald, du er med i"),
        purpose=_("Så det kan ses, hvor mange der er med."),
        keeps=_UNTIL_ERASED,
        fields={
            "call": Field(_("Kald"), show=lambda row: row.call.title),
            "name": Field(_("Det, du kaldte dig")),
            "participant": Field(_("Hvem"), Fate.CUT, show=lambda row: _("dig")),
            "joined_at": Field(_("Hvornår")),
        },
        rows=lambda person: CallJoin.objects.filter(participant_id=person.participant_id).select_related(
            "call"
        ),
        erase=_step_out,
    ),
]
REST = [
    Rest("calls.CallThread", "thread about", "Which talk is about which call."),
    Rest(
        "calls.Call",
        "id public_id area party state process answer_due",
        "Where the call stands and whose answer is due.",
    ),
    Rest("calls.CallJoin", "id party", "The party that joined, which stays."),
    Rest(
        "calls.CallReply", "id call by outcome text at", "The public side's answer, an act of an authority."
    ),
]
