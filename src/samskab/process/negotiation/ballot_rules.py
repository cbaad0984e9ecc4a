"""Who may call a ballot, vote in it and count it. Talk first, always: a ballot needs that consent failed
twice, it moves no boundary, and it is never held over an affected party on something done to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import QuerySet

from samskab.ground.parties.models import Membership
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Role, RoleGrant
from samskab.kit.errors import Closed, Invalid, NotAllowed
from samskab.kit.prepared import Slot, prepared
from samskab.process.core import rules as core
from samskab.process.core import selectors as table
from samskab.process.core.models import Process, Seat, Stage
from samskab.process.negotiation import rules, selectors
from samskab.process.negotiation.models import (
    ABSTAIN,
    BEST_WORD,
    NO,
    YES,
    Ballot,
    BallotKind,
    BallotVoter,
    Proposal,
    Stance,
)

FEWEST_DRAFTS, MOST_DRAFTS = 2, 8
ANSWERS = frozenset({NO, YES, ABSTAIN})
GRADES = frozenset(range(BEST_WORD + 1))


# -- what lies there ----------------------------------------------------------------------------------------


def open_ballot(process: Process) -> Ballot | None:
    """The ballot that runs."""
    return process.ballots.filter(closed_at__isnull=True).select_related("called_by").first()


def ballot_of(process: Process, ballot_id: int) -> Ballot | None:
    return process.ballots.filter(pk=ballot_id).select_related("called_by", "outcome").first()


def may_vote_in(process: Process) -> list[tuple[int, int, str]]:
    """(person, party, side) of everybody at the table, each once: with the party they have belonged to
    longest. Who may be paid for the answer stands aside, and so do those who must be neutral.
    """
    parties = {seat.party_id: str(seat.party.side) for seat in table.seats(process) if not seat.may_supply}
    neutral = RoleGrant.objects.filter(until__isnull=True, role__in=[Role.COUNCILLOR, Role.FACILITATOR])
    rows = Membership.objects.filter(party__in=list(parties), until__isnull=True)
    rows = rows.exclude(participant__in=neutral.values("participant")).order_by("-since", "-pk")
    first = dict(rows.values_list("participant_id", "party_id"))
    return [(person, party, parties[party]) for person, party in sorted(first.items())]


@prepared
def _unvoted(process: Slot, participant: Slot) -> QuerySet[BallotVoter]:
    waiting = BallotVoter.objects.filter(
        ballot__process=process, ballot__closed_at__isnull=True, participant=participant, has_voted=False
    )
    return waiting.select_related("ballot")


def waiting_for(process: Process, participant_id: int | None) -> BallotVoter | None:
    """The voice this person has not used yet in a ballot that runs."""
    return None if participant_id is None else _unvoted.first(process, participant_id)


def may_count(ballot: Ballot, now: datetime) -> bool:
    """The time is over, or everybody has voted."""
    if ballot.closed_at is not None:
        return False
    return now >= ballot.deadline or not ballot.voters.filter(has_voted=False).exists()


# -- calling ------------------------------------------------------------------------------------------------


def require_none_runs(process: Process) -> None:
    """One at a time, so that everybody knows what they are asked."""
    if open_ballot(process) is not None:
        raise Closed("negotiation.ballot_runs")


def _require_may_ask(process: Process, actor: Actor) -> Seat:
    seat = rules.require_negotiator(process, actor)
    require_none_runs(process)
    return seat


def require_may_call_on(
    process: Process, actor: Actor, proposal: Proposal | None, now: datetime
) -> tuple[Seat, Proposal, list[Stance]]:
    """Every objection to it has been answered twice and mediated, and stands; and none is an affected party's
    about something done to it. Once per proposal: nobody is asked until the answer is the right one.
    """
    seat = _require_may_ask(process, actor)
    standing = rules.require_on_the_table(proposal)
    if selectors.ballot_on(standing.pk) is not None:
        raise Closed("negotiation.ballot_is_held")
    found = [stance for stance in selectors.open_objections(process) if stance.proposal_id == standing.pk]
    if not found:
        raise Closed("negotiation.nothing_to_vote_on")
    for stance in found:
        require_not_over_the_affected(process, stance)
        if len(stance.answers.all()) < rules.ROUNDS or not selectors.mediation_failed(stance, now):
            raise Closed("negotiation.consent_failed_twice_first", party=stance.party.name)
    return seat, standing, found


def require_not_over_the_affected(process: Process, stance: Stance) -> None:
    theirs = table.seat_of_party(process, stance.party_id)
    if stance.done_to_us and theirs is not None and theirs.affected:
        raise NotAllowed("negotiation.never_against_the_affected", party=stance.party.name)


def require_may_call_among(
    process: Process, actor: Actor, drafts: Sequence[int]
) -> tuple[Seat, list[Proposal]]:
    """Two to eight drafts, all on the table."""
    seat = _require_may_ask(process, actor)
    named = set(drafts)
    found = [row for row in selectors.live_proposals(process) if row.pk in named]
    if len(found) != len(named) or not FEWEST_DRAFTS <= len(found) <= MOST_DRAFTS:
        raise Invalid("negotiation.two_to_eight_drafts", least=FEWEST_DRAFTS, most=MOST_DRAFTS)
    return seat, found


# -- voting and counting ------------------------------------------------------------------------------------


def require_may_vote(process: Process, actor: Actor, ballot: Ballot | None, now: datetime) -> BallotVoter:
    """Everybody who belonged to a party at the table when the ballot was called, once."""
    core.require_stage(process, Stage.NEGOTIATION)
    person = core.require_person(actor)
    if ballot is None:
        raise Invalid("core.unknown_choice")
    core.require_may_have_stance(actor)
    voter = ballot.voters.filter(participant=person).first()
    if voter is None:
        raise NotAllowed("negotiation.not_on_the_roll")
    if ballot.closed_at is not None or now >= ballot.deadline:
        raise Closed("negotiation.ballot_is_over")
    if voter.has_voted:
        raise Closed("negotiation.voted_already")
    return voter


def require_whole_vote(ballot: Ballot, marks: Mapping[int, int]) -> None:
    """An answer to every draft, from the words that are on the ballot."""
    known = ANSWERS if ballot.kind == BallotKind.ADOPT else GRADES
    if set(marks) != set(ballot.drafts.values_list("pk", flat=True)):
        raise Invalid("negotiation.vote_on_every_draft")
    if not set(marks.values()) <= known:
        raise Invalid("core.unknown_choice")


def require_may_count(process: Process, actor: Actor, ballot: Ballot | None, now: datetime) -> Ballot:
    """Anyone known: it takes nobody's yes, it only counts."""
    core.require_stage(process, Stage.NEGOTIATION)
    core.require_person(actor)
    if ballot is None:
        raise Invalid("core.unknown_choice")
    if ballot.closed_at is not None:
        raise Closed("negotiation.ballot_is_over")
    if not may_count(ballot, now):
        raise Closed("negotiation.ballot_is_not_over")
    return ballot
