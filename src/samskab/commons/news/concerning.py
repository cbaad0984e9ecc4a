"""What in the record concerns one person: what became of their words, and how their processes move."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samskab.commons.news.models import Notice, ReplyRequest
from samskab.ground.parties.models import Membership, MembershipRole
from samskab.ground.parties.selectors import parties_spoken_for
from samskab.ground.record.models import Entry
from samskab.process.calls.models import Call
from samskab.process.core.models import Challenge, Process
from samskab.process.knowledge.models import Reply, Statement

MOST = 30
WORDS: dict[str, str | Promise] = {
    "knowledge.reply.given": _("Nogen har svaret på det, du sagde."),
    "knowledge.reply.added_to": _("Der er føjet noget til svaret på det, du sagde."),
    "knowledge.statement.traced": _("Dine ord er brugt. Blev du forstået rigtigt?"),
    "knowledge.plain_language.asked_for": _("Nogen beder om, at dine ord bliver skrevet mere klart."),
    "calls.call.answered": _("Kommunen har svaret på dit kald."),
    "calls.call.declined": _("Dit kald har fået et nej med en grund."),
    "calls.call.became_process": _("Dit kald er blevet til et forløb."),
    "core.challenge.answered": _("Der er svaret på jeres udfordring af en ramme."),
    "news.reply.published": _("Dit svar står nu ved artiklen."),
    "news.reply.refused": _("Redaktionen har sagt nej til dit svar, med en grund."),
}
STAGES: dict[str, str | Promise] = {
    "path.stage.opened": _("Et forløb, du er med i, er gået videre til næste trin."),
    "path.stage.reopened": _("Et tidligere trin er åbnet igen i et forløb, du er med i."),
    "core.process.paused": _("Et forløb, du er med i, holder pause."),
    "core.process.resumed": _("Et forløb, du er med i, er i gang igen."),
    "core.process.stopped_in_emergency": _("Nødbremsen er trukket i et forløb, du er med i."),
}


@dataclass(frozen=True)
class Line:
    """One thing for one person."""

    seq: int
    notice: str
    text: str | Promise
    where: str
    path: str
    t: str


Target = tuple[str, str]  # a public title, an address in this house


def news_for(
    participant_id: int,
    *,
    from_seq: int = 0,
    to_seq: int | None = None,
    notices: frozenset[str] | None = None,
) -> list[Line]:
    """Newest first, at most thirty."""
    things, processes = _own(participant_id), _own_processes(participant_id)
    mine = Q(kind__in=WORDS, obj__in=things) | Q(kind__in=STAGES, space__in=processes)
    entries = Entry.objects.filter(mine, seq__gte=from_seq).order_by("-seq")
    if to_seq is not None:
        entries = entries.filter(seq__lt=to_seq)
    found = []
    for entry in entries[:MOST]:
        stage = entry.kind in STAGES
        where, path = processes[entry.space] if stage else things[entry.obj]
        notice = Notice.STAGES if stage else Notice.WORDS
        if notices is None or notice in notices:
            text = STAGES[entry.kind] if stage else WORDS[entry.kind]
            found.append(Line(entry.seq, notice, text, where, path, str(entry.wire["t"])))
    return found


def _own(participant_id: int) -> dict[UUID, Target]:
    """What this person said, raised, asked or challenged, by the name it has in the record."""
    traces = reverse("path:traces")
    said = Statement.objects.filter(participant_id=participant_id).values_list("public_id", "process__title")
    found: dict[UUID, Target] = {one: (title, traces) for one, title in said}
    answers = Reply.objects.filter(statement__participant_id=participant_id)
    found |= {
        one: (title, traces) for one, title in answers.values_list("public_id", "statement__process__title")
    }
    for one, title in Call.objects.filter(participant_id=participant_id).values_list("public_id", "title"):
        found[one] = (title, reverse("calls:call", args=[one]))
    asked = ReplyRequest.objects.filter(participant_id=participant_id)
    for one, title, article in asked.values_list("public_id", "article__title", "article__public_id"):
        found[one] = (title, reverse("news:article", args=[article]))
    parties = [party.pk for party in parties_spoken_for(participant_id)]
    challenges = Challenge.objects.filter(by__in=parties)
    for one, title, slug in challenges.values_list(
        "public_id", "boundary__process__title", "boundary__process__slug"
    ):
        found[one] = (title, reverse("core:table", args=[slug]))
    return found


def _own_processes(participant_id: int) -> dict[UUID, Target]:
    """The processes this person speaks, or has spoken, in."""
    parties = [party.pk for party in parties_spoken_for(participant_id)]
    own = Process.objects.filter(
        Q(seats__party__in=parties, seats__left_at__isnull=True)
        | Q(pk__in=Statement.objects.filter(participant_id=participant_id).values("process"))
    )
    rows = own.distinct().values_list("public_id", "title", "slug")
    return {one: (title, reverse("path:process", args=[slug])) for one, title, slug in rows}


def concerned(from_seq: int, to_seq: int) -> set[int]:
    """Whose words these lines of the record are about."""
    objs = list(
        Entry.objects.filter(seq__gte=from_seq, seq__lt=to_seq, kind__in=WORDS).values_list("obj", flat=True)
    )
    if not objs:
        return set()
    found: set[int | None] = set()
    found.update(Statement.objects.filter(public_id__in=objs).values_list("participant_id", flat=True))
    found.update(Reply.objects.filter(public_id__in=objs).values_list("statement__participant_id", flat=True))
    found.update(Call.objects.filter(public_id__in=objs).values_list("participant_id", flat=True))
    found.update(ReplyRequest.objects.filter(public_id__in=objs).values_list("participant_id", flat=True))
    parties = Challenge.objects.filter(public_id__in=objs).values("by")
    voices = Membership.objects.filter(
        party__in=parties, role=MembershipRole.SPOKESPERSON, until__isnull=True
    )
    found.update(voices.values_list("participant_id", flat=True))
    return {one for one in found if one is not None}


def has_moved(from_seq: int, to_seq: int) -> bool:
    """Whether any process moved in these lines."""
    return Entry.objects.filter(seq__gte=from_seq, seq__lt=to_seq, kind__in=STAGES).exists()
