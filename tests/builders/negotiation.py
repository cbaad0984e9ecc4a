"""Rows of the negotiation table, as their acts would have left them."""

from __future__ import annotations

from datetime import datetime, timedelta

from samskab.process.core.models import Process, Stage
from samskab.process.framing.models import StanceCode
from samskab.process.knowledge.models import Basis, Statement
from samskab.process.negotiation.models import (
    CarriedDissent,
    Interest,
    InterestMet,
    Mediation,
    ObjectionAnswer,
    Proposal,
    Stance,
)
from samskab.process.purpose.models import AdoptedPurpose, Purpose, ValueStatement
from tests.builders import LONG_REASON, NOW, Table, table


def adopted_purpose(process: Process) -> AdoptedPurpose:
    purpose = Purpose.objects.create(
        process=process, version=1, text="Alle kan komme trygt hjem.", drafted_at=NOW - timedelta(days=30)
    )
    return AdoptedPurpose.objects.create(
        process=process, purpose=purpose, adopted_at=NOW - timedelta(days=28)
    )


def negotiation(stage: Stage = Stage.NEGOTIATION) -> Table:
    """A table with an adopted purpose, where every party has said what it needs."""
    made = table(stage)
    adopted_purpose(made.process)
    for who in made.parties:
        interest(made, who)
    return made


def interest(made: Table, who: str, text: str = "") -> Interest:
    return Interest.objects.create(
        process=made.process,
        party=made.parties[who],
        text=text or f"At {who} kan komme hjem, også om aftenen.",
        stated_at=NOW - timedelta(days=20),
    )


def interest_of(made: Table, who: str) -> Interest:
    return Interest.objects.get(process=made.process, party=made.parties[who])


def value(made: Table, who: str) -> ValueStatement:
    return ValueStatement.objects.create(
        process=made.process, party=made.parties[who], basic="lighed", text="Ens vej hjem.", stated_at=NOW
    )


def statement(made: Table, text: str = "Jeg går ikke ud efter klokken fire.") -> Statement:
    return Statement.objects.create(
        process=made.process, basis=Basis.EXPERIENCE, channel="web", text=text, stated_at=NOW
    )


def proposal(
    made: Table, who: str = "association", *, parent: Proposal | None = None, text: str = ""
) -> Proposal:
    row = Proposal.objects.create(
        process=made.process,
        under=AdoptedPurpose.objects.get(process=made.process, retired_at__isnull=True),
        party=made.parties[who],
        parent=parent,
        text=text or "En bil kører folk hjem klokken halv fem.",
        proposed_at=NOW - timedelta(days=10),
    )
    InterestMet.objects.create(
        proposal=row,
        interest=interest_of(made, who),
        degree="meets",
        said_by=made.parties[who],
    )
    return row


def stance(
    made: Table, on: Proposal, who: str, code: StanceCode, *, reason: str = "Kun hvis det holder."
) -> Stance:
    return Stance.objects.create(
        proposal=on,
        party=made.parties[who],
        stance=code,
        reason="" if code == StanceCode.SUPPORT else reason,
        at=NOW - timedelta(days=8),
    )


def objection(made: Table, on: Proposal, who: str = "residents", *, done_to_us: bool = False) -> Stance:
    return Stance.objects.create(
        proposal=on,
        party=made.parties[who],
        stance=StanceCode.OBJECT,
        reason="Så kan vi ikke komme hjem om søndagen.",
        harm="Vi sidder fast.",
        done_to_us=done_to_us,
        at=NOW - timedelta(days=8),
    )


def answer(made: Table, to: Stance, who: str = "association") -> ObjectionAnswer:
    return ObjectionAnswer.objects.create(
        objection=to, by=made.parties[who], text=LONG_REASON, at=NOW - timedelta(days=6)
    )


def mediation(made: Table, about: Stance, *, due: datetime = NOW + timedelta(days=15)) -> Mediation:
    return Mediation.objects.create(
        objection=about,
        asked_by=made.parties["association"],
        asked_at=due - timedelta(days=21),
        due=due,
    )


def carried(made: Table, objection: Stance) -> CarriedDissent:
    return CarriedDissent.objects.create(
        objection=objection, asked_by=made.parties["association"], reason=LONG_REASON, at=NOW
    )
