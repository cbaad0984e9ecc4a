"""Who has looked at one's data is shown to oneself, and to nobody else."""

from datetime import datetime

from django.db.models import Q

from samskab.ground.people.actor import Actor
from samskab.ground.rights.models import Look, Tidying


def own(actor: Actor, _now: datetime | None = None) -> Q:
    """Asked directly by this room's selectors too: the room of `visible` lies above it and asks it here."""
    if actor.participant_id is None:
        return Q(pk__in=[])
    return Q(owner=actor.participant_id)


RULES = {Look: own}
SEEN_BY_ALL = (Tidying,)  # how many rows ran out of time, and when
