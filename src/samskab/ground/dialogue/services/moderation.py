"""Notice and action: report, decide with reasons, release what waited, clear what is over."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Q

from samskab.ground.dialogue import rules, selectors, subjects
from samskab.ground.dialogue.models import (
    Comment,
    CommentState,
    Decision,
    HouseRule,
    Notice,
    Outcome,
    Thread,
)
from samskab.ground.people import codes
from samskab.ground.people.actor import Actor
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.errors import Invalid, NotAllowed
from samskab.kit.text import REASON_CHARS, optional_text, require_text

LEAST_WHY = 20


@act()
def give_notice(
    *,
    actor: Actor,
    comment_id: int,
    rule: str,
    text: str,
    name: str = "",
    email: str = "",
    good_faith: bool,
    now: datetime,
) -> tuple[Notice, str]:
    """Anybody says that a comment breaks a published rule, and why; no login (DSA art. 16). Nothing is hidden
    by a notice alone. Returns the notice and four words that follow it, shown once.

    No public record: who reports is nobody's business.
    """
    comment = rules.require_comment(comment_id)
    rules.require_shown(comment)
    if rule not in HouseRule.values:
        raise Invalid("dialogue.name_the_rule")
    if not good_faith:
        raise Invalid("dialogue.say_it_is_true")
    code = codes.new_code()
    notice = Notice.objects.create(
        comment=comment,
        participant_id=actor.participant_id,
        rule=rule,
        text=require_text(text, field="text", least=LEAST_WHY, is_open=False),
        name=optional_text(name, field="name", most=120, is_open=False),
        email=email,
        good_faith=True,
        code_hash=codes.hash_of(code),
        made_at=now,
    )
    return notice, code


@act("dialogue.comment.kept", "dialogue.comment.hidden", "dialogue.comment.erased")
def decide_comment(
    *, actor: Actor, comment_id: int, outcome: str, rule: str = "", facts: str, now: datetime
) -> Decision:
    """A moderator decides about what was reported or waits: kept, hidden, or erased at once when a number or
    the like is in it. To hide takes a published rule and the facts; criticism is not a ground (DSA art. 17).
    """
    moderator = rules.require_moderator(actor)
    comment = rules.require_comment(comment_id)
    rules.require_impartial(comment, moderator)
    rules.require_to_decide(comment)
    rules.require_rule(outcome, rule)
    decision = _decide(comment, moderator_id=moderator.pk, outcome=outcome, rule=rule, facts=facts, now=now)
    _tell(decision, now)
    return decision


def _decide(
    comment: Comment, *, moderator_id: int, outcome: str, rule: str, facts: str, now: datetime
) -> Decision:
    """The decision, what it does to the comment, and the notices it answers; the record is told after."""
    decision = Decision.objects.create(
        comment=comment,
        author_id=comment.participant_id,
        moderator_id=moderator_id,
        outcome=outcome,
        rule="" if outcome == Outcome.KEPT else rule,
        facts=require_text(facts, field="reason", least=REASON_CHARS, is_open=False),
        decided_at=now,
        appeal_until=now + rules.APPEAL_WITHIN,
    )
    selectors.open_notices(comment.pk).update(decision=decision)
    was, comment.rule = comment.state, decision.rule
    if outcome == Outcome.KEPT:
        comment.state = CommentState.SHOWN
    elif outcome == Outcome.HIDDEN:
        comment.state = CommentState.HIDDEN
    else:
        comment.state, comment.text, comment.nickname = CommentState.ERASED, "", ""
    comment.save(update_fields=["state", "rule", "text", "nickname"])
    count(comment, was)
    return decision


def count(comment: Comment, was: str) -> None:
    """Keep the thread's number of shown comments right when one comes out or goes in."""
    moved = (comment.state == CommentState.SHOWN) - (was == CommentState.SHOWN)
    if moved:
        Thread.objects.filter(pk=comment.thread_id).update(n_shown=F("n_shown") + moved)


def _tell(decision: Decision, now: datetime) -> None:
    """The rule goes into the record, bound; the text never does."""
    comment = decision.comment
    kind = {
        Outcome.KEPT: "dialogue.comment.kept",
        Outcome.HIDDEN: "dialogue.comment.hidden",
        Outcome.ERASED: "dialogue.comment.erased",
    }[Outcome(decision.outcome)]
    record.append(
        kind,
        space=comment.thread.space,
        obj=comment.public_id,
        at=now,
        commits={"rule": decision.rule} if decision.rule else {},
    )
    if decision.outcome == Outcome.ERASED:
        record.shred(obj=comment.public_id, at=now, fields=["text"])


@act("dialogue.comment.released")
def release_comment(*, actor: Actor, comment_id: int, now: datetime) -> Comment:
    """A moderator has read what waited in a sensitive space: it names nobody it should not. Now it shows."""
    moderator = rules.require_moderator(actor)
    comment = rules.require_comment(comment_id)
    rules.require_impartial(comment, moderator)
    if comment.state != CommentState.WAITING:
        raise Invalid("dialogue.nothing_to_decide")
    comment.state = CommentState.SHOWN
    comment.save(update_fields=["state"])
    count(comment, CommentState.WAITING)
    record.append(
        "dialogue.comment.released",
        space=comment.thread.space,
        obj=comment.public_id,
        at=now,
        commits={"text": comment.text},
        day_only=_is_sensitive(comment),
    )
    return comment


def _is_sensitive(comment: Comment) -> bool:
    subject = subjects.of_thread(comment.thread)
    return subject is None or subject.sensitive


@act("dialogue.comment.cleared")
def clear_hidden(*, actor: Actor, dry: bool = False, now: datetime) -> int:
    """The house deletes what was hidden when the time to appeal is out and no appeal waits. Until then it is
    kept, so that it can come back. Run by `samskab tidy`, not by a page. Returns how many; `dry` only counts.
    """
    if not actor.house:
        raise NotAllowed("people.only_the_house")
    waits = Q(decisions__appeal_until__gte=now) | Q(
        decisions__appeals__outcome="", decisions__appeals__isnull=False
    )
    kept = Comment.objects.filter(waits).values("pk")
    over = Comment.objects.filter(state=CommentState.HIDDEN).exclude(pk__in=kept).select_related("thread")
    cleared = list(over)
    if dry:
        return len(cleared)
    for comment in cleared:
        comment.text, comment.nickname, comment.state = "", "", CommentState.ERASED
        comment.save(update_fields=["text", "nickname", "state"])
    for comment in cleared:
        record.append("dialogue.comment.cleared", space=comment.thread.space, obj=comment.public_id, at=now)
        record.shred(obj=comment.public_id, at=now, fields=["text"])
    return len(cleared)
