"""Rules every stage leans on. `require_*` raises a refusal; `may_*` says yes or no for a page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from samskab.ground.parties.models import Side
from samskab.ground.parties.selectors import speaks_for
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Role
from samskab.ground.people.rules import require_second_factor
from samskab.ground.people.selectors import holds
from samskab.ground.places.selectors import holiday_on
from samskab.kit.errors import Closed, Invalid, NotAllowed
from samskab.kit.private import marked, people_in
from samskab.process.core import selectors
from samskab.process.core.models import (
    Boundary,
    Challenge,
    EmergencyStop,
    MissingVoice,
    Process,
    Seat,
    Stage,
    Status,
    Steward,
)

FAIR_DAYS = 14  # for parties nobody pays to be here (DOMAIN.md 8)
CHALLENGE_DAYS = 10
COUNCILLOR_DAYS = 21
MEDIATION_DAYS = 21
CALL_DAYS = 21
VETO_VERSIONS = 2  # new versions written to meet an objection before the others may go on with it printed


def require_running(process: Process) -> None:
    """Nothing changes in a process that is paused, stopped, split or merged."""
    if process.status != Status.RUNNING:
        raise Closed("core.not_running", status=process.status)


def is_running(process: Process) -> bool:
    """Whether something can still be said here."""
    return process.status == Status.RUNNING


def require_stage(process: Process, *stages: Stage) -> None:
    """The same for every role: no office acts outside the stage."""
    require_running(process)
    if process.stage not in stages:
        raise Closed("core.stage_not_now", stage=process.stage, needed=stages[0].value)


def require_person(actor: Actor) -> int:
    """Somebody known by an account or a paper code."""
    if actor.participant_id is None:
        raise NotAllowed("core.nobody_known")
    return actor.participant_id


def require_seat(process: Process, actor: Actor) -> Seat:
    """The actor speaks, by a living mandate, for a party at this table. No office gives a seat; some take it
    away.
    """
    person = require_person(actor)
    seat = selectors.seat_of_party(process, actor.party_id)
    if seat is None:
        raise NotAllowed("core.party_not_at_table")
    if not speaks_for(person, actor.party_id):
        raise NotAllowed("core.not_spokesperson")
    require_may_have_stance(actor)
    return seat


def require_at_table(process: Process, actor: Actor) -> Seat:
    """While the process runs, in any stage: a party with a seat here."""
    require_running(process)
    return require_seat(process, actor)


def require_may_have_stance(actor: Actor) -> None:
    """A councillor listens and answers; a facilitator is neutral. Neither has a stance (DOMAIN.md 9)."""
    if holds(actor.participant_id, Role.COUNCILLOR):
        raise NotAllowed("core.councillor_has_no_stance")
    if holds(actor.participant_id, Role.FACILITATOR):
        raise NotAllowed("core.facilitator_has_no_stance")


def key_in_hand(process: Process, participant_id: int | None) -> Steward | None:
    """The key this person holds, while they still speak for the party it was given through: a mandate taken
    back takes the key out of the hand, also before the side has chosen another.
    """
    held = selectors.key_of(process, participant_id)
    return held if held is not None and speaks_for(participant_id, held.party_id) else None


def require_key(process: Process, actor: Actor) -> Steward:
    """One of the two who hold a key, come in by two factors: whoever has the mailbox has not the key."""
    steward = key_in_hand(process, require_person(actor))
    if steward is None:
        raise NotAllowed("core.no_key")
    require_second_factor(actor)
    return steward


def require_facilitator_or_key(process: Process, actor: Actor) -> None:
    """Merging text is the neutral facilitator's or a steward's work; it decides nothing."""
    person = require_person(actor)
    if holds(person, Role.FACILITATOR):
        return
    if key_in_hand(process, person) is None:
        raise NotAllowed("core.not_facilitator_or_key")
    require_second_factor(actor)


def require_may_correct_opening(process: Process, actor: Actor) -> Seat:
    """Any party at the table, once."""
    seat = require_at_table(process, actor)
    if process.corrections.filter(by=seat.party_id).exists():
        raise Closed("core.opening_is_corrected")
    return seat


def require_may_tell(process: Process, actor: Actor, voice: MissingVoice | None) -> Seat:
    """Any party, of a voice nobody has told of; then only the party that told."""
    seat = require_at_table(process, actor)
    if voice is not None and voice.done and voice.told_by_id not in {None, seat.party_id}:
        raise NotAllowed("core.told_by_another")
    return seat


def require_may_challenge(process: Process, actor: Actor, boundary: Boundary) -> Seat:
    """Another party's boundary, one challenge at a time."""
    seat = require_at_table(process, actor)
    if boundary.set_by_id == seat.party_id:
        raise NotAllowed("core.own_boundary")
    if boundary.challenges.filter(answered_at__isnull=True).exists():
        raise Closed("core.already_challenged")
    return seat


