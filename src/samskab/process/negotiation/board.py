"""The negotiation table as a page shows it: laid out in memory, few queries at any size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.db.models import Model

from samskab.ground.parties.models import Party
from samskab.process.core import selectors as core
from samskab.process.core.models import Process, Seat
from samskab.process.framing.models import StanceCode
from samskab.process.negotiation import selectors
from samskab.process.negotiation.models import Degree, Interest, Mediation, Proposal, Stance
from samskab.process.negotiation.selectors import ObjectionState

DEEPEST = 3  # further in, a tree no longer fits a phone; the line "svar på forslag 4" says the rest
MOST_COLUMNS = 7  # live proposals beside each other on a phone; with more, each need lists its own
OPEN = "aabne"
MINE = "uden-os"
FILTERS = ("", OPEN, MINE)


@dataclass(frozen=True)
class Objection:
    """An objection and where it stands."""

    stance: Stance
    state: ObjectionState
    mediation: Mediation | None

    @property
    def is_open(self) -> bool:
        return self.state not in {ObjectionState.SETTLED, ObjectionState.CARRIED}

    @property
    def due(self) -> datetime | None:
        return self.mediation.due if self.mediation and self.state == ObjectionState.MEDIATED else None


@dataclass(frozen=True)
class Met:
    """How far one proposal meets one need: as the proposer says, and as the one who has the need says."""

    interest: Interest
    proposal: Proposal
    number: int
    told: str
    own: str

    @property
    def degree(self) -> str:
        return self.own or self.told

    @property
    def said_by_owner(self) -> bool:
        """Whether the one who has the need says so, in judging or by proposing it."""
        return bool(self.own) or self.proposal.party_id == self.interest.party_id


@dataclass
class Item:
    """A proposal in the tree, with its number, how deep it lies and what has been said to it."""

    proposal: Proposal
    number: int
    depth: int
    answers: int | None
    answered: Proposal | None
    spoken: set[int] = field(default_factory=set)
    stances: list[Stance] = field(default_factory=list)
    objections: list[Objection] = field(default_factory=list)
    met: list[Met] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return any(objection.is_open for objection in self.objections)

    @property
    def met_by_degree(self) -> list[tuple[str, list[Met]]]:
        """Whose needs it meets, meets in part, and does not meet."""
        found = [(degree.value, [met for met in self.met if met.degree == degree]) for degree in Degree]
        return [(degree, mets) for degree, mets in found if mets]

    def spoke(self, party_id: int) -> bool:
        return self.proposal.party_id == party_id or party_id in self.spoken

    @property
    def plain_support(self) -> list[Stance]:
        """Those who say yes and need no words for it: they share a line."""
        return [s for s in self.stances if s.stance == StanceCode.SUPPORT and not s.reason]

    @property
    def worded(self) -> list[Stance]:
        """Everybody else, each with the reason."""
        plain = {stance.pk for stance in self.plain_support}
        return [stance for stance in self.stances if stance.pk not in plain]


@dataclass
class Board:
    """Everything the page shows. `items` are in the order of the tree."""

    seats: list[Seat]
    interests: list[Interest]
    items: list[Item]
    by_interest: dict[int, list[Met]]
    parties: dict[int, Party]
    needs: dict[int, Interest]

    @cached_property
    def open_objections(self) -> list[Objection]:
        return [o for item in self.items for o in item.objections if o.is_open]

    @property
    def columns(self) -> list[Item]:
        """The live proposals in the order they were made, when few enough to stand beside each other."""
        live = [item for item in self.items if item.proposal.withdrawn_at is None]
        return sorted(live, key=lambda item: item.number) if len(live) <= MOST_COLUMNS else []

    def rows(self, needs: Iterable[Interest]) -> list[tuple[Interest, list[tuple[int, Met | None]]]]:
        """Each need with one cell per column: the number of the proposal, and how it meets the need."""
        numbers = [item.number for item in self.columns]
        rows = []
        for need in needs:
            cells = {met.number: met for met in self.by_interest.get(need.pk, [])}
            rows.append((need, [(number, cells.get(number)) for number in numbers]))
        return rows

    def shown(self, chosen: str, party_id: int | None) -> list[Item]:
        """The proposals left by a filter of the page."""
        if chosen == OPEN:
            return [item for item in self.items if item.is_open]
        if chosen == MINE and party_id is not None:
            live = [item for item in self.items if item.proposal.withdrawn_at is None]
            return [item for item in live if not item.spoke(party_id)]
        return self.items

    def item(self, proposal_id: int) -> Item:
        return next(item for item in self.items if item.proposal.pk == proposal_id)

    def silent(self) -> list[Seat]:
        """Parties that negotiate and have not said what they need."""
        heard = {interest.party_id for interest in self.interests}
        return [seat for seat in self.seats if not seat.may_supply and seat.party_id not in heard]


def board(process: Process, now: datetime) -> Board:
    """Read the whole table."""
    everybody = core.every_seat(process)
    seats = [seat for seat in everybody if seat.left_at is None]
    parties = {seat.party_id: seat.party for seat in everybody}
    rows = selectors.every_proposal(process)
    for row in rows:
        _point(row, "party", parties)
    needs = {need.pk: need for need in selectors.every_interest(process)}
    interests = [need for need in needs.values() if need.withdrawn_at is None]
    items = _tree(rows)
    places = {item.proposal.pk: item for item in items}
    _hang_objections(process, seats, places, now)
    by_interest = _hang_needs(process, places, interests)
    return Board(seats, interests, items, by_interest, parties, needs)


def _point(row: Model, field: str, known: Mapping[int, Model]) -> None:
    """Let a row point at what is read already. What is not there is read when it is asked for."""
    found = known.get(getattr(row, f"{field}_id"))
    if found is not None:
        setattr(row, field, found)


def _tree(rows: Sequence[Proposal]) -> list[Item]:
    """Depth first, each answer below what it answers; numbers follow the order of proposing."""
    number = {row.pk: place for place, row in enumerate(rows, 1)}
    known = {row.pk: row for row in rows}
    below: defaultdict[int | None, list[Proposal]] = defaultdict(list)
    for row in rows:
        below[row.parent_id].append(row)
    items: list[Item] = []
    waiting = [(row, 0) for row in reversed(below[None])]
    while waiting:
        row, depth = waiting.pop()
        answers = number[row.parent_id] if row.parent_id else None
        answered = known[row.parent_id] if row.parent_id else None
        items.append(Item(row, number[row.pk], min(depth, DEEPEST), answers, answered))
        waiting += [(child, depth + 1) for child in reversed(below[row.pk])]
    return items


def _hang_objections(process: Process, seats: Sequence[Seat], places: dict[int, Item], now: datetime) -> None:
    """Who has spoken to what, and every objection that counts; the other stances wait until they are
    shown.
    """
    for proposal_id, party_id in selectors.spoken(process):
        places[proposal_id].spoken.add(party_id)
    rows = (item.proposal for item in places.values())
    for stance in selectors.objections(process, seats, rows):
        state = selectors.state_of(stance, now)
        places[stance.proposal_id].objections.append(
            Objection(stance, state, selectors.mediation_about(stance))
        )


def hang_stances(laid: Board, items: Iterable[Item]) -> None:
    """What the parties say to the proposals on this page, and only to those."""
    places = {item.proposal.pk: item for item in items}
    for stance in selectors.stances_on(places):
        _point(stance, "party", laid.parties)
        _point(stance, "interest", laid.needs)
        places[stance.proposal_id].stances.append(stance)


def _hang_needs(
    process: Process, places: dict[int, Item], interests: Iterable[Interest]
) -> dict[int, list[Met]]:
    """Per need and per proposal: the proposer's word, and beside it the owner's."""
    needs = {interest.pk: interest for interest in interests}
    told: dict[tuple[int, int], str] = {}
    own: dict[tuple[int, int], str] = {}
    for need, proposal, said_by, degree in selectors.degrees(process):
        if said_by == needs[need].party_id and said_by != places[proposal].proposal.party_id:
            own[need, proposal] = degree
        else:
            told[need, proposal] = degree
    by_interest: dict[int, list[Met]] = defaultdict(list)
    for item in places.values():
        for pk, interest in needs.items():
            pair = (pk, item.proposal.pk)
            if pair in told or pair in own:
                met = Met(interest, item.proposal, item.number, told.get(pair, ""), own.get(pair, ""))
                item.met.append(met)
                if item.proposal.withdrawn_at is None:
                    by_interest[pk].append(met)
    return dict(by_interest)
