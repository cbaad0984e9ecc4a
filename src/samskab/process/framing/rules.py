"""The rules of framing. Each act has one `require_*` that its service and its page both ask."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from samskab.ground.people.actor import Actor
from samskab.ground.places.selectors import holiday_on
from samskab.kit.errors import Closed, Invalid, NotAllowed
from samskab.kit.text import optional_text, require_text
from samskab.process.core import rules as core
from samskab.process.core.models import STAGE_ORDER, Process, Seat, Stage
from samskab.process.framing import selectors
from samskab.process.framing.models import Framing, FramingRound, SharedFraming, SharedSuggestion, StanceCode

ELEMENTS_MOST = 12


def require_merger(process: Process, actor: Actor) -> None:
    """In the framing stage, a steward or a neutral facilitator: they run rounds and merge text, and decide
    nothing.
    """
    core.require_stage(process, Stage.FRAMING)
    core.require_facilitator_or_key(process, actor)


def require_framer(process: Process, actor: Actor) -> Seat:
    """In the framing stage, the spokesperson of a party that cannot be paid for the solution."""
    core.require_stage(process, Stage.FRAMING)
    seat = core.require_seat(process, actor)
    core.require_no_supplier(seat)
    return seat


def require_open_round(process: Process, now: datetime) -> FramingRound:
    """A round in which nobody sees the others unless they have locked their own."""
    framing_round = selectors.current_round(process)
    if framing_round is None or selectors.is_over(framing_round, now):
        raise Closed("framing.no_open_round")
    return framing_round


def require_may_open_round(process: Process, actor: Actor, now: datetime) -> None:
    """One blind round at a time."""
    require_merger(process, actor)
    framing_round = selectors.current_round(process)
    if framing_round is not None and not selectors.is_over(framing_round, now):
        raise Closed("framing.round_is_open")


def require_later_deadline(framing_round: FramingRound, deadline: datetime) -> None:
    """A deadline only moves away: nobody, paid or not, can shorten the others' time; never into a holiday."""
    if deadline <= framing_round.deadline:
        raise Invalid("framing.only_longer")
    holiday = holiday_on(deadline.date())
    if holiday is not None:
        raise Invalid("core.deadline_in_holiday", holiday=holiday.name)


def require_may_extend(process: Process, actor: Actor, now: datetime) -> FramingRound:
    require_merger(process, actor)
    return require_open_round(process, now)


def require_may_reveal(process: Process, actor: Actor, now: datetime) -> FramingRound:
    """Before the deadline only when everyone who frames has written; after it, at any time, once."""
    require_merger(process, actor)
    framing_round = selectors.current_round(process)
    if framing_round is None or framing_round.revealed_at is not None:
        raise Closed("framing.nothing_to_reveal")
    if not selectors.is_over(framing_round, now):
        missing = selectors.seats_still_to_write(process, framing_round)
        if missing or not framing_round.framings.exists():
            raise Closed(
                "framing.not_everyone_has_written", missing=", ".join(s.party.name for s in missing) or "-"
            )
    return framing_round


def require_may_write(process: Process, actor: Actor, now: datetime) -> tuple[Seat, FramingRound]:
    """Blind and once per round: what is locked or withdrawn is not written again before the next round."""
    seat = require_framer(process, actor)
    framing_round = require_open_round(process, now)
    own = selectors.own_framing(framing_round, seat.party_id)
    if own is not None:
        require_changeable(own)
    return seat, framing_round


def require_changeable(own: Framing) -> None:
    if own.withdrawn_at is not None:
        raise Closed("framing.withdrawn_in_this_round")
    if own.locked_at is not None:
        raise Closed("framing.is_locked")


def require_may_lock(process: Process, actor: Actor, now: datetime) -> Framing:
    """Only what is written can be locked, and only while the round is blind."""
    seat = require_framer(process, actor)
    own = selectors.own_framing(require_open_round(process, now), seat.party_id)
    if own is None:
        raise Closed("framing.nothing_to_lock")
    require_changeable(own)
    return own


def require_may_withdraw(process: Process, actor: Actor, framing_id: int) -> Framing:
    """A party's words are its own, in every stage from here on; what is withdrawn stays readable as such."""
    core.require_stage(process, *STAGE_ORDER[STAGE_ORDER.index(Stage.FRAMING) :])
    seat = core.require_seat(process, actor)
    framing = Framing.objects.filter(pk=framing_id, round__process=process).select_related("party").first()
    if framing is None:
        raise Invalid("core.unknown_choice")
    if framing.party_id != seat.party_id:
        raise NotAllowed("framing.not_your_framing")
    if framing.withdrawn_at is not None:
        raise Closed("framing.already_withdrawn")
    return framing


def require_sources(process: Process, source_ids: Collection[int], now: datetime) -> list[Framing]:
    """Every element points to words everyone has seen and nobody has taken back."""
    if not source_ids:
        raise Invalid("framing.element_without_source")
    sources = list(selectors.live_framings(process, now).filter(pk__in=source_ids))
    if len(sources) != len(set(source_ids)):
        raise Invalid("framing.source_is_not_live")
    return sources


def require_latest_shared(process: Process, shared_id: int) -> SharedFraming:
    """Nobody takes a stance on, or asks for a change in, a version that no longer counts."""
    latest = process.shared_framings.order_by("-version").first()
    if latest is None:
        raise Closed("framing.no_shared_yet")
    if latest.pk != shared_id:
        raise Closed("framing.newer_version", version=latest.version)
    return latest


def require_may_suggest(process: Process, actor: Actor, shared_id: int) -> tuple[Seat, SharedFraming]:
    """Any party but a possible supplier, about the version that counts."""
    return require_framer(process, actor), require_latest_shared(process, shared_id)


def require_may_stand(process: Process, actor: Actor, shared_id: int) -> tuple[Seat, SharedFraming]:
    """Any party at the table, a possible supplier too, on the version that counts."""
    core.require_stage(process, Stage.FRAMING)
    return core.require_seat(process, actor), require_latest_shared(process, shared_id)


def require_may_decline(process: Process, actor: Actor, suggestion_id: int) -> SharedSuggestion:
    require_merger(process, actor)
    return require_open_suggestions(process, [suggestion_id])[0]


def require_open_suggestions(process: Process, suggestion_ids: Collection[int]) -> list[SharedSuggestion]:
    found = list(selectors.open_suggestions(process).filter(pk__in=suggestion_ids))
    if len(found) != len(set(suggestion_ids)):
        raise Closed("framing.suggestion_is_settled")
    return found


def require_stance(seat: Seat, stance: str, reason: str) -> str:
    """The tidy reason. A possible supplier only stands aside; everything but support says why, in public.

    Shared with the room `purpose`: the same four stances, the same rule.
    """
    if stance not in StanceCode.values:
        raise Invalid("core.unknown_choice")
    if seat.may_supply and stance != StanceCode.STAND_ASIDE:
        raise NotAllowed("framing.supplier_may_only_stand_aside")
    if stance == StanceCode.SUPPORT:
        return optional_text(reason, field="reason")
    return require_text(reason, field="reason")
