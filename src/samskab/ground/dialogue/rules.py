"""Who may comment, change, hide, and judge. `require_*` raises a refusal."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.urls import reverse

from samskab.ground.access.models import NetworkAgreement
from samskab.ground.access.selectors import running
from samskab.ground.dialogue import selectors, subjects, tokens
from samskab.ground.dialogue.models import (
    Appeal,
    AppealSide,
    Comment,
    CommentState,
    Decision,
    HouseRule,
    Outcome,
)
from samskab.ground.dialogue.subjects import Subject
from samskab.ground.parties.selectors import speaks_for
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Participant, Role
from samskab.ground.people.rules import require_second_factor
from samskab.ground.people.selectors import holds
from samskab.kit.errors import Closed, Invalid, NotAllowed, TooMany

EDIT_WITHIN = selectors.EDIT_WITHIN
LIMIT_WITHIN = timedelta(hours=1)
MOST_OF_A_PERSON, MOST_OF_A_HOUSE = 20, 40  # comments in an hour
APPEAL_WITHIN = timedelta(days=184)  # six months, whichever months they are
APPEALED = {AppealSide.AUTHOR: {Outcome.HIDDEN, Outcome.ERASED}, AppealSide.NOTIFIER: {Outcome.KEPT}}


# -- writing ------------------------------------------------------------------------------------------------


def require_subject(kind: str, about: UUID) -> Subject:
    """Something that is there for everybody to read, of a kind that is talked about."""
    found = subjects.find(kind, about)
    if found is None:
        raise Invalid("dialogue.unknown_subject")
    return found


def require_may_comment(actor: Actor) -> None:
    """Reading is open to all; writing asks for a login, a paper code, or the network of an institution that
    has an agreement now. A network is never a person.
    """
    if actor.participant_id is None and _agreement(actor) is None:
        raise NotAllowed("dialogue.come_in_first", step_url=reverse("people:login"))


def _agreement(actor: Actor) -> NetworkAgreement | None:
    return running().filter(pk=actor.network_id or 0).first()


def require_open(subject: Subject) -> None:
    """What is over can be read, for ever; nobody adds to it."""
    if not subject.is_open:
        raise Closed("dialogue.only_read", step_url=subject.url)


def require_within_limit(actor: Actor, now: datetime) -> None:
    """So many comments in an hour from one person, and from one house: nobody drowns the others out."""
    recent = Comment.objects.filter(written_at__gt=now - LIMIT_WITHIN)
    if actor.participant_id is not None:
        many = recent.filter(participant=actor.participant_id).count() >= MOST_OF_A_PERSON
    else:
        many = recent.filter(network=actor.network_id).count() >= MOST_OF_A_HOUSE
    if many:
        raise TooMany("dialogue.too_many", minutes=int(LIMIT_WITHIN.total_seconds() // 60))


def require_voice(actor: Actor) -> None:
    """Who writes as a party speaks for it."""
    if actor.party_id is not None and not speaks_for(actor.participant_id, actor.party_id):
        raise NotAllowed("dialogue.speak_for_a_party")


def require_comment(comment_id: int) -> Comment:
    """The comment, locked until the act is done."""
    comments = Comment.objects.select_related("thread").filter(pk=comment_id)
    if connection.vendor == "postgresql":
        comments = comments.select_for_update(of=("self",))
    comment = comments.first()
    if comment is None:
        raise Invalid("dialogue.unknown_comment")
    return comment


def require_parent(subject_thread_id: int | None, parent_id: int | None) -> Comment | None:
    """An answer is to a comment of the same thread that stands, and never to an answer."""
    if parent_id is None:
        return None
    parent = require_comment(parent_id)
    if parent.thread_id != subject_thread_id or parent.parent_id is not None:
        raise Invalid("dialogue.one_level")
    require_shown(parent)
    return parent


def require_shown(comment: Comment) -> None:
    """Words that are taken back, held back or hidden are not answered and not reported."""
    if comment.state != CommentState.SHOWN:
        raise Closed("dialogue.not_shown")


def require_author(comment: Comment, actor: Actor, token: str) -> None:
    """The person who wrote it; for words without a person, the browser that wrote them."""
    if comment.participant_id is not None:
        mine = comment.participant_id == actor.participant_id
    else:
        mine = tokens.holds(comment.edit_hash, token)
    if not mine:
        raise NotAllowed("dialogue.not_your_words")


def require_may_edit(comment: Comment, actor: Actor, token: str, now: datetime) -> None:
    """For half an hour, while nobody has said that it breaks a rule: a judge reads what was noticed."""
    require_author(comment, actor, token)
    if comment.state not in {CommentState.SHOWN, CommentState.WAITING}:
        raise Closed("dialogue.not_shown")
    if now - comment.written_at > EDIT_WITHIN:
        raise Closed("dialogue.too_late_to_edit", minutes=int(EDIT_WITHIN.total_seconds() // 60))
    if selectors.open_notices(comment.pk).exists():
        raise Closed("dialogue.is_looked_at")


def require_may_withdraw(comment: Comment, actor: Actor, token: str) -> None:
    """At any time and without a reason, also where writing is over. What was hidden stays with its case."""
    require_author(comment, actor, token)
    if comment.state not in {CommentState.SHOWN, CommentState.WAITING}:
        raise Closed("dialogue.not_shown")


# -- judging ------------------------------------------------------------------------------------------------


def require_office(actor: Actor) -> Participant:
    """An office given by the house's own command and written in the record; no page makes a moderator."""
    moderator = Participant.objects.filter(pk=actor.participant_id or 0).first()
    if moderator is None or not holds(moderator.pk, Role.MODERATOR):
        raise NotAllowed("dialogue.only_a_moderator")
    return moderator


