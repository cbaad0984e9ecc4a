"""Which institutions take part is public; the agreement itself, with its contact, is for administrators."""

from datetime import datetime

from django.db.models import Exists, Q

from samskab.ground.access.models import NetworkAgreement, NetworkUse, NetworkVersion
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Role, RoleGrant


def _administrators(actor: Actor, _now: datetime | None) -> Q:
    held = RoleGrant.objects.filter(
        participant=actor.participant_id, role=Role.ADMINISTRATOR, until__isnull=True
    )
    return Q(Exists(held))


RULES = {NetworkAgreement: _administrators}
SEEN_BY_ALL = (NetworkVersion,)
SHOWN_TO_NOBODY = (NetworkUse,)  # counted against a limit
