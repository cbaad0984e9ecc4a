"""The process at one glance: everything its page shows, read with a fixed number of questions to the
database.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import CharField, Count, Q, QuerySet, Value
from django.urls import reverse

from samskab.ground.parties.models import Party, Side
from samskab.kit.prepared import Slot, hang, prepared
from samskab.kit.turns import Turn
from samskab.process.agreement.models import Agreement, Clause, Dissent
from samskab.process.calls.models import Call
from samskab.process.core import selectors as core
from samskab.process.core.models import (
    STAGE_ORDER,
    Boundary,
    BoundaryStatus,
    EmergencyStop,
    MissingVoice,
    OpeningCorrection,
    Process,
    Seat,
    Stage,
    Status,
    Steward,
)
from samskab.process.core.viewing import Standing
from samskab.process.framing.models import FramingStance, SharedFraming, StanceCode
from samskab.process.framing.selectors import newest_shared
from samskab.process.knowledge import selectors as knowledge
from samskab.process.knowledge.models import Basis
from samskab.process.meetings.models import Meeting, MeetingAccess
from samskab.process.negotiation.board import board
from samskab.process.path import likeness, reality, selectors, turns
from samskab.process.path.gates import Read
from samskab.process.path.models import StageChange
from samskab.process.purpose.models import AdoptedPurpose, Purpose, PurposeStance
from samskab.process.purpose.selectors import adopted_purpose

PAGES: dict[Stage, str] = {
    Stage.FRAMING: "framing:page",
    Stage.PURPOSE: "purpose:page",
    Stage.KNOWLEDGE: "knowledge:page",
    Stage.NEGOTIATION: "negotiation:page",
    Stage.AGREEMENT: "agreement:page",
    Stage.ACTION: "action:page",
    Stage.FOLLOWED_UP: "action:page",
}


@dataclass(frozen=True)
class Step:
    """A stage on the path as the page draws it."""

    code: str
    state: str
    url: str


@dataclass(frozen=True)
class Disagreement:
    """A party's own words against what the others go on with, and on which stage's text."""

    party: str
    text: str
    stage: str


@dataclass
class Overview:
    """Reads lazily, each part once; a template that leaves a part out does not pay for it."""

    process: Process
    standing: Standing
    now: datetime

    @cached_property
    def steps(self) -> list[Step]:
        here = STAGE_ORDER.index(Stage(self.process.stage))
        return [
            Step(
                stage,
                "done" if place < here else "now" if place == here else "later",
                reverse(PAGES[stage], args=[self.process.slug]) if stage in PAGES else "",
            )
            for place, stage in enumerate(STAGE_ORDER)
        ]

    @property
    def reached(self) -> int:
        return STAGE_ORDER.index(Stage(self.process.stage)) + 1

    @property
    def has_talked(self) -> bool:
        """Whether the negotiation has begun, now or earlier on the path."""
        return core.has_reached(self.process, Stage.NEGOTIATION)

    @cached_property
    def turns(self) -> list[Turn]:
        return turns.turns(self.standing, self.now, self.read, self.boundaries, self.pending)

    @cached_property
    def read(self) -> Read:
        """For the turns and the gate. The table is laid for those who sit at it or hold a key."""
        at_work = self.standing.seat is not None or self.standing.key is not None
        talking = self.process.stage == Stage.NEGOTIATION and self.process.status == Status.RUNNING
        laid = board(self.process, self.now) if talking and at_work else None
        seats = laid.seats if laid else core.seats(self.process)
        return Read(self.standing.keys, laid, self.agreement, seats)

    @cached_property
    def seats(self) -> list[Seat]:
        return core.by_side(self.read.seats)

    @property
    def paid(self) -> int:
        return sum(seat.paid_time for seat in self.seats)

    @cached_property
    def keys(self) -> list[tuple[str, Steward | None]]:
        return [(side, self.standing.keys.get(side)) for side in (Side.CIVIC, Side.PUBLIC)]

    @cached_property
    def boundaries(self) -> list[Boundary]:
        return core.boundaries(self.process)

    @property
    def moved_boundaries(self) -> int:
        """How many no longer stand as they were set."""
        return sum(boundary.status != BoundaryStatus.STANDS for boundary in self.boundaries)

    @property
    def challenged(self) -> int:
        """How many wait for an answer to a challenge."""
        return sum(
            any(challenge.answered_at is None for challenge in boundary.challenges.all())
            for boundary in self.boundaries
        )

    @cached_property
    def knowledge(self) -> dict[str, int]:
        """How many statements stand on each basis."""
        return {basis: said for basis, (said, _) in self._counted.items()}

    @cached_property
    def _counted(self) -> dict[str, tuple[int, int]]:
        counts = knowledge.counted(self.process)
        return {basis: counts.get(basis, (0, 0)) for basis in Basis.values}

    @property
    def statements(self) -> int:
        return sum(self.knowledge.values())

    @property
    def unanswered(self) -> int:
        return sum(waiting for _, waiting in self._counted.values())

    @cached_property
    def adopted(self) -> AdoptedPurpose | None:
        return adopted_purpose(self.process)

    @cached_property
    def shared(self) -> SharedFraming | None:
        """The problem in the parties' shared words: what a process is about until it has a purpose."""
        return newest_shared(self.process)

    @cached_property
    def agreement(self) -> Agreement | None:
        return _agreement.first(self.process)

    @cached_property
    def disagreements(self) -> list[Disagreement]:
        """Her er vi uenige: printed dissent, and objections to the texts the process stands on now."""
        return [Disagreement(party, text, stage) for _, _, party, text, stage in _disagreed(self.process)]

    @cached_property
    def facts(self) -> list[reality.Fact]:
        return reality.facts(self.process, self._told)

    @cached_property
    def likeness(self) -> likeness.Likeness:
        return likeness.likeness(self.process, self._told)

    @cached_property
    def _told(self) -> dict[str, Any]:
        """What the facts and the likeness ask, with one question."""
        (told,) = _asked(self.process)
        return dict(told)

    @cached_property
    def _changes(self) -> list[StageChange]:
        return selectors.changes(self.process)

    @property
    def history(self) -> list[StageChange]:
        return [change for change in self._changes if change.opened_at is not None]

    @cached_property
    def pending(self) -> StageChange | None:
        return next((change for change in self._changes if change.opened_at is None), None)

    @cached_property
    def calls(self) -> list[Call]:
        """The calls this process grew out of."""
        return _calls(self.process)

    @cached_property
    def corrections(self) -> list[OpeningCorrection]:
        return _corrections(self.process)

    @cached_property
    def stops(self) -> list[EmergencyStop]:
        return _stops(self.process)

    @cached_property
    def missing_voices(self) -> list[MissingVoice]:
        return _missing(self.process)

    @cached_property
    def meetings(self) -> list[Meeting]:
        found = _meetings(self.process)
        hang(found, "access", _access(self.process), by="meeting_id")
        return found

    @property
    def coming(self) -> list[Meeting]:
        return [meeting for meeting in self.meetings if meeting.at >= self.now]

    @property
    def held(self) -> int:
        return len(self.meetings) - len(self.coming)

    @cached_property
    def without_trace(self) -> list[Party]:
        """Who has no trace in the agreement, once there is one (op-ed, S13). Suppliers stand aside by their
        own mark.
        """
        if self.agreement is None:
            return []
        traced = {party for pair in _origins(self.agreement) for party in pair}
        absent = [seat.party for seat in self.seats if not seat.may_supply and seat.party_id not in traced]
        return sorted(absent, key=lambda party: party.name)


