"""What the newsroom keeps about people: who gets which letters, who wrote, and who answered."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from samskab.commons.news import quotas
from samskab.commons.news.models import (
    Article,
    Letter,
    NoticeChoice,
    Quota,
    Reader,
    ReplyRequest,
    ReplyState,
    SignOff,
    Subscription,
)
from samskab.ground.record import services as record
from samskab.kit import words
from samskab.kit.personal import Basis, Fate, Field, Part, Person, Rest, Sweep, deleting
from samskab.kit.text import TAKEN_BACK

UNANSWERED_KEPT = timedelta(days=7)
LETTERS_KEPT = timedelta(days=60)
_UNTIL_ERASED = _("Til du sletter det, vi ved om dig")
_LINES = ("news.reply.published",)


def _letters_to(person: Person) -> QuerySet[Subscription]:
    """By the person, and by every address they have had: a letter asked for without login is theirs too."""
    mine = Q(participant_id=person.participant_id)
    for address in person.emails:
        mine |= Q(address__iexact=address)
    return Subscription.objects.filter(mine)


def _wrote(person: Person) -> QuerySet[Article]:
    return Article.objects.filter(author_id=person.participant_id)


def _answered(person: Person) -> QuerySet[ReplyRequest]:
    return ReplyRequest.objects.filter(participant_id=person.participant_id).select_related("article")


def _take_back(person: Person, now: datetime) -> int:
    """A reply of one's own goes from the article; a party's stays the party's, without a writer."""
    own = _answered(person).filter(party__isnull=True)
    record.destroy_openings(objs=own.values_list("public_id", flat=True), kinds_of_line=_LINES)
    own.filter(state=ReplyState.ASKED).delete()
    own.update(name=TAKEN_BACK, text=TAKEN_BACK)
    return _answered(person).update(participant=None)


def unanswered(now: datetime) -> QuerySet[Subscription]:
    return Subscription.objects.filter(confirmed_at__isnull=True, asked_at__lt=now - UNANSWERED_KEPT)


def old_letters(now: datetime) -> QuerySet[Letter]:
    """What waits for a party is told once however long it waits, so that line is kept with the person."""
    return Letter.objects.filter(done_at__lt=now - LETTERS_KEPT).exclude(kind__in=["turns", "deadlines"])


def old_quotas(now: datetime) -> QuerySet[Quota]:
    return Quota.objects.filter(hour__lt=now - quotas.KEPT)


