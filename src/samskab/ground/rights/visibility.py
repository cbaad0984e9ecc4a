"""Who has looked at one's data is shown to oneself, and to nobody else."""

from datetime import datetime

from django.db.models import Q

from samskab.ground.people.actor import Actor
from samskab.ground.rights.models import Look, Tidying


def _own(actor: Actor, _now: datetime | None) -> Q:
    return Q(owner=actor.participant_id)


RULES = {Look: _own}
SEEN_BY_ALL = (Tidying,)  # how many rows ran out of time, and when
