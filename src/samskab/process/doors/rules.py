"""What the doors demand before they let words through."""

from __future__ import annotations

from datetime import datetime

from samskab.ground.parties.selectors import speaks_for
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Role
from samskab.ground.people.selectors import holds
from samskab.kit.errors import Closed, Invalid, NotAllowed
from samskab.process.core import rules as core
from samskab.process.core.models import Process, Stage
from samskab.process.doors import selectors
from samskab.process.doors.models import CardBatch, CardKeying, Kiosk, Sitting

PRINT_STAGES = (Stage.KNOWLEDGE, Stage.CALLED, Stage.FRAMING, Stage.PURPOSE)
SITTING_MINUTES = 30
MOST_CARDS = 60
MOST_QUOTA = 100


# -- a helper -----------------------------------------------------------------------------------------------


def require_helper(actor: Actor) -> int:
    """Somebody the house has given the office of a helper."""
    person = core.require_person(actor)
    if not holds(person, Role.HELPER):
        raise NotAllowed("knowledge.only_a_helper")
    return person


def require_may_begin(actor: Actor, now: datetime) -> int:
    """One person at a time, and no more in a day than the quota: who helps hundreds speaks for hundreds."""
    helper = require_helper(actor)
    if selectors.sitting_of(helper) is not None:
        raise Closed("doors.sitting_is_open")
    quota = selectors.quota_of(helper)
    if selectors.helped_today(helper, now) >= quota:
        raise Closed("doors.quota_is_used", quota=quota)
    return helper


def require_sitting(actor: Actor) -> Sitting:
    """The helper's own sitting, also after its half hour: a receipt is never too late."""
    sitting = selectors.sitting_of(require_helper(actor))
    if sitting is None:
        raise Closed("doors.no_sitting")
    return sitting


def require_may_help(process: Process, actor: Actor, *, read_back: bool, now: datetime) -> Sitting:
    """In the knowledge stage, in a sitting that runs, and only what was read aloud and answered by a yes."""
    core.require_stage(process, Stage.KNOWLEDGE)
    require_helper(actor)
    if not read_back:
        raise Invalid("knowledge.not_read_back")
    sitting = require_sitting(actor)
    if now >= sitting.ends_at:
        raise Closed("doors.sitting_is_over")
    return sitting


def require_may_undo(actor: Actor, now: datetime) -> int:
    """Whom somebody helped, within thirty days; afterwards each statement can still be withdrawn."""
    person = core.require_person(actor)
    if not selectors.may_undo(person, now):
        raise Closed("doors.nothing_to_undo")
    return person


# -- kiosks -------------------------------------------------------------------------------------------------


def require_house(actor: Actor) -> int:
    """Who speaks for the party whose house it is."""
    person = core.require_person(actor)
    if actor.party_id is None or not speaks_for(person, actor.party_id):
        raise NotAllowed("core.not_spokesperson")
    return actor.party_id


def require_open_kiosk(kiosk_id: int) -> Kiosk:
    kiosk = selectors.open_kiosk(kiosk_id)
    if kiosk is None:
        raise Closed("doors.kiosk_is_closed")
    return kiosk


# -- cards --------------------------------------------------------------------------------------------------


def _at_the_table(process: Process, actor: Actor) -> int:
    """A party at the table, or the neutral facilitator."""
    person = core.require_person(actor)
    if not holds(person, Role.FACILITATOR):
        core.require_seat(process, actor)
    return person


def require_may_print(process: Process, actor: Actor) -> int:
    """Any party at the table, until the words have been gathered: nobody owns the paper."""
    core.require_stage(process, *PRINT_STAGES)
    return _at_the_table(process, actor)


def require_may_key(process: Process, actor: Actor) -> int:
    """A party at the table, the facilitator or a helper, while words are taken."""
    core.require_stage(process, Stage.KNOWLEDGE)
    person = core.require_person(actor)
    return person if holds(person, Role.HELPER) else _at_the_table(process, actor)


def require_hand(batch: CardBatch, person: int) -> int:
    """Whose turn it is to key: the first who opened the pile, or one other who takes it up after them."""
    if batch.settled_at is not None:
        raise Closed("doors.batch_is_settled")
    hand = selectors.hand_of(batch, person)
    if batch.first_done_at is None:
        if hand != CardKeying.FIRST:
            raise Closed("doors.first_is_not_done")
        return CardKeying.FIRST
    if hand == CardKeying.FIRST:
        raise Closed("doors.another_must_key")
    if hand is None and batch.second_id is not None:
        raise Closed("doors.keyed_by_others")
    if batch.second_done_at is not None:
        raise Closed("doors.keying_is_done")
    return CardKeying.SECOND


def require_may_settle(batch: CardBatch, person: int) -> int:
    """Both who keyed, when both are done."""
    hand = selectors.hand_of(batch, person)
    if hand is None:
        raise NotAllowed("doors.only_who_keyed")
    if batch.settled_at is not None:
        raise Closed("doors.batch_is_settled")
    if batch.second_done_at is None:
        raise Closed("doors.second_is_not_done")
    return hand
