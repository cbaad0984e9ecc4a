"""Articles and letters, read only; who sees which is said in `visibility.py`."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from samskab.commons.news.models import (
    Article,
    ArticleState,
    How,
    Notice,
    NoticeChoice,
    ReplyRequest,
    ReplyState,
    Section,
    Subscription,
)
from samskab.ground.access.visible import visible
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Participant

DEFAULTS: dict[str, str] = {
    Notice.WORDS: How.AT_ONCE,
    Notice.TURNS: How.WEEKLY,
    Notice.DEADLINES: How.AT_ONCE,
    Notice.STAGES: How.NEVER,
}


def visible_to(participant_id: int | None) -> QuerySet[Article]:
    """What was published is for everybody; a draft is for its author and the editors."""
    return visible(Actor(participant_id), Article.objects.select_related("area", "process"))


def published(*, section: str = "", area: str = "", process: str = "") -> QuerySet[Article]:
    """The news, newest first, for the page, the feed and the letters alike; without what was withdrawn."""
    found = visible_to(None).filter(state=ArticleState.PUBLISHED)
    if section in Section.values:
        found = found.filter(section=section)
    if area:
        found = found.filter(Q(area__slug=area) | Q(process__area__slug=area))
    if process:
        found = found.filter(process__slug=process)
    return found.order_by("-published_at", "-pk")


def unpublished(participant_id: int | None) -> list[Article]:
    """What is being written, for those who may see it."""
    states = (ArticleState.DRAFT, ArticleState.HANDED_IN)
    return list(visible_to(participant_id).filter(state__in=states).order_by("-written_at", "-pk"))


def waiting_replies() -> list[ReplyRequest]:
    """Replies that wait for an editor."""
    return list(
        ReplyRequest.objects.filter(state=ReplyState.ASKED, article__state=ArticleState.PUBLISHED)
        .select_related("article")
        .order_by("asked_at")
    )


def replies_shown(article: Article) -> list[ReplyRequest]:
    """Beside the article stand the replies, and every no with its reason."""
    return list(article.replies.exclude(state=ReplyState.ASKED))


def own_waiting(article: Article, participant_id: int | None) -> ReplyRequest | None:
    if participant_id is None:
        return None
    return article.replies.filter(participant_id=participant_id, state=ReplyState.ASKED).first()


def address_of(participant: Participant) -> str:
    """Where a person may be written to: an address that has been shown to be theirs; else nothing."""
    if participant.user is None or not participant.user.is_active:
        return ""
    email = participant.user.email or ""  # a broker's login may have none
    proven = participant.user.emailaddress_set.filter(email__iexact=email, verified=True).exists()  # type: ignore[attr-defined]  # allauth's relation
    return email if proven else ""


def choices_of(participant_id: int) -> dict[str, str]:
    """How each kind of news reaches a person."""
    chosen = NoticeChoice.objects.filter(participant_id=participant_id).values_list("notice", "how")
    return {**DEFAULTS, **dict(chosen)}


def subscriptions_of(participant_id: int) -> Sequence[Subscription]:
    """The weekly letters this person has switched on."""
    return list(
        Subscription.objects.filter(participant_id=participant_id, confirmed_at__isnull=False)
        .select_related("area", "process")
        .order_by("pk")
    )
