"""Who calls a meeting and counts it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Role
from samskab.ground.people.selectors import holds
from samskab.kit.errors import Closed, NotAllowed
from samskab.process.core import rules as core
from samskab.process.core.models import Process
from samskab.process.meetings.models import Meeting


def require_may_meet(process: Process, actor: Actor) -> int:
    """Any party at the table or a neutral facilitator: whoever pays the room does not own the meeting."""
    core.require_running(process)
    person = core.require_person(actor)
    if not holds(person, Role.FACILITATOR):
        core.require_seat(process, actor)
    return person


def counted_by(process: Process, actor: Actor) -> int | None:
    """The one party this actor counts for; none, when it is all of them."""
    try:
        core.require_facilitator_or_key(process, actor)
    except NotAllowed:
        return actor.party_id
    return None


def require_may_count(process: Process, actor: Actor, people: Collection[int]) -> None:
    """Nobody writes over how many came from another party."""
    require_may_meet(process, actor)
    own = counted_by(process, actor)
    if own is not None and any(party_id != own for party_id in people):
        raise NotAllowed("meetings.count_your_own")


def require_held(meeting: Meeting, now: datetime) -> Meeting:
    """Nobody counts who came before they could."""
    if meeting.at > now:
        raise Closed("meetings.not_held_yet")
    return meeting
