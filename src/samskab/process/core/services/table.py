"""Who sits at the table, who holds the keys, who is missing."""

from __future__ import annotations

from datetime import datetime

from samskab.ground.parties.models import Side
from samskab.ground.parties.selectors import speaks_for
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Role
from samskab.ground.people.selectors import holds
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.errors import Closed, Invalid, NotAllowed
from samskab.kit.text import optional_text, require_text
from samskab.process.core import rules, selectors
from samskab.process.core.models import (
    MissingVoice,
    Motive,
    MunicipalRole,
    PartyMotive,
    Seat,
    Stage,
    StageRole,
    Steward,
)


@act("core.seat.taken")
def take_seat(
    *, process_id: int, actor: Actor, affected: bool, paid_time: bool, may_supply: bool, now: datetime
) -> Seat:
    """A party sits down by its own spokesperson; nobody is refused a seat, and nobody is seated by another.

    The three marks are the party's own word, public from the start, and can be challenged by correction.
    """
    process = selectors.process_for_update(process_id)
    rules.require_running(process)
    person = rules.require_person(actor)
    if actor.party_id is None or not speaks_for(person, actor.party_id):
        raise NotAllowed("core.not_spokesperson")
    rules.require_may_have_stance(actor)
    seat = Seat.objects.filter(process=process, party_id=actor.party_id).first()
    if seat is not None and seat.left_at is None:
        raise Closed("core.already_seated")
    if seat is not None:
        rules.require_supplier_mark_stays(process, seat, may_supply=may_supply)
    seat = seat or Seat(process=process, party_id=actor.party_id, joined_at=now)
    seat.affected, seat.paid_time, seat.may_supply, seat.left_at = affected, paid_time, may_supply, None
    seat.save()
    record.append("core.seat.taken", space=process.public_id, obj=seat.public_id, at=now)
    return seat


@act("core.seat.marked")
def mark_seat(
    *, process_id: int, actor: Actor, affected: bool, paid_time: bool, may_supply: bool, now: datetime
) -> Seat:
    """A party corrects its own marks in public. A supplier's mark is never taken off once a call has been
    framed.
    """
    process = selectors.process_for_update(process_id)
    seat = rules.require_at_table(process, actor)
    rules.require_supplier_mark_stays(process, seat, may_supply=may_supply)
    seat.affected, seat.paid_time, seat.may_supply = affected, paid_time, may_supply
    seat.save(update_fields=["affected", "paid_time", "may_supply"])
    record.append("core.seat.marked", space=process.public_id, obj=seat.public_id, at=now)
    return seat


@act("core.seat.left")
def leave_table(*, process_id: int, actor: Actor, now: datetime) -> Seat:
    """A party may always leave, without a reason. Its words stay where they are."""
    process = selectors.process_for_update(process_id)
    seat = rules.require_seat(process, actor)
    if any(steward.party_id == seat.party_id for steward in selectors.keys(process).values()):
        raise Closed("core.hand_over_key_first")
    seat.left_at = now
    seat.save(update_fields=["left_at"])
    record.append("core.seat.left", space=process.public_id, obj=seat.public_id, at=now)
    return seat


