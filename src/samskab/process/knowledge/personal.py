"""What a person said, voted and asked for in the knowledge of a process."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from samskab.ground.record import services as record
from samskab.kit import words
from samskab.kit.personal import Fate, Field, Part, Person, Rest
from samskab.kit.text import TAKEN_BACK
from samskab.process.knowledge import likeness
from samskab.process.knowledge.models import (
    ElementUse,
    ImportedParticipant,
    PlainLanguageFlag,
    Statement,
    StatementState,
    Vote,
)
from samskab.process.knowledge.selectors import COUNTER_OF

_UNTIL_ERASED = _("Til du sletter det, vi ved om dig")
_LINES = ("knowledge.statement.made", "knowledge.statement.corrected")
_VALUES = {1: _("enig"), 0: _("ved ikke"), -1: _("uenig")}


def _take_back(person: Person, now: datetime) -> int:
    """One's own words go and leave every open page; a party's words stay the party's, without a writer."""
    mine = Statement.objects.filter(participant_id=person.participant_id)
    own = mine.filter(party__isnull=True)
    record.destroy_openings(objs=own.values_list("public_id", flat=True), kinds_of_line=_LINES)
    n = own.update(text=TAKEN_BACK, original="", role="", language="da", state=StatementState.WITHDRAWN)
    likeness.forget()
    return max(n, mine.update(participant=None))


def _uncount(person: Person, now: datetime) -> int:
    """Votes leave the counts they stood in; maps drawn before stay as they were drawn."""
    mine = Vote.objects.filter(participant_id=person.participant_id)
    for value, counter in COUNTER_OF.items():
        voted = mine.filter(value=value).values("statement_id")
        Statement.objects.filter(pk__in=voted).update(**{counter: F(counter) - 1})
    return mine.delete()[0]


def meant(model: Any, what: Any) -> Part:
    """What a person answered about where their words were used. Its words go, that it was answered stays."""

    def rows(person: Person) -> Any:
        found = model._default_manager.filter(
            statement__participant_id=person.participant_id, statement__party__isnull=True
        )
        return found.exclude(rather="").order_by("pk")

    return Part(
        model._meta.label,
        what=what,
        purpose=_("Så ingen bruger dine ord til noget andet, end du mente."),
        keeps=_UNTIL_ERASED,
        fields={"rather": Field(_("Det, du mente"), Fate.REPLACED)},
        rows=rows,
        erase=lambda person, now: rows(person).update(rather=TAKEN_BACK),
    )