PARTS = [
    Part(
        "news.Subscription",
        what=_("Ugens brev"),
        purpose=_("Så brevet kan sendes til dig."),
        keeps=_("Til du slår det fra. Siger du aldrig ja til det, en uge"),
        basis=Basis.CONSENT,
        fields={
            "address": Field(_("E-mail")),
            "participant": Field(_("Hvem"), show=lambda row: _("dig")),
            "area": Field(_("Område"), show=lambda row: row.area and row.area.name),
            "process": Field(_("Forløb"), show=lambda row: row.process and row.process.title),
            "language": Field(_("Sprog")),
            "asked_at": Field(_("Bedt om")),
            "confirmed_at": Field(_("Sagt ja")),
        },
        rows=lambda person: _letters_to(person).select_related("area", "process"),
    ),
    Part(
        "news.NoticeChoice",
        what=_("Hvad du vil have besked om"),
        purpose=_("Så du kun får de breve, du vil have."),
        keeps=_UNTIL_ERASED,
        fields={
            "participant": Field(_("Hvem"), show=lambda row: _("dig")),
            "notice": Field(_("Hvad?"), show=lambda row: words.label("notice", row.notice)),
            "how": Field(_("Hvornår"), show=lambda row: words.label("how", row.how)),
        },
        rows=lambda person: NoticeChoice.objects.filter(participant_id=person.participant_id),
    ),
    Part(
        "news.Reader",
        what=_("Hvor langt du har læst"),
        purpose=_("Så det, du har set, ikke står som nyt igen."),
        keeps=_UNTIL_ERASED,
        fields={
            "participant": Field(_("Hvem"), show=lambda row: _("dig")),
            "seen_seq": Field(_("Linje i registret")),
            "language": Field(_("Sprog")),
        },
        rows=lambda person: Reader.objects.filter(participant_id=person.participant_id),
    ),
    Part(
        "news.Letter",
        what=_("Breve, der er sendt eller venter"),
        purpose=_("Så intet brev bliver sendt to gange."),
        keeps=_("60 dage. Det, der venter på jer, til du sletter det, vi ved om dig"),
        fields={
            "participant": Field(_("Hvem"), show=lambda row: _("dig")),
            "subscription": Field(_("Brev")),
            "kind": Field(_("Slags")),
            "about": Field(_("Om")),
            "queued_at": Field(_("Lagt i kø")),
            "done_at": Field(_("Sendt")),
        },
        rows=lambda person: Letter.objects.filter(
            Q(participant_id=person.participant_id) | Q(subscription__in=_letters_to(person))
        ),
    ),
    Part(
        "news.SignOff",
        what=_("Linket, der slår breve fra"),
        purpose=_("Så hvert brev kan slås fra med ét tryk."),
        keeps=_UNTIL_ERASED,
        fields={
            "participant": Field(_("Hvem"), show=lambda row: _("dig")),
            "subscription": Field(_("Brev")),
            "kind": Field(_("Slags")),
        },
        rows=lambda person: SignOff.objects.filter(
            Q(participant_id=person.participant_id) | Q(subscription__in=_letters_to(person))
        ),
    ),
    Part(
        "news.ReplyRequest",
        what=_("Dine svar på artikler"),
        purpose=_("Så den, der er nævnt, kan svare."),
        keeps=_UNTIL_ERASED,
        fields={
            "participant": Field(_("Hvem"), Fate.CUT, show=lambda row: _("dig")),
            "name": Field(_("Det, du kaldte dig"), Fate.REPLACED),
            "text": Field(_("Dit svar"), Fate.REPLACED),
            "asked_at": Field(_("Hvornår"), Fate.KEPT),
        },
        rows=_answered,
        erase=_take_back,
    ),
    Part(
        "news.Article",
        what=_("Artikler, du har skrevet"),
        purpose=_("Så der er nogen, der svarer for det, der står."),
        keeps=_("Bliver stående: Det er en avis, der har en ansvarlig udgiver"),
        fields={
            "title": Field(_("Overskrift"), Fate.KEPT),
            "standfirst": Field(_("Det korte af det lange"), Fate.KEPT),
            "body": Field(_("Teksten"), Fate.KEPT),
            "byline": Field(_("Hvem har skrevet den?"), Fate.KEPT),
            "author": Field(_("Hvem"), Fate.KEPT, show=lambda row: _("dig")),
        },
        rows=_wrote,
    ),
    Part(
        "news.Quota",
        what=_("Hvor mange breve en adresse eller en opkobling har fået den sidste time"),
        purpose=_("Så ingen kan fylde en andens postkasse."),
        keeps=_("Et døgn"),
        fields={
            "key": Field(_("Et aftryk, der er et andet i morgen"), Fate.EXPIRES),
            "hour": Field(_("Hvornår"), Fate.EXPIRES),
            "n": Field(_("Hvor mange"), Fate.EXPIRES),
        },
    ),
]
REST = [
    Rest("news.ArticleThread", "thread about", "Which talk is about which article."),
    Rest(
        "news.Article",
        "id public_id section publisher area process written_by written_at state note published_by "
        "published_at withdrawn_at withdrawn_reason",
        "The work of an office: who answered for what, and when. A number without a name after erasure.",
    ),
    Rest(
        "news.Correction",
        "id article what title_before standfirst_before body_before by at",
        "How a published text read before: the record of an editor's duty.",
    ),
    Rest(
        "news.ReplyRequest",
        "id public_id article party state reason answered_by answered_at",
        "Which article and party, and the editors' answer.",
    ),
    Rest(
        "news.Subscription",
        "id public_id confirm_hash confirm_until",
        "A hash of a token that is used once; it goes with its row.",
    ),
    Rest("news.NoticeChoice", "id", "A number."),
    Rest("news.Reader", "id", "A number."),
    Rest("news.Quota", "id", "A number."),
    Rest("news.SignOff", "id public_id token_hash", "A hash of a token; it goes with its row."),
    Rest(
        "news.Letter",
        "id public_id not_before claimed_at sent tries",
        "How far the sending has come; it goes with its row.",
    ),
    Rest("news.Issue", "id week from_seq to_seq cut_at", "Which lines of the record a week tells of."),
    Rest("news.Cursor", "id told_seq looked_on", "How far the record is told."),
]
SWEEPS = [
    Sweep(
        "news_unanswered",
        what=_("Adresser, der ikke sagde ja til ugens brev"),
        after=_("En uge"),
        run=deleting(unanswered),
    ),
    Sweep("news_letters", what=_("Breve, der er sendt"), after=_("60 dage"), run=deleting(old_letters)),
    Sweep("news_quotas", what=_("Tællere af breve i timen"), after=_("Et døgn"), run=deleting(old_quotas)),
]
