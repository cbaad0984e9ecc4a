"""Who speaks for whom, read only."""

from __future__ import annotations

from django.db.models import QuerySet

from samskab.ground.access.visible import visible
from samskab.ground.parties.models import Mandate, Membership, MembershipRole, Party
from samskab.ground.people.actor import Actor
from samskab.kit.prepared import Slot, prepared


def speaks_for(participant_id: int | None, party_id: int | None) -> bool:
    """Whether this person is a spokesperson of this party now."""
    if participant_id is None or party_id is None:
        return False
    return bool(_voices(participant_id, party_id))


@prepared
def _voices(participant: Slot, party: Slot) -> QuerySet[Membership, int]:
    spoken = Membership.objects.filter(
        participant=participant, party=party, role=MembershipRole.SPOKESPERSON, until__isnull=True
    )
    return spoken.order_by().values_list("pk", flat=True)[:1]


def belongs_to(participant_id: int | None, party_id: int) -> bool:
    """Whether this person is one of the party now, with or without its voice."""
    if participant_id is None:
        return False
    return Membership.objects.filter(
        participant_id=participant_id, party_id=party_id, until__isnull=True
    ).exists()


def parties_spoken_for(participant_id: int | None) -> list[Party]:
    """The parties this person speaks for now."""
    if participant_id is None:
        return []
    return list(
        Party.objects.filter(
            memberships__participant_id=participant_id,
            memberships__role=MembershipRole.SPOKESPERSON,
            memberships__until__isnull=True,
        ).distinct()
    )


def mandate_of(party_id: int) -> Mandate | None:
    """What the party lets its spokespersons say yes to now."""
    return Mandate.objects.filter(party_id=party_id, ended_at__isnull=True).first()


def voices(party: Party) -> list[Membership]:
    """Who speaks for the party now, in the order they began."""
    spoken = party.memberships.filter(role=MembershipRole.SPOKESPERSON, until__isnull=True)
    return list(spoken.select_related("participant__user").order_by("since"))


def members(party: Party, participant_id: int | None) -> list[Membership]:
    """Those who belong to the party now, as far as this reader may know."""
    here = visible(Actor(participant_id=participant_id), party.memberships.filter(until__isnull=True))
    return list(here.select_related("participant__user").order_by("since"))
