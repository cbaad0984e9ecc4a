"""G1: framing -> purpose. Each blocker says what would unblock it, and goes away when that is done."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from samskab.ground.record import kinds
from samskab.ground.record.models import Entry
from samskab.kit.refusals import explain, known_codes
from samskab.process.core.models import Stage
from samskab.process.framing.gates import blockers
from samskab.process.framing.models import Framing, FramingStance, SharedFraming
from samskab.process.framing.words import EXPLANATIONS, RECORD
from tests.builders import NOW, Table, table
from tests.builders.framing import agreed_table, blind_round, blind_table, revealed_table, shared, stance
from tests.process.framing.test_own import of, write

pytestmark = pytest.mark.django_db


def codes(on: Table) -> list[str]:
    return [refusal.code.removeprefix("framing.") for refusal in blockers(on.process, NOW)]


def test_nothing_blocks_when_all_is_said_traced_and_consented_to() -> None:
    assert codes(agreed_table()) == []


def test_nobody_has_written() -> None:
    assert codes(table(Stage.FRAMING)) == ["no_round_yet", "shared_missing"]


def test_a_round_that_is_still_blind_holds_the_process() -> None:
    on = agreed_table()
    blind_round(on.process, number=2)
    assert codes(on) == ["round_still_blind"]
    assert codes(blind_table("residents")) == ["round_still_blind", "shared_missing"]


def test_one_framing_is_one_party_setting_the_problem() -> None:
    assert codes(revealed_table("residents")) == ["too_few", "shared_missing"]


def test_an_affected_party_outside_the_municipality_must_have_framed_it() -> None:
    on = agreed_table()
    on.process.seats.update(affected=False)
    on.process.seats.filter(party=on.parties["unit"]).update(affected=True)
    assert codes(on) == ["no_affected_party"]


def test_a_possible_supplier_s_framing_counts_for_nothing() -> None:
    on = revealed_table("residents", "grocer")
    on.process.seats.filter(party=on.parties["grocer"]).update(may_supply=True)
    assert codes(on) == ["too_few", "shared_missing"]


def test_a_withdrawn_source_leaves_its_elements_untraced() -> None:
    on = agreed_table()
    Framing.objects.filter(party=on.parties["unit"]).update(withdrawn_at=NOW, withdrawn_reason="Nej.")
    found = blockers(on.process, NOW)
    assert [(r.code, r.params["numbers"]) for r in found] == [("framing.elements_not_traced", "2")]


def test_an_element_without_any_source_is_untraced() -> None:
    on = agreed_table()
    latest = shared(on.process, [], version=2)
    for party in on.parties.values():
        stance(latest, party)
    assert codes(on) == ["elements_not_traced"]


def test_everyone_at_the_table_takes_a_stance_on_the_latest_version_suppliers_too() -> None:
    on = agreed_table()
    FramingStance.objects.filter(party=on.parties["grocer"]).delete()
    found = blockers(on.process, NOW)
    assert [(r.code, r.params["parties"]) for r in found] == [("framing.stances_missing", "grocer")]
    shared(on.process, [of(on, "unit")], version=2)
    assert codes(on) == ["stances_missing"]


def test_a_party_that_left_is_not_waited_for_and_its_objection_binds_nobody() -> None:
    on = agreed_table()
    FramingStance.objects.filter(party=on.parties["grocer"]).update(stance="object", reason="Nej.")
    assert codes(on) == ["objection_open"]
    on.process.seats.filter(party=on.parties["grocer"]).update(left_at=NOW)
    assert codes(on) == []


def test_an_objection_is_met_by_a_change_of_mind_or_by_a_new_version() -> None:
    on = agreed_table()
    theirs = FramingStance.objects.filter(party=on.parties["unit"])
    theirs.update(stance="object", reason="Der mangler noget.")
    assert codes(on) == ["objection_open"]
    theirs.update(stance="live_with")
    assert codes(on) == []
    theirs.update(stance="object")
    latest = shared(on.process, [of(on, "unit")], version=2)
    for party in on.parties.values():
        stance(latest, party)
    assert codes(on) == []


def test_every_word_of_the_room_has_an_explanation_that_can_be_filled_in() -> None:
    assert set(EXPLANATIONS) <= known_codes()
    for on in (table(Stage.FRAMING), blind_table("residents"), revealed_table("residents"), agreed_table()):
        FramingStance.objects.all().delete()
        for refusal in blockers(on.process, NOW):
            said = explain(refusal)
            assert said.what
            assert said.why
            assert said.step
            assert said.step_url.startswith("/forloeb/")
            assert "%(" not in said.what + said.why + said.step


def test_every_act_of_the_room_has_words_in_the_public_record() -> None:
    assert set(RECORD) == {kind for kind in kinds.known() if kind.startswith("framing.")}
    on = blind_table()
    write(on, on.actor("residents"))
    assert list(Entry.objects.values_list("kind", "obj")) == [
        ("framing.framing.written", of(on, "residents").public_id)
    ]


def _objected(on: Table, *days_ago: int) -> None:
    """One version of the shared framing per objection, the last one being the latest."""
    SharedFraming.objects.filter(process=on.process).delete()
    said = Framing.objects.filter(round__process=on.process)
    for number, days in enumerate(days_ago, start=1):
        version = shared(on.process, list(said), version=number)
        for who in on.parties:
            against = who == "association"
            FramingStance.objects.create(
                shared=version,
                party=on.parties[who],
                stance="object" if against else "support",
                reason="Det er ikke det, vi sagde." if against else "",
                at=NOW - timedelta(days=days),
            )


def test_an_objection_holds_until_two_new_versions_have_been_tried_and_21_days_have_passed() -> None:
    on = agreed_table()
    _objected(on, 30)
    assert codes(on) == ["objection_open"]
    _objected(on, 30, 20)
    assert codes(on) == ["objection_open"]
    _objected(on, 20, 15, 10)
    assert codes(on) == ["objection_open"]
    _objected(on, 30, 20, 10)
    assert codes(on) == []


def test_an_objection_the_others_go_on_with_is_printed_on_the_process_page(client: Client) -> None:
    on = agreed_table()
    _objected(on, 30, 20, 10)
    page = client.get(f"/forloeb/{on.process.slug}/").content.decode()
    assert "Her er vi uenige" in page
    assert "Det er ikke det, vi sagde." in page
