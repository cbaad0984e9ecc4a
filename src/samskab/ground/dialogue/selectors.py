"""Reading threads, the moderators' queue and the public log."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from samskab.ground.access.visible import visible
from samskab.ground.dialogue.models import (
    Appeal,
    Comment,
    CommentState,
    Decision,
    Notice,
    Thread,
    Via,
)
from samskab.ground.people import codes
from samskab.ground.people.actor import Actor
from samskab.kit.prepared import Slot, prepared

EDIT_WITHIN = timedelta(minutes=30)


@dataclass
class Shown:
    """A comment as a reader meets it: who said it, what may be read, and the answers under it."""

    comment: Comment
    who: str
    number: int
    mine: bool
    may_edit: bool
    decision_id: UUID | None = None
    replies: list[Shown] = field(default_factory=list)

    @property
    def is_read(self) -> bool:
        """Whether the words themselves are shown to this reader."""
        state = self.comment.state
        return state == CommentState.SHOWN or (
            self.mine and state in {CommentState.WAITING, CommentState.HIDDEN}
        )


@prepared
def _comments(thread: Slot) -> QuerySet[Comment]:
    return (
        Comment.objects.filter(thread=thread)
        .select_related("participant__user", "party", "network")
        .order_by("pk")
    )


def read(
    thread: Thread | None, *, sensitive: bool, reader_id: int | None, tokens: Collection[str], now: datetime
) -> list[Shown]:
    """The thread, oldest first, one level of answers. Whoever is nameless gets a number of this thread alone.

    A waiting comment is seen by its author only. `tokens` are the hashes this browser holds.
    """
    if thread is None:
        return []
    numbers: dict[object, int] = {}
    top: dict[int, Shown] = {}
    for comment in _comments(thread):
        key = comment.participant_id or f"comment {comment.pk}"
        number = numbers.setdefault(key, len(numbers) + 1)
        mine = is_authors(comment, reader_id, tokens)
        if comment.state == CommentState.WAITING and not mine:
            continue
        may_edit = mine and comment.state in {CommentState.SHOWN, CommentState.WAITING}
        may_edit = may_edit and now - comment.written_at <= EDIT_WITHIN
        decided = _decided(comment) if mine else None
        one = Shown(comment, _name(comment, sensitive=sensitive), number, mine, may_edit, decided)
        if comment.parent_id is None:
            top[comment.pk] = one
        elif comment.parent_id in top:
            top[comment.parent_id].replies.append(one)
    return list(top.values())


def _decided(comment: Comment) -> UUID | None:
    """The latest decision that took one's own words off the page."""
    if comment.state not in {CommentState.HIDDEN, CommentState.ERASED}:
        return None
    return comment.decisions.values_list("public_id", flat=True).first()


def is_authors(comment: Comment, reader_id: int | None, tokens: Collection[str]) -> bool:
    if comment.participant_id is not None:
        return comment.participant_id == reader_id
    return bool(comment.edit_hash) and comment.edit_hash in tokens


def _name(comment: Comment, *, sensitive: bool) -> str:
    """What the others see. Empty when there is no name to show: then the number of the thread stands."""
    if comment.party is not None:
        return comment.party.name
    if comment.via == Via.NETWORK or sensitive:
        return comment.nickname
    user = comment.participant.user if comment.participant else None
    return user.get_short_name() if user else ""


def comment_of(public_id: UUID) -> Comment | None:
    return (
        Comment.objects.select_related("thread", "participant__user", "party", "network")
        .filter(public_id=public_id)
        .first()
    )


def comments_by(participant_id: int) -> QuerySet[Comment]:
    """A person's own comments, newest first, with what was decided about them."""
    return (
        visible(Actor(participant_id=participant_id), Comment.objects.filter(participant=participant_id))
        .select_related("thread")
        .prefetch_related("decisions")
        .order_by("-pk")
    )


def open_notices(comment_id: int) -> QuerySet[Notice]:
    return Notice.objects.filter(comment=comment_id, decision__isnull=True)


def waiting_comments(actor: Actor) -> QuerySet[Comment]:
    """What a moderator has before them: held back until read, or reported and not decided; oldest first."""
    noticed = Exists(Notice.objects.filter(comment=OuterRef("pk"), decision__isnull=True))
    return (
        visible(actor, Comment.objects.all())
        .filter(Q(state=CommentState.WAITING) | (Q(state=CommentState.SHOWN) & noticed))
        .select_related("thread", "party", "network", "participant__user")
        .prefetch_related("notices")
        .order_by("pk")
    )


def open_appeals(actor: Actor) -> QuerySet[Appeal]:
    return (
        visible(actor, Appeal.objects.filter(outcome=""))
        .select_related("decision__comment__thread")
        .order_by("pk")
    )


def log() -> QuerySet[Decision]:
    """Every decision for all to read: when, what, which rule, and how an appeal ended. Never the text."""
    return Decision.objects.prefetch_related("appeals").order_by("-decided_at", "-pk")


def decision_of(public_id: UUID) -> Decision | None:
    return (
        Decision.objects.select_related("comment__thread", "answer")
        .prefetch_related("appeals", "notices")
        .filter(public_id=public_id)
        .first()
    )


def appeal_of(public_id: UUID) -> Appeal | None:
    return Appeal.objects.select_related("decision__comment__thread").filter(public_id=public_id).first()


def notice_by_code(code: str) -> Notice | None:
    """The notice four words stand for."""
    return (
        Notice.objects.select_related("comment__thread", "decision")
        .filter(code_hash=codes.hash_of(code))
        .first()
    )
