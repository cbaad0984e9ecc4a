"""Read the news: the list, an article, the feed, and the sheet for the wall."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samskab.commons.news import selectors, telling
from samskab.commons.news.feed import MOST, atom
from samskab.commons.news.markup import rendered
from samskab.commons.news.models import ArticleState, Section
from samskab.commons.news.views.act_page import article_for, reader_of
from samskab.ground.people.models import Role
from samskab.ground.people.viewer import viewer_of
from samskab.ground.places.models import Area
from samskab.ground.places.selectors import areas
from samskab.kit import clock
from samskab.process.core.models import Process

PER_PAGE = 12
A_WEEK = timedelta(days=7)
GONE = 410
FILTERS = ("section", "area", "process")


def _chosen(request: HttpRequest) -> dict[str, str]:
    given = {name: request.GET.get(name, "")[:120] for name in FILTERS}
    return given if given["section"] in Section.values else {**given, "section": ""}


@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    """Newest first; by section, area or process, each with its own address and feed."""
    chosen = _chosen(request)
    page = Paginator(selectors.published(**chosen), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "sections": Section.values,
        "areas": areas(),
        "chosen": chosen,
        "query": urlencode({name: value for name, value in chosen.items() if value}),
        "writes": bool({Role.EDITOR, Role.COUNCILLOR} & viewer_of(request).roles),
        "now": clock.now(),
    }
    return render(request, "news/articles.html", context)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """What a passer-by sees on the page, for a feed reader."""
    chosen = _chosen(request)
    found = selectors.published(**chosen).prefetch_related("corrections")[:MOST]
    return HttpResponse(
        atom(found, self_path=request.get_full_path()), content_type="application/atom+xml; charset=utf-8"
    )


@require_safe
def article(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One article with what was corrected, and the replies. What was withdrawn says why in its place."""
    found = article_for(request, public_id)
    reader = reader_of(request)
    editor = Role.EDITOR in viewer_of(request).roles
    context = {
        "article": found,
        "body": rendered(found.body),
        "corrections": [(one, rendered(one.body_before)) for one in found.corrections.all()],
        "replies": selectors.replies_shown(found),
        "own_reply": selectors.own_waiting(found, reader),
        "editor": editor,
        "second_eyes": editor and found.written_by_id != reader,
        "corrects": found.author_id == reader if found.section == Section.ROOTS else editor,
        "writer": found.author_id == reader or (editor and found.section != Section.ROOTS),
        "now": clock.now(),
    }
    gone = found.state == ArticleState.WITHDRAWN
    response = render(request, "news/article.html", context, status=GONE if gone else 200)
    if found.state in (ArticleState.DRAFT, ArticleState.HANDED_IN):
        response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def sheet(request: HttpRequest, area: str = "", process: str = "") -> HttpResponse:
    """The last seven days on one sheet of A4, for a wall or a mailbox: for those without mail."""
    now = clock.now()
    place = telling.Place(
        get_object_or_404(Area, slug=area) if area else None,
        get_object_or_404(Process, slug=process) if process else None,
    )
    context = {
        "place": place,
        "name": place.name or _("Hele kommunen"),
        "telling": telling.lately(place, now - A_WEEK),
        "since": now - A_WEEK,
        "now": now,
        "area": area,
        "process": process,
    }
    return render(request, "news/sheet.html", context)
