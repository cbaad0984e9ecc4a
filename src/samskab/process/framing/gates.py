"""G1: what still stops the process from going from the framing to values and purpose."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from samskab.ground.parties.models import Side
from samskab.kit.errors import Closed, Refusal
from samskab.process.core import rules
from samskab.process.core.models import Process
from samskab.process.framing.models import SharedFraming
from samskab.process.framing.selectors import Picture, objection_times

LEAST_FRAMINGS = 2


def _url(process: Process, name: str) -> str:
    return reverse(f"framing:{name}", args=[process.slug])


def _framings_missing(picture: Picture) -> list[Refusal]:
    process = picture.process
    if picture.round is None:
        return [Closed("framing.no_round_yet", step_url=_url(process, "open_round"))]
    if picture.is_blind:
        return [Closed("framing.round_still_blind", step_url=_url(process, "reveal_round"))]
    live = {framing.party_id for framing in picture.live}
    found: list[Refusal] = []
    if len(live) < LEAST_FRAMINGS:
        found.append(Closed("framing.too_few", n=len(live), step_url=_url(process, "open_round")))
    affected = {s.party_id for s in picture.seats if s.affected and s.party.side != Side.PUBLIC}
    if not live & affected:
        found.append(Closed("framing.no_affected_party", step_url=_url(process, "open_round")))
    return found


def _elements_not_traced(picture: Picture, shared: SharedFraming) -> list[int]:
    """Numbers of the elements without a source, or with one that has been taken back."""
    live = {framing.pk for framing in picture.live}
    loose = []
    for element in shared.elements.all():
        sources = {source.pk for source in element.sources.all()}
        if not sources or not sources <= live:
            loose.append(element.number)
    return loose


def _shared_blockers(picture: Picture, shared: SharedFraming) -> list[Refusal]:
    process = picture.process
    found: list[Refusal] = []
    loose = _elements_not_traced(picture, shared)
    if loose or not shared.elements.all():
        numbers = ", ".join(map(str, loose)) or "-"
        found.append(
            Closed("framing.elements_not_traced", numbers=numbers, step_url=_url(process, "write_shared"))
        )
    if picture.without_stance:
        names = ", ".join(seat.party.name for seat in picture.without_stance)
        found.append(Closed("framing.stances_missing", parties=names, step_url=_url(process, "give_stance")))
    holding = [
        stance
        for stance in picture.objections
        if rules.objection_still_holds(objection_times(process, stance.party_id), picture.now)
    ]
    if holding:
        names = ", ".join(stance.party.name for stance in holding)
        found.append(Closed("framing.objection_open", parties=names, step_url=_url(process, "write_shared")))
    return found


def blockers_in(picture: Picture) -> list[Refusal]:
    """The gate, asked of a picture already read."""
    found = _framings_missing(picture)
    if picture.shared is None:
        return [*found, Closed("framing.shared_missing", step_url=_url(picture.process, "write_shared"))]
    return found + _shared_blockers(picture, picture.shared)


def blockers(process: Process, now: datetime) -> list[Refusal]:
    """Everything at once, not one by one, so that nobody works on the wrong thing."""
    return blockers_in(Picture(process, now))
