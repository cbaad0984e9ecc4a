"""Proposals and counter-proposals: ways to meet interests, each saying what it answers and builds on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from samskab.ground.parties.models import Party
from samskab.ground.people.actor import Actor
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.errors import Invalid
from samskab.kit.text import require_text
from samskab.process.core.models import Process
from samskab.process.core.selectors import process_for_update
from samskab.process.negotiation import rules, selectors
from samskab.process.negotiation.models import InterestMet, Proposal, ProposalUse


@act("negotiation.proposal.made")
def propose(
    *,
    process_id: int,
    actor: Actor,
    text: str,
    meets: Mapping[int, str],
    builds_on: Sequence[int],
    counter_to_id: int | None,
    now: datetime,
) -> Proposal:
    """Put a proposal on the table: which needs it meets and how far, what it builds on, what it answers.

    `meets` maps interests to `meets`, `partly` or `not`; `builds_on` names statements. A purpose comes first
    (G3) and the party's own interest too (G4), so that positions never come before needs.
    """
    process = process_for_update(process_id)
    seat, adopted = rules.require_may_propose(process, actor)
    parent = None
    if counter_to_id is not None:
        parent = rules.require_on_the_table(selectors.proposal_of(process, counter_to_id))
    rules.require_meets_something(dict(meets))
    _require_here(process, meets)
    proposal = Proposal.objects.create(
        process=process,
        under=adopted,
        party=seat.party,
        parent=parent,
        text=require_text(text, field="text"),
        proposed_at=now,
    )
    _say_what_it_meets(proposal, seat.party, meets)
    _trace(process, proposal, builds_on, now)
    record.append(
        "negotiation.proposal.made",
        space=process.public_id,
        obj=proposal.public_id,
        at=now,
        commits={"text": proposal.text},
    )
    return proposal


def _require_here(process: Process, meets: Mapping[int, str]) -> None:
    if selectors.interests(process).filter(pk__in=list(meets)).count() != len(meets):
        raise Invalid("core.unknown_choice")


def _say_what_it_meets(proposal: Proposal, party: Party, meets: Mapping[int, str]) -> None:
    InterestMet.objects.bulk_create(
        InterestMet(proposal=proposal, interest_id=pk, degree=degree, said_by=party)
        for pk, degree in meets.items()
    )


def _trace(process: Process, proposal: Proposal, builds_on: Sequence[int], now: datetime) -> None:
    """The authors are asked later whether they were understood; only then does a statement count as used."""
    statements = selectors.open_statements(process, builds_on)
    if len(statements) != len(set(builds_on)):
        raise Invalid("core.unknown_choice")
    ProposalUse.objects.bulk_create(
        ProposalUse(proposal=proposal, statement=statement, traced_by=proposal.party, traced_at=now)
        for statement in statements
    )


@act("negotiation.proposal.withdrawn")
def withdraw_proposal(*, process_id: int, actor: Actor, proposal_id: int, now: datetime) -> Proposal:
    """A party takes its own proposal off the table. Counter-proposals to it stay, and so do all the words."""
    process = process_for_update(process_id)
    found = selectors.proposal_of(process, proposal_id)
    proposal = rules.require_may_withdraw_proposal(process, actor, found)
    proposal.withdrawn_at = now
    proposal.save(update_fields=["withdrawn_at"])
    record.append("negotiation.proposal.withdrawn", space=process.public_id, obj=proposal.public_id, at=now)
    return proposal
