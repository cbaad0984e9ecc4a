"""What lies in the rooms of every process of the bench municipality, from framings to follow-up, and the
calls.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from bench.pages_house import LARGE, NOW, SMALL, Made, write
from samskab.ground.parties.models import Party
from samskab.ground.places.models import Area
from samskab.process.action.models import FollowUp, NextStep, Result, Task
from samskab.process.agreement.models import (
    Agreement,
    Clause,
    ClauseCover,
    ClauseUse,
    CouncillorQuestion,
    DecisionRight,
    Dissent,
    Duty,
    Heading,
    Resource,
    RightHolder,
    Signature,
)
from samskab.process.calls.models import Call, CallJoin, CallReply
from samskab.process.core.models import STAGE_ORDER, Process, Stage, Steward
from samskab.process.framing.models import (
    Framing,
    FramingElement,
    FramingRound,
    FramingStance,
    SharedFraming,
    StanceCode,
)
from samskab.process.knowledge.models import Basis, ElementUse, Reply, Statement, Vote
from samskab.process.meetings.models import Attendance, Meeting, MeetingAccess
from samskab.process.negotiation.models import (
    Interest,
    InterestMet,
    Mediation,
    ObjectionAnswer,
    Proposal,
    ProposalUse,
    Stance,
)
from samskab.process.path.models import StageApproval, StageChange
from samskab.process.purpose.models import (
    AdoptedPurpose,
    BasicValue,
    Purpose,
    PurposeStance,
    Question,
    QuestionAnswer,
    ValueShare,
    ValueStatement,
)

EVERY, TWICE = 7, 2
DAYS = timedelta(days=1)


def fill(made: list[Made]) -> None:
    """Each process up to the stage it has reached."""
    framing([one for one in made if one.been(Stage.FRAMING)])
    purpose([one for one in made if one.been(Stage.PURPOSE)])
    knowledge(made)
    negotiation([one for one in made if one.been(Stage.NEGOTIATION)])
    agreement([one for one in made if one.been(Stage.AGREEMENT)])
    action([one for one in made if one.been(Stage.ACTION)])
    path(made)
    meetings(made)


def framing(made: list[Made]) -> None:
    rounds = [
        FramingRound(
            process=one.process,
            number=1,
            opened_at=NOW - 90 * DAYS,
            deadline=NOW - 70 * DAYS,
            revealed_at=NOW - 70 * DAYS,
        )
        for one in made
    ]
    write(rounds)
    for one, row in zip(made, rounds, strict=True):
        one.rows["framings"] = [
            Framing(round=row, party=party, text=one.text(30), written_at=NOW) for party in one.parties
        ]
    write(row for one in made for row in one.rows["framings"])
    shared = [
        SharedFraming(
            process=one.process, version=1, text=one.text(40), written_by=one.parties[0], written_at=NOW
        )
        for one in made
    ]
    write(shared)
    for one, row in zip(made, shared, strict=True):
        count = max(4, one.size.seats // 2)
        one.rows["elements"] = [
            FramingElement(shared=row, number=n, text=one.text()) for n in range(1, count)
        ]
    write(row for one in made for row in one.rows["elements"])
    source = FramingElement.sources.through
    write(
        source(framingelement_id=element.pk, framing_id=one.rows["framings"][n % one.size.seats].pk)
        for one in made
        for n, element in enumerate(one.rows["elements"])
    )
    write(
        FramingStance(shared=row, party=party, stance=StanceCode.SUPPORT, at=NOW)
        for one, row in zip(made, shared, strict=True)
        for party in one.parties
    )


def purpose(made: list[Made]) -> None:
    basics = list(BasicValue)
    for one in made:
        one.rows["values"] = [
            ValueStatement(
                process=one.process, party=party, basic=basics[n % 3], text=one.text(), stated_at=NOW
            )
            for n, party in enumerate(one.parties)
        ]
    write(row for one in made for row in one.rows["values"])
    write(
        ValueShare(value=value, party=one.parties[n - 1], at=NOW)
        for one in made
        for n, value in enumerate(one.rows["values"])
    )
    write(
        QuestionAnswer(process=one.process, party=party, question=question, text=one.text(), at=NOW)
        for one in made
        for party in one.parties
        for question in Question
    )
    drafts = [
        Purpose(
            process=one.process,
            version=1,
            text=one.text(20),
            drafted_by=one.parties[0],
            drafted_at=NOW - 60 * DAYS,
        )
        for one in made
    ]
    write(drafts)
    write(
        PurposeStance(
            purpose=draft, party=party, stance=StanceCode.LIVE_WITH, reason="Vi kan leve med det.", at=NOW
        )
        for one, draft in zip(made, drafts, strict=True)
        for party in one.parties
    )
    adopted = [
        AdoptedPurpose(process=one.process, purpose=draft, adopted_at=NOW - 50 * DAYS)
        for one, draft in zip(made, drafts, strict=True)
    ]
    write(adopted)
    for one, row in zip(made, adopted, strict=True):
        one.rows["adopted"] = [row]


def knowledge(made: list[Made]) -> None:
    """Statements with counters that agree with their votes; some used, some answered."""
    bases = list(Basis)
    chosen: list[tuple[Statement, list[int]]] = []
    for one in made:
        rows = []
        for n in range(one.size.statements):
            author = one.rng.randrange(len(one.people))
            values = [one.rng.choice((1, 0, -1)) for _ in range(TWICE)]
            row = Statement(
                process=one.process,
                participant=one.people[author],
                party=one.parties[author * len(one.parties) // len(one.people)] if n % 3 else None,
                basis=bases[n % 4],
                channel="web",
                role="Nabo",
                text=one.text(20),
                stated_at=NOW - 40 * DAYS + timedelta(minutes=n),
                agrees=values.count(1),
                passes=values.count(0),
                disagrees=values.count(-1),
            )
            rows.append(row)
            chosen.append((row, values))
        one.rows["statements"] = rows
    write(row for row, _ in chosen)
    write(votes(made))
    write(
        Reply(
            statement=statement,
            by=one.parties[1],
            outcome="followed",
            text="Vi har talt med busselskabet, og de kører til elleve fra marts.",
            at=NOW,
        )
        for one in made
        for statement in one.rows["statements"][::EVERY]
    )
    write(
        ElementUse(
            statement=statement,
            element=one.rows["elements"][n % len(one.rows["elements"])],
            traced_by=one.parties[0],
            traced_at=NOW,
            understood=True if n % 2 else None,
            confirmed_at=NOW if n % 2 else None,
        )
        for one in made
        if one.rows.get("elements")
        for n, statement in enumerate(one.rows["statements"][3::EVERY])
    )


def votes(made: list[Made]) -> Iterator[Vote]:
    """Two people beside the author vote on each; never the author."""
    for one in made:
        places = {person.pk: place for place, person in enumerate(one.people)}
        for statement in one.rows["statements"]:
            values = [1] * statement.agrees + [0] * statement.passes + [-1] * statement.disagrees
            place = places[statement.participant_id]
            for n, value in enumerate(values, 1):
                voter = one.people[(place + n) % len(one.people)]
                yield Vote(statement=statement, participant=voter, value=value, cast_at=NOW)


def negotiation(made: list[Made]) -> None:
    """A tree of proposals, every party's stance on each, every eighth an objection."""
    for one in made:
        one.rows["interests"] = [
            Interest(process=one.process, party=party, text=one.text(), stated_at=NOW)
            for party in one.parties
        ]
    write(row for one in made for row in one.rows["interests"])
    for depth in range(2):
        for one in made:
            half = one.size.proposals // 2
            parents = one.rows.setdefault("proposals", [])
            fresh = [
                Proposal(
                    process=one.process,
                    under=one.rows["adopted"][0],
                    party=one.parties[n % len(one.parties)],
                    parent=parents[n] if depth and n % 3 else None,
                    text=one.text(25),
                    proposed_at=NOW - 30 * DAYS + timedelta(minutes=n + depth * half),
                )
                for n in range(half)
            ]
            one.rows["fresh"] = fresh
        write(row for one in made for row in one.rows["fresh"])
        for one in made:
            one.rows["proposals"] += one.rows["fresh"]
    write(
        ProposalUse(
            statement=one.rows["statements"][n % len(one.rows["statements"])],
            proposal=proposal,
            traced_by=proposal.party,
            traced_at=NOW,
        )
        for one in made
        for n, proposal in enumerate(one.rows["proposals"])
    )
    write(
        InterestMet(proposal=proposal, interest=interest, degree="partly", said_by=proposal.party)
        for one in made
        for n, proposal in enumerate(one.rows["proposals"])
        for interest in one.rows["interests"][n % 2 :: 3]
    )
    stances(made)


