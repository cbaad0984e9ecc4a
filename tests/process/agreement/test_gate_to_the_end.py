"""What opened the signing is still there when it is signed and when it is acted on (G5)."""

from __future__ import annotations

import pytest

from samskab.process.agreement import gates, services
from samskab.process.agreement.models import Clause, Heading, Signature
from tests.acts import refused
from tests.builders import NOW, Table
from tests.builders import agreement as papers

pytestmark = pytest.mark.django_db


def sign(made: Table, who: str) -> Signature:
    return services.sign(
        process_id=made.process.pk,
        actor=made.actor(who),
        role="Talsperson",
        mandate="11 af 14 sagde ja",
        now=NOW,
    )


def drop_support(made: Table) -> None:
    """The pen takes the clause about support out, when the gate has let the paper through."""
    clause = Clause.objects.get(agreement=papers.paper(made), heading=Heading.SUPPORT)
    services.drop_clause(
        process_id=made.process.pk, actor=made.actor("unit"), clause_id=clause.pk, reason="Senere.", now=NOW
    )


def codes(made: Table) -> set[str]:
    return {refusal.code for refusal in gates.blockers(made.process, NOW)}


def test_nobody_signs_a_paper_that_has_lost_what_opened_the_signing() -> None:
    made = papers.open_for_signing()
    drop_support(made)
    with refused("agreement.heading_is_empty", 409):
        sign(made, "residents")
    assert not Signature.objects.exists()


def test_a_whole_paper_is_signed() -> None:
    assert sign(papers.open_for_signing(), "residents").pk


def test_and_the_agreement_is_not_acted_on_without_it() -> None:
    made = papers.open_for_signing()
    drop_support(made)
    for who in made.parties:
        papers.signature(made, who)
    assert {"agreement.heading_is_empty", "agreement.duty_is_not_covered"} <= codes(made)


def test_the_public_side_does_not_bring_something_to_the_gate_and_take_it_home_again() -> None:
    made = papers.open_for_signing()
    services.withdraw_resource(
        process_id=made.process.pk,
        actor=made.actor("unit"),
        resource_id=papers.paper(made).resources.get().pk,
        now=NOW,
    )
    with refused("agreement.public_side_brings_nothing", 409):
        sign(made, "residents")
    assert "agreement.public_side_brings_nothing" in codes(made)


def test_what_a_party_that_has_left_once_offered_is_no_promise() -> None:
    made = papers.open_for_signing()
    made.process.seats.filter(party=made.parties["unit"]).update(left_at=NOW)
    assert "agreement.public_side_brings_nothing" in codes(made)


def test_what_a_party_signed_for_before_it_left_still_stands() -> None:
    made = papers.open_for_signing()
    papers.signature(made, "unit")
    made.process.seats.filter(party=made.parties["unit"]).update(left_at=NOW)
    assert "agreement.public_side_brings_nothing" not in codes(made)


def test_a_blocking_requirement_is_told_once() -> None:
    made = papers.open_for_signing()
    clause = Clause.objects.filter(agreement=papers.paper(made)).order_by("number")[0]
    papers.requirement(made, clause)
    found = [refusal.code for refusal in gates.blockers(made.process, NOW)]
    assert found.count("agreement.requirement_open") == 1
