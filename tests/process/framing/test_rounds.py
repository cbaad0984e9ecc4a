"""Rounds: everyone writes at the same time, nobody's time is taken, all is seen at once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Role
from samskab.ground.places.models import SchoolHoliday
from samskab.kit.errors import Closed, Invalid, Refusal
from samskab.process.core.models import Stage
from samskab.process.framing import selectors, services
from samskab.process.framing.models import FramingRound
from tests.acts import breaks
from tests.builders import NOW, Table, office, table
from tests.builders.framing import blind_round, blind_table, framing, past_round, revealed_table
from tests.process.framing.conftest import Line

pytestmark = pytest.mark.django_db
FAIR = NOW + timedelta(days=20)


def opened(on: Table, actor: Actor, deadline: datetime = FAIR) -> FramingRound:
    return services.open_round(process_id=on.process.pk, actor=actor, deadline=deadline, now=NOW)


def extended(on: Table, actor: Actor, deadline: datetime = FAIR) -> FramingRound:
    return services.extend_round(process_id=on.process.pk, actor=actor, deadline=deadline, now=NOW)


def revealed(on: Table, actor: Actor) -> FramingRound:
    return services.reveal_round(process_id=on.process.pk, actor=actor, now=NOW)


@pytest.mark.parametrize("who", ["unit", "residents"])
def test_a_steward_of_either_side_opens_a_round(who: str, lines: list[Line]) -> None:
    on = table(Stage.FRAMING)
    made = opened(on, on.actor(who))
    assert (made.number, made.deadline, made.revealed_at) == (1, FAIR, None)
    assert [line.kind for line in lines] == ["framing.round.opened"]


def test_a_facilitator_opens_a_round() -> None:
    on = table(Stage.FRAMING)
    assert opened(on, Actor(office(Role.FACILITATOR).pk)).number == 1


def test_a_round_gives_at_least_fourteen_days() -> None:
    on = table(Stage.FRAMING)
    with pytest.raises(Invalid) as said:
        opened(on, on.actor("unit"), NOW + timedelta(days=13, hours=23))
    assert said.value.code == "core.deadline_too_short"
    assert not FramingRound.objects.exists()


def test_a_round_never_ends_in_a_school_holiday() -> None:
    SchoolHoliday.objects.create(name="juleferien", first_day=FAIR.date(), last_day=FAIR.date())
    on = table(Stage.FRAMING)
    with pytest.raises(Invalid) as said:
        opened(on, on.actor("unit"))
    assert said.value.code == "core.deadline_in_holiday"


def test_there_is_one_open_round_at_a_time() -> None:
    on = blind_table()
    with pytest.raises(Closed) as said:
        opened(on, on.actor("unit"))
    assert said.value.code == "framing.round_is_open"


def test_a_new_round_counts_a_former_one_past_its_deadline_as_revealed_then() -> None:
    on = table(Stage.FRAMING)
    former = past_round(on.process, revealed=False)
    assert opened(on, on.actor("unit")).number == 2
    former.refresh_from_db()
    assert former.revealed_at == former.deadline


def test_a_deadline_is_moved_further_away(lines: list[Line]) -> None:
    on = blind_table()
    assert extended(on, on.actor("residents")).deadline == FAIR
    assert [line.kind for line in lines] == ["framing.round.extended"]


@pytest.mark.parametrize("days", [7, 6, 1])
def test_nobody_shortens_a_deadline_nor_leaves_it_as_it_is_in_the_name_of_more_time(days: int) -> None:
    on = blind_table()
    with pytest.raises(Invalid) as said:
        extended(on, on.actor("unit"), NOW + timedelta(days=days))
    assert said.value.code == "framing.only_longer"


def test_a_deadline_is_not_moved_into_a_holiday() -> None:
    SchoolHoliday.objects.create(name="juleferien", first_day=FAIR.date(), last_day=FAIR.date())
    on = blind_table()
    with pytest.raises(Invalid) as said:
        extended(on, on.actor("unit"))
    assert said.value.code == "core.deadline_in_holiday"


def test_a_deadline_may_move_by_less_than_fourteen_days_when_it_moves_away() -> None:
    on = blind_table()
    assert extended(on, on.actor("unit"), NOW + timedelta(days=8)).deadline == NOW + timedelta(days=8)


def test_a_round_that_is_over_gets_no_more_time() -> None:
    on = revealed_table()
    with pytest.raises(Closed) as said:
        extended(on, on.actor("unit"))
    assert said.value.code == "framing.no_open_round"


def test_a_round_is_not_revealed_before_its_deadline_while_somebody_has_not_written() -> None:
    on = blind_table("residents", "association", "unit")
    with pytest.raises(Closed) as said:
        revealed(on, on.actor("unit"))
    assert (said.value.code, said.value.params["missing"]) == ("framing.not_everyone_has_written", "grocer")


def test_a_round_nobody_has_written_in_is_not_revealed_before_its_deadline() -> None:
    on = table(Stage.FRAMING)
    blind_round(on.process)
    on.process.seats.update(may_supply=True)
    with pytest.raises(Closed) as said:
        revealed(on, on.actor("unit"))
    assert said.value.code == "framing.not_everyone_has_written"


def test_a_round_is_revealed_early_when_all_who_frame_have_written_and_suppliers_are_not_waited_for(
    lines: list[Line],
) -> None:
    on = blind_table("residents", "association", "unit")
    on.process.seats.filter(party=on.parties["grocer"]).update(may_supply=True)
    assert revealed(on, on.actor("residents")).revealed_at == NOW
    assert [line.kind for line in lines] == ["framing.round.revealed"]


def test_a_round_past_its_deadline_is_revealed_whoever_has_not_written() -> None:
    on = table(Stage.FRAMING)
    past_round(on.process, revealed=False)
    assert revealed(on, Actor(office(Role.FACILITATOR).pk)).revealed_at == NOW


@pytest.mark.parametrize("rounds", [0, 1])
def test_a_round_is_revealed_once(rounds: int) -> None:
    on = revealed_table() if rounds else table(Stage.FRAMING)
    with pytest.raises(Closed) as said:
        revealed(on, on.actor("unit"))
    assert said.value.code == "framing.nothing_to_reveal"


@pytest.mark.parametrize("act", [opened, extended, revealed])
@pytest.mark.parametrize("who", ["outsider", "association", "grocer", "councillor", "nobody"])
def test_only_a_key_or_a_facilitator_runs_rounds(act: object, who: str) -> None:
    on = table(Stage.FRAMING)
    actors = {"outsider": Actor(office(Role.HELPER).pk), "councillor": Actor(office(Role.COUNCILLOR).pk)}
    actor = Actor() if who == "nobody" else actors.get(who) or on.actor(who)
    with pytest.raises(Refusal) as said:
        act(on, actor)  # type: ignore[operator]
    assert said.value.code == ("core.nobody_known" if who == "nobody" else "core.not_facilitator_or_key")
    assert said.value.status == 403


@pytest.mark.parametrize("act", [opened, extended, revealed])
@pytest.mark.parametrize("stage", [Stage.CALLED, Stage.PURPOSE, Stage.ACTION])
def test_rounds_belong_to_the_framing_stage(act: object, stage: Stage) -> None:
    on = table(stage)
    with pytest.raises(Closed) as said:
        act(on, on.actor("unit"))  # type: ignore[operator]
    assert said.value.code == "core.stage_not_now"


def test_the_database_itself_keeps_the_rounds_in_order() -> None:
    on = table(Stage.FRAMING)
    first = past_round(on.process)
    rounds = FramingRound.objects
    times = {"process": on.process, "opened_at": NOW, "deadline": FAIR}
    breaks("own_number", lambda: rounds.create(number=1, **times))
    breaks("ends_after", lambda: rounds.create(number=2, **{**times, "deadline": NOW}))
    breaks("revealed_after", lambda: rounds.create(number=2, **times, revealed_at=NOW))
    rounds.create(number=2, **times)
    breaks("one_at_a_time", lambda: rounds.create(number=3, **times))
    framing(first, on.parties["unit"])
    assert selectors.current_round(on.process).number == 2  # type: ignore[union-attr]
