"""What the database itself refuses, whichever door writes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DataError, IntegrityError, transaction

from samskab.process.framing.models import StanceCode
from samskab.process.negotiation.models import (
    CarriedDissent,
    Interest,
    InterestMet,
    Mediation,
    ObjectionAnswer,
    Proposal,
    ProposalUse,
    Stance,
)
from tests.builders import LONG_REASON, NOW, Table
from tests.builders import negotiation as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Table:
    return build.negotiation()


def breaks(row: object, name: str) -> None:
    with pytest.raises((IntegrityError, DataError)) as caught, transaction.atomic():
        row.save()
    said = str(caught.value)
    assert name in said or "UNIQUE" in said or "NOT NULL" in said


def test_an_interest_says_something(here: Table) -> None:
    row = Interest(process=here.process, party=here.parties["unit"], text="", stated_at=NOW)
    breaks(row, "interest_says_something")


def test_no_proposal_without_an_adopted_purpose(here: Table) -> None:
    row = Proposal(process=here.process, party=here.parties["unit"], text="Lys.", proposed_at=NOW)
    breaks(row, "under_id")


def test_a_proposal_is_at_most_900_characters(here: Table) -> None:
    row = build.proposal(here)
    row.text = "x" * 901
    breaks(row, "proposal_says_something")


def test_a_statement_is_used_once_per_proposal(here: Table) -> None:
    row, known = build.proposal(here), build.statement(here)
    ProposalUse.objects.create(proposal=row, statement=known, traced_at=NOW)
    breaks(ProposalUse(proposal=row, statement=known, traced_at=NOW), "proposal_use_is_once")


def test_how_far_a_need_is_met_is_said_once_per_party_and_in_three_degrees(here: Table) -> None:
    row = build.proposal(here)
    said = {"proposal": row, "interest": build.interest_of(here, "association")}
    breaks(InterestMet(**said, degree="not", said_by=row.party), "interest_met_is_said_once_per_party")
    unknown = InterestMet(**said, degree="wow", said_by=here.parties["unit"])
    breaks(unknown, "interest_met_degree_is_known")


def test_one_party_has_one_stance_with_a_reason_unless_it_supports(here: Table) -> None:
    row, unit = build.proposal(here), here.parties["unit"]
    bare = Stance(proposal=row, party=unit, stance=StanceCode.LIVE_WITH, at=NOW)
    breaks(bare, "stance_has_reason_unless_support")
    build.stance(here, row, "unit", StanceCode.SUPPORT)
    second = Stance(proposal=row, party=unit, stance=StanceCode.SUPPORT, at=NOW)
    breaks(second, "stance_is_one_per_party")


def test_an_objection_names_an_interest_a_value_or_a_harm(here: Table) -> None:
    row = build.proposal(here)
    bare = Stance(proposal=row, party=here.parties["unit"], stance=StanceCode.OBJECT, reason="Nej.", at=NOW)
    breaks(bare, "stance_objection_names_interest_value_or_harm")


def test_a_stance_is_one_of_four(here: Table) -> None:
    row = Stance(
        proposal=build.proposal(here), party=here.parties["unit"], stance="like", reason="Ja.", at=NOW
    )
    breaks(row, "stance_is_known")


def test_an_answer_is_a_counter_proposal_or_forty_characters(here: Table) -> None:
    objection = build.objection(here, build.proposal(here))
    short = ObjectionAnswer(objection=objection, by=here.parties["unit"], text="Tak for input.", at=NOW)
    breaks(short, "objection_answer_is_a_counter_or_a_text")


def test_a_mediation_is_once_and_closes_with_an_outcome(here: Table) -> None:
    objection = build.objection(here, build.proposal(here))
    running = build.mediation(here, objection)
    again = Mediation(
        objection=objection, asked_by=here.parties["unit"], asked_at=NOW, due=NOW + timedelta(days=21)
    )
    breaks(again, "mediation_is_once_per_objection")
    running.closed_at = NOW
    breaks(running, "mediation_closes_with_an_outcome")
    running.closed_at, running.due = None, running.asked_at
    breaks(running, "mediation_is_due_after_it_is_asked")


def test_going_on_has_a_reason_and_happens_once(here: Table) -> None:
    objection = build.objection(here, build.proposal(here))
    given = {"objection": objection, "asked_by": here.parties["unit"], "at": NOW}
    breaks(CarriedDissent(**given, reason="Vi er flest."), "carried_dissent_says_why")
    CarriedDissent.objects.create(**given, reason=LONG_REASON)
    breaks(CarriedDissent(**given, reason=LONG_REASON), "objection_id")
