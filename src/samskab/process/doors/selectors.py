"""Who came in by which door, and what waits at them; read only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone

from samskab.ground.access.visible import visible
from samskab.ground.people import codes
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Participant, RoleGrant
from samskab.kit.text import tidy
from samskab.process.core.models import Process
from samskab.process.doors.models import Card, CardBatch, CardKeying, HelperQuota, Kiosk, Sitting
from samskab.process.knowledge.models import Statement, StatementState, Vote

PEOPLE_A_DAY = 10
UNDO_DAYS = 30
FEWEST_COUNTED = 5  # fewer people are not told apart (DOMAIN.md 11)


# -- a helper's sittings ------------------------------------------------------------------------------------


def sitting_of(helper_id: int | None) -> Sitting | None:
    """The sitting a helper has not ended yet; its half hour may be over."""
    if helper_id is None:
        return None
    own = visible(Actor(participant_id=helper_id), Sitting.objects.filter(helper_id=helper_id))
    return own.filter(closed_at__isnull=True).first()


def said_in(sitting: Sitting, process: Process, basis: str, text: str) -> Statement | None:
    """The open statement in which exactly this was entered in this sitting. The process is locked, so of two
    presses that come at once the second sees the first.
    """
    entered = process.statements.filter(sitting_words__sitting=sitting, state=StatementState.OPEN)
    return entered.filter(basis=basis, text=tidy(text)).first()


def organisation_of(helper_id: int) -> str:
    """What the helper's office is called, as everyone may read it."""
    grant = RoleGrant.objects.filter(participant_id=helper_id, role="helper", until__isnull=True).first()
    return grant.title if grant is not None and grant.title else "Kommunens hjælpere"


def quota_of(helper_id: int) -> int:
    raised = HelperQuota.objects.filter(helper_id=helper_id).order_by("-since", "-pk").first()
    return raised.a_day if raised else PEOPLE_A_DAY


def helped_today(helper_id: int, now: datetime) -> int:
    """How many sittings this helper has begun since midnight here."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return Sitting.objects.filter(helper_id=helper_id, began_at__gte=midnight).count()


def sittings_to_undo(participant_id: int, now: datetime) -> QuerySet[Sitting]:
    since = now - timedelta(days=UNDO_DAYS)
    own = visible(Actor(participant_id=participant_id), Sitting.objects.filter(participant_id=participant_id))
    return own.filter(undone_at__isnull=True, began_at__gte=since)


def may_undo(participant_id: int, now: datetime) -> bool:
    written = sittings_to_undo(participant_id, now)
    return written.filter(words__statement__state=StatementState.OPEN).exists()


# -- kiosks -------------------------------------------------------------------------------------------------


def kiosk_by_key(key: str) -> Kiosk | None:
    found = Kiosk.objects.filter(key_hash=codes.hash_of(f"kiosk {key}"), closed_at__isnull=True)
    return found.select_related("party").first()


def open_kiosk(kiosk_id: int | None) -> Kiosk | None:
    found = Kiosk.objects.filter(pk=kiosk_id or 0, closed_at__isnull=True)
    return found.select_related("party__area").first()


def gathering() -> list[Process]:
    """The processes that take words now, the newest first."""
    now = Process.objects.filter(stage="knowledge", status="running")
    return list(now.select_related("area").order_by("-stage_since"))


# -- cards --------------------------------------------------------------------------------------------------


def cards_by_number(process: Process, numbers: list[int]) -> dict[int, Card]:
    found = Card.objects.filter(process=process, number__in=numbers)
    return {card.number: card for card in found}


def next_number(process: Process) -> int:
    last = Card.objects.filter(process=process).order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def hand_of(batch: CardBatch, participant_id: int | None) -> int | None:
    """Which of the two this person is."""
    if participant_id is None:
        return None
    if batch.first_id == participant_id:
        return CardKeying.FIRST
    return CardKeying.SECOND if batch.second_id == participant_id else None


@dataclass(frozen=True)
class Pair:
    """One card as the two read it; either may have overlooked it."""

    card: Card
    first: CardKeying | None
    second: CardKeying | None

    @property
    def of_hand(self) -> dict[int, CardKeying | None]:
        return {CardKeying.FIRST: self.first, CardKeying.SECOND: self.second}

    @property
    def is_agreed(self) -> bool:
        """Both say the same now, or both leave the card out."""
        ends = [
            (one.final_text, one.final_basis, one.final_role) if one and one.said_at else None
            for one in (self.first, self.second)
        ]
        return ends[0] is not None and ends[0] == ends[1]


def pairs(batch: CardBatch) -> list[Pair]:
    found: dict[int, dict[int, CardKeying]] = {}
    cards: dict[int, Card] = {}
    for keying in batch.keyings.select_related("card").order_by("card__number"):
        cards[keying.card_id] = keying.card
        found.setdefault(keying.card_id, {})[keying.hand] = keying
    return [Pair(cards[pk], both.get(1), both.get(2)) for pk, both in found.items()]


# -- everybody counts ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DoorCount:
    """How many people said something by one door, and how much they said."""

    channel: str
    people: int
    statements: int

    @property
    def is_told(self) -> bool:
        return self.people >= FEWEST_COUNTED


@dataclass(frozen=True)
class Helped:
    organisation: str
    statements: int


def n_people(process: Process) -> int:
    """Everybody who has said or voted something that stands, each once, whichever door they came by."""
    said = Statement.objects.filter(
        participant=OuterRef("pk"), process=process, state=StatementState.OPEN
    ).order_by()
    voted = Vote.objects.filter(participant=OuterRef("pk"), statement__process=process)
    return Participant.objects.filter(Exists(said) | Exists(voted)).count()


def by_door(process: Process) -> list[DoorCount]:
    said = Statement.objects.filter(process=process, state=StatementState.OPEN, imported_ref="").order_by()
    rows = said.values_list("channel").annotate(
        people=Count("participant", distinct=True), statements=Count("pk")
    )
    return [DoorCount(*row) for row in sorted(rows)]


def by_helpers(process: Process) -> list[Helped]:
    """What came by a helper's hand, told apart by organisation; it is in the totals as well."""
    said = Statement.objects.filter(process=process, state=StatementState.OPEN).exclude(assisted_by="")
    rows = said.order_by("assisted_by").values_list("assisted_by").annotate(n=Count("pk"))
    return [Helped(*row) for row in rows]
