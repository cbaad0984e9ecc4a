"""The author's answer, the appeal, and the judgement by somebody else."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from samskab.ground.dialogue import rules
from samskab.ground.dialogue.models import (
    Answer,
    Appeal,
    AppealOutcome,
    AppealSide,
    Comment,
    CommentState,
    Decision,
    Notice,
    Outcome,
)
from samskab.ground.dialogue.services.moderation import count
from samskab.ground.people import codes
from samskab.ground.people.actor import Actor
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.errors import Invalid, NotAllowed
from samskab.kit.text import REASON_CHARS, require_text


def _decision(decision_id: int) -> Decision:
    decision = Decision.objects.select_related("comment__thread").filter(pk=decision_id).first()
    if decision is None:
        raise Invalid("dialogue.unknown_decision")
    return decision


@act()
def answer_decision(*, actor: Actor, decision_id: int, text: str, token: str = "", now: datetime) -> Answer:
    """The author says what they think of the decision; the moderators read it. Not an appeal, and not public:
    it may hold the very words that were hidden.
    """
    decision = _decision(decision_id)
    rules.require_may_answer(decision, actor, token)
    text = require_text(text, field="answer", is_open=False)
    return Answer.objects.create(decision=decision, text=text, at=now)


@act("dialogue.decision.appealed")
def appeal_decision(
    *, actor: Actor, decision_id: int, side: str, text: str, token: str = "", code: str = "", now: datetime
) -> Appeal:
    """Within six months the author appeals what was hidden, or who reported it appeals that it was kept; each
    once, free, without a lawyer. Somebody else than the first moderator decides (DSA art. 20).
    """
    decision = _decision(decision_id)
    if side not in AppealSide.values:
        raise Invalid("dialogue.unknown_decision")
    if side == AppealSide.AUTHOR:
        rules.require_author(decision.comment, actor, token)
    else:
        _require_notifier(decision, actor, code)
    rules.require_may_appeal(decision, side, now)
    appeal = Appeal.objects.create(
        decision=decision,
        side=side,
        by_id=actor.participant_id,
        first_moderator_id=decision.moderator_id,
        text=require_text(text, field="text", is_open=False),
        made_at=now,
    )
    comment = decision.comment
    record.append("dialogue.decision.appealed", space=comment.thread.space, obj=decision.public_id, at=now)
    return appeal


def _require_notifier(decision: Decision, actor: Actor, code: str) -> None:
    """Who reported it, known by the four words of the receipt or by their login."""
    mine = decision.notices.filter(code_hash=codes.hash_of(code)).exists() or (
        actor.participant_id is not None
        and decision.notices.filter(participant=actor.participant_id).exists()
    )
    if not mine:
        raise NotAllowed("dialogue.not_your_notice")


@act("dialogue.decision.upheld", "dialogue.decision.overturned")
def decide_appeal(*, actor: Actor, appeal_id: int, outcome: str, reason: str, now: datetime) -> Appeal:
    """Another moderator looks anew and says why. Overturned, what was hidden is shown again, and what was
    kept is hidden by a decision of its own, which its author can appeal in turn.
    """
    appeal = _locked(appeal_id)
    moderator = rules.require_may_judge(appeal, actor)
    if outcome not in AppealOutcome.values:
        raise Invalid("dialogue.unknown_decision")
    appeal.outcome, appeal.decided_by, appeal.decided_at = outcome, moderator, now
    appeal.reason = require_text(reason, field="reason", least=REASON_CHARS, is_open=False)
    appeal.save(update_fields=["outcome", "decided_by", "decided_at", "reason"])
    comment = rules.require_comment(appeal.decision.comment_id)
    if outcome == AppealOutcome.OVERTURNED:
        _turn(appeal, comment, now)
    kind = "dialogue.decision.upheld" if outcome == AppealOutcome.UPHELD else "dialogue.decision.overturned"
    record.append(kind, space=comment.thread.space, obj=appeal.decision.public_id, at=now)
    return appeal


def _locked(appeal_id: int) -> Appeal:
    appeals = Appeal.objects.select_related("decision__comment__thread").filter(pk=appeal_id)
    if connection.vendor == "postgresql":
        appeals = appeals.select_for_update(of=("self",))
    appeal = appeals.first()
    if appeal is None:
        raise Invalid("dialogue.unknown_decision")
    return appeal


def _turn(appeal: Appeal, comment: Comment, now: datetime) -> None:
    """What the other decision does. Erased words cannot come back; their author may write them anew."""
    decision, was = appeal.decision, comment.state
    if decision.outcome == Outcome.HIDDEN and was == CommentState.HIDDEN:
        comment.state, comment.rule = CommentState.SHOWN, ""
    elif decision.outcome == Outcome.KEPT and was == CommentState.SHOWN:
        told = Notice.objects.filter(decision=decision).order_by("pk").first()
        rule = told.rule if told else ""
        Decision.objects.create(
            comment=comment,
            author_id=comment.participant_id,
            moderator_id=appeal.decided_by_id or 0,
            outcome=Outcome.HIDDEN,
            rule=rule,
            facts=appeal.reason,
            decided_at=now,
            appeal_until=now + rules.APPEAL_WITHIN,
        )
        comment.state, comment.rule = CommentState.HIDDEN, rule
    comment.save(update_fields=["state", "rule"])
    count(comment, was)
