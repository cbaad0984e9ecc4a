"""Two keys open every stage. One alone opens nothing, whoever holds it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DataError, IntegrityError, transaction

from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Role
from samskab.ground.record.models import Entry
from samskab.kit.errors import Refusal
from samskab.process.core import services as core
from samskab.process.core.models import OpeningChecklist, Stage, Status, Steward
from samskab.process.path import gates, services
from samskab.process.path.models import StageApproval, StageChange
from tests.builders import LONG_REASON, NOW, Table, office, table

pytestmark = pytest.mark.django_db


def turn(at: Table, who: str, to: str = Stage.FRAMING, reason: str = "") -> StageChange:
    return services.turn_key(
        process_id=at.process.pk, actor=at.actor(who), to_stage=to, reason=reason, now=NOW
    )


def refused(code: str, at: Table, who: str, to: str = Stage.FRAMING, reason: str = "") -> None:
    with pytest.raises(Refusal) as refusal:
        turn(at, who, to, reason)
    assert refusal.value.code == code


def stage(at: Table) -> str:
    at.process.refresh_from_db()
    return at.process.stage


def test_a_stage_opens_when_both_keys_are_turned() -> None:
    at = table()
    turn(at, "unit")
    assert stage(at) == Stage.CALLED
    change = turn(at, "residents")
    assert stage(at) == Stage.FRAMING
    assert change.opened_at == NOW
    assert set(StageApproval.objects.filter(change=change).values_list("side", flat=True)) == {
        "public",
        "civic",
    }
    kinds = list(
        Entry.objects.filter(space=at.process.public_id).order_by("seq").values_list("kind", flat=True)
    )
    assert kinds == ["path.key.turned", "path.key.turned", "path.stage.opened"]


@pytest.mark.parametrize("who", ["unit", "residents"])
def test_one_key_alone_opens_nothing_and_turning_it_again_is_refused(who: str) -> None:
    at = table()
    turn(at, who)
    refused("path.key_already_turned", at, who)
    assert stage(at) == Stage.CALLED


@pytest.mark.parametrize("who", ["association", "grocer"])
def test_a_party_without_a_key_opens_nothing(who: str) -> None:
    refused("core.no_key", table(), who)


@pytest.mark.parametrize("role", [Role.COUNCILLOR, Role.FACILITATOR, Role.HELPER, Role.COORDINATOR])
def test_an_office_is_not_a_key(role: Role) -> None:
    at = table()
    with pytest.raises(Refusal) as refusal:
        services.turn_key(
            process_id=at.process.pk,
            actor=Actor(participant_id=office(role).pk),
            to_stage=Stage.FRAMING,
            reason="",
            now=NOW,
        )
    assert refusal.value.code == "core.no_key"


def test_nobody_known_opens_nothing() -> None:
    at = table()
    with pytest.raises(Refusal) as refusal:
        services.turn_key(process_id=at.process.pk, actor=Actor(), to_stage=Stage.FRAMING, reason="", now=NOW)
    assert refusal.value.code == "core.nobody_known"


@pytest.mark.parametrize("side", ["public", "civic"])
def test_with_one_key_missing_nothing_opens(side: str) -> None:
    at = table()
    Steward.objects.filter(process=at.process, side=side).update(until=NOW)
    left = "residents" if side == "public" else "unit"
    refused(f"path.{side}_key_missing", at, left)


def test_the_path_goes_one_step_forward_at_a_time() -> None:
    refused("path.one_step_at_a_time", table(), "unit", Stage.PURPOSE)
    refused("path.one_step_at_a_time", table(), "unit", Stage.ACTION)
    refused("path.already_there", table(), "unit", Stage.CALLED)
    refused("path.unknown_stage", table(), "unit", "opgaver")


def test_a_process_that_is_paused_opens_nothing() -> None:
    at = table()
    core.pause_process(process_id=at.process.pk, actor=at.actor("unit"), reason="Sommerferie.", now=NOW)
    refused("core.not_running", at, "unit")


def test_a_closed_gate_refuses_each_key_and_names_what_is_missing() -> None:
    at = table()
    OpeningChecklist.objects.filter(process=at.process).delete()
    refused("path.opening_not_answered", at, "unit")
    found = [blocker.code for blocker in gates.blockers(at.process, NOW)]
    assert found == ["path.opening_not_answered"]


def test_a_gate_that_shuts_between_the_keys_refuses_the_second() -> None:
    at = table()
    turn(at, "unit")
    OpeningChecklist.objects.filter(process=at.process).delete()
    refused("path.opening_not_answered", at, "residents")
    assert stage(at) == Stage.CALLED


def test_going_back_needs_a_reason_and_both_keys() -> None:
    at = table(Stage.KNOWLEDGE)
    refused("kit.text_missing", at, "residents", Stage.FRAMING)
    refused("kit.text_too_short", at, "residents", Stage.FRAMING, "Det var forkert.")
    turn(at, "residents", Stage.FRAMING, LONG_REASON)
    assert stage(at) == Stage.KNOWLEDGE
    change = turn(at, "unit", Stage.FRAMING, LONG_REASON)
    assert stage(at) == Stage.FRAMING
    assert change.backward
    assert change.reason == LONG_REASON
    assert Entry.objects.filter(kind="path.stage.reopened", obj=change.public_id).exists()


def test_any_earlier_stage_can_be_reopened_even_from_the_end() -> None:
    at = table(Stage.FOLLOWED_UP)
    for who in ("unit", "residents"):
        turn(at, who, Stage.NEGOTIATION, LONG_REASON)
    assert stage(at) == Stage.NEGOTIATION


def test_only_one_change_waits_at_a_time() -> None:
    at = table(Stage.FRAMING)
    turn(at, "unit", Stage.CALLED, LONG_REASON)
    at.stand(Stage.PURPOSE)
    refused("path.another_change_waits", at, "residents", Stage.FRAMING, LONG_REASON)


@pytest.mark.parametrize("who", ["unit", "residents"])
def test_either_steward_stops_a_change_that_waits(who: str) -> None:
    at = table()
    turn(at, "unit")
    services.take_key_back(process_id=at.process.pk, actor=at.actor(who), now=NOW)
    turn(at, "residents")
    assert stage(at) == Stage.CALLED
    assert Entry.objects.filter(kind="path.key.taken_back").count() == 1


def test_there_is_nothing_to_take_back_when_nothing_waits() -> None:
    at = table()
    with pytest.raises(Refusal) as refusal:
        services.take_key_back(process_id=at.process.pk, actor=at.actor("unit"), now=NOW)
    assert refusal.value.code == "path.no_change_waits"


def test_a_key_handed_on_while_a_change_waits_is_not_turned_twice() -> None:
    """The side has turned its key; a new holder does not make it two."""
    at = table()
    turn(at, "unit")
    core.appoint_steward(
        process_id=at.process.pk,
        actor=at.actor("unit"),
        party_id=at.parties["unit"].pk,
        participant_id=at.speakers["unit"].pk,
        now=NOW + timedelta(hours=1),
    )
    refused("path.key_already_turned", at, "unit")
    assert stage(at) == Stage.CALLED


def test_the_database_takes_one_key_per_side_and_one_change_at_a_time() -> None:
    at = table()
    change = turn(at, "unit")
    key = Steward.objects.get(process=at.process, side="public")
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        StageApproval.objects.create(change=change, steward=key, side="public", at=NOW)
    other = Steward.objects.get(process=at.process, side="civic")
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        StageApproval.objects.create(change=change, steward=other, side="market", at=NOW)
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        StageChange.objects.create(
            process=at.process, from_stage=Stage.CALLED, to_stage=Stage.FRAMING, asked_at=NOW
        )
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        StageChange.objects.filter(pk=change.pk).update(backward=True, reason="")
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        StageChange.objects.filter(pk=change.pk).update(to_stage="opgaver")


def test_a_stopped_process_says_why() -> None:
    at = table()
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        type(at.process).objects.filter(pk=at.process.pk).update(status=Status.STOPPED, status_reason="")
