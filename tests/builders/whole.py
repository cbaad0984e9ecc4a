"""A process with something in every room, to look at it from every side; and many rows, to count by."""

from __future__ import annotations

from datetime import timedelta

from samskab.ground.people.models import Participant
from samskab.process.agreement.models import ClauseUse, Dissent
from samskab.process.calls.models import Call
from samskab.process.core.models import Boundary, Challenge, Stage
from samskab.process.framing.models import StanceCode
from samskab.process.knowledge.models import Reply, Statement
from samskab.process.meetings.models import Meeting
from samskab.process.negotiation.models import ProposalUse
from samskab.process.path.models import StageChange
from tests.builders import LONG_REASON, NOW, Table, area
from tests.builders import action as results
from tests.builders import agreement as papers
from tests.builders import framing as framings
from tests.builders import knowledge as known
from tests.builders import negotiation as talks
from tests.builders import purpose as purposes


def whole(stage: Stage = Stage.ACTION) -> Table:
    """Rows of every room, whatever the stage: as after a process was reopened."""
    made = papers.complete(stage)
    process, parties = made.process, made.parties
    first = framings.past_round(process)
    said = {who: framings.framing(first, party, framings.SAID[who]) for who, party in parties.items()}
    framings.stance(framings.shared(process, [said["residents"]], [said["unit"]]), parties["residents"])
    purposes.value(process, parties["residents"])
    proposal = papers.first_proposal(made)
    talks.objection(made, proposal)
    talks.stance(made, proposal, "unit", StanceCode.LIVE_WITH)
    Dissent.objects.create(
        agreement=papers.paper(made), party=parties["grocer"], text="Vi mener, det er for lidt.", at=NOW
    )
    papers.signature(made, "residents")
    results.flagged(made)
    results.closed_well(made)
    statements(made, 2)
    boundary(made)
    meeting(made, NOW + timedelta(days=8))
    call(made.process.area.slug)
    return made


def statements(made: Table, n: int, author: Participant | None = None) -> list[Statement]:
    """Words that became a problem, a proposal and a clause, and were answered."""
    written = []
    clause = papers.paper(made).clauses.first() or papers.clause(made)
    for _ in range(n):
        statement = known.statement(made.process, author)
        known.use(statement)
        ProposalUse.objects.create(
            proposal=papers.first_proposal(made), statement=statement, traced_at=NOW, understood=True
        )
        ClauseUse.objects.create(clause=clause, statement=statement, traced_at=NOW)
        Reply.objects.create(
            statement=statement, by=made.parties["unit"], outcome="followed", text=LONG_REASON, at=NOW
        )
        written.append(statement)
    return written


def boundary(made: Table, *, challenged: bool = True, **fields: object) -> Boundary:
    given = {"kind": "budget", "text": "Højst 25.000 kr.", "reason": "Der er ikke flere penge."}
    row = Boundary.objects.create(
        process=made.process, set_by=made.parties["unit"], set_at=NOW, **{**given, **fields}
    )
    if challenged:
        challenge(made, row)
    return row


def challenge(made: Table, of: Boundary, who: str = "residents", outcome: str = "") -> Challenge:
    """Open, or answered with an outcome."""
    return Challenge.objects.create(
        boundary=of,
        by=made.parties[who],
        text="Hvorfor netop det beløb?",
        raised_at=NOW - timedelta(days=2),
        answer_due=NOW + timedelta(days=8),
        outcome=outcome,
        answer="Fordi det er, hvad der er." if outcome else "",
        answered_at=NOW if outcome else None,
    )


def meeting(made: Table, at: object = NOW - timedelta(days=4)) -> Meeting:
    row = Meeting.objects.create(
        process=made.process, at=at, place="Vaskeriet", purpose="Hvad vil vi?", booked_at=NOW
    )
    row.access.create(code="childcare")
    row.attendance.create(party=made.parties["residents"], people=7)
    return row


def call(slug: str = "vestby", **fields: object) -> Call:
    given = {
        "title": "Lygten er gået ud",
        "text": "Lygten ved skuret er gået ud. Nogen må gøre noget.",
        "channel": "web",
        "raised_at": NOW - timedelta(days=3),
        "answer_due": NOW + timedelta(days=18),
    }
    return Call.objects.create(area=area(slug), **{**given, **fields})


def many(made: Table, n: int) -> None:
    """`n` more of everything a page of this process lists."""
    statements(made, n)
    for number in range(n):
        boundary(made)
        meeting(made, NOW + timedelta(days=number - n // 2))
        made.process.missing_voices.create(who=f"Gruppe {number}", noted_at=NOW)
        results.task(made)
        papers.clause(made)
        call(process=made.process)
        StageChange.objects.create(
            process=made.process,
            from_stage=Stage.CALLED,
            to_stage=Stage.FRAMING,
            asked_at=NOW,
            opened_at=NOW,
        )
        Dissent.objects.create(
            agreement=papers.paper(made), party=made.parties["grocer"], text="Også det.", at=NOW
        )
