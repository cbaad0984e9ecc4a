"""Who may write, who may publish, and what a reader of the newsroom may ask."""

from __future__ import annotations

from django.db import connection

from samskab.commons.news import selectors
from samskab.commons.news.models import Article, ArticleState, ReplyRequest, ReplyState, Section
from samskab.ground.parties.models import Party
from samskab.ground.parties.selectors import speaks_for
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Participant, Role
from samskab.ground.people.selectors import holds
from samskab.kit.errors import Closed, Invalid, NotAllowed


def require_editor(actor: Actor) -> int:
    """The newsroom is an office like any other: given by the house's command, and readable in the record."""
    if actor.participant_id is None or not holds(actor.participant_id, Role.EDITOR):
        raise NotAllowed("news.only_editors")
    return actor.participant_id


def require_pen(actor: Actor, section: str) -> int:
    """Editors write the news; "Politik fra rødderne" is the politicians' own: no editor puts words in it."""
    if section not in Section.values:
        raise Invalid("news.unknown_section")
    writer = actor.participant_id
    if section == Section.ROOTS:
        if writer is None or not holds(writer, Role.COUNCILLOR):
            raise NotAllowed("news.column_is_the_politicians")
        return writer
    return require_editor(actor)


def require_article(article_id: int) -> Article:
    """The article, locked until the act is done."""
    articles = Article.objects.filter(pk=article_id)
    if connection.vendor == "postgresql":
        articles = articles.select_for_update()
    article = articles.first()
    if article is None:
        raise Invalid("news.unknown_article")
    return article


def require_writer(actor: Actor, article: Article) -> int:
    """The author or, outside the politicians' column, any editor."""
    if actor.participant_id is not None and actor.participant_id == article.author_id:
        return actor.participant_id
    return require_pen(actor, article.section)


def require_unpublished(article: Article) -> None:
    """What everybody has read is not rewritten: it is corrected, and the correction shows."""
    if article.state not in (ArticleState.DRAFT, ArticleState.HANDED_IN):
        raise Closed("news.already_published")


def require_draft(article: Article) -> None:
    require_unpublished(article)
    if article.state != ArticleState.DRAFT:
        raise Closed("news.already_handed_in")


def require_second_eyes(actor: Actor, article: Article) -> int:
    """An editor, and never the hand that wrote it last: two people have read what is published."""
    editor = require_editor(actor)
    require_unpublished(article)
    if article.state != ArticleState.HANDED_IN:
        raise Closed("news.not_handed_in")
    if article.written_by_id == editor:
        raise NotAllowed("news.second_eyes_are_anothers")
    return editor


def require_published(article: Article) -> None:
    if article.state != ArticleState.PUBLISHED:
        raise Closed("news.not_published")


def require_may_correct(actor: Actor, article: Article) -> int:
    """An editor; in the politicians' column the one who wrote it. An editor who finds a fault there can take
    the article down with a reason, and never put other words in a politician's mouth.
    """
    if article.section != Section.ROOTS:
        return require_editor(actor)
    if actor.participant_id is None or actor.participant_id != article.author_id:
        raise NotAllowed("news.column_is_the_politicians")
    return actor.participant_id


def require_known(actor: Actor) -> Participant:
    """Somebody with an account or a code: an answer must be able to find them."""
    found = Participant.objects.filter(pk=actor.participant_id or 0).select_related("user").first()
    if found is None:
        raise NotAllowed("news.nobody_known")
    return found


def require_voice(actor: Actor) -> Party | None:
    """A party answers through its spokesperson."""
    if actor.party_id is None:
        return None
    if not speaks_for(actor.participant_id, actor.party_id):
        raise NotAllowed("news.not_your_party")
    return Party.objects.get(pk=actor.party_id)


def require_reply(reply_id: int) -> ReplyRequest:
    """A reply that waits, with its article, locked."""
    replies = ReplyRequest.objects.filter(pk=reply_id)
    if connection.vendor == "postgresql":
        replies = replies.select_for_update()
    reply = replies.first()
    if reply is None:
        raise Invalid("news.unknown_reply")
    if reply.state != ReplyState.ASKED:
        raise Closed("news.reply_is_answered")
    return reply


def require_address(participant: Participant) -> str:
    """Letters go to an address somebody has shown to be theirs."""
    address = selectors.address_of(participant)
    if not address:
        raise NotAllowed("news.no_address")
    return address
