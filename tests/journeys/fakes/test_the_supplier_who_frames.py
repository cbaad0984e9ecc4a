"""The company that may be paid for the answer helps to write the question."""

from __future__ import annotations

import pytest

from samskab.ground.parties.models import PartyKind
from samskab.process.core.models import Stage
from samskab.process.framing.models import Framing
from samskab.process.negotiation.models import Proposal
from samskab.process.purpose.models import PurposeStance, ValueStatement
from tests.builders import Table
from tests.builders import framing as framings
from tests.builders import negotiation as talks
from tests.builders import purpose as purposes
from tests.journeys.walking import Walker

PITCH = "Problemet er, at I mangler vores produkt."


def with_supplier(made: Table) -> Walker:
    made.seat("supplier", PartyKind.COMPANY, may_supply=True, paid_time=True)
    return Walker(made.speakers["supplier"])


def posts(walker: Walker, address: str, **given: str) -> int:
    walker.goes("path:front")
    token = walker.client.cookies["csrftoken"].value
    return walker.client.post(address, {"csrfmiddlewaretoken": token, **given}).status_code


def test_it_does_not_frame_the_problem() -> None:
    made = framings.blind_table()
    supplier = with_supplier(made)
    supplier.goes("framing:page", made.process.slug)
    assert not supplier.may("framing:write")
    supplier.sees("I kan blive leverandør. Derfor træder I til side her.")
    supplier.goes("framing:write", made.process.slug)
    supplier.is_refused("core.supplier_stands_aside")
    assert posts(supplier, f"/forloeb/{made.process.slug}/problem/skriv/", text=PITCH) == 403
    assert not Framing.objects.exists()


def test_it_does_not_state_values_or_draft_the_purpose() -> None:
    made = purposes.ready_table()
    supplier = with_supplier(made)
    before = ValueStatement.objects.count()
    for act, given in (
        ("vaerdi", {"basic": "lighed", "text": PITCH}),
        ("udkast", {"text": PITCH}),
    ):
        assert posts(supplier, f"/forloeb/{made.process.slug}/formaal/{act}/", **given) == 403
    assert ValueStatement.objects.count() == before
    assert made.process.purposes.count() == 1


@pytest.mark.parametrize("stance", ["support", "live_with", "object"])
def test_it_only_stands_aside_from_the_purpose(stance: str) -> None:
    made = purposes.ready_table()
    supplier = with_supplier(made)
    supplier.goes("purpose:give_stance", made.process.slug)
    offered = [o.value for o in next(supplier.page.forms_to("purpose:give_stance")).fields["stance"].options]
    assert offered == ["stand_aside"]
    version = next(supplier.page.forms_to("purpose:give_stance")).fields["version"].value
    address = supplier.page.address
    assert posts(supplier, address, stance=stance, reason=PITCH, version=version) in {403, 422}
    assert not PurposeStance.objects.filter(party=made.parties["supplier"]).exists()


def test_it_does_not_propose() -> None:
    made = talks.negotiation()
    supplier = with_supplier(made)
    supplier.goes("negotiation:page", made.process.slug)
    assert not supplier.may("negotiation:propose")
    supplier.goes("negotiation:propose", made.process.slug)
    supplier.is_refused("core.supplier_stands_aside")
    assert posts(supplier, f"/forloeb/{made.process.slug}/forhandling/forslag/nyt/", text=PITCH) == 403
    assert not Proposal.objects.exists()


def test_the_mark_does_not_come_off_once_the_problem_is_being_written() -> None:
    made = framings.blind_table()
    supplier = with_supplier(made)
    supplier.goes("core:table", made.process.slug)
    supplier.follows("core:mark_seat")
    supplier.sends(may_supply=False, status=403)
    supplier.is_refused("core.supplier_mark_stays")


def test_leaving_the_table_and_sitting_down_again_does_not_wash_the_mark_off() -> None:
    made = framings.blind_table()
    supplier = with_supplier(made)
    supplier.goes("core:table", made.process.slug)
    supplier.sends(to="core:leave_table")
    supplier.goes("core:take_seat", made.process.slug)
    supplier.sends(may_supply=False, status=403)
    supplier.is_refused("core.supplier_mark_stays")
    assert made.process.seats.get(party=made.parties["supplier"]).may_supply


def test_everybody_reads_that_it_may_supply() -> None:
    made = framings.blind_table()
    with_supplier(made)
    nobody = Walker()
    nobody.goes("path:process", made.process.slug)
    nobody.sees("supplier betalt tid kan blive leverandør")
    assert made.process.stage == Stage.FRAMING