def stances(made: list[Made]) -> None:
    given = []
    for one in made:
        for n, proposal in enumerate(one.rows["proposals"]):
            for m, party in enumerate(one.parties):
                if party.pk == proposal.party_id:
                    continue
                objects = (n + m) % 8 == 0
                given.append(
                    Stance(
                        proposal=proposal,
                        party=party,
                        stance=StanceCode.OBJECT if objects else StanceCode.SUPPORT,
                        reason="Det rammer dem, der arbejder om aftenen." if objects else "",
                        interest=one.rows["interests"][m] if objects else None,
                        at=NOW - 20 * DAYS,
                    )
                )
    write(given)
    objections = [stance for stance in given if stance.stance == StanceCode.OBJECT]
    write(
        ObjectionAnswer(
            objection=objection,
            by=objection.proposal.party,
            text="Vi flytter den sidste afgang, så aftenholdet kan nå den.",
            at=NOW - 10 * DAYS,
            accepted=True if n % 4 else None,
        )
        for n, objection in enumerate(objections)
        if n % 3
    )
    write(
        Mediation(objection=objection, asked_by=objection.party, asked_at=NOW - 5 * DAYS, due=NOW + 16 * DAYS)
        for objection in objections[::12]
    )


def agreement(made: list[Made]) -> None:
    papers = [
        Agreement(
            process=one.process,
            version=1,
            title="Aftale om aftenbussen",
            drafted_at=NOW - 9 * DAYS,
            review_on=date(2027, 5, 1),
            expires_on=date(2027, 11, 1),
            answer_days=14,
            opened_for_signing_at=NOW - 8 * DAYS,
        )
        for one in made
    ]
    write(papers)
    headings, duties = list(Heading), list(Duty)
    for one, paper in zip(made, papers, strict=True):
        one.rows["clauses"] = [
            Clause(
                agreement=paper,
                number=n + 1,
                heading=headings[n % 4],
                gives="work",
                text=one.text(25),
                origin=one.rows["proposals"][n % len(one.rows["proposals"])],
                written_at=NOW,
            )
            for n in range(one.size.clauses)
        ]
    write(row for one in made for row in one.rows["clauses"])
    clauses = [(one, n, clause) for one in made for n, clause in enumerate(one.rows["clauses"])]
    write(ClauseCover(clause=clause, duty=duties[n % 5]) for _, n, clause in clauses)
    write(
        ClauseUse(
            statement=one.rows["statements"][n % len(one.rows["statements"])],
            clause=clause,
            traced_by=one.parties[0],
            traced_at=NOW,
        )
        for one, n, clause in clauses
    )
    paired = list(zip(made, papers, strict=True))
    rights = [
        DecisionRight(agreement=paper, what=f"Køreplan {n}")
        for one, paper in paired
        for n in range(max(1, one.size.seats // 3))
    ]
    write(rights)
    parties = {paper.pk: one.parties for one, paper in paired}
    write(
        RightHolder(right=right, party=party, since=NOW)
        for right in rights
        for party in parties[right.agreement_id][:2]
    )
    write(
        Resource(agreement=paper, by=party, kind="staff_time", text=one.text(), hours_month=4, offered_at=NOW)
        for one, paper in paired
        for party in one.parties
    )
    write(Dissent(agreement=paper, party=one.parties[-1], text=one.text(), at=NOW) for one, paper in paired)
    write(
        Signature(agreement=paper, party=party, role="Talsperson", mandate="Alle sagde ja.", at=NOW)
        for one, paper in paired
        for party in one.parties[1:]
    )
    write(
        CouncillorQuestion(
            process=one.process,
            asked_by=party,
            to_title="Formanden for teknik",
            text=one.text(),
            asked_at=NOW,
            answer_due=NOW + 21 * DAYS,
        )
        for one in made
        for party in one.parties[::3]
    )


def action(made: list[Made]) -> None:
    write(
        Task(
            process=one.process,
            under=one.rows["adopted"][0],
            clause=one.rows["clauses"][n % len(one.rows["clauses"])],
            title=f"Tal med chaufførerne, {n}",
            owner=one.parties[n % len(one.parties)],
            earlier_by="none",
            now_by="joint",
            hours_month=3,
            planned_at=NOW,
        )
        for one in made
        for n in range(one.size.tasks)
    )
    held = [FollowUp(process=one.process, held_at=NOW) for one in made]
    write(held)
    write(
        Result(follow_up=row, by=one.parties[0], text=one.text(), direction="good_uncertain", at=NOW)
        for one, row in zip(made, held, strict=True)
        for _ in range(one.size.seats)
    )
    write(
        NextStep(follow_up=row, owner=party, text=one.text(), due_on=date(2027, 2, 1))
        for one, row in zip(made, held, strict=True)
        for party in one.parties
    )


def path(made: list[Made]) -> None:
    """Every stage that was opened, and the two keys that opened it."""
    keys: dict[int, list[Steward]] = {}
    for steward in Steward.objects.filter(process__in=[one.process for one in made]):
        keys.setdefault(steward.process_id, []).append(steward)
    changes = [
        StageChange(
            process=one.process,
            from_stage=earlier,
            to_stage=later,
            asked_at=NOW - 100 * DAYS,
            opened_at=NOW - 99 * DAYS,
        )
        for one in made
        for earlier, later in pairwise(STAGE_ORDER[: one.reached + 1])
    ]
    write(changes)
    write(
        StageApproval(change=change, steward=steward, side=steward.side, at=NOW - 99 * DAYS)
        for change in changes
        for steward in keys[change.process_id]
    )


def meetings(made: list[Made]) -> None:
    held = [
        (
            one,
            Meeting(
                process=one.process,
                at=NOW + (n - 2) * 10 * DAYS,
                place="Hallen",
                purpose=one.text(),
                booked_at=NOW - 40 * DAYS,
            ),
        )
        for one in made
        for n in range(max(2, one.size.seats // 2))
    ]
    write(row for _, row in held)
    write(MeetingAccess(meeting=row, code=code) for _, row in held for code in ("evening", "food"))
    write(Attendance(meeting=row, party=party, people=4) for one, row in held for party in one.parties)


def raise_calls(
    areas: list[Area], parties: dict[int, list[Party]], processes: list[Process], rng: random.Random
) -> None:
    """Three calls for every process: one it grew out of, two that wait or were answered."""
    calls = []
    for n, process in enumerate(processes):
        for m, state in enumerate(("became_process", "open", rng.choice(("joined", "declined_with_reason")))):
            area = process.area if m == 0 else rng.choice(areas)
            calls.append(
                Call(
                    area=area,
                    title=f"Bussen er væk efter klokken 21, {n}.{m}",
                    text="Der er ingen vej hjem fra hallen, når man ikke har bil.",
                    party=rng.choice(parties[area.pk]),
                    channel="web",
                    state=state,
                    process=process if m == 0 else None,
                    raised_at=NOW - (n % 300) * DAYS,
                    answer_due=NOW + (30 - n % 60) * DAYS + timedelta(days=330),
                )
            )
    write(calls)
    write(
        CallJoin(call=call, name=f"Nabo {k}", joined_at=NOW)
        for n, call in enumerate(calls)
        for k in range(60 if call.process and call.process.slug == LARGE else n % 5)
    )
    write(
        CallReply(
            call=call,
            by=parties[call.area_id][1],
            outcome=call.state,
            text="Vi har spurgt trafikselskabet, og her er, hvad de svarede os i denne uge.",
            at=NOW,
        )
        for call in calls
        if call.state != "open"
    )


MEASURED = (SMALL, LARGE)
