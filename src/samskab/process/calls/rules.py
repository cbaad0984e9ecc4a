"""Who may answer a call, and how."""

from __future__ import annotations

from django.db import connection

from samskab.ground.parties.models import Party, Side
from samskab.ground.parties.selectors import speaks_for
from samskab.ground.people.actor import Actor
from samskab.kit.errors import Closed, Invalid, NotAllowed
from samskab.process.calls.models import Call, CallState
from samskab.process.core import rules as core_rules

WAITING = (CallState.OPEN, CallState.JOINED)


def require_call(call_id: int) -> Call:
    """The call, locked until the act is done, so that two never give it two answers at once."""
    calls = Call.objects.filter(pk=call_id)
    if connection.vendor == "postgresql":
        calls = calls.select_for_update()
    call = calls.first()
    if call is None:
        raise Invalid("calls.unknown_call")
    return call


def require_waiting(call: Call) -> None:
    """A call that became a process, or was declined with a reason, has had its answer."""
    if call.state not in WAITING:
        raise Closed("calls.already_answered")


def require_voice(actor: Actor) -> Party:
    """The party the actor speaks for. Neither a politician nor a neutral facilitator is its voice."""
    if not speaks_for(actor.participant_id, actor.party_id):
        raise NotAllowed("calls.speak_for_a_party")
    core_rules.require_may_have_stance(actor)
    return Party.objects.get(pk=actor.party_id or 0)


def require_public_voice(actor: Actor) -> Party:
    """Only the public side owes the answer, so only it can say no (DOMAIN.md 14)."""
    party = require_voice(actor)
    if party.side != Side.PUBLIC:
        raise NotAllowed("calls.only_the_public_side")
    return party
