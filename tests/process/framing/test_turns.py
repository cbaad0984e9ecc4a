"""What waits for this reader in the framing: theirs, and nobody else's."""

from __future__ import annotations

import pytest

from samskab.ground.people.models import Participant, Role
from samskab.process.core.models import Stage, Status
from samskab.process.framing.models import FramingStance
from samskab.process.framing.turns import turns
from tests.builders import NOW, Table, office, person, table
from tests.builders.framing import SAID, agreed_table, blind_table, revealed_table, shared_table, stance
from tests.builders.reading import standing_of

pytestmark = pytest.mark.django_db


def waits_for(on: Table, reader: Participant | None) -> list[str]:
    found = turns(standing_of(on.process, reader), NOW)
    assert all(0 < turn.minutes <= 30 for turn in found)
    return [turn.url.split("/problem/")[1] for turn in found]


def test_nobody_and_outsiders_are_asked_for_nothing() -> None:
    on = blind_table()
    assert waits_for(on, None) == waits_for(on, person()) == []


def test_a_party_that_has_not_written_is_asked_to_with_the_deadline() -> None:
    on = blind_table("unit")
    assert waits_for(on, on.speakers["association"]) == ["skriv/"]
    due = turns(standing_of(on.process, on.speakers["association"]), NOW)[0].due
    assert due == on.process.framing_rounds.get().deadline


def test_one_that_has_written_and_a_possible_supplier_are_not() -> None:
    on = blind_table("association")
    on.process.seats.filter(party=on.parties["grocer"]).update(may_supply=True)
    assert waits_for(on, on.speakers["association"]) == waits_for(on, on.speakers["grocer"]) == []


def test_a_party_without_a_stance_is_asked_for_one() -> None:
    on, latest = shared_table()
    assert waits_for(on, on.speakers["grocer"]) == ["faelles/holdning/"]
    stance(latest, on.parties["grocer"])
    assert waits_for(on, on.speakers["grocer"]) == []


def test_those_who_merge_are_asked_to_open_reveal_and_write() -> None:
    facilitator = office(Role.FACILITATOR)
    assert waits_for(table(Stage.FRAMING), facilitator) == ["runde/"]
    assert waits_for(blind_table("unit"), facilitator) == []
    assert waits_for(blind_table(*SAID), facilitator) == ["runde/frem/"]
    assert waits_for(revealed_table(), facilitator) == ["faelles/"]
    on = agreed_table()
    assert waits_for(on, facilitator) == []
    FramingStance.objects.filter(party=on.parties["unit"]).update(stance="object", reason="Nej.")
    assert waits_for(on, facilitator) == ["faelles/"]


@pytest.mark.parametrize("stage", [Stage.CALLED, Stage.PURPOSE])
def test_nothing_waits_outside_the_stage(stage: Stage) -> None:
    on = blind_table()
    on.stand(stage)
    assert waits_for(on, on.speakers["residents"]) == []


def test_nothing_waits_in_a_pause() -> None:
    on = blind_table()
    on.process.status = Status.PAUSED
    assert waits_for(on, on.speakers["residents"]) == []
