"""The paper as a page shows it: read once, grouped in memory, the same queries at any size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.formats import number_format

from samskab.kit.prepared import Slot, prepared
from samskab.process.agreement import figures, selectors
from samskab.process.agreement.models import (
    Agreement,
    Clause,
    DecisionRight,
    Dissent,
    Heading,
    Resource,
    RightHolder,
    Signature,
    ThirdPartySignature,
)
from samskab.process.core import selectors as core
from samskab.process.core.models import Process, Seat
from samskab.process.negotiation.models import Proposal


@dataclass
class Sheet:
    """One version of the agreement with all that stands in it."""

    agreement: Agreement
    clauses: Sequence[Clause]
    rights: list[DecisionRight]
    resources: list[Resource]
    dissents: list[Dissent]
    signatures: list[Signature]
    third: list[ThirdPartySignature]
    seats: list[Seat]
    number_of: dict[int, int]
    proposal_rows: Sequence[tuple[int, int | None, int]]

    @property
    def by_heading(self) -> list[tuple[str, list[Clause]]]:
        """Støtte, omsorg, medvirken, vilkår - the three come before terms, and tasks are not here at all."""
        found: defaultdict[str, list[Clause]] = defaultdict(list)
        for clause in self.clauses:
            found[clause.heading].append(clause)
        return [(heading, found[heading]) for heading in Heading if found[heading]]

    @property
    def brought(self) -> list[Resource]:
        return [resource for resource in self.resources if resource.withdrawn_at is None]

    @property
    def taken_back(self) -> list[Resource]:
        return [resource for resource in self.resources if resource.withdrawn_at is not None]

    @property
    def held(self) -> list[tuple[DecisionRight, list[RightHolder], list[RightHolder]]]:
        """Each right with who holds it now and who held it before."""
        return [
            (right, selectors.holders_now(right), [h for h in right.holders.all() if h.until is not None])
            for right in self.rights
        ]

    @property
    def signed(self) -> set[int]:
        return {signature.party_id for signature in self.signatures}

    @property
    def spoken(self) -> set[int]:
        """Who has signed, or has said in print that it does not."""
        return self.signed | {d.party_id for d in self.dissents if d.instead_of_signing}

    @property
    def unsigned(self) -> list[Seat]:
        return [s for s in self.seats if not s.may_supply and s.party_id not in self.spoken]

    @property
    def is_signed(self) -> bool:
        return bool(self.signatures or self.third)

    @property
    def answer_by(self) -> date | None:
        return selectors.answer_date(self.agreement)

    @property
    def undecided(self) -> list[Clause]:
        """Clauses a committee must say yes or no to, and has not."""
        return [c for c in self.clauses if c.needs_political_decision and not c.political_decisions.all()]

    @property
    def work_and_say(self) -> figures.WorkAndSay:
        return figures.work_and_say(self.resources, self.rights)

    @property
    def balance(self) -> figures.Balance:
        return figures.balance(self.clauses)

    @property
    def traces(self) -> list[figures.Trace]:
        return figures.traces(self.clauses, self.seats, self.proposal_rows)

    @property
    def paid_time(self) -> tuple[int, int]:
        return figures.paid_time(self.seats)

    @property
    def kroner(self) -> str:
        """All money brought, as people write it: 42.500."""
        ore = sum(resource.amount_ore for resource in self.brought)
        return number_format(ore // 100, force_grouping=True) if ore else ""


@prepared
def _proposals(process: Slot) -> QuerySet[Proposal, tuple[int, int | None, int]]:
    rows = Proposal.objects.filter(process=process).order_by("proposed_at", "pk")
    return rows.values_list("pk", "parent_id", "party_id")


def sheet(process: Process, agreement: Agreement) -> Sheet:
    """Read one version of the agreement."""
    rows = _proposals(process)
    return Sheet(
        agreement=agreement,
        clauses=selectors.clauses(agreement),
        rights=selectors.rights(agreement),
        resources=selectors.resources(agreement),
        dissents=selectors.dissents(agreement),
        signatures=selectors.signatures(agreement),
        third=selectors.third_signatures(agreement),
        seats=core.seats(process),
        number_of={pk: place for place, (pk, _, _) in enumerate(rows, 1)},
        proposal_rows=rows,
    )
