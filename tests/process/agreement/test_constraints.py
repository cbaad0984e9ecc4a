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
from tests.acts import breaks
from tests.builders import LONG_REASON, NOW, Table
from tests.builders import agreement as build
from tests.builders import negotiation as talks

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Table:
    return build.complete()


def altered(row: object, **changes: object) -> object:
    for field, value in changes.items():
        setattr(row, field, value)
    return row


def test_one_version_is_in_force_or_draft(here: Table) -> None:
    more = Agreement(process=here.process, version=2, title="Ny", drafted_at=NOW)
    breaks("agreement_is_one_in_force_or_draft", more.save)
    same = Agreement(process=here.process, version=1, title="Ny", drafted_at=NOW, superseded_at=NOW)
    breaks("agreement_has_its_own_version", same.save)


def test_an_agreement_open_for_signing_has_its_dates(here: Table) -> None:
    paper = build.paper(here)
    breaks(
        "agreement_open_for_signing_has_its_dates",
        altered(paper, opened_for_signing_at=NOW, answer_days=None).save,
    )
    breaks(
        "agreement_is_reviewed_before_it_expires", altered(build.paper(here), expires_on=build.REVIEW).save
    )
    breaks("agreement_has_a_title", altered(build.paper(here), title="").save)


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
    breaks(name, altered(Clause.objects.get(number=1), **changes).save)


def test_a_dropped_clause_frees_its_number(here: Table) -> None:
    altered(Clause.objects.get(number=1), dropped_at=NOW, dropped_reason="Dobbelt.").save()
    altered(Clause.objects.get(number=2), number=1).save()
    assert Clause.objects.filter(number=1).count() == 2


def test_a_duty_is_covered_once_per_clause_and_is_one_of_five(here: Table) -> None:
    clause = Clause.objects.get(number=1)
    breaks("clause_cover_is_said_once", ClauseCover(clause=clause, duty="public_resources").save)
    breaks("clause_cover_duty_is_known", ClauseCover(clause=clause, duty="joy").save)


def test_a_statement_lives_once_in_a_clause(here: Table) -> None:
    given = {"clause": Clause.objects.get(number=1), "statement": talks.statement(here), "traced_at": NOW}
    ClauseUse.objects.create(**given)
    breaks("clause_use_is_once", ClauseUse(**given).save)


def test_a_suggestion_is_declined_with_a_reason_and_a_date(here: Table) -> None:
    clause = Clause.objects.get(number=1)
    row = clause.suggestions.create(by=here.parties["unit"], text="Andre ord.", at=NOW)
    name = "clause_suggestion_is_declined_with_a_reason"
    breaks(name, altered(row, taken=False, answered_at=NOW, answer="Nej.").save)
    breaks(name, altered(row, taken=True, answered_at=None, answer="").save)


def test_an_old_wording_says_why_it_changed(here: Table) -> None:
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        Clause.objects.get(number=1).wordings.create(text="Før.", until=NOW, reason="")


def test_ethics_never_blocks_and_an_answer_gives_a_reason(here: Table) -> None:
    row = build.requirement(here, Clause.objects.get(number=1))
    breaks("professional_requirement_blocks_by_law_or_safety", altered(row, kind="ethics").save)
    row.refresh_from_db()
    breaks(
        "professional_requirement_is_answered_with_a_reason", altered(row, answer="Ja.", answered_at=NOW).save
    )


def test_a_right_says_what_and_is_held_once_per_party(here: Table) -> None:
    breaks("decision_right_says_what", DecisionRight(agreement=build.paper(here), what="").save)
    right = DecisionRight.objects.get()
    again = RightHolder(right=right, party=here.parties["residents"], since=NOW)
    breaks("right_is_held_once_per_party", again.save)


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
    breaks(name, altered(build.paper(here).resources.get(), **changes).save)


def test_not_signing_is_said_once_and_with_a_reason(here: Table) -> None:
    given = {"agreement": build.paper(here), "party": here.parties["unit"], "at": NOW}
    outside = {**given, "instead_of_signing": True}
    breaks("dissent_instead_of_signing_gives_a_reason", Dissent(**outside, text="Nej.").save)
    Dissent.objects.create(**outside, text=LONG_REASON)
    breaks("dissent_stands_instead_of_one_signature", Dissent(**outside, text=LONG_REASON).save)
    breaks("dissent_says_something", Dissent(**given, text="").save)


def test_an_objection_is_printed_once(here: Table) -> None:
    objection = talks.objection(here, build.first_proposal(here))
    given = {"agreement": build.paper(here), "party": objection.party, "objection": objection, "at": NOW}
    Dissent.objects.create(**given, text="For lidt.")
    breaks("dissent_prints_an_objection_once", Dissent(**given, text="For lidt.").save)


def test_a_party_signs_once_with_role_and_mandate(here: Table) -> None:
    build.signature(here, "unit")
    given = {"agreement": build.paper(here), "at": NOW}
    again = Signature(**given, party=here.parties["unit"], role="Leder", mandate="Budget")
    breaks("signature_is_one_per_party", again.save)
    residents = here.parties["residents"]
    breaks("signature_names_a_role", Signature(**given, party=residents, role="", mandate="Ja").save)
    breaks("signature_has_a_mandate", Signature(**given, party=residents, role="Leder", mandate="").save)
    breaks("third_party_signature_names_a_role", ThirdPartySignature(**given, role="").save)


def test_a_councillors_answer_has_code_reason_and_date(here: Table) -> None:
    row = build.question(here)
    name = "councillor_answer_has_code_words_and_a_date"
    breaks(name, altered(row, code="no", answer="Nej.", answered_at=NOW).save)
    breaks(name, altered(row, code="perhaps", answer=LONG_REASON, answered_at=NOW).save)
    breaks(name, altered(row, code="no", answer=LONG_REASON, answered_at=None).save)


def test_a_political_decision_names_the_committee_and_gives_a_reason(here: Table) -> None:
    given = {"agreement": build.paper(here), "approved": True, "at": NOW + timedelta(days=1)}
    unnamed = PoliticalDecision(**given, committee="", reason=LONG_REASON)
    breaks("political_decision_names_the_committee", unnamed.save)
    bare = PoliticalDecision(**given, committee="Udvalget", reason="Vedtaget.")
    breaks("political_decision_gives_a_reason", bare.save)


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
