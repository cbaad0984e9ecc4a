"""When talk has done its part: call a ballot, vote once and in secret, count it in the open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from django.db.models import F

from samskab.ground.people.actor import Actor
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.errors import Closed, lets_through
from samskab.kit.text import REASON_CHARS, require_text
from samskab.process.core import rules as core
from samskab.process.core.models import Process
from samskab.process.core.selectors import process_for_update
from samskab.process.negotiation import ballot_rules as rules
from samskab.process.negotiation import counting, selectors
from samskab.process.negotiation.models import (
    Ballot,
    BallotCount,
    BallotDraft,
    BallotKind,
    BallotOutcome,
    BallotVoter,
    CarriedDissent,
    Proposal,
)

ADOPTED = "adopted"


@act("negotiation.ballot.called")
def call_ballot(
    *,
    process_id: int,
    actor: Actor,
    kind: str,
    proposal_ids: Sequence[int],
    reason: str,
    deadline: datetime,
    now: datetime,
) -> Ballot:
    """A party calls a ballot: on going on with a proposal that is objected to, or on which draft is best.

    The first only when consent has failed twice and never over an affected party; the second is a piece of
    advice. Who may vote is written down now, so no party grows while it runs (METHODS.md 2.8).
    """
    process = process_for_update(process_id)
    if kind == BallotKind.ADOPT:
        named = selectors.proposal_of(process, next(iter(proposal_ids), 0))
        seat, proposal, _ = rules.require_may_call_on(process, actor, named, now)
        drafts = [proposal]
    else:
        seat, drafts = rules.require_may_call_among(process, actor, proposal_ids)
        kind = BallotKind.CHOOSE
    core.require_fair_deadline(now=now, deadline=deadline)
    ballot = Ballot.objects.create(
        process=process,
        kind=kind,
        called_by=seat.party,
        reason=require_text(reason, field="reason", least=REASON_CHARS),
        called_at=now,
        deadline=deadline,
    )
    _lay_out(process, ballot, drafts)
    record.append(
        "negotiation.ballot.called",
        space=process.public_id,
        obj=ballot.public_id,
        at=now,
        commits={"reason": ballot.reason},
    )
    return ballot


def _lay_out(process: Process, ballot: Ballot, drafts: Sequence[Proposal]) -> None:
    """The roll, and an empty count for every answer on every side."""
    roll = rules.may_vote_in(process)
    BallotVoter.objects.bulk_create(
        BallotVoter(ballot=ballot, participant_id=person, party_id=party, side=side)
        for person, party, side in roll
    )
    rows = [BallotDraft.objects.create(ballot=ballot, proposal=proposal) for proposal in drafts]
    marks = rules.ANSWERS if ballot.kind == BallotKind.ADOPT else rules.GRADES
    BallotCount.objects.bulk_create(
        BallotCount(draft=row, side=side, mark=mark)
        for row in rows
        for side in sorted({side for _, _, side in roll})
        for mark in sorted(marks)
    )


@act("negotiation.ballot.cast")
def cast_ballot(
    *, process_id: int, actor: Actor, ballot_id: int, marks: Mapping[int, int], now: datetime
) -> Ballot:
    """One person, one voice, once. `marks` maps every draft to an answer; it is added to its side's count and
    kept nowhere else, so it cannot be taken back.

    The record says that somebody voted, never who and never what.
    """
    process = process_for_update(process_id)
    ballot = rules.ballot_of(process, ballot_id)
    voter = rules.require_may_vote(process, actor, ballot, now)
    rules.require_whole_vote(voter.ballot, marks)
    if not BallotVoter.objects.filter(pk=voter.pk, has_voted=False).update(has_voted=True):
        raise Closed("negotiation.voted_already")
    for draft, mark in sorted(marks.items()):
        BallotCount.objects.filter(draft=draft, side=voter.side, mark=mark).update(n=F("n") + 1)
    record.append("negotiation.ballot.cast", space=process.public_id, obj=voter.ballot.public_id, at=now)
    return voter.ballot


@act("negotiation.ballot.counted")
def count_ballot(*, process_id: int, actor: Actor, ballot_id: int, now: datetime) -> BallotOutcome:
    """Anyone counts, when the time is over or everybody has voted; the method decides, and it draws no lot.

    Adopted, the objections that were tried are carried: each is printed in the agreement, word for word. A
    newer objection, and an affected party's about something done to it, still stops the proposal.
    """
    process = process_for_update(process_id)
    ballot = rules.require_may_count(process, actor, rules.ballot_of(process, ballot_id), now)
    ballot.closed_at = now
    ballot.save(update_fields=["closed_at"])
    counted = counting.count(ballot)
    kept = BallotOutcome.objects.create(
        ballot=ballot,
        at=now,
        code=counted.code,
        input_sha256=counted.input_sha256,
        outcome_sha256=counted.outcome_sha256,
        outcome=counted.outcome,
    )
    if counted.code == ADOPTED:
        _carry(process, ballot, now)
    record.append(
        "negotiation.ballot.counted",
        space=process.public_id,
        obj=kept.public_id,
        at=now,
        commits={"input": kept.input_sha256, "outcome": kept.outcome_sha256},
    )
    return kept


def _carry(process: Process, ballot: Ballot, now: datetime) -> None:
    about = set(ballot.drafts.values_list("proposal_id", flat=True))
    for stance in selectors.open_objections(process):
        if stance.proposal_id not in about or stance.at > ballot.called_at:
            continue
        if not lets_through(partial(rules.require_not_over_the_affected, process, stance)):
            continue
        CarriedDissent.objects.create(
            objection=stance, asked_by=ballot.called_by, reason=ballot.reason, at=now
        )