@act("core.steward.appointed")
def appoint_steward(
    *, process_id: int, actor: Actor, party_id: int, participant_id: int, now: datetime
) -> Steward:
    """One public and one civic steward. A side fills its own key; the one who holds it may hand it on.

    A councillor or a facilitator holds no key, and a person holds one key only (DOMAIN.md 9).
    """
    process = selectors.process_for_update(process_id)
    seat = rules.require_at_table(process, actor)
    chosen = selectors.seat_of_party(process, party_id)
    if chosen is None:
        raise NotAllowed("core.party_not_at_table")
    side = chosen.party.side
    if side not in (Side.PUBLIC, Side.CIVIC):
        raise Invalid("core.key_is_public_or_civic")
    if seat.party.side != side:
        raise NotAllowed("core.key_of_the_other_side")
    if holds(participant_id, Role.COUNCILLOR) or holds(participant_id, Role.FACILITATOR):
        raise NotAllowed("core.office_holds_no_key")
    if not speaks_for(participant_id, party_id):
        raise NotAllowed("core.not_spokesperson")
    keys = selectors.keys(process)
    held = keys.get(side)
    in_use = held is not None and speaks_for(held.participant_id, held.party_id)
    if held is not None and in_use and held.participant_id != actor.participant_id:
        raise NotAllowed("core.key_is_held")
    if any(steward.participant_id == participant_id for other, steward in keys.items() if other != side):
        raise Invalid("core.one_key_per_person")
    if held is not None:
        held.until = now
        held.save(update_fields=["until"])
    steward = Steward.objects.create(
        process=process, participant_id=participant_id, party=chosen.party, side=side, since=now
    )
    record.append("core.steward.appointed", space=process.public_id, obj=process.public_id, at=now)
    return steward


@act("core.motives.ranked")
def rank_motives(
    *, process_id: int, actor: Actor, first: str, second: str, text: str, now: datetime
) -> PartyMotive:
    """Each party ranks why it is here; efficiency stands beside democracy and equality, never above (op-ed,
    P2c).
    """
    process = selectors.process_for_update(process_id)
    seat = rules.require_at_table(process, actor)
    if first not in Motive.values or (second and second not in Motive.values) or first == second:
        raise Invalid("core.motives_differ")
    motive, _ = PartyMotive.objects.update_or_create(
        process=process,
        party=seat.party,
        defaults={"first": first, "second": second, "text": optional_text(text, field="text")},
    )
    record.append("core.motives.ranked", space=process.public_id, obj=seat.public_id, at=now)
    return motive


@act("core.municipal_role.set")
def set_municipal_role(*, process_id: int, actor: Actor, stage: str, role: str, now: datetime) -> StageRole:
    """A public party says in which role the municipality speaks in a stage (op-ed, S5)."""
    process = selectors.process_for_update(process_id)
    rules.require_may_set_municipal_role(process, actor)
    if stage not in Stage.values or role not in MunicipalRole.values:
        raise Invalid("core.unknown_choice")
    stage_role, _ = StageRole.objects.update_or_create(process=process, stage=stage, defaults={"role": role})
    record.append("core.municipal_role.set", space=process.public_id, obj=process.public_id, at=now)
    return stage_role


@act("core.missing_voice.noted")
def note_missing_voice(*, process_id: int, actor: Actor, who: str, done: str, now: datetime) -> MissingVoice:
    """Hvem mangler? Any party may say who is not here; it stays until something is done, and after."""
    process = selectors.process_for_update(process_id)
    seat = rules.require_at_table(process, actor)
    done = optional_text(done, field="done")
    voice = MissingVoice.objects.create(
        process=process,
        who=require_text(who, field="who", most=160),
        done=done,
        told_by=seat.party if done else None,
        noted_at=now,
    )
    record.append("core.missing_voice.noted", space=process.public_id, obj=process.public_id, at=now)
    return voice


@act("core.missing_voice.told")
def tell_missing_voice(
    *, process_id: int, actor: Actor, voice_id: int, done: str, now: datetime
) -> MissingVoice:
    """What was done to reach a missing voice - also "ikke spurgt. Det skulle vi have gjort".

    Who told it may put it right; what one party has told, no other writes over.
    """
    process = selectors.process_for_update(process_id)
    voice = process.missing_voices.filter(pk=voice_id).first()
    seat = rules.require_may_tell(process, actor, voice)
    if voice is None:
        raise Invalid("core.unknown_choice")
    voice.done, voice.told_by = require_text(done, field="done"), seat.party
    voice.save(update_fields=["done", "told_by"])
    record.append("core.missing_voice.told", space=process.public_id, obj=process.public_id, at=now)
    return voice
