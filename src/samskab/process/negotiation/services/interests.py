"""Interests before positions: what a party needs, and whether a proposal meets it."""

from __future__ import annotations

from datetime import datetime

from samskab.ground.people.actor import Actor
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.errors import Invalid
from samskab.kit.text import require_text
from samskab.process.core.selectors import process_for_update
from samskab.process.negotiation import rules, selectors
from samskab.process.negotiation.models import Degree, Interest, InterestMet


@act("negotiation.interest.stated")
def state_interest(*, process_id: int, actor: Actor, text: str, now: datetime) -> Interest:
    """A party says what it needs, before what it wants done.

    Needs can be met in several ways, positions in one only (op-ed, S8).
    """
    process = process_for_update(process_id)
    seat = rules.require_may_state_interest(process, actor)
    interest = Interest.objects.create(
        process=process, party=seat.party, text=require_text(text, field="text"), stated_at=now
    )
    record.append(
        "negotiation.interest.stated",
        space=process.public_id,
        obj=interest.public_id,
        at=now,
        commits={"text": interest.text},
    )
    return interest


@act("negotiation.interest.withdrawn")
def withdraw_interest(*, process_id: int, actor: Actor, interest_id: int, now: datetime) -> Interest:
    """A party takes back its own words, without a reason. What others wrote about them stays."""
    process = process_for_update(process_id)
    found = selectors.interest_of(process, interest_id)
    interest = rules.require_may_withdraw_interest(process, actor, found)
    interest.withdrawn_at = now
    interest.save(update_fields=["withdrawn_at"])
    record.append("negotiation.interest.withdrawn", space=process.public_id, obj=interest.public_id, at=now)
    return interest


@act("negotiation.interest.judged")
def judge_interest(
    *, process_id: int, actor: Actor, proposal_id: int, interest_id: int, degree: str, now: datetime
) -> InterestMet:
    """The party that has a need says whether a proposal meets it. It stands beside what the proposer said.

    Who proposes may not decide alone whom it helps (op-ed, P3: Hvem hjælper det ikke?).
    """
    process = process_for_update(process_id)
    interest = rules.require_may_judge(process, actor, selectors.interest_of(process, interest_id))
    proposal = rules.require_on_the_table(selectors.proposal_of(process, proposal_id))
    if degree not in Degree.values:
        raise Invalid("core.unknown_choice")
    judged, _ = InterestMet.objects.update_or_create(
        proposal=proposal, interest=interest, said_by=interest.party, defaults={"degree": degree}
    )
    record.append("negotiation.interest.judged", space=process.public_id, obj=proposal.public_id, at=now)
    return judged
