"""What the acts of the newsroom share: who acts, and which article they are about."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse

from samskab.commons.news import rules, selectors
from samskab.commons.news.models import Article
from samskab.ground.people.actor import Actor
from samskab.ground.people.viewer import viewer_of
from samskab.kit.act_page import ActPage, Quote


def reader_of(request: HttpRequest) -> int | None:
    participant = viewer_of(request).participant
    return participant.pk if participant else None


def article_for(request: HttpRequest, public_id: UUID) -> Article:
    """The article, when this reader may see it: a draft of others is not there, as if it had never been."""
    found = selectors.visible_to(reader_of(request)).filter(public_id=public_id).first()
    if found is None:
        if request.method == "POST":
            # Whose login has ended is told so, and gets the words back; a 404 would lose them.
            rules.require_known(viewer_of(request).actor())
        raise Http404
    return found


class NewsPage(ActPage):
    """An act of the newsroom; it leads back to the desk."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.actor: Actor = viewer_of(request).actor()
        super().setup(request, *args, **kwargs)

    def done(self) -> str:
        return reverse("news:desk")


class ArticlePage(NewsPage):
    """An act on one article."""

    article: Article

    def find(self, **kwargs: Any) -> None:
        self.article = article_for(self.request, kwargs["public_id"])

    def quote(self) -> Quote:
        return Quote(self.article.title)

    def done(self) -> str:
        return reverse("news:article", args=[self.article.public_id])

    def ids(self) -> dict[str, Any]:
        return {"article_id": self.article.pk, "actor": self.actor, "now": self.now}
