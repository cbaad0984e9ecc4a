"""Who is on a ballot's roll, or has given a sheet, both by a paper code and by an account is there once."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from samskab.ground.people.claiming import the_accounts_own_stays
from samskab.process.negotiation.models import BallotVoter, MemberSheet

_own_stays = the_accounts_own_stays(BallotVoter, "participant", "ballot")


def _voter(code: int, account: int) -> int:
    """Who has voted by the code has voted. Which answer was theirs is written nowhere, so an answer given
    twice before the two were known to be one stays in the count.
    """
    voted = BallotVoter.objects.filter(participant=code, has_voted=True, ballot=OuterRef("ballot"))
    BallotVoter.objects.filter(Exists(voted), participant=account).update(has_voted=True)
    return _own_stays(code, account)


MERGES = {
    "negotiation.BallotVoter.participant": _voter,
    "negotiation.MemberSheet.participant": the_accounts_own_stays(MemberSheet, "participant", "round"),
}
