"""The right of reply: asked for by somebody named, printed beside the article, or refused with a reason."""

from __future__ import annotations

from datetime import datetime

from samskab.commons.news import rules
from samskab.commons.news.models import ReplyRequest, ReplyState
from samskab.ground.people.actor import Actor
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.errors import Closed, NotAllowed
from samskab.kit.text import REASON_CHARS, require_text


@act("news.reply.asked")
def ask_reply(*, actor: Actor, article_id: int, name: str, text: str, now: datetime) -> ReplyRequest:
    """Whoever is named in an article may answer it, once at a time, for themselves or for their party."""
    person = rules.require_known(actor)
    party = rules.require_voice(actor)
    article = rules.require_article(article_id)
    rules.require_published(article)
    if article.replies.filter(participant=person, state=ReplyState.ASKED).exists():
        raise Closed("news.reply_waits")
    reply = ReplyRequest.objects.create(
        article=article,
        participant=person,
        party=party,
        name=party.name if party else require_text(name, field="name", most=120),
        text=require_text(text, field="text"),
        asked_at=now,
    )
    record.append("news.reply.asked", space=article.public_id, obj=reply.public_id, at=now)
    return reply


@act("news.reply.published")
def publish_reply(*, actor: Actor, reply_id: int, now: datetime) -> ReplyRequest:
    """The reply stands beside the article, in its author's own words."""
    editor = rules.require_editor(actor)
    reply = rules.require_reply(reply_id)
    reply.state, reply.answered_by_id, reply.answered_at = ReplyState.PUBLISHED, editor, now
    reply.save(update_fields=["state", "answered_by", "answered_at"])
    record.append(
        "news.reply.published",
        space=reply.article.public_id,
        obj=reply.public_id,
        at=now,
        commits={"text": reply.text},
    )
    return reply


@act("news.reply.refused")
def refuse_reply(*, actor: Actor, reply_id: int, reason: str, now: datetime) -> ReplyRequest:
    """A no is public with its reason, and is never given by the one the article is by."""
    editor = rules.require_editor(actor)
    reply = rules.require_reply(reply_id)
    if editor in (reply.article.author_id, reply.article.written_by_id):
        raise NotAllowed("news.refused_by_another")
    reply.reason = require_text(reason, field="reason", least=REASON_CHARS)
    reply.state, reply.answered_by_id, reply.answered_at = ReplyState.REFUSED, editor, now
    reply.save(update_fields=["state", "reason", "answered_by", "answered_at"])
    record.append(
        "news.reply.refused",
        space=reply.article.public_id,
        obj=reply.public_id,
        at=now,
        commits={"reason": reply.reason},
    )
    return reply
