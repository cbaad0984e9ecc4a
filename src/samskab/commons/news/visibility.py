"""What was published is for everybody; what is being written is for its author and the editors. A reply that
waits is for who asked and the editors. Which letters somebody gets is told to themselves alone.
"""

from datetime import datetime

from django.db.models import Exists, Q

from samskab.commons.news.models import (
    Article,
    ArticleState,
    ArticleThread,
    Correction,
    Cursor,
    Issue,
    Letter,
    NoticeChoice,
    Quota,
    Reader,
    ReplyRequest,
    ReplyState,
    SignOff,
    Subscription,
)
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Role, RoleGrant


def _own_or_editors(actor: Actor, path: str) -> Q:
    """One's own, and everything for the newsroom; nothing for who is not known."""
    if actor.participant_id is None:
        return Q(pk__in=[])
    held = RoleGrant.objects.filter(participant=actor.participant_id, role=Role.EDITOR, until__isnull=True)
    return Q(**{path: actor.participant_id}) | Q(Exists(held))


def _article(actor: Actor, _now: datetime | None) -> Q:
    """Of a withdrawn one the page tells the reason, never the words."""
    public = Q(state__in=[ArticleState.PUBLISHED, ArticleState.WITHDRAWN])
    return public | _own_or_editors(actor, "author")


def _correction(actor: Actor, _now: datetime | None) -> Q:
    """The old words of a withdrawn article went down with it."""
    return Q(article__state=ArticleState.PUBLISHED) | _own_or_editors(actor, "article__author")


def _reply(actor: Actor, _now: datetime | None) -> Q:
    answered = Q(article__state=ArticleState.PUBLISHED) & ~Q(state=ReplyState.ASKED)
    return answered | _own_or_editors(actor, "participant")


def _own(actor: Actor, _now: datetime | None) -> Q:
    return Q(participant=actor.participant_id, participant__isnull=False)


RULES = {
    Article: _article,
    Correction: _correction,
    ReplyRequest: _reply,
    Subscription: _own,
    NoticeChoice: _own,
    Reader: _own,
}
# Line numbers of the public record, and dates; a talk begins only under what was published.
SEEN_BY_ALL = (Issue, Cursor, ArticleThread)
SHOWN_TO_NOBODY = (Letter, SignOff, Quota)  # sent, used up, counted
