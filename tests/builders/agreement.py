"""Rows of an agreement, as its acts would have left them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from samskab.process.agreement.models import (
    Agreement,
    Clause,
    ClauseCover,
    CouncillorQuestion,
    DecisionRight,
    Duty,
    Heading,
    ProfessionalRequirement,
    Resource,
    RightHolder,
    Signature,
)
from samskab.process.core.models import Stage
from samskab.process.negotiation.models import Proposal
from tests.builders import LONG_REASON, NOW, Table
from tests.builders import negotiation as talks

REVIEW = date(2027, 5, 1)
EXPIRES = date(2028, 11, 1)


def draft(stage: Stage = Stage.NEGOTIATION) -> Table:
    """A table with a proposal by the association and an empty paper."""
    made = talks.negotiation(stage)
    talks.proposal(made)
    Agreement.objects.create(
        process=made.process, version=1, title="Aftale om vejen hjem", drafted_at=NOW - timedelta(days=5)
    )
    return made


def paper(made: Table) -> Agreement:
    return Agreement.objects.get(process=made.process, superseded_at__isnull=True)


def first_proposal(made: Table) -> Proposal:
    return Proposal.objects.filter(process=made.process).order_by("pk")[0]


def clause(
    made: Table,
    heading: Heading = Heading.SUPPORT,
    *,
    gives: str = "right",
    covers: tuple[str, ...] = (),
    origin: Proposal | None = None,
) -> Clause:
    agreement = paper(made)
    row = Clause.objects.create(
        agreement=agreement,
        number=agreement.clauses.filter(dropped_at__isnull=True).count() + 1,
        heading=heading,
        gives=gives,
        text="Alle kan komme hjem, også om søndagen.",
        origin=origin or first_proposal(made),
        written_at=NOW - timedelta(days=4),
    )
    ClauseCover.objects.bulk_create(ClauseCover(clause=row, duty=duty) for duty in covers)
    return row


def right(made: Table, what: str = "Køreplanen", *who: str) -> DecisionRight:
    row = DecisionRight.objects.create(agreement=paper(made), what=what)
    RightHolder.objects.bulk_create(
        RightHolder(right=row, party=made.parties[name], since=NOW) for name in who or ("residents",)
    )
    return row


def resource(
    made: Table, who: str = "unit", *, kind: str = "staff_time", hours: str = "16", **more: object
) -> Resource:
    return Resource.objects.create(
        agreement=paper(made),
        by=made.parties[who],
        kind=kind,
        text="To medarbejdere en time om ugen",
        hours_month=Decimal(hours),
        offered_at=NOW,
        **more,
    )


def requirement(made: Table, about: Clause, *, blocks: bool = True) -> ProfessionalRequirement:
    return ProfessionalRequirement.objects.create(
        clause=about,
        by=made.parties["unit"],
        kind="law",
        text=LONG_REASON,
        blocks=blocks,
        raised_at=NOW - timedelta(days=2),
    )


def complete(stage: Stage = Stage.NEGOTIATION) -> Table:
    """A paper that lacks nothing: three headings, five duties, dates, rights, and something from the public
    side.
    """
    made = draft(stage)
    fill(made)
    return made


def fill(made: Table) -> None:
    """Everything a paper must hold before it can be signed."""
    clause(made, Heading.SUPPORT, covers=(Duty.PUBLIC_RESOURCES, Duty.NON_REPLACEMENT))
    clause(made, Heading.CARE, gives="work")
    clause(made, Heading.SAY)
    clause(made, Heading.TERMS, gives="term", covers=(Duty.EXIT, Duty.REVIEW, Duty.ANSWER_DUTY))
    Agreement.objects.filter(process=made.process).update(
        review_on=REVIEW, expires_on=EXPIRES, answer_days=120
    )
    right(made)
    resource(made)


def open_for_signing() -> Table:
    made = complete(Stage.AGREEMENT)
    Agreement.objects.filter(process=made.process).update(opened_for_signing_at=NOW - timedelta(days=1))
    return made


def signature(made: Table, who: str) -> Signature:
    return Signature.objects.create(
        agreement=paper(made),
        party=made.parties[who],
        participant=made.speakers[who],
        role="Talsperson",
        mandate="11 af 14 sagde ja",
        at=NOW,
    )


def question(made: Table, who: str = "residents", **more: object) -> CouncillorQuestion:
    return CouncillorQuestion.objects.create(
        process=made.process,
        asked_by=made.parties[who],
        to_title="Formand for Børne- og skoleudvalget",
        text="Hvad sker der i år tre?",
        asked_at=NOW - timedelta(days=1),
        answer_due=NOW + timedelta(days=20),
        **more,
    )
