"""What the database itself refuses, whichever door writes."""

from __future__ import annotations

from datetime import timedelta

import pytest

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
from tests.acts import breaks
from tests.builders import LONG_REASON, NOW, Table
from tests.builders import negotiation as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Table:
    return build.negotiation()


def test_an_interest_says_something(here: Table) -> None:
    row = Interest(process=here.process, party=here.parties["unit"], text="", stated_at=NOW)
    breaks("interest_says_something", row.save)


def test_no_proposal_without_an_adopted_purpose(here: Table) -> None:
    row = Proposal(process=here.process, party=here.parties["unit"], text="Lys.", proposed_at=NOW)
    breaks("under_id", row.save)


def test_a_proposal_is_at_most_900_characters(here: Table) -> None:
    row = build.proposal(here)
    row.text = "x" * 901
    breaks("proposal_says_something", row.save)


def test_a_statement_is_used_once_per_proposal(here: Table) -> None:
    row, known = build.proposal(here), build.statement(here)
    ProposalUse.objects.create(proposal=row, statement=known, traced_at=NOW)
    breaks("proposal_use_is_once", ProposalUse(proposal=row, statement=known, traced_at=NOW).save)


def test_how_far_a_need_is_met_is_said_once_per_party_and_in_three_degrees(here: Table) -> None:
    row = build.proposal(here)
    said = {"proposal": row, "interest": build.interest_of(here, "association")}
    breaks("interest_met_is_said_once_per_party", InterestMet(**said, degree="not", said_by=row.party).save)
    unknown = InterestMet(**said, degree="wow", said_by=here.parties["unit"])
    breaks("interest_met_degree_is_known", unknown.save)


def test_one_party_has_one_stance_with_a_reason_unless_it_supports(here: Table) -> None:
    row, unit = build.proposal(here), here.parties["unit"]
    bare = Stance(proposal=row, party=unit, stance=StanceCode.LIVE_WITH, at=NOW)
    breaks("stance_has_reason_unless_support", bare.save)
    build.stance(here, row, "unit", StanceCode.SUPPORT)
    second = Stance(proposal=row, party=unit, stance=StanceCode.SUPPORT, at=NOW)
    breaks("stance_is_one_per_party", second.save)


def test_an_objection_names_an_interest_a_value_or_a_harm(here: Table) -> None:
    row = build.proposal(here)
    bare = Stance(proposal=row, party=here.parties["unit"], stance=StanceCode.OBJECT, reason="Nej.", at=NOW)
    breaks("stance_objection_names_interest_value_or_harm", bare.save)


def test_a_stance_is_one_of_four(here: Table) -> None:
    row = Stance(
        proposal=build.proposal(here), party=here.parties["unit"], stance="like", reason="Ja.", at=NOW
    )
    breaks("stance_is_known", row.save)


def test_an_answer_is_a_counter_proposal_or_forty_characters(here: Table) -> None:
    objection = build.objection(here, build.proposal(here))
    short = ObjectionAnswer(objection=objection, by=here.parties["unit"], text="Tak for input.", at=NOW)
    breaks("objection_answer_is_a_counter_or_a_text", short.save)


def test_a_mediation_is_once_and_closes_with_an_outcome(here: Table) -> None:
    objection = build.objection(here, build.proposal(here))
    running = build.mediation(here, objection)
    again = Mediation(
        objection=objection, asked_by=here.parties["unit"], asked_at=NOW, due=NOW + timedelta(days=21)
    )
    breaks("mediation_is_once_per_objection", again.save)
    running.closed_at = NOW
    breaks("mediation_closes_with_an_outcome", running.save)
    running.closed_at, running.due = None, running.asked_at
    breaks("mediation_is_due_after_it_is_asked", running.save)


def test_going_on_has_a_reason_and_happens_once(here: Table) -> None:
    objection = build.objection(here, build.proposal(here))
    given = {"objection": objection, "asked_by": here.parties["unit"], "at": NOW}
    breaks("carried_dissent_says_why", CarriedDissent(**given, reason="Vi er flest.").save)
    CarriedDissent.objects.create(**given, reason=LONG_REASON)
    breaks("objection_id", CarriedDissent(**given, reason=LONG_REASON).save)
