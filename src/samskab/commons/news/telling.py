"""What happened, told from the record: few lines, the weightiest first, each a link, no one's private words.

The record says that something was done, never what was said. So a letter made from it carries titles that are
public, numbers and links, and nothing else can slip in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db.models import Count, Max
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import ngettext_lazy

from samskab.commons.news import selectors
from samskab.ground.places.models import Area
from samskab.ground.record.models import Entry
from samskab.ground.record.selectors import size
from samskab.process.calls.models import Call
from samskab.process.core.models import Process

MOST, MOST_OF_ONE = 7, 2
KEPT_SECONDS = 600


@dataclass(frozen=True)
class Place:
    """What a letter or a sheet is about: an area, a process, or (neither) all of the municipality."""

    area: Area | None = None
    process: Process | None = None

    @property
    def name(self) -> str:
        return self.process.title if self.process else self.area.name if self.area else ""

    @property
    def url(self) -> str:
        if self.process:
            return reverse("path:process", args=[self.process.slug])
        return reverse("path:area", args=[self.area.slug]) if self.area else reverse("path:front")


@dataclass(frozen=True)
class Kind:
    """How one kind of line is told: `page` is the page of a process where it can be read."""

    weight: int
    words: Any
    page: str = "path:process"


def _kind(weight: int, one: str | Promise, page: str = "path:process") -> Kind:
    return Kind(weight, one, page)


KINDS: dict[str, Kind] = {
    "path.stage.opened": _kind(
        95,
        ngettext_lazy("Forløbet er gået videre til næste trin.", "Forløbet er gået %(n)s trin videre.", "n"),
    ),
    "path.stage.reopened": _kind(
        94, ngettext_lazy("Et tidligere trin er åbnet igen.", "Tidligere trin er åbnet igen.", "n")
    ),
    "core.process.opened": _kind(
        90, ngettext_lazy("Et nyt forløb er begyndt.", "%(n)s nye forløb er begyndt.", "n")
    ),
    "core.process.stopped_in_emergency": _kind(
        93, ngettext_lazy("En berørt part har trukket nødbremsen.", "Nødbremsen er trukket %(n)s gange.", "n")
    ),
    "agreement.signature.given": _kind(
        88,
        ngettext_lazy(
            "En part har skrevet under på aftalen.", "%(n)s parter har skrevet under på aftalen.", "n"
        ),
        "agreement:page",
    ),
    "agreement.dissent.printed": _kind(
        86,
        ngettext_lazy("En uenighed er trykt i aftalen.", "%(n)s uenigheder er trykt i aftalen.", "n"),
        "agreement:page",
    ),
    "agreement.decision.told": _kind(
        84,
        ngettext_lazy(
            "Der er faldet en politisk beslutning.", "Der er faldet %(n)s politiske beslutninger.", "n"
        ),
        "agreement:politics",
    ),
    "agreement.question.answered": _kind(
        82,
        ngettext_lazy(
            "En politiker har svaret offentligt.", "Politikere har svaret på %(n)s spørgsmål.", "n"
        ),
        "agreement:politics",
    ),
    "action.result.stated": _kind(
        80,
        ngettext_lazy("Der er et resultat at læse.", "Der er %(n)s resultater at læse.", "n"),
        "action:page",
    ),
    "news.article.published": _kind(
        78, ngettext_lazy("Der er en ny artikel.", "Der er %(n)s nye artikler.", "n")
    ),
    "news.article.corrected": _kind(
        77, ngettext_lazy("En artikel er rettet.", "En artikel er rettet %(n)s gange.", "n")
    ),
    "framing.round.revealed": _kind(
        74,
        ngettext_lazy(
            "Parternes ord om problemet er lagt frem.", "Parternes ord om problemet er lagt frem.", "n"
        ),
        "framing:page",
    ),
    "core.challenge.answered": _kind(
        70,
        ngettext_lazy(
            "Der er svaret på en udfordring af en ramme.",
            "Der er svaret på %(n)s udfordringer af rammer.",
            "n",
        ),
        "core:table",
    ),
    "calls.call.raised": _kind(
        68, ngettext_lazy("Nogen har rejst et kald.", "Der er rejst %(n)s kald.", "n")
    ),
    "calls.call.answered": _kind(
        66, ngettext_lazy("Kommunen har svaret på kaldet.", "Kommunen har svaret på kaldet.", "n")
    ),
    "calls.call.declined": _kind(
        66, ngettext_lazy("Kaldet har fået et nej med en grund.", "Kaldet har fået et nej med en grund.", "n")
    ),
    "meetings.meeting.booked": _kind(
        64, ngettext_lazy("Der er sat et møde.", "Der er sat %(n)s møder.", "n"), "meetings:page"
    ),
    "core.boundary.challenged": _kind(
        60, ngettext_lazy("En ramme er udfordret.", "%(n)s rammer er udfordret.", "n"), "core:table"
    ),
    "negotiation.proposal.made": _kind(
        50,
        ngettext_lazy("Der ligger et nyt forslag.", "Der ligger %(n)s nye forslag.", "n"),
        "negotiation:page",
    ),
    "knowledge.reply.given": _kind(
        46, ngettext_lazy("Et udsagn har fået svar.", "%(n)s udsagn har fået svar.", "n"), "knowledge:page"
    ),
    "knowledge.statement.made": _kind(
        44,
        ngettext_lazy("Der er kommet et nyt udsagn.", "Der er kommet %(n)s nye udsagn.", "n"),
        "knowledge:page",
    ),
    "core.seat.taken": _kind(
        40,
        ngettext_lazy("En part har sat sig ved bordet.", "%(n)s parter har sat sig ved bordet.", "n"),
        "core:table",
    ),
}


@dataclass(frozen=True)
class Item:
    """One line of a letter: `where` is a public title, `path` an address in this house."""

    text: str
    where: str
    path: str
    weight: int = 0


@dataclass(frozen=True)
class Telling:
    """At most seven lines, and how many more there would have been."""

    items: tuple[Item, ...]
    more: int


@dataclass(frozen=True)
class Space:
    """What a line of the record is about: a public title, and the address to read on at.

    A process (no `page`) has one for each kind of line.
    """

    title: str
    key: object
    page: str = ""

    def path(self, kind: str) -> str:
        return reverse(self.page or KINDS[kind].page, args=[self.key])


def told(place: Place, from_seq: int, to_seq: int) -> Telling:
    """What happened in a place between two lines of the record. Two lines at most about the same process."""
    rows = list(
        Entry.objects.filter(seq__gte=from_seq, seq__lt=to_seq, kind__in=KINDS)
        .order_by()
        .values_list("kind", "space")
        .annotate(n=Count("seq"), last=Max("seq"))
    )
    spaces = _spaces(place, {space for _, space, _, _ in rows})
    rows = [row for row in rows if row[1] in spaces]
    rows.sort(key=lambda row: (-KINDS[row[0]].weight, -row[3]))
    items, taken = list[Item](), dict[UUID, int]()
    for kind, space, n, _last in rows:
        if len(items) < MOST and taken.get(space, 0) < MOST_OF_ONE:
            words, about = str(KINDS[kind].words % {"n": n}), spaces[space]
            items.append(Item(words, about.title, about.path(kind), KINDS[kind].weight))
            taken[space] = taken.get(space, 0) + 1
    return Telling(tuple(items), len(rows) - len(items))


def _spaces(place: Place, wanted: set[UUID]) -> dict[UUID, Space]:
    """The processes, calls and articles of the place among these, with their title and where to read on."""
    area, process = place.area, place.process
    courses = Process.objects.filter(public_id__in=wanted)
    calls = Call.objects.filter(public_id__in=wanted)
    articles = selectors.published(
        area=area.slug if area else "", process=process.slug if process else ""
    ).filter(public_id__in=wanted)
    if area:
        courses, calls = courses.filter(area=area), calls.filter(area=area)
    if process:
        courses, calls = courses.filter(pk=process.pk), calls.none()
    found: dict[UUID, Space] = {}
    for public_id, slug, title in courses.values_list("public_id", "slug", "title"):
        found[public_id] = Space(title, slug)
    for public_id, title in calls.values_list("public_id", "title"):
        found[public_id] = Space(title, public_id, "calls:call")
    for public_id, title in articles.values_list("public_id", "title"):
        found[public_id] = Space(title, public_id, "news:article")
    return found


def seq_since(moment: datetime) -> int:
    """The first line written at or after a moment (the record keeps whole hours): a search by halves."""
    low, high = 0, size()
    wanted = moment.astimezone(UTC).strftime("%Y-%m-%dT%H")
    while low < high:
        middle = (low + high) // 2
        line = Entry.objects.get(seq=middle)
        if str(line.wire["t"]) < wanted:
            low = middle + 1
        else:
            high = middle
    return low


def lately(place: Place, since: datetime) -> Telling:
    """The same for the days behind us, whatever letters were sent: for the sheet on the wall."""
    key = f"news.since.{since:%Y%m%d%H}"
    from_seq: int | None = cache.get(key)
    if from_seq is None:
        from_seq = seq_since(since)
        cache.set(key, from_seq, KEPT_SECONDS)
    return told(place, from_seq, size())
