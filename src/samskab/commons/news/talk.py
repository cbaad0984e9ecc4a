"""Articles can be talked about."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samskab.commons.news.models import Article, ArticleState, ArticleThread
from samskab.commons.news.selectors import visible_to
from samskab.ground.dialogue.subjects import Kind, Subject


def find(public_id: UUID) -> Subject | None:
    """What was published; of a draft nobody hears here. Under a withdrawn one the talk stays, without the
    article's words: what people have said is theirs, and no more is said about what is not there.
    """
    public = visible_to(None).filter(state__in=[ArticleState.PUBLISHED, ArticleState.WITHDRAWN])
    article = public.filter(public_id=public_id).first()
    if article is None:
        return None
    stands = article.state == ArticleState.PUBLISHED
    return Subject(
        row=article,
        public_id=article.public_id,
        space=article.public_id,
        title=article.title if stands else str(_("Artiklen er trukket tilbage")),
        text=article.standfirst if stands else article.withdrawn_reason,
        url=reverse("news:article", args=[article.public_id]),
        is_open=stands,
        sensitive=_sensitive(article),
    )


def _sensitive(article: Article) -> bool:
    """About a process in which nobody is named, nobody is named here."""
    return article.process is not None and article.process.sensitive


KIND = Kind("artikel", _("en artikel"), ArticleThread, find)
