"""The rules of values and purpose. `require_purpose_adopted` is the gate before any task (G3)."""

from __future__ import annotations

from django.urls import reverse

from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Role
from samskab.ground.people.rules import require_second_factor
from samskab.ground.people.selectors import holds
from samskab.kit.errors import Closed, Invalid, NotAllowed
from samskab.process.core import rules as core
from samskab.process.core.models import STAGE_ORDER, Process, Seat, Stage
from samskab.process.purpose import selectors
from samskab.process.purpose.models import (
    AdoptedPurpose,
    BasicValue,
    Purpose,
    Question,
    ValueStatement,
)


def require_purpose_adopted(process: Process) -> AdoptedPurpose:
    """Tasks and proposals open when the purpose is agreed: values before work (op-ed, S11)."""
    adopted = selectors.adopted_purpose(process)
    if adopted is None:
        raise Closed("purpose.not_adopted", step_url=reverse("purpose:page", args=[process.slug]))
    return adopted


def require_speaker(process: Process, actor: Actor) -> Seat:
    """In the purpose stage, the spokesperson of a party that cannot be paid for the solution."""
    core.require_stage(process, Stage.PURPOSE)
    seat = core.require_seat(process, actor)
    core.require_no_supplier(seat)
    return seat


def require_basic(basic: str) -> BasicValue:
    if basic not in BasicValue.values:
        raise Invalid("core.unknown_choice")
    return BasicValue(basic)


def require_question(question: str) -> Question:
    if question not in Question.values:
        raise Invalid("core.unknown_choice")
    return Question(question)


def _value(process: Process, value_id: int) -> ValueStatement:
    value = process.values.filter(pk=value_id).select_related("party").first()
    if value is None:
        raise Invalid("core.unknown_choice")
    if value.withdrawn_at is not None:
        raise Closed("purpose.value_withdrawn")
    return value


def require_may_share(process: Process, actor: Actor, value_id: int) -> tuple[Seat, ValueStatement]:
    """Another's value that stands, once."""
    seat = require_speaker(process, actor)
    value = _value(process, value_id)
    if value.party_id == seat.party_id:
        raise NotAllowed("purpose.own_value")
    if value.shares.filter(party_id=seat.party_id).exists():
        raise Closed("purpose.already_shared")
    return seat, value


def require_may_withdraw(process: Process, actor: Actor, value_id: int) -> ValueStatement:
    """A party's words are its own, in every stage from here on."""
    core.require_stage(process, *STAGE_ORDER[STAGE_ORDER.index(Stage.PURPOSE) :])
    seat = core.require_seat(process, actor)
    value = _value(process, value_id)
    if value.party_id != seat.party_id:
        raise NotAllowed("purpose.not_your_value")
    return value


def require_may_skip(process: Process, actor: Actor) -> Seat:
    """Any party may stand aside from the values, a possible supplier too; not with a value on the table."""
    core.require_stage(process, Stage.PURPOSE)
    seat = core.require_seat(process, actor)
    if selectors.has_value(process, seat.party_id):
        raise Closed("purpose.has_a_value")
    return seat


def require_merger(process: Process, actor: Actor) -> None:
    """In the purpose stage, a steward or a neutral facilitator."""
    core.require_stage(process, Stage.PURPOSE)
    core.require_facilitator_or_key(process, actor)


def require_unaddressed(process: Process, basic: str) -> BasicValue:
    """A basic value somebody speaks to is not skipped by somebody else."""
    chosen = require_basic(basic)
    if selectors.live_values(process).filter(basic=chosen).exists():
        raise Closed("purpose.basic_value_is_addressed")
    return chosen


def require_drafter(process: Process, actor: Actor) -> int | None:
    """Any party but a possible supplier, a steward, or a facilitator. The party it is drafted by, if any.

    A facilitator has no stance and no party here, yet may put the parties' words together.
    """
    core.require_stage(process, Stage.PURPOSE)
    person = core.require_person(actor)
    if holds(person, Role.FACILITATOR):
        return None
    key = core.key_in_hand(process, person)
    if actor.party_id is None and key is not None:
        require_second_factor(actor)
        return key.party_id
    seat = core.require_seat(process, actor)
    core.require_no_supplier(seat)
    return seat.party_id


def require_latest(process: Process, purpose_id: int) -> Purpose:
    """A stance is given to the version that counts."""
    latest = selectors.latest_purpose(process)
    if latest is None:
        raise Closed("purpose.no_draft_yet")
    if latest.pk != purpose_id:
        raise Closed("purpose.newer_version", version=latest.version)
    return latest


def require_may_stand(process: Process, actor: Actor, purpose_id: int) -> tuple[Seat, Purpose]:
    """Any party at the table, a possible supplier too, on the version that counts."""
    core.require_stage(process, Stage.PURPOSE)
    return core.require_seat(process, actor), require_latest(process, purpose_id)
