"""Who belongs to a party by a paper code and by an account belongs to it once."""

from __future__ import annotations

from django.db.models import Q

from samskab.ground.parties.models import Membership, MembershipRole
from samskab.ground.people.claiming import the_accounts_own_stays

_LIVING = Q(until__isnull=True)
_own_stays = the_accounts_own_stays(Membership, "participant", "party", only=_LIVING)


def _membership(code: int, account: int) -> int:
    """Who spoke for the party by the code goes on speaking for it."""
    spoken = Membership.objects.filter(_LIVING, participant=code, role=MembershipRole.SPOKESPERSON)
    lesser = Membership.objects.filter(
        _LIVING, participant=account, role=MembershipRole.MEMBER, party__in=spoken.values("party")
    )
    double, _ = lesser.delete()
    return int(double) + _own_stays(code, account)


MERGES = {"parties.Membership.participant": _membership}
