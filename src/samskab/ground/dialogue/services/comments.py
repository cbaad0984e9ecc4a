"""Writing, changing and taking back one's own words."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from samskab.ground.dialogue import rules, subjects, tokens
from samskab.ground.dialogue.models import Comment, CommentState, Thread, Via
from samskab.ground.dialogue.models.threads import NICKNAME_CHARS
from samskab.ground.dialogue.subjects import Subject
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Door, Participant
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.private import people_in
from samskab.kit.text import optional_text, require_text


@act("dialogue.comment.written", "dialogue.comment.held")
def write_comment(
    *,
    actor: Actor,
    kind: str,
    about: UUID,
    text: str,
    nickname: str = "",
    parent_id: int | None = None,
    sent_key: UUID,
    token: str = "",
    now: datetime,
) -> Comment:
    """Anyone known by an account or a paper code says something about what is written; so does whoever sits
    on the network of an institution with an agreement, as "fra <institution>". Sent twice, it is one comment.

    In a sensitive space a text that seems to name somebody, or to say where they live, waits for a moderator.
    """
    subject = rules.require_subject(kind, about)
    rules.require_may_comment(actor)
    rules.require_voice(actor)
    rules.require_open(subject)
    text = require_text(text, field="text")
    nickname = _nickname(actor, nickname)
    thread = _thread(kind, subject, now)
    if twice := thread.comments.filter(sent_key=sent_key).first():
        return twice
    rules.require_within_limit(actor, now)
    parent = rules.require_parent(thread.pk, parent_id)
    comment, is_new = _once(
        thread=thread,
        parent=parent,
        participant_id=actor.participant_id,
        party_id=actor.party_id,
        network_id=None if actor.participant_id else actor.network_id,
        via=_via(actor),
        nickname=nickname,
        text=text,
        state=_state_of(subject, text),
        sent_key=sent_key,
        edit_hash=tokens.hash_of(token) if token and not actor.participant_id else "",
        written_at=now,
    )
    if is_new:
        _count(comment, CommentState.SHOWN)
        _tell(comment, subject, now)
    return comment


def _via(actor: Actor) -> Via:
    if actor.participant_id is None:
        return Via.NETWORK
    door = Participant.objects.values_list("door", flat=True).get(pk=actor.participant_id)
    return Via.ACCOUNT if door == Door.ACCOUNT else Via.CODE


def _nickname(actor: Actor, nickname: str) -> str:
    """Only who has no other name here chooses one for this comment."""
    if actor.participant_id is not None:
        return ""
    return " ".join(optional_text(nickname, field="name", most=NICKNAME_CHARS).split())


def _thread(kind: str, subject: Subject, now: datetime) -> Thread:
    """The subject's one thread; the key at the room's link makes two who begin at once share it."""
    found = subjects.kind_of(kind)
    if found is None:
        raise LookupError(kind)  # the rule has asked
    thread = subjects.link_of(found, subject)
    if thread is not None:
        return thread
    links: Any = found.link._default_manager
    try:
        with transaction.atomic():
            thread = Thread.objects.create(kind=kind, space=subject.space, opened_at=now)
            links.create(thread=thread, about=subject.row)
    except IntegrityError:
        thread = subjects.link_of(found, subject)
        if thread is None:
            raise
    return thread


def _once(*, thread: Thread, sent_key: UUID, **given: Any) -> tuple[Comment, bool]:
    return Comment.objects.get_or_create(thread=thread, sent_key=sent_key, defaults=given)


def _state_of(subject: Subject, text: str) -> CommentState:
    return CommentState.WAITING if subject.sensitive and people_in(text) else CommentState.SHOWN


def _count(comment: Comment, counted: CommentState, by: int = 1) -> None:
    """The number of comments a page tells is kept beside the thread, so that no page has to count."""
    if comment.state == counted:
        Thread.objects.filter(pk=comment.thread_id).update(n_shown=F("n_shown") + by)


def _tell(comment: Comment, subject: Subject, now: datetime) -> None:
    if comment.state == CommentState.WAITING:
        record.append("dialogue.comment.held", space=subject.space, obj=comment.public_id, at=now)
        return
    record.append(
        "dialogue.comment.written",
        space=subject.space,
        obj=comment.public_id,
        at=now,
        commits={"text": comment.text},
        day_only=subject.sensitive,
    )


@act("dialogue.comment.edited")
def edit_comment(*, actor: Actor, comment_id: int, text: str, token: str = "", now: datetime) -> Comment:
    """The author puts the words right for half an hour, and all see that it was done. Not once somebody has
    reported them: what is judged must be what was said. The words before are not shown, since a slip of a
    name or a number is what one most often wants gone.
    """
    comment = rules.require_comment(comment_id)
    rules.require_may_edit(comment, actor, token, now)
    subject = subjects.of_thread(comment.thread)
    if subject is not None:
        rules.require_open(subject)
    text = require_text(text, field="text")
    was = comment.state
    comment.text, comment.edited_at = text, now
    if subject is not None and comment.state == CommentState.SHOWN:
        comment.state = _state_of(subject, text)
    comment.save(update_fields=["text", "edited_at", "state"])
    if was == CommentState.SHOWN and comment.state == CommentState.WAITING:
        Thread.objects.filter(pk=comment.thread_id).update(n_shown=F("n_shown") - 1)
    record.append(
        "dialogue.comment.edited",
        space=comment.thread.space,
        obj=comment.public_id,
        at=now,
        commits={"text": text},
    )
    return comment


@act("dialogue.comment.withdrawn")
def withdraw_comment(*, actor: Actor, comment_id: int, token: str = "", now: datetime) -> Comment:
    """The author takes the words back, at any time and without a reason; answers by others stay.

    The text is deleted and its salt in the record destroyed: only that something was said and taken back is
    left.
    """
    comment = rules.require_comment(comment_id)
    rules.require_may_withdraw(comment, actor, token)
    _count(comment, CommentState.SHOWN, by=-1)
    comment.text, comment.nickname, comment.state = "", "", CommentState.WITHDRAWN
    comment.save(update_fields=["text", "nickname", "state"])
    record.append("dialogue.comment.withdrawn", space=comment.thread.space, obj=comment.public_id, at=now)
    record.shred(obj=comment.public_id, at=now)
    return comment
