"""The figures this room can show about itself: who left a trace (M2b), work against say (M9), rights against
work, and whose time is paid. Each says when there is too little to tell.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from samskab.ground.parties.models import Party, Side
from samskab.process.agreement import selectors
from samskab.process.agreement.models import Clause, DecisionRight, Gives, Resource
from samskab.process.core.models import Seat
from samskab.process.negotiation.selectors import ancestors

LEAST_RIGHTS = 3
LEAST_HOURS = 10
WARN_ABOVE = 0.25


@dataclass
class Trace:
    """A party's marks in the agreement: its own proposals that became clauses, and those that led to one."""

    party: Party
    clauses: list[int] = field(default_factory=list)
    through: list[int] = field(default_factory=list)

    @property
    def has_none(self) -> bool:
        return not self.clauses and not self.through


def traces(
    clauses: Sequence[Clause], seats: Sequence[Seat], proposal_rows: Sequence[tuple[int, int | None, int]]
) -> list[Trace]:
    """M2b. `proposal_rows` are (id, parent id, party id) of every proposal in the process.

    Ancestors count as "gennem modforslag": without them the party whose counter-proposal turned the talks may
    seem to have left nothing. A party may rightly have none: it stood aside.
    """
    parent_of = {pk: parent for pk, parent, _ in proposal_rows}
    party_of = {pk: party for pk, _, party in proposal_rows}
    found = {seat.party_id: Trace(seat.party) for seat in seats}
    for clause in clauses:
        owner = party_of[clause.origin_id]
        if owner in found:
            found[owner].clauses.append(clause.number)
        led_to_it = {party_of[pk] for pk in ancestors(parent_of, clause.origin_id)} - {owner}
        for party in led_to_it & found.keys():
            found[party].through.append(clause.number)
    return list(found.values())


@dataclass(frozen=True)
class WorkAndSay:
    """M9: the civic side's shares of hours and of decisions, in [0, 1]; None when there is too little."""

    hours: float | None
    decisions: float | None
    n_hours: Decimal
    n_rights: int

    @property
    def enough(self) -> bool:
        return self.hours is not None and self.decisions is not None

    @property
    def gap(self) -> float:
        """Hours minus decisions: positive means more work than say."""
        return (self.hours or 0.0) - (self.decisions or 0.0)

    @property
    def warns(self) -> bool:
        return self.enough and self.gap > WARN_ABOVE

    @property
    def hours_percent(self) -> int:
        return round(100 * (self.hours or 0.0))

    @property
    def decisions_percent(self) -> int:
        return round(100 * (self.decisions or 0.0))


def work_and_say(resources: Sequence[Resource], rights: Sequence[DecisionRight]) -> WorkAndSay:
    """Civic share of offered hours against civic share of decision rights; each right weighs one, split over
    its holders. Hours only - money is shown beside it, never mixed in.
    """
    hours: defaultdict[Side, Decimal] = defaultdict(Decimal)
    for resource in resources:
        if resource.withdrawn_at is None:
            hours[resource.by.side] += resource.hours_month
    shares = []
    for right in rights:
        sides = [holder.party.side for holder in selectors.holders_now(right)]
        if sides:
            shares.append(sides.count(Side.CIVIC) / len(sides))
    total = sum(hours.values(), Decimal())
    if total < LEAST_HOURS or len(shares) < LEAST_RIGHTS:
        return WorkAndSay(None, None, total, len(shares))
    return WorkAndSay(float(hours[Side.CIVIC] / total), sum(shares) / len(shares), total, len(shares))


@dataclass(frozen=True)
class Balance:
    """How many clauses give a right, give work, or set a term."""

    rights: int
    work: int
    terms: int


def balance(clauses: Sequence[Clause]) -> Balance:
    gives = Counter(clause.gives for clause in clauses)
    return Balance(gives[Gives.RIGHT], gives[Gives.WORK], gives[Gives.TERM])


def paid_time(seats: Sequence[Seat]) -> tuple[int, int]:
    """ "Betalt tid: 3 af 8 parter"."""
    return sum(seat.paid_time for seat in seats), len(seats)
