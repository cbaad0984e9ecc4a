"""The shared framing: versions beside each other, suggestions that are tracked, a stance from everyone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from samskab.ground.people.actor import Actor
from samskab.ground.record import services as record
from samskab.kit.acts import act
from samskab.kit.errors import Invalid
from samskab.kit.text import REASON_CHARS, require_text
from samskab.process.core.models import Process
from samskab.process.core.rules import key_in_hand
from samskab.process.core.selectors import process_for_update
from samskab.process.framing import rules
from samskab.process.framing.models import (
    Framing,
    FramingElement,
    FramingStance,
    SharedFraming,
    SharedSuggestion,
)

ELEMENT_CHARS = 300


@dataclass(frozen=True)
class Element:
    """A piece of the shared framing and the framings its words came from."""

    text: str
    source_ids: Sequence[int]


def _traced(process: Process, elements: Sequence[Element], now: datetime) -> list[tuple[str, list[Framing]]]:
    """The elements, tidy, each with living sources; or a refusal."""
    if not elements:
        raise Invalid("framing.no_elements")
    if len(elements) > rules.ELEMENTS_MOST:
        raise Invalid("framing.too_many_elements", most=rules.ELEMENTS_MOST)
    return [
        (
            require_text(element.text, field="element", most=ELEMENT_CHARS),
            rules.require_sources(process, element.source_ids, now),
        )
        for element in elements
    ]


@act("framing.shared.written")
def write_shared_framing(
    *,
    process_id: int,
    actor: Actor,
    text: str,
    elements: Sequence[Element],
    took: Sequence[int] = (),
    now: datetime,
) -> SharedFraming:
    """A steward or a facilitator writes a new version; every element points to whose words it came from.

    It says which suggestions it took. The old version stays readable, and stances are given anew.
    """
    process = process_for_update(process_id)
    rules.require_merger(process, actor)
    text = require_text(text, field="text")
    traced = _traced(process, elements, now)
    taken = rules.require_open_suggestions(process, took)
    former = process.shared_framings.order_by("-version").first()
    key = key_in_hand(process, actor.participant_id)
    shared = SharedFraming.objects.create(
        process=process,
        version=former.version + 1 if former else 1,
        text=text,
        written_by=key.party if key else None,
        written_at=now,
    )
    for number, (element_text, sources) in enumerate(traced, start=1):
        FramingElement.objects.create(shared=shared, number=number, text=element_text).sources.set(sources)
    SharedSuggestion.objects.filter(pk__in=[s.pk for s in taken]).update(taken_in=shared)
    record.append(
        "framing.shared.written",
        space=process.public_id,
        obj=shared.public_id,
        at=now,
        commits={"text": text},
    )
    return shared


@act("framing.suggestion.made")
def suggest_shared_change(
    *, process_id: int, actor: Actor, shared_id: int, text: str, now: datetime
) -> SharedSuggestion:
    """Any party asks for a change in the version that counts; nobody edits the shared text alone."""
    process = process_for_update(process_id)
    seat, shared = rules.require_may_suggest(process, actor, shared_id)
    suggestion = SharedSuggestion.objects.create(
        shared=shared, party=seat.party, text=require_text(text, field="text"), made_at=now
    )
    record.append(
        "framing.suggestion.made",
        space=process.public_id,
        obj=suggestion.public_id,
        at=now,
        commits={"text": suggestion.text},
    )
    return suggestion


@act("framing.suggestion.declined")
def decline_shared_suggestion(
    *, process_id: int, actor: Actor, suggestion_id: int, reason: str, now: datetime
) -> SharedSuggestion:
    """A suggestion that is not taken gets a "Nej, fordi" of at least forty characters: everybody is
    answered.
    """
    process = process_for_update(process_id)
    suggestion = rules.require_may_decline(process, actor, suggestion_id)
    suggestion.declined_at = now
    suggestion.declined_reason = require_text(reason, field="reason", least=REASON_CHARS)
    suggestion.save(update_fields=["declined_at", "declined_reason"])
    record.append(
        "framing.suggestion.declined",
        space=process.public_id,
        obj=suggestion.public_id,
        at=now,
        commits={"reason": suggestion.declined_reason},
    )
    return suggestion


@act("framing.stance.given")
def give_framing_stance(
    *, process_id: int, actor: Actor, shared_id: int, stance: str, reason: str, now: datetime
) -> FramingStance:
    """One party, one stance on the version that counts; it may change its mind until the stage moves on.

    Consent, not votes: everything but support carries a public reason (DOMAIN.md 7).
    """
    process = process_for_update(process_id)
    seat, shared = rules.require_may_stand(process, actor, shared_id)
    reason = rules.require_stance(seat, stance, reason)
    given, _ = FramingStance.objects.update_or_create(
        shared=shared, party=seat.party, defaults={"stance": stance, "reason": reason, "at": now}
    )
    record.append(
        "framing.stance.given",
        space=process.public_id,
        obj=shared.public_id,
        at=now,
        commits={"reason": reason} if reason else None,
    )
    return given
