"""Values by party, the three questions, the purpose and everybody's stance, read only."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

from django.db.models import Prefetch, Q, QuerySet

from samskab.kit.prepared import Slot, hang, prepared
from samskab.process.core.models import Process, Seat
from samskab.process.core.selectors import seats
from samskab.process.framing.models import StanceCode
from samskab.process.framing.selectors import speaking_turn
from samskab.process.purpose.models import (
    AdoptedPurpose,
    BasicValue,
    Purpose,
    PurposeStance,
    Question,
    QuestionAnswer,
    ValueShare,
    ValueSkip,
    ValueStatement,
)


def adopted_purpose(process: Process) -> AdoptedPurpose | None:
    """The purpose all the rest stands on now."""
    return _adopted.first(process)


@prepared
def _adopted(process: Slot) -> QuerySet[AdoptedPurpose]:
    standing = AdoptedPurpose.objects.filter(process=process, retired_at__isnull=True)
    return standing.select_related("purpose").order_by("pk")[:1]


def latest_purpose(process: Process) -> Purpose | None:
    """The version that counts."""
    return _latest.first(process)


@prepared
def _latest(process: Slot) -> QuerySet[Purpose]:
    return Purpose.objects.filter(process=process).select_related("drafted_by").order_by("-version")[:1]


def purpose_versions(process: Process) -> QuerySet[Purpose]:
    """All versions, newest first, with the stances each was given."""
    stances = PurposeStance.objects.select_related("party")
    versions = process.purposes.select_related("drafted_by", "adoption").order_by("-version")
    return versions.prefetch_related(Prefetch("stances", stances))


def values(process: Process) -> list[ValueStatement]:
    """What parties want the process to be true to; who lives with it first, withdrawn ones too."""
    found = _values(process)
    hang(found, "shares", _shares(process), by="value_id")
    return found


def live_values(process: Process) -> QuerySet[ValueStatement]:
    return process.values.filter(withdrawn_at__isnull=True)


def has_value(process: Process, party_id: int) -> bool:
    """The party has stated a value that stands, or shares another's that stands."""
    mine = Q(party_id=party_id) | Q(shares__party_id=party_id)
    return live_values(process).filter(mine).exists()


class Picture:
    """Where values and purpose stand at one moment; each part is asked for once, and only if needed.

    The page, the gate and the turns read the same picture, so they cannot tell different stories.
    """

    def __init__(self, process: Process) -> None:
        self.process = process

    @cached_property
    def seats(self) -> list[Seat]:
        """Those at the table now."""
        return seats(self.process)

    @cached_property
    def values(self) -> list[ValueStatement]:
        return values(self.process)

    @property
    def standing_values(self) -> list[ValueStatement]:
        return [value for value in self.values if value.withdrawn_at is None]

    @cached_property
    def skips(self) -> list[ValueSkip]:
        """Who stands aside from the values, and which basic values nobody speaks to; each with its text."""
        return _skips(self.process)

    @cached_property
    def answers(self) -> list[QuestionAnswer]:
        return _answers(self.process)

    @cached_property
    def purpose(self) -> Purpose | None:
        """The version that counts."""
        return latest_purpose(self.process)

    @cached_property
    def adopted(self) -> AdoptedPurpose | None:
        return adopted_purpose(self.process)

    @cached_property
    def stances(self) -> dict[int, PurposeStance]:
        """By party, on the version that counts."""
        if self.purpose is None:
            return {}
        return {stance.party_id: stance for stance in _stances(self.purpose)}

    @property
    def with_value(self) -> set[int]:
        """Parties that have stated a value that stands, or share one."""
        stated = {value.party_id for value in self.standing_values}
        return stated | {share.party_id for value in self.standing_values for share in value.shares.all()}

    @property
    def without_value(self) -> list[Seat]:
        """Those at the table who have neither stated, shared nor stood aside."""
        spoken = self.with_value | {skip.party_id for skip in self.skips if skip.party_id is not None}
        return [seat for seat in self.seats if seat.party_id not in spoken]

    @property
    def unaddressed(self) -> list[BasicValue]:
        """Basic values nobody has spoken to and nobody has said why not."""
        met = {value.basic for value in self.standing_values} | {skip.basic for skip in self.skips}
        return [basic for basic in BasicValue if basic.value not in met]

    @property
    def unanswered(self) -> list[Question]:
        """Questions no party has answered or said why it leaves out."""
        answered = {answer.question for answer in self.answers}
        return [question for question in Question if question.value not in answered]

    @property
    def without_stance(self) -> list[Seat]:
        return [seat for seat in self.seats if seat.party_id not in self.stances]

    @property
    def objections(self) -> list[PurposeStance]:
        """By parties still at the table."""
        here = {seat.party_id for seat in self.seats}
        return [s for s in self.stances.values() if s.stance == StanceCode.OBJECT and s.party_id in here]


@prepared
def _values(process: Slot) -> QuerySet[ValueStatement]:
    stated = ValueStatement.objects.filter(process=process).select_related("party")
    return stated.order_by("basic", speaking_turn(), "stated_at", "pk")


@prepared
def _shares(process: Slot) -> QuerySet[ValueShare]:
    shares = ValueShare.objects.filter(value__process=process).select_related("party")
    return shares.order_by("at", "pk")


@prepared
def _skips(process: Slot) -> QuerySet[ValueSkip]:
    return ValueSkip.objects.filter(process=process).select_related("party").order_by("at", "pk")


@prepared
def _answers(process: Slot) -> QuerySet[QuestionAnswer]:
    answers = QuestionAnswer.objects.filter(process=process).select_related("party")
    return answers.order_by("question", speaking_turn(), "at", "pk")


@prepared
def _stances(purpose: Slot) -> QuerySet[PurposeStance]:
    return PurposeStance.objects.filter(purpose=purpose).select_related("party").order_by("pk")


def objection_times(process: Process, party_id: int) -> list[datetime]:
    """When a party objected to each version of the purpose, first to last."""
    objected = PurposeStance.objects.filter(
        purpose__process=process, party_id=party_id, stance=StanceCode.OBJECT
    )
    return list(objected.order_by("at").values_list("at", flat=True))
