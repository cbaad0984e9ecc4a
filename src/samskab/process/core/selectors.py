"""The process, its table and its keys, read only."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.db.models import QuerySet

from samskab.ground.parties.models import SIDE_OF_KIND, Membership, MembershipRole, Party, Side
from samskab.ground.people.models import Participant
from samskab.kit.errors import Refusal
from samskab.kit.prepared import Slot, hang, prepared
from samskab.process.core.models import STAGE_ORDER, Boundary, Challenge, Process, Seat, Stage, Steward


class UnknownProcess(Refusal):
    status = 404


def process_for_update(process_id: int) -> Process:
    """The process, locked until the act is done, so that what a rule saw is still true when it is written."""
    processes = Process.objects.filter(pk=process_id)
    if connection.vendor == "postgresql":
        processes = processes.select_for_update()
    process = processes.first()
    if process is None:
        raise UnknownProcess("core.unknown_process")
    return process


@prepared
def _by_slug(slug: Slot) -> QuerySet[Process]:
    return Process.objects.filter(slug=slug).select_related("area", "initiative_by", "opening")


def process_by_slug(slug: str) -> Process | None:
    """The process of an address, with its area, who began it and its opening checklist."""
    return _by_slug.first(slug)


@prepared
def _seats(process: Slot) -> QuerySet[Seat]:
    return Seat.objects.filter(process=process, left_at__isnull=True).select_related("party")


def seats(process: Process) -> list[Seat]:
    """Those at the table now, in the order they sat down."""
    return _seats(process)


@prepared
def _every_seat(process: Slot) -> QuerySet[Seat]:
    return Seat.objects.filter(process=process).select_related("party")


def every_seat(process: Process) -> list[Seat]:
    """Also those who have left: their words are still here."""
    return _every_seat(process)


def seats_by_side(process: Process) -> list[Seat]:
    return by_side(seats(process))


def by_side(seats: Iterable[Seat]) -> list[Seat]:
    """Civic first: those whose lives it is about sit at the head of the table."""
    order = {Side.CIVIC: 0, Side.SEMI_PUBLIC: 1, Side.MARKET: 2, Side.PUBLIC: 3}
    return sorted(seats, key=lambda seat: (order[seat.party.side], not seat.affected))


def seat_of_party(process: Process, party_id: int | None) -> Seat | None:
    if party_id is None:
        return None
    return _seat_of.first(process, party_id)


@prepared
def _seat_of(process: Slot, party: Slot) -> QuerySet[Seat]:
    return Seat.objects.filter(process=process, party=party, left_at__isnull=True).select_related("party")


@prepared
def _spoken_for(process: Slot, participant: Slot) -> QuerySet[Seat]:
    spoken = Seat.objects.filter(
        process=process,
        left_at__isnull=True,
        party__memberships__participant=participant,
        party__memberships__role=MembershipRole.SPOKESPERSON,
        party__memberships__until__isnull=True,
    )
    return spoken.select_related("party").distinct()


def seats_spoken_for(process: Process, participant_id: int | None) -> list[Seat]:
    """The seats this person may speak from in this process."""
    if participant_id is None:
        return []
    return _spoken_for(process, participant_id)


@prepared
def _keys(process: Slot) -> QuerySet[Steward]:
    held = Steward.objects.filter(process=process, until__isnull=True)
    return held.select_related("party", "participant__user")


def keys(process: Process) -> dict[str, Steward]:
    """The two keys by side: `public` and `civic`; a side without a steward is missing."""
    return {steward.side: steward for steward in _keys(process)}


def key_of(process: Process, participant_id: int | None) -> Steward | None:
    if participant_id is None:
        return None
    return _key_of.first(process, participant_id)


@prepared
def _key_of(process: Slot, participant: Slot) -> QuerySet[Steward]:
    held = Steward.objects.filter(process=process, participant=participant, until__isnull=True)
    return held.select_related("party").order_by("pk")


def has_reached(process: Process, stage: Stage) -> bool:
    """Whether the process stands at the stage or beyond it now."""
    return STAGE_ORDER.index(Stage(process.stage)) >= STAGE_ORDER.index(stage)


def open_challenges(process: Process) -> QuerySet[Challenge]:
    return Challenge.objects.filter(boundary__process=process, answered_at__isnull=True)


@prepared
def _boundaries(process: Slot) -> QuerySet[Boundary]:
    return Boundary.objects.filter(process=process).select_related("set_by")


@prepared
def _challenges(process: Slot) -> QuerySet[Challenge]:
    return Challenge.objects.filter(boundary__process=process).select_related("by")


def boundaries(process: Process) -> list[Boundary]:
    """What cannot be negotiated, with all challenges, in the order it was set."""
    found = _boundaries(process)
    hang(found, "challenges", _challenges(process), by="boundary_id")
    return found


def civic(seat: Seat) -> bool:
    return seat.party.side == Side.CIVIC


def parties_without_seat(process: Process, participant: Participant | None) -> list[Party]:
    """The parties this person speaks for that do not sit at this table now."""
    if participant is None:
        return []
    seated = process.seats.filter(left_at__isnull=True).values("party")
    spoken = Party.objects.filter(
        memberships__participant=participant,
        memberships__role=MembershipRole.SPOKESPERSON,
        memberships__until__isnull=True,
    )
    return list(spoken.exclude(pk__in=seated).distinct())


def key_candidates(process: Process, seat: Seat | None) -> list[Membership]:
    """The spokespersons of the reader's own side at this table: one of them may hold the side's key."""
    if seat is None or seat.party.side not in (Side.PUBLIC, Side.CIVIC):
        return []
    kinds = [kind for kind, side in SIDE_OF_KIND.items() if side == seat.party.side]
    voices = Membership.objects.filter(
        party__seats__process=process,
        party__seats__left_at__isnull=True,
        party__kind__in=kinds,
        role=MembershipRole.SPOKESPERSON,
        until__isnull=True,
    )
    return list(voices.select_related("party", "participant__user").order_by("party__name", "since"))
