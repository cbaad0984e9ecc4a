"""Comments a person wrote, what they reported, and what was decided about their words."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from samskab.ground.dialogue.models import (
    Answer,
    Appeal,
    Comment,
    CommentState,
    Decision,
    Notice,
    Thread,
)
from samskab.ground.dialogue.services import clear_hidden
from samskab.ground.people.actor import Actor
from samskab.ground.record import services as record
from samskab.kit import words
from samskab.kit.personal import Basis, Fate, Field, Part, Person, Rest, Sweep

_UNTIL_ERASED = _("Til du sletter det, vi ved om dig")
_CASE = _("Til klagetiden er gået. Afgørelsen selv bliver, uden dit navn.")


def _take_back(person: Person, now: datetime) -> int:
    """One's own words go, a party's too: a comment is what one person wrote. Answers by others stay."""
    mine = Comment.objects.filter(participant_id=person.participant_id)
    record.destroy_openings(
        objs=mine.values_list("public_id", flat=True),
        kinds_of_line=[f"dialogue.comment.{act}" for act in ("written", "edited", "released")],
    )
    for thread_id in mine.filter(state=CommentState.SHOWN).values_list("thread_id", flat=True):
        Thread.objects.filter(pk=thread_id).update(n_shown=F("n_shown") - 1)
    judged = Q(state__in=[CommentState.HIDDEN, CommentState.ERASED])
    n = mine.filter(judged).update(text="", nickname="", state=CommentState.ERASED)
    n += mine.exclude(judged).update(text="", nickname="", state=CommentState.WITHDRAWN)
    mine.update(participant=None)
    return n


def _forget_notices(person: Person, now: datetime) -> int:
    mine = Notice.objects.filter(participant_id=person.participant_id)
    return mine.update(participant=None, name="", email="")


def _forget_cases(person: Person, now: datetime) -> int:
    n = Answer.objects.filter(decision__author_id=person.participant_id).delete()[0]
    n += Decision.objects.filter(author_id=person.participant_id).update(author=None)
    return n + Appeal.objects.filter(by_id=person.participant_id).update(by=None)


def _old_notices(now: datetime) -> QuerySet[Notice]:
    return Notice.objects.filter(decision__appeal_until__lt=now).exclude(name="", email="")


def _tidy_notices(now: datetime, dry: bool) -> int:
    due = _old_notices(now)
    return due.count() if dry else due.update(name="", email="")


def _tidy_hidden(now: datetime, dry: bool) -> int:
    return clear_hidden(actor=Actor(house=True), now=now, dry=dry)


PARTS = [
    Part(
        "dialogue.Comment",
        what=_("Det, du har sagt i samtalerne"),
        purpose=_("Så andre kan læse det og svare."),
        keeps=_UNTIL_ERASED,
        fields={
            "text": Field(_("Ordene"), Fate.REPLACED),
            "nickname": Field(_("Kaldenavn"), Fate.REPLACED),
            "participant": Field(_("Hvem"), Fate.CUT, show=lambda row: _("dig")),
            "party": Field(_("Som"), Fate.KEPT, show=lambda row: row.party and row.party.name),
            "via": Field(_("Kom ind"), Fate.KEPT),
            "state": Field(
                _("Hvor det står nu"), Fate.REPLACED, show=lambda row: words.label("comment_state", row.state)
            ),
            "written_at": Field(_("Hvornår"), Fate.KEPT),
            "edited_at": Field(_("Rettet"), Fate.KEPT),
        },
        rows=lambda person: Comment.objects.filter(participant_id=person.participant_id),
        erase=_take_back,
    ),
    Part(
        "dialogue.Notice",
        what=_("Det, du har gjort opmærksom på"),
        purpose=_("Så en moderator kan se på det og svare dig."),
        keeps=_CASE,
        basis=Basis.LEGAL_DUTY,
        fields={
            "participant": Field(_("Hvem"), Fate.CUT, show=lambda row: _("dig")),
            "name": Field(_("Dit navn"), Fate.REPLACED),
            "email": Field(_("Din mail"), Fate.REPLACED),
            "rule": Field(_("Regel"), Fate.KEPT, show=lambda row: words.label("house_rule", row.rule)),
            "text": Field(_("Hvorfor"), Fate.KEPT),
            "good_faith": Field(_("At du stod bag det"), Fate.KEPT),
            "made_at": Field(_("Hvornår"), Fate.KEPT),
        },
        rows=lambda person: Notice.objects.filter(participant_id=person.participant_id),
        erase=_forget_notices,
    ),
    Part(
        "dialogue.Decision",
        what=_("Afgørelser om dine ord"),
        purpose=_("Så du kan se grunden og klage."),
        keeps=_CASE,
        basis=Basis.LEGAL_DUTY,
        fields={
            "author": Field(_("Hvem"), Fate.CUT, show=lambda row: _("dig")),
            "outcome": Field(
                _("Afgørelsen"), Fate.KEPT, show=lambda row: words.label("moderation", row.outcome)
            ),
            "rule": Field(
                _("Regel"), Fate.KEPT, show=lambda row: row.rule and words.label("house_rule", row.rule)
            ),
            "facts": Field(_("Grunden"), Fate.KEPT),
            "decided_at": Field(_("Hvornår"), Fate.KEPT),
        },
        rows=lambda person: Decision.objects.filter(author_id=person.participant_id),
        erase=_forget_cases,
    ),
    Part(
        "dialogue.Answer",
        what=_("Dit svar på en afgørelse"),
        purpose=_("Så moderatorerne kan læse det."),
        keeps=_CASE,
        basis=Basis.LEGAL_DUTY,
        fields={"text": Field(_("Ordene")), "at": Field(_("Hvornår"))},
        rows=lambda person: Answer.objects.filter(decision__author_id=person.participant_id),
    ),
    Part(
        "dialogue.Appeal",
        what=_("Klager, du har sendt"),
        purpose=_("Så en anden kan se på det og svare dig."),
        keeps=_CASE,
        basis=Basis.LEGAL_DUTY,
        fields={
            "by": Field(_("Hvem"), Fate.CUT, show=lambda row: _("dig")),
            "text": Field(_("Ordene"), Fate.KEPT),
            "made_at": Field(_("Hvornår"), Fate.KEPT),
            "outcome": Field(
                _("Svaret"), Fate.KEPT, show=lambda row: row.outcome and words.label("appeal", row.outcome)
            ),
        },
        rows=lambda person: Appeal.objects.filter(by_id=person.participant_id),
        erase=lambda person, now: Appeal.objects.filter(by_id=person.participant_id).update(by=None),
    ),
]
REST = [
    Rest("dialogue.Thread", "id public_id kind space n_shown opened_at", "One talk, and how much is in it."),
    Rest(
        "dialogue.Comment",
        "id public_id thread parent network rule sent_key edit_hash",
        "Where the comment stands; the institution it came from; the hash of a browser's half hour.",
    ),
    Rest(
        "dialogue.Notice", "id public_id comment code_hash decision", "Which comment, and what answered it."
    ),
    Rest(
        "dialogue.Decision",
        "id public_id comment moderator appeal_until",
        "The act of an authority: who in office decided, and until when it can be appealed.",
    ),
    Rest("dialogue.Answer", "id decision", "Which decision was answered."),
    Rest(
        "dialogue.Appeal",
        "id public_id decision side first_moderator reason decided_by decided_at",
        "The act of an authority: who in office decided, first and again.",
    ),
]
SWEEPS = [
    Sweep(
        "dialogue.hidden",
        what=_("Kommentarer, en moderator har skjult"),
        after=_("Når klagetiden på seks måneder er gået"),
        run=_tidy_hidden,
    ),
    Sweep(
        "dialogue.notices",
        what=_("Navn og mail på dem, der har gjort opmærksom på en kommentar"),
        after=_("Når klagetiden på seks måneder er gået"),
        run=_tidy_notices,
    ),
]
