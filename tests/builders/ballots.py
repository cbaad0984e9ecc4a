"""Ballots, as their acts would have left them; the people of a side beside its speakers."""

from __future__ import annotations

from datetime import datetime, timedelta

from samskab.ground.parties.models import MembershipRole
from samskab.ground.people.actor import Actor
from samskab.process.negotiation.models import Ballot, BallotKind, Proposal, Stance
from samskab.process.negotiation.services.ballots import _lay_out
from tests.builders import LONG_REASON, NOW, Table, person
from tests.builders import negotiation as talks


def stuck(made: Table, proposer: str = "association", by: str = "grocer") -> tuple[Proposal, Stance]:
    """A proposal objected to, answered twice, and mediated in vain."""
    proposal = talks.proposal(made, proposer)
    objection = talks.objection(made, proposal, by)
    for who in (proposer, "unit"):
        talks.answer(made, objection, who)
    talks.mediation(made, objection, due=NOW - timedelta(days=1))
    return proposal, objection


def running(
    made: Table, *proposals: Proposal, kind: str = BallotKind.ADOPT, deadline: datetime | None = None
) -> Ballot:
    """A ballot called yesterday."""
    ballot = Ballot.objects.create(
        process=made.process,
        kind=kind,
        called_by=made.parties["association"],
        reason=LONG_REASON,
        called_at=NOW - timedelta(days=20 if deadline else 1),
        deadline=deadline or NOW + timedelta(days=20),
    )
    _lay_out(made.process, ballot, proposals)
    return ballot


def members(made: Table, who: str, n: int) -> list[Actor]:
    """People who belong to a party without speaking for it."""
    found = []
    for _ in range(n):
        one = person()
        made.parties[who].memberships.create(
            participant=one, role=MembershipRole.MEMBER, since=NOW - timedelta(days=60)
        )
        found.append(Actor(participant_id=one.pk))
    return found