# -- what the page asks -------------------------------------------------------------------------------------


@prepared
def _asked(process: Slot) -> QuerySet[Process, Any]:
    return Process.objects.filter(pk=process).values(**reality.asked(process), **likeness.asked())


@prepared
def _agreement(process: Slot) -> QuerySet[Agreement]:
    return Agreement.objects.filter(process=process, superseded_at__isnull=True).annotate(
        n_clauses=Count("clauses", filter=Q(clauses__dropped_at__isnull=True), distinct=True),
        n_signed=Count("signatures", distinct=True),
    )


@prepared
def _disagreed(process: Slot) -> QuerySet[Dissent, tuple[int, datetime, str, str, str]]:
    """(which text, when, the party, its words, the stage of the text), with one question for all three."""

    def told(rows: QuerySet[Any], place: int, words: str, stage: Stage) -> Any:
        named = rows.annotate(place=Value(place), stage_of=Value(stage.value, CharField()))
        return named.order_by().values_list("place", "at", "party__name", words, "stage_of")

    def newest(rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(process=process).order_by("-version").values("pk")[:1]

    printed = Dissent.objects.filter(agreement__process=process, agreement__superseded_at__isnull=True)
    shared = FramingStance.objects.filter(
        shared__in=newest(SharedFraming.objects.all()), stance=StanceCode.OBJECT
    )
    purpose = PurposeStance.objects.filter(
        purpose__in=newest(Purpose.objects.all()), stance=StanceCode.OBJECT
    )
    found: QuerySet[Dissent, Any] = (
        told(printed, 0, "text", Stage.AGREEMENT)
        .union(told(shared, 1, "reason", Stage.FRAMING), told(purpose, 2, "reason", Stage.PURPOSE), all=True)
        .order_by("place", "at")
    )
    return found


@prepared
def _origins(agreement: Slot) -> QuerySet[Clause, tuple[int | None, int | None]]:
    standing = Clause.objects.filter(agreement=agreement, dropped_at__isnull=True)
    return standing.values_list("origin__party_id", "origin__parent__party_id")


@prepared
def _calls(process: Slot) -> QuerySet[Call]:
    return Call.objects.filter(process=process)


@prepared
def _corrections(process: Slot) -> QuerySet[OpeningCorrection]:
    return OpeningCorrection.objects.filter(process=process)


@prepared
def _stops(process: Slot) -> QuerySet[EmergencyStop]:
    return EmergencyStop.objects.filter(process=process).select_related("party")


@prepared
def _missing(process: Slot) -> QuerySet[MissingVoice]:
    return MissingVoice.objects.filter(process=process)


@prepared
def _meetings(process: Slot) -> QuerySet[Meeting]:
    return Meeting.objects.filter(process=process)


@prepared
def _access(process: Slot) -> QuerySet[MeetingAccess]:
    return MeetingAccess.objects.filter(meeting__process=process).order_by("pk")
