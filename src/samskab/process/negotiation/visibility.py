"""The table is open. A sheet of grades is sealed until its round is closed: the party's own until then. A
secret ballot is shown as its outcome, a side of five or more at a time.
"""

from datetime import datetime

from django.db.models import Q

from samskab.ground.people.actor import Actor
from samskab.process.negotiation.models import (
    Ballot,
    BallotCount,
    BallotDraft,
    BallotOutcome,
    BallotVoter,
    CarriedDissent,
    Interest,
    InterestMet,
    Mediation,
    MemberGrade,
    MemberSheet,
    ObjectionAnswer,
    PackageGrade,
    PackageOption,
    PackageOutcome,
    PackageQuestion,
    PackageRound,
    PackageSheet,
    PackageWeight,
    Proposal,
    ProposalThread,
    ProposalUse,
    Stance,
)


def _own_or_opened(actor: Actor, path: str) -> Q:
    seen = Q(**{f"{path}round__closed_at__isnull": False})
    return seen if actor.party_id is None else seen | Q(**{f"{path}party": actor.party_id})


def _sheet(actor: Actor, _now: datetime | None) -> Q:
    return _own_or_opened(actor, "")


def _grade(actor: Actor, _now: datetime | None) -> Q:
    return _own_or_opened(actor, "sheet__")


def _own_sheet(actor: Actor, _now: datetime | None) -> Q:
    """A member's own grades are shown to that member, and to nobody else ever."""
    return Q(participant=actor.participant_id)


def _own_grade(actor: Actor, _now: datetime | None) -> Q:
    return Q(sheet__participant=actor.participant_id)


RULES = {
    PackageSheet: _sheet,
    PackageGrade: _grade,
    PackageWeight: _grade,
    MemberSheet: _own_sheet,
    MemberGrade: _own_grade,
}
SEEN_BY_ALL = (
    ProposalThread,
    PackageRound,
    PackageQuestion,
    PackageOption,
    PackageOutcome,
    Interest,
    Proposal,
    ProposalUse,
    InterestMet,
    Stance,
    ObjectionAnswer,
    Mediation,
    CarriedDissent,
    Ballot,
    BallotDraft,
    BallotOutcome,
)
SHOWN_TO_NOBODY = (BallotVoter, BallotCount)
