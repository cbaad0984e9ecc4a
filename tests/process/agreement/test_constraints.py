"""What the database itself refuses, whichever door writes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DataError, IntegrityError, connection, transaction

from samskab.process.agreement.models import (
    Agreement,
    Clause,
    ClauseCover,
    ClauseUse,
    DecisionRight,
    Dissent,
    PoliticalDecision,
    RightHolder,
    Signature,
    ThirdPartySignature,
)
from tests.builders import LONG_REASON, NOW, Table
from tests.builders import agreement as build
from tests.builders import negotiation as talks

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Table:
    return build.complete()


def breaks(row: object, name: str) -> None:
    with pytest.raises((IntegrityError, DataError)) as caught, transaction.atomic():
        row.save()
    said = str(caught.value)
    assert name in said or "UNIQUE" in said


def altered(row: object, **changes: object) -> object:
    for field, value in changes.items():
        setattr(row, field, value)
    return row


def test_one_version_is_in_force_or_draft(here: Table) -> None:
    more = Agreement(process=here.process, version=2, title="Ny", drafted_at=NOW)
    breaks(more, "agreement_is_one_in_force_or_draft")
    same = Agreement(process=here.process, version=1, title="Ny", drafted_at=NOW, superseded_at=NOW)
    breaks(same, "agreement_has_its_own_version")


def test_an_agreement_open_for_signing_has_its_dates(here: Table) -> None:
    paper = build.paper(here)
    breaks(
        altered(paper, opened_for_signing_at=NOW, answer_days=None),
        "agreement_open_for_signing_has_its_dates",
    )
    breaks(altered(build.paper(here), expires_on=build.REVIEW), "agreement_is_reviewed_before_it_expires")
    breaks(altered(build.paper(here), title=""), "agreement_has_a_title")


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("clause_says_something", {"text": ""}),
        ("clause_heading_is_known", {"heading": "opgaver"}),
        ("clause_gives_is_known", {"gives": "joy"}),
        ("clause_has_its_own_number", {"number": 2}),
        ("clause_dropped_says_why", {"dropped_at": NOW}),
    ],
)
def test_a_clause_holds_its_form(here: Table, name: str, changes: dict[str, object]) -> None:
    breaks(altered(Clause.objects.get(number=1), **changes), name)


def test_a_dropped_clause_frees_its_number(here: Table) -> None:
    altered(Clause.objects.get(number=1), dropped_at=NOW, dropped_reason="Dobbelt.").save()
    altered(Clause.objects.get(number=2), number=1).save()
    assert Clause.objects.filter(number=1).count() == 2


def test_a_duty_is_covered_once_per_clause_and_is_one_of_five(here: Table) -> None:
    clause = Clause.objects.get(number=1)
    breaks(ClauseCover(clause=clause, duty="public_resources"), "clause_cover_is_said_once")
    breaks(ClauseCover(clause=clause, duty="joy"), "clause_cover_duty_is_known")


def test_a_statement_lives_once_in_a_clause(here: Table) -> None:
    given = {"clause": Clause.objects.get(number=1), "statement": talks.statement(here), "traced_at": NOW}
    ClauseUse.objects.create(**given)
    breaks(ClauseUse(**given), "clause_use_is_once")


def test_a_suggestion_is_declined_with_a_reason_and_a_date(here: Table) -> None:
    clause = Clause.objects.get(number=1)
    row = clause.suggestions.create(by=here.parties["unit"], text="Andre ord.", at=NOW)
    name = "clause_suggestion_is_declined_with_a_reason"
    breaks(altered(row, taken=False, answered_at=NOW, answer="Nej."), name)
    breaks(altered(row, taken=True, answered_at=None, answer=""), name)


def test_an_old_wording_says_why_it_changed(here: Table) -> None:
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        Clause.objects.get(number=1).wordings.create(text="Før.", until=NOW, reason="")


def test_ethics_never_blocks_and_an_answer_gives_a_reason(here: Table) -> None:
    row = build.requirement(here, Clause.objects.get(number=1))
    breaks(altered(row, kind="ethics"), "professional_requirement_blocks_by_law_or_safety")
    row.refresh_from_db()
    breaks(
        altered(row, answer="Ja.", answered_at=NOW),
        "professional_requirement_is_answered_with_a_reason",
    )


def test_a_right_says_what_and_is_held_once_per_party(here: Table) -> None:
    breaks(DecisionRight(agreement=build.paper(here), what=""), "decision_right_says_what")
    right = DecisionRight.objects.get()
    again = RightHolder(right=right, party=here.parties["residents"], since=NOW)
    breaks(again, "right_is_held_once_per_party")


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("resource_hours_are_never_priced", {"amount_ore": 100}),
        ("resource_is_not_negative", {"hours_month": -1}),
        ("resource_ceiling_holds_its_hours", {"most_hours_month": 1}),
        ("resource_kind_is_known", {"kind": "goodwill"}),
        ("resource_says_what", {"text": ""}),
    ],
)
def test_a_resource_holds_its_form(here: Table, name: str, changes: dict[str, object]) -> None:
    breaks(altered(build.paper(here).resources.get(), **changes), name)


def test_not_signing_is_said_once_and_with_a_reason(here: Table) -> None:
    given = {"agreement": build.paper(here), "party": here.parties["unit"], "at": NOW}
    outside = {**given, "instead_of_signing": True}
    breaks(Dissent(**outside, text="Nej."), "dissent_instead_of_signing_gives_a_reason")
    Dissent.objects.create(**outside, text=LONG_REASON)
    breaks(Dissent(**outside, text=LONG_REASON), "dissent_stands_instead_of_one_signature")
    breaks(Dissent(**given, text=""), "dissent_says_something")


def test_an_objection_is_printed_once(here: Table) -> None:
    objection = talks.objection(here, build.first_proposal(here))
    given = {"agreement": build.paper(here), "party": objection.party, "objection": objection, "at": NOW}
    Dissent.objects.create(**given, text="For lidt.")
    breaks(Dissent(**given, text="For lidt."), "dissent_prints_an_objection_once")


def test_a_party_signs_once_with_role_and_mandate(here: Table) -> None:
    build.signature(here, "unit")
    given = {"agreement": build.paper(here), "at": NOW}
    again = Signature(**given, party=here.parties["unit"], role="Leder", mandate="Budget")
    breaks(again, "signature_is_one_per_party")
    residents = here.parties["residents"]
    breaks(Signature(**given, party=residents, role="", mandate="Ja"), "signature_names_a_role")
    breaks(Signature(**given, party=residents, role="Leder", mandate=""), "signature_has_a_mandate")
    breaks(ThirdPartySignature(**given, role=""), "third_party_signature_names_a_role")


def test_a_councillors_answer_has_code_reason_and_date(here: Table) -> None:
    row = build.question(here)
    name = "councillor_answer_has_code_words_and_a_date"
    breaks(altered(row, code="no", answer="Nej.", answered_at=NOW), name)
    breaks(altered(row, code="perhaps", answer=LONG_REASON, answered_at=NOW), name)
    breaks(altered(row, code="no", answer=LONG_REASON, answered_at=None), name)


def test_a_political_decision_names_the_committee_and_gives_a_reason(here: Table) -> None:
    given = {"agreement": build.paper(here), "approved": True, "at": NOW + timedelta(days=1)}
    unnamed = PoliticalDecision(**given, committee="", reason=LONG_REASON)
    breaks(unnamed, "political_decision_names_the_committee")
    bare = PoliticalDecision(**given, committee="Udvalget", reason="Vedtaget.")
    breaks(bare, "political_decision_gives_a_reason")


# -- what is printed stays printed ---------------------------------------------------------------------------


@pytest.fixture
def printed(here: Table) -> Dissent:
    given = {"agreement": build.paper(here), "party": here.parties["residents"], "at": NOW}
    return Dissent.objects.create(**given, text="For lidt, og for sent.")


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "Vi er enige."},
        {"at": NOW - timedelta(days=1)},
        {"instead_of_signing": True},
        {"party": "unit"},
    ],
)
def test_a_printed_dissent_is_never_changed(
    here: Table, printed: Dissent, changes: dict[str, object]
) -> None:
    given = {name: here.parties["unit"] if name == "party" else value for name, value in changes.items()}
    with pytest.raises(IntegrityError, match="dissent_is_never_changed"), transaction.atomic():
        Dissent.objects.filter(pk=printed.pk).update(**given)
    assert Dissent.objects.get(pk=printed.pk).text == "For lidt, og for sent."


def test_a_printed_dissent_is_never_removed_not_with_its_agreement_either(printed: Dissent) -> None:
    for rows in (Dissent.objects.filter(pk=printed.pk), Agreement.objects.all()):
        with pytest.raises(IntegrityError, match="dissent_is_never_removed"), transaction.atomic():
            rows.delete()
    with (
        pytest.raises(IntegrityError, match="dissent_is_never_removed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM agreement_dissent")
    assert Dissent.objects.filter(pk=printed.pk).exists()
