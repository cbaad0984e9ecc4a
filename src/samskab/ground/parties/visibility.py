"""Who speaks for a party is public. Who else belongs to it is for those who speak for it, and for oneself."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from samskab.ground.parties.models import Invitation, Mandate, Membership, MembershipRole, Party
from samskab.ground.people.actor import Actor


def _voices_own_and_fellows(actor: Actor, _now: datetime | None) -> Q:
    seen = Q(role=MembershipRole.SPOKESPERSON)
    if actor.participant_id is None:
        return seen
    speaks = Membership.objects.filter(
        party=OuterRef("party"),
        participant=actor.participant_id,
        role=MembershipRole.SPOKESPERSON,
        until__isnull=True,
    )
    return seen | Q(participant=actor.participant_id) | Q(Exists(speaks))


RULES = {Membership: _voices_own_and_fellows}
SEEN_BY_ALL = (Party, Mandate)
SHOWN_TO_NOBODY = (Invitation,)  # four words given by hand; only their mark is kept
