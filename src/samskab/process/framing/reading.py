"""What the page of the framing shows, made of one picture."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict

from samskab.ground.parties.models import Side
from samskab.kit import words
from samskab.kit.drawing import Row
from samskab.kit.refusals import explain
from samskab.process.core.models import Process, Stage, Status
from samskab.process.core.viewing import Standing
from samskab.process.framing.gates import blockers_in
from samskab.process.framing.models import Framing
from samskab.process.framing.origin import Origin, origin_of
from samskab.process.framing.selectors import Picture, is_over
from samskab.process.framing.turns import merges

PER_PAGE = 25


@dataclass(frozen=True)
class Doors:
    """Which acts this reader has before them now. For the page's buttons only: the acts ask the rules."""

    is_open: bool
    merges: bool
    seat: bool
    frames: bool

    @property
    def may_merge(self) -> bool:
        return self.is_open and self.merges

    @property
    def may_frame(self) -> bool:
        return self.is_open and self.frames

    @property
    def may_stand(self) -> bool:
        return self.is_open and self.seat


def doors(standing: Standing, stage: Stage) -> Doors:
    process, seat = standing.process, standing.seat
    is_open = process.stage == stage and process.status == Status.RUNNING
    return Doors(is_open, merges(standing), seat is not None, seat is not None and not seat.may_supply)


def origin_rows(origin: Origin) -> list[Row]:
    """The sides' shares as bars, those who live with it first."""
    return [
        (words.label("side", side), float(share), f"{round(float(share) * 100)} %", side.value)
        for side, share in origin.share_of.items()
    ]


def first_public(picture: Picture) -> Framing | None:
    """How the municipality first put it, withdrawn or not."""
    public = [
        framing
        for framing in picture.framings
        if framing.party.side == Side.PUBLIC and is_over(framing.round, picture.now)
    ]
    return min(public, key=lambda framing: framing.written_at, default=None)


def stance_rows(picture: Picture) -> list[tuple[str, str, str]]:
    """Everyone at the table, those without an answer too."""
    rows = []
    for seat in picture.seats:
        given = picture.stances.get(seat.party_id)
        rows.append((seat.party.name, given.stance if given else "", given.reason if given else ""))
    return rows


def _shown(picture: Picture, query: QueryDict) -> list[Framing]:
    """The framings of one round or of one side, when the reader asks; else all but one's own blind one."""
    number, side = query.get("runde", ""), query.get("side", "")
    return [
        framing
        for framing in picture.framings
        if (not number or str(framing.round.number) == number) and (not side or framing.party.side == side)
    ]


def framing_page(standing: Standing, now: datetime, query: QueryDict) -> dict[str, Any]:
    """Everything the page needs, in a number of queries that does not grow with the table."""
    process: Process = standing.process
    picture = Picture(process, now, standing.seat.party_id if standing.seat else None)
    origin = origin_of(picture.shared.elements.all()) if picture.shared else None
    others = [f for f in _shown(picture, query) if not (picture.is_blind and f == picture.own)]
    affected = {seat.party_id for seat in picture.seats if seat.affected}
    rounds = sorted({framing.round.number for framing in picture.framings})
    return {
        "process": process,
        "standing": standing,
        "now": now,
        "picture": picture,
        "doors": doors(standing, Stage.FRAMING),
        "page": Paginator(others, PER_PAGE).get_page(query.get("page")),
        "affected": affected,
        "live_ids": {framing.pk for framing in picture.live},
        "rounds": rounds if len(rounds) > 1 else [],
        "round_chosen": query.get("runde", ""),
        "side_chosen": query.get("side", ""),
        "sides": words.choices("side"),
        "origin": origin,
        "origin_rows": origin_rows(origin) if origin and origin.enough else [],
        "first_public": first_public(picture) if picture.shared else None,
        "stance_rows": stance_rows(picture) if picture.shared else [],
        "blockers": [explain(refusal) for refusal in blockers_in(picture)]
        if process.stage == Stage.FRAMING
        else [],
    }