def require_may_answer_challenge(process: Process, actor: Actor, challenge: Challenge) -> Seat:
    """Who set the boundary answers for it, once; the public side answers as one."""
    seat = require_at_table(process, actor)
    set_by = challenge.boundary.set_by
    same_public_side = set_by.side == Side.PUBLIC and seat.party.side == Side.PUBLIC
    if set_by.pk != seat.party_id and not same_public_side:
        raise NotAllowed("core.not_own_boundary")
    if challenge.answered_at is not None:
        raise Closed("core.already_answered")
    return seat


def require_may_set_municipal_role(process: Process, actor: Actor) -> Seat:
    """The public side says in which role the municipality speaks; nobody says it for them."""
    seat = require_at_table(process, actor)
    if seat.party.side != Side.PUBLIC:
        raise NotAllowed("core.only_the_public_side")
    return seat


def require_may_appoint(process: Process, actor: Actor) -> Seat:
    """A party of one of the two sides that have a key: no other gets past the act, whomever it names."""
    seat = require_at_table(process, actor)
    if seat.party.side not in (Side.PUBLIC, Side.CIVIC):
        raise NotAllowed("core.key_of_the_other_side")
    return seat


def require_may_mark_sensitive(process: Process, actor: Actor) -> Steward:
    """Either key may ask for more care; nobody can take the promise back that was given with it."""
    require_running(process)
    steward = require_key(process, actor)
    if process.sensitive:
        raise Closed("core.already_sensitive")
    return steward


def require_nobody_named(process: Process, text: str) -> None:
    """In a sensitive space nobody is named and no home is pointed out, in what all can read at once."""
    if process.sensitive and (found := people_in(text)):
        raise Invalid("core.names_somebody", place=marked(text, found))


def require_may_pause(process: Process, actor: Actor) -> Steward:
    require_running(process)
    return require_key(process, actor)


def require_may_resume(process: Process, actor: Actor) -> EmergencyStop | None:
    """A steward; after an emergency stop the civic key or the one of the party that stopped. The stop lifted,
    if any.
    """
    if process.status != Status.PAUSED:
        raise Closed("core.not_paused")
    key = require_key(process, actor)
    stop = process.emergency_stops.filter(lifted_at__isnull=True).select_related("party").first()
    if stop is not None and stop.party_id != key.party_id and key.side != Side.CIVIC:
        raise NotAllowed("core.stop_is_lifted_by_the_civic_key")
    return stop


def require_may_stop(process: Process, actor: Actor) -> Seat:
    """An affected party, once in a process."""
    seat = require_at_table(process, actor)
    if not seat.affected:
        raise NotAllowed("core.only_an_affected_party")
    if process.emergency_stops.filter(party=seat.party).exists():
        raise Closed("core.emergency_stop_is_used")
    return seat


def require_no_supplier(seat: Seat) -> None:
    """Who may be paid for the solution does not define the problem, its purpose or its answers."""
    if seat.may_supply:
        raise NotAllowed("core.supplier_stands_aside")


def require_supplier_mark_stays(process: Process, seat: Seat, *, may_supply: bool) -> None:
    """Once the problem is being written, who may be paid cannot wash the mark off, nor by leaving and coming
    back.
    """
    if seat.may_supply and not may_supply and selectors.has_reached(process, Stage.FRAMING):
        raise NotAllowed("core.supplier_mark_stays")


def require_fair_deadline(*, now: datetime, deadline: datetime) -> None:
    """At least fourteen days, and never in a school holiday: most people at the table have no paid time."""
    if deadline < now + timedelta(days=FAIR_DAYS):
        raise Invalid("core.deadline_too_short", days=FAIR_DAYS)
    holiday = holiday_on(deadline.date())
    if holiday is not None:
        raise Invalid("core.deadline_in_holiday", holiday=holiday.name)


def fair_due(*, now: datetime, days: int) -> datetime:
    """`days` from now, moved past a school holiday when it would fall in one."""
    due = now + timedelta(days=days)
    while (holiday := holiday_on(due.date())) is not None:
        due += timedelta(days=(holiday.last_day - due.date()).days + 1)
    return due


def objection_still_holds(objected_at: Sequence[datetime], now: datetime) -> bool:
    """There is no unlimited veto: a party that has objected to a text, to two new versions of it, and for 21
    days, is printed as disagreeing; the others may go on. Before that the objection stops them (DOMAIN.md 7).
    """
    tried = len(objected_at) > VETO_VERSIONS
    return not (tried and now - min(objected_at) >= timedelta(days=MEDIATION_DAYS))
