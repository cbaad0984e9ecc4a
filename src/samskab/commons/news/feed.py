"""The news as Atom: the same articles as the page shows a passer-by, and their corrections as updates."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from samskab.commons.news.models import Article
from samskab.ground.places.selectors import house

MOST = 30


def atom(articles: Iterable[Article], *, self_path: str) -> str:
    """RFC 4287: an id that never changes, and `updated` that moves when an article is corrected."""
    publisher = settings.PUBLISHER or house()[0] or "Samskab"
    feed = Atom1Feed(
        title=_("Nyheder fra %(name)s") % {"name": publisher},
        link=settings.PUBLIC_URL + reverse("news:articles"),
        description=None,
        language=settings.LANGUAGE_CODE,
        author_name=publisher,
        feed_url=settings.PUBLIC_URL + self_path,
    )
    for article in articles:
        corrected = [correction.at for correction in article.corrections.all()]
        feed.add_item(
            title=article.title,
            link=settings.PUBLIC_URL + reverse("news:article", args=[article.public_id]),
            description=escape(article.standfirst),  # goes out marked as HTML, and is none
            unique_id=f"urn:uuid:{article.public_id}",
            author_name=article.byline,
            pubdate=article.published_at,
            updateddate=max(filter(None, [article.published_at, *corrected])),
        )
    return str(feed.writeString("utf-8"))