PARTS = [
    Part(
        "knowledge.Statement",
        what=_("Det, du har sagt i et forløb"),
        purpose=_("Så det, du ved, kan bruges, og du kan se, hvad der blev af det."),
        keeps=_UNTIL_ERASED,
        fields={
            "process": Field(_("I forløbet"), Fate.KEPT, show=lambda row: row.process.title),
            "text": Field(_("Ordene"), Fate.REPLACED),
            "original": Field(_("På det sprog, det blev sagt"), Fate.REPLACED),
            "language": Field(_("Sprog"), Fate.REPLACED),
            "role": Field(_("Det, du kaldte dig"), Fate.REPLACED),
            "participant": Field(_("Hvem"), Fate.CUT, show=lambda row: _("dig")),
            "basis": Field(_("Bygger på"), Fate.KEPT, show=lambda row: words.label("basis", row.basis)),
            "channel": Field(
                _("Kom hertil som"), Fate.KEPT, show=lambda row: words.label("channel", row.channel)
            ),
            "assisted_by": Field(_("Hvem der hjalp"), Fate.KEPT),
            "stated_at": Field(_("Hvornår"), Fate.KEPT),
        },
        rows=lambda person: Statement.objects.filter(participant_id=person.participant_id).select_related(
            "process"
        ),
        erase=_take_back,
    ),
    Part(
        "knowledge.Statement",
        what=_("Det, du har skrevet ind for andre som hjælper"),
        purpose=_("Så det kan ses, hvem der læste det op igen."),
        keeps=_UNTIL_ERASED,
        fields={"helper": Field(_("Hjælper"), Fate.CUT, show=lambda row: _("dig"))},
        rows=lambda person: Statement.objects.filter(helper_id=person.participant_id),
        erase=lambda person, now: Statement.objects.filter(helper_id=person.participant_id).update(
            helper=None
        ),
    ),
    Part(
        "knowledge.Vote",
        what=_("Dine stemmer på udsagn"),
        purpose=_("Så det kan ses, hvad mange er enige om. Ingen kan se, hvad du stemte."),
        keeps=_UNTIL_ERASED,
        fields={
            "statement": Field(_("Udsagn"), show=lambda row: row.statement.text),
            "participant": Field(_("Hvem"), show=lambda row: _("dig")),
            "value": Field(_("Stemme"), show=lambda row: _VALUES[row.value]),
            "cast_at": Field(_("Hvornår")),
            "chance": Field(_("Hvor let udsagnet kom frem for dig")),
            "uniform": Field(_("Trukket blandt alle")),
        },
        rows=lambda person: (
            Vote.objects.filter(participant_id=person.participant_id)
            .select_related("statement")
            .order_by("pk")
        ),
        erase=_uncount,
    ),
    meant(ElementUse, _("Dine svar om, hvordan dine ord blev forstået i problemet")),
    Part(
        "knowledge.PlainLanguageFlag",
        what=_("Steder, hvor du har bedt om enklere ord"),
        purpose=_("Så den, der skrev, kan skrive det enklere."),
        keeps=_UNTIL_ERASED,
        fields={
            "statement": Field(_("Udsagn"), show=lambda row: row.statement.text),
            "participant": Field(_("Hvem"), show=lambda row: _("dig")),
            "at": Field(_("Hvornår")),
        },
        rows=lambda person: PlainLanguageFlag.objects.filter(
            participant_id=person.participant_id
        ).select_related("statement"),
    ),
    Part(
        "knowledge.ImportedParticipant",
        what=_("Dit nummer i en samtale, der er hentet ind"),
        purpose=_("Så samtalen kan hentes ind igen uden at tælle dobbelt. Vi ved ikke, hvem det er."),
        keeps=_UNTIL_ERASED,
        fields={
            "process": Field(_("I forløbet"), show=lambda row: row.process.title),
            "participant": Field(_("Hvem"), show=lambda row: _("dig")),
            "ref": Field(_("Nummer")),
        },
        rows=lambda person: ImportedParticipant.objects.filter(
            participant_id=person.participant_id
        ).select_related("process"),
    ),
]
_AUTHORITY = "A party's answer or log, said in public for the party."
_COUNTS = "Counts and hashes; people are numbered by what they voted, not by who they are."
REST = [
    Rest("knowledge.StatementThread", "thread about", "Which talk is about which statement."),
    Rest(
        "knowledge.Statement",
        "id public_id party addressed_to read_back state imported_ref agrees disagrees passes",
        "Where the words stand, and counts.",
    ),
    Rest("knowledge.Vote", "id", "A row number."),
    Rest(
        "knowledge.ElementUse",
        "id statement traced_by traced_at understood confirmed_at element",
        "Where words were used, and whether that was right.",
    ),
    Rest("knowledge.Reply", "id public_id statement by outcome text at later_text later_at", _AUTHORITY),
    Rest("knowledge.PlainLanguageFlag", "id", "A row number."),
    Rest("knowledge.NobodyCame", "id process basis asked by at", _AUTHORITY),
    Rest(
        "knowledge.OpinionMap",
        "id public_id process at why n_placed n_voters n_votes input_sha256 outcome_sha256 shown axes "
        "outcome "
        "counted_from",
        _COUNTS,
    ),
    Rest("knowledge.ConversationImport", "id process sha256 participants statements votes at", _COUNTS),
    Rest("knowledge.ConversationReply", "id public_id process by outcome text at superseded_at", _AUTHORITY),
    Rest("knowledge.ImportedParticipant", "id", "A row number."),
]