def require_moderator(actor: Actor) -> Participant:
    """Who acts in the office came in by two factors: a stolen mailbox must not hide anybody's words."""
    moderator = require_office(actor)
    require_second_factor(actor)
    return moderator


def require_impartial(comment: Comment, moderator: Participant) -> None:
    """Nobody judges their own words, nor what they themselves reported."""
    if comment.participant_id == moderator.pk:
        raise NotAllowed("dialogue.own_words")
    if comment.notices.filter(participant=moderator).exists():
        raise NotAllowed("dialogue.own_notice")


def require_to_decide(comment: Comment) -> None:
    """Somebody reported it, or it waits to be read: a moderator does not go looking alone."""
    if comment.state == CommentState.WAITING:
        return
    if comment.state != CommentState.SHOWN or not selectors.open_notices(comment.pk).exists():
        raise Closed("dialogue.nothing_to_decide")


def require_rule(outcome: str, rule: str) -> None:
    """To hide takes one of the published rules. Criticism of an authority is none of them."""
    if outcome not in Outcome.values or (outcome != Outcome.KEPT and rule not in HouseRule.values):
        raise Invalid("dialogue.name_the_rule")


def require_may_answer(decision: Decision, actor: Actor, token: str) -> None:
    """The author answers once; what was kept needs no answer."""
    require_author(decision.comment, actor, token)
    if decision.outcome == Outcome.KEPT or hasattr(decision, "answer"):
        raise Closed("dialogue.already_answered")


def require_may_appeal(decision: Decision, side: str, now: datetime) -> None:
    """Within six months, once for each side, against what went against that side."""
    if decision.outcome not in APPEALED[AppealSide(side)]:
        raise Closed("dialogue.nothing_to_appeal")
    if now > decision.appeal_until:
        raise Closed("dialogue.too_late_to_appeal")
    if decision.appeals.filter(side=side).exists():
        raise Closed("dialogue.already_appealed")


def require_may_judge(appeal: Appeal, actor: Actor) -> Participant:
    """Somebody else than who decided, than who wrote, and than who reported (DSA art. 20)."""
    moderator = require_moderator(actor)
    if appeal.outcome:
        raise Closed("dialogue.appeal_is_decided")
    if moderator.pk == appeal.first_moderator_id:
        raise NotAllowed("dialogue.decided_it_first")
    if moderator.pk == appeal.by_id:
        raise NotAllowed("dialogue.own_words")
    require_impartial(appeal.decision.comment, moderator)
    return moderator
