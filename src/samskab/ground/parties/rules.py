"""Who may act for a party."""

from __future__ import annotations

from samskab.ground.parties.models import MembershipRole, Party
from samskab.ground.parties.selectors import speaks_for
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Role
from samskab.ground.people.selectors import holds
from samskab.kit.errors import Closed, Invalid, NotAllowed


def require_known(actor: Actor) -> int:
    """Somebody with an account or a code; a name is never asked for."""
    if actor.participant_id is None:
        raise NotAllowed("parties.nobody_known")
    return actor.participant_id


def require_may_speak(participant_id: int) -> None:
    """Politicians decide afterwards and facilitators are neutral: neither becomes a party's voice
    (DOMAIN.md 9).
    """
    if holds(participant_id, Role.COUNCILLOR) or holds(participant_id, Role.FACILITATOR):
        raise NotAllowed("parties.office_does_not_speak")


def require_spokesperson(actor: Actor) -> Party:
    """The actor speaks for the party named in the act."""
    if not speaks_for(require_known(actor), actor.party_id):
        raise NotAllowed("parties.not_spokesperson")
    party = Party.objects.filter(pk=actor.party_id or 0).first()
    if party is None:
        raise Invalid("parties.unknown_party")
    return party


def require_another_voice(party: Party) -> None:
    """The last voice is handed on, not dropped. The party is locked: of two who go at once, one stays."""
    Party.objects.select_for_update().get(pk=party.pk)
    if party.memberships.filter(role=MembershipRole.SPOKESPERSON, until__isnull=True).count() == 1:
        raise Closed("parties.somebody_must_speak")
