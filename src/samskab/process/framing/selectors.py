"""Rounds, framings and the shared framing, read only. Who sees which framing is said in `visibility.py`."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When

from samskab.ground.access.visible import PASSER_BY, visible
from samskab.ground.parties.models import SIDE_OF_KIND, Side
from samskab.ground.people.actor import Actor
from samskab.kit.prepared import Slot, hang, prepared
from samskab.process.core.models import Process, Seat
from samskab.process.core.selectors import every_seat
from samskab.process.framing.models import (
    Framing,
    FramingElement,
    FramingRound,
    FramingStance,
    SharedFraming,
    SharedSuggestion,
    StanceCode,
)

# Those who live with the problem speak first, those who are paid to know about it last (DOMAIN.md 8).
SPEAKING_ORDER = (Side.CIVIC, Side.MARKET, Side.SEMI_PUBLIC, Side.PUBLIC)


def kinds_of(side: Side) -> list[str]:
    return [kind.value for kind, of in SIDE_OF_KIND.items() if of == side]


def speaking_turn(path: str = "party__kind") -> Case:
    """An order by side: civic first, public last."""
    whens = [
        When(**{f"{path}__in": kinds_of(side)}, then=Value(turn)) for turn, side in enumerate(SPEAKING_ORDER)
    ]
    return Case(*whens, default=Value(len(whens)), output_field=IntegerField())


def current_round(process: Process) -> FramingRound | None:
    """The latest round, open or over."""
    return _round.first(process)


@prepared
def _round(process: Slot) -> QuerySet[FramingRound]:
    return FramingRound.objects.filter(process=process).order_by("-number")[:1]


def is_over(framing_round: FramingRound, now: datetime) -> bool:
    """Everyone sees everything: it was revealed, or its deadline has passed."""
    return framing_round.revealed_at is not None or now >= framing_round.deadline


def visible_framings(process: Process, party_id: int | None, now: datetime) -> QuerySet[Framing]:
    """What this party may read now."""
    framings = visible(Actor(party_id=party_id), Framing.objects.filter(round__process=process), now)
    framings = framings.select_related("party", "round")
    return framings.order_by("-round__number", speaking_turn(), "written_at", "pk")


def live_framings(process: Process, now: datetime) -> QuerySet[Framing]:
    """Framings the shared one may be built of: seen by all, not withdrawn, not by a possible supplier."""
    supplier = Seat.objects.filter(process=process, party=OuterRef("party"), may_supply=True)
    here = Framing.objects.filter(~Exists(supplier), round__process=process, withdrawn_at__isnull=True)
    framings = visible(PASSER_BY, here, now)
    return framings.select_related("party", "round").order_by(
        "-round__number", speaking_turn(), "written_at", "pk"
    )


def own_framing(framing_round: FramingRound, party_id: int) -> Framing | None:
    """What the party wrote in this round, withdrawn or not."""
    return framing_round.framings.filter(party_id=party_id).first()


def seats_still_to_write(process: Process, framing_round: FramingRound) -> list[Seat]:
    """Those at the table who have not written in this round; possible suppliers stand aside and are not
    waited for.
    """
    written = framing_round.framings.values("party_id")
    seats = process.seats.filter(left_at__isnull=True, may_supply=False).exclude(party_id__in=written)
    return list(seats.select_related("party"))


@prepared
def _newest(process: Slot) -> QuerySet[SharedFraming]:
    shared = SharedFraming.objects.filter(process=process).select_related("written_by")
    return shared.order_by("-version")[:1]


def newest_shared(process: Process) -> SharedFraming | None:
    """The version that counts, for a page that shows its text and nothing of how it was made."""
    return _newest.first(process)


def latest_shared(process: Process) -> SharedFraming | None:
    """The version that counts, with its elements and whose words they came from."""
    shared = newest_shared(process)
    if shared is not None:
        elements = _elements(shared)
        hang(elements, "sources", _sources(shared), by="of")
        hang([shared], "elements", elements, by="shared_id")
    return shared


@prepared
def _elements(shared: Slot) -> QuerySet[FramingElement]:
    return FramingElement.objects.filter(shared=shared)


@prepared
def _sources(shared: Slot) -> QuerySet[Framing]:
    sources = Framing.objects.filter(elements__shared=shared).annotate(of=F("elements__pk"))
    return sources.select_related("party", "round").order_by(speaking_turn(), "written_at", "pk")


def shared_versions(process: Process) -> QuerySet[SharedFraming]:
    """All versions, newest first; nothing that was agreed or disputed is lost."""
    return (
        process.shared_framings.select_related("written_by")
        .prefetch_related("elements", "took__party")
        .order_by("-version")
    )


def open_suggestions(process: Process) -> QuerySet[SharedSuggestion]:
    """Changes asked for that nobody has taken or said no to."""
    return SharedSuggestion.objects.filter(
        shared__process=process, taken_in__isnull=True, declined_at__isnull=True
    ).select_related("party", "shared")


class Picture:
    """Where the framing stands, for one reader at one moment; each part is asked for once, and only if
    needed.

    The page, the gate and the turns read the same picture, so they cannot tell different stories.
    """

    def __init__(self, process: Process, now: datetime, party_id: int | None = None) -> None:
        self.process, self.now, self.party_id = process, now, party_id

    @cached_property
    def _all_seats(self) -> list[Seat]:
        return every_seat(self.process)

    @cached_property
    def seats(self) -> list[Seat]:
        """Those at the table now."""
        return [seat for seat in self._all_seats if seat.left_at is None]

    @cached_property
    def round(self) -> FramingRound | None:
        return current_round(self.process)

    @property
    def is_blind(self) -> bool:
        """A round is open: people write and do not see each other."""
        return self.round is not None and not is_over(self.round, self.now)

    @cached_property
    def framings(self) -> list[Framing]:
        """What the reader may see."""
        return list(visible_framings(self.process, self.party_id, self.now))

    @property
    def own(self) -> Framing | None:
        """The reader's own in the latest round."""
        if self.round is None or self.party_id is None:
            return None
        mine = (f for f in self.framings if f.party_id == self.party_id and f.round_id == self.round.pk)
        return next(mine, None)

    @property
    def live(self) -> list[Framing]:
        """The same as `live_framings`, out of what is already read."""
        suppliers = {seat.party_id for seat in self._all_seats if seat.may_supply}
        return [
            framing
            for framing in self.framings
            if framing.withdrawn_at is None
            and framing.party_id not in suppliers
            and is_over(framing.round, self.now)
        ]

    @cached_property
    def still_to_write(self) -> list[Seat]:
        return seats_still_to_write(self.process, self.round) if self.round else []

    @property
    def words_stand(self) -> list[Seat]:
        """Those who have not written in this round, but whose words of an earlier one still count."""
        spoke = {framing.party_id for framing in self.live}
        return [seat for seat in self.still_to_write if seat.party_id in spoke]

    @property
    def never_written(self) -> list[Seat]:
        """Those nobody has heard from."""
        heard = {seat.party_id for seat in self.words_stand}
        return [seat for seat in self.still_to_write if seat.party_id not in heard]

    @cached_property
    def shared(self) -> SharedFraming | None:
        return latest_shared(self.process)

    @cached_property
    def stances(self) -> dict[int, FramingStance]:
        """By party, on the version that counts."""
        if self.shared is None:
            return {}
        return {stance.party_id: stance for stance in _stances(self.shared)}

    @property
    def without_stance(self) -> list[Seat]:
        return [seat for seat in self.seats if seat.party_id not in self.stances]

    @property
    def objections(self) -> list[FramingStance]:
        """By parties still at the table."""
        here = {seat.party_id for seat in self.seats}
        return [s for s in self.stances.values() if s.stance == StanceCode.OBJECT and s.party_id in here]

    @cached_property
    def suggestions(self) -> list[SharedSuggestion]:
        """Asked for since the shared framing was last written, and those still open from before."""
        if self.shared is None:
            return []
        since = Q(shared=self.shared) | Q(taken_in__isnull=True, declined_at__isnull=True)
        found = SharedSuggestion.objects.filter(since, shared__process=self.process)
        return list(found.select_related("party", "shared"))


@prepared
def _stances(shared: Slot) -> QuerySet[FramingStance]:
    return FramingStance.objects.filter(shared=shared).select_related("party").order_by("pk")


def objection_times(process: Process, party_id: int) -> list[datetime]:
    """When a party objected to each version of the shared framing, first to last."""
    objected = FramingStance.objects.filter(
        shared__process=process, party_id=party_id, stance=StanceCode.OBJECT
    )
    return list(objected.order_by("at").values_list("at", flat=True))
