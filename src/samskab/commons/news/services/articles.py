"""Write, hand in, publish, correct, withdraw."""

from __future__ import annotations

from datetime import datetime

from samskab.commons.news import rules
from samskab.commons.news.models import Article, ArticleState, Correction
from samskab.commons.news.models.articles import BODY_CHARS, STANDFIRST_CHARS, TITLE_CHARS
from samskab.ground.people.actor import Actor
from samskab.ground.places.models import Area
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.errors import Invalid
from samskab.kit.text import REASON_CHARS, require_text
from samskab.process.core.models import Process


def _words(title: str, standfirst: str, body: str) -> dict[str, str]:
    return {
        "title": require_text(title, field="title", most=TITLE_CHARS),
        "standfirst": require_text(standfirst, field="standfirst", most=STANDFIRST_CHARS),
        "body": require_text(body, field="body", most=BODY_CHARS),
    }


def _about(area_id: int | None, process_id: int | None) -> dict[str, int | None]:
    """The places an article belongs to; both exist, or the form was not ours."""
    if area_id is not None and not Area.objects.filter(pk=area_id).exists():
        raise Invalid("news.unknown_place")
    if process_id is not None and not Process.objects.filter(pk=process_id).exists():
        raise Invalid("news.unknown_place")
    return {"area_id": area_id, "process_id": process_id}


@act()
def write_article(
    *,
    actor: Actor,
    section: str,
    title: str,
    standfirst: str,
    body: str,
    byline: str,
    publisher: str,
    area_id: int | None,
    about_id: int | None,
    now: datetime,
) -> Article:
    """A draft, seen by its author and the editors. Who answers for it is named from the first line on.

    No line in the record: a draft is nobody's business until it is published.
    """
    writer = rules.require_pen(actor, section)
    return Article.objects.create(
        section=section,
        **_words(title, standfirst, body),
        **_about(area_id, about_id),
        byline=require_text(byline, field="byline", most=120),
        publisher=require_text(publisher, field="publisher", most=120),
        author_id=writer,
        written_by_id=writer,
        written_at=now,
    )


@act()
def rewrite_article(
    *, actor: Actor, article_id: int, title: str, standfirst: str, body: str, now: datetime
) -> Article:
    """New words before publication. Whoever wrote last cannot be the one who publishes."""
    article = rules.require_article(article_id)
    writer = rules.require_writer(actor, article)
    rules.require_unpublished(article)
    for name, words in _words(title, standfirst, body).items():
        setattr(article, name, words)
    article.written_by_id, article.written_at, article.state = writer, now, ArticleState.DRAFT
    article.save()
    return article


@act()
def hand_in_article(*, actor: Actor, article_id: int, now: datetime) -> Article:
    """The writer is done; a second pair of eyes is asked for."""
    article = rules.require_article(article_id)
    rules.require_writer(actor, article)
    rules.require_draft(article)
    article.state, article.note = ArticleState.HANDED_IN, ""
    article.save(update_fields=["state", "note"])
    return article


@act()
def return_article(*, actor: Actor, article_id: int, note: str, now: datetime) -> Article:
    """Not yet: the second pair of eyes says what is missing."""
    article = rules.require_article(article_id)
    rules.require_second_eyes(actor, article)
    article.state = ArticleState.DRAFT
    article.note = require_text(note, field="note")
    article.save(update_fields=["state", "note"])
    return article


@act("news.article.published")
def publish_article(*, actor: Actor, article_id: int, now: datetime) -> Article:
    """An editor who did not write it puts it before everybody (op-ed page: a responsible publisher)."""
    article = rules.require_article(article_id)
    editor = rules.require_second_eyes(actor, article)
    article.state, article.published_by_id, article.published_at = ArticleState.PUBLISHED, editor, now
    article.note = ""
    article.save(update_fields=["state", "published_by", "published_at", "note"])
    record.append(
        "news.article.published",
        space=article.public_id,
        obj=article.public_id,
        at=now,
        commits={"title": article.title, "standfirst": article.standfirst, "body": article.body},
    )
    return article


@act("news.article.corrected")
def correct_article(
    *, actor: Actor, article_id: int, what: str, title: str, standfirst: str, body: str, now: datetime
) -> Correction:
    """A mistake is put right in public: the date, what was wrong, and how it read before stay on the page."""
    article = rules.require_article(article_id)
    who = rules.require_may_correct(actor, article)
    rules.require_published(article)
    new = _words(title, standfirst, body)
    if all(getattr(article, name) == words for name, words in new.items()):
        raise Invalid("news.nothing_changed")
    correction = Correction.objects.create(
        article=article,
        what=require_text(what, field="what"),
        title_before=article.title,
        standfirst_before=article.standfirst,
        body_before=article.body,
        by_id=who,
        at=now,
    )
    for name, words in new.items():
        setattr(article, name, words)
    article.save(update_fields=list(new))
    record.append(
        "news.article.corrected",
        space=article.public_id,
        obj=article.public_id,
        at=now,
        commits={"what": correction.what, **new},
    )
    return correction


@act("news.article.withdrawn")
def withdraw_article(*, actor: Actor, article_id: int, reason: str, now: datetime) -> Article:
    """Taken down, with the reason in its place: an address that was public never answers with silence."""
    article = rules.require_article(article_id)
    rules.require_editor(actor)
    rules.require_published(article)
    article.state, article.withdrawn_at = ArticleState.WITHDRAWN, now
    article.withdrawn_reason = require_text(reason, field="reason", least=REASON_CHARS)
    article.save(update_fields=["state", "withdrawn_at", "withdrawn_reason"])
    record.append(
        "news.article.withdrawn",
        space=article.public_id,
        obj=article.public_id,
        at=now,
        commits={"reason": article.withdrawn_reason},
    )
    return article
