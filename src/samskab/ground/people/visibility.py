"""People see themselves. What others see of somebody is the name a spokesperson or the holder of an office
goes by; it is read through the party and the office, and never with an e-mail.
"""

from datetime import datetime

from django.db.models import Q

from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Attempt, LoginSession, Participant, RoleGrant, User


def _own_account(actor: Actor, _now: datetime | None) -> Q:
    return Q(participant=actor.participant_id, participant__isnull=False)


def _oneself(actor: Actor, _now: datetime | None) -> Q:
    return Q(pk=actor.participant_id)


def _own_session(actor: Actor, _now: datetime | None) -> Q:
    return Q(participant=actor.participant_id)


RULES = {User: _own_account, Participant: _oneself, LoginSession: _own_session}
SEEN_BY_ALL = (RoleGrant,)
SHOWN_TO_NOBODY = (Attempt,)
