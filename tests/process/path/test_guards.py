"""What the database itself refuses, whichever door writes: a stage without its two keys, a key taken out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model, QuerySet

from samskab.kit import guards
from samskab.process.core import services as core
from samskab.process.core.models import STAGE_ORDER, OpeningCorrection, Process, Stage, Steward
from samskab.process.path import services
from samskab.process.path.models import StageApproval, StageChange
from tests.builders import LONG_REASON, MOVES, NOW, Table, table

pytestmark = pytest.mark.django_db
MOVED = "process_stage_moves_by_two_keys"


def row(at: Table) -> QuerySet[Process]:
    return Process.objects.filter(pk=at.process.pk)


def refuses(name: str, rows: QuerySet[Model], **changes: object) -> None:
    """The write is refused by this guard, and goes through without it: so it is the guard that refuses."""
    write = (lambda: rows.update(**changes)) if changes else (lambda: rows._raw_delete(rows.db))  # type: ignore[attr-defined]  # past Django's own cascade
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        write()
    guard = [guard for guard in guards.all_guards() if guard.name == name]
    with transaction.atomic():
        with guards.lifted(connection, guard):
            assert write()
        transaction.set_rollback(True)


def asked(at: Table, to: str = Stage.FRAMING, **more: object) -> StageChange:
    return StageChange.objects.create(
        process=at.process, from_stage=at.process.stage, to_stage=to, asked_at=NOW, **more
    )


def turned(change: StageChange, *sides: str, at: Table) -> None:
    for side in sides:
        key = Steward.objects.get(process=at.process, side=side)
        StageApproval.objects.create(change=change, steward=key, side=side, at=NOW)


def moves(at: Table, to: str = Stage.FRAMING, since: object = NOW) -> None:
    refuses(MOVED, row(at), stage=to, stage_since=since)


def test_every_guard_stands_in_the_database() -> None:
    """A later change of a table on SQLite drops its triggers: then the migration sets them again."""
    sql = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        standing = {name for (name,) in cursor.fetchall()}
    assert {guard.name for guard in guards.all_guards()} <= standing
    assert len(guards.all_guards()) >= 14


@pytest.mark.parametrize("stage", STAGE_ORDER)
def test_no_stage_is_moved_without_a_change(stage: Stage) -> None:
    at = table(stage)
    for to in STAGE_ORDER:
        if to != stage:
            with pytest.raises(IntegrityError, match=MOVED), transaction.atomic():
                row(at).update(stage=to)
            with pytest.raises(IntegrityError, match=MOVED), transaction.atomic():
                row(at).update(stage=to, stage_since=NOW)


def test_what_is_not_the_stage_may_still_be_written() -> None:
    at = table()
    assert row(at).update(summary="Kort om det.", stage=Stage.CALLED) == 1
    at.process.save()


def test_one_key_is_not_two() -> None:
    at = table()
    change = asked(at, opened_at=NOW)
    turned(change, "public", at=at)
    moves(at)


def test_two_keys_that_have_not_opened_the_change_are_not_enough() -> None:
    at = table()
    change = asked(at)
    turned(change, "public", "civic", at=at)
    moves(at)


def test_the_keys_open_one_stage_and_no_other() -> None:
    at = table()
    turned(asked(at, opened_at=NOW), "public", "civic", at=at)
    moves(at, Stage.PURPOSE)
    moves(at, since=NOW + timedelta(days=1))
    assert row(at).update(stage=Stage.FRAMING, stage_since=NOW) == 1


def test_keys_of_another_process_open_nothing_here() -> None:
    at, other = table(), table()
    turned(asked(at, opened_at=NOW), "public", "civic", at=other)
    moves(at)


def test_one_person_with_both_keys_opens_nothing() -> None:
    at = table()
    turned(asked(at, opened_at=NOW), "public", "civic", at=at)
    civic = Steward.objects.get(process=at.process, side="civic")
    Steward.objects.filter(process=at.process, side="public").update(until=NOW)
    Steward.objects.filter(pk=civic.pk).update(until=NOW, participant=at.speakers["unit"])
    moves(at)


def test_an_old_opening_is_not_used_twice() -> None:
    at = table(Stage.PURPOSE)
    later = NOW + timedelta(days=1)
    turned(asked(at, Stage.KNOWLEDGE, opened_at=NOW), "public", "civic", at=at)
    row(at).update(stage=Stage.KNOWLEDGE, stage_since=NOW)
    back = asked(table(Stage.KNOWLEDGE), Stage.PURPOSE, backward=True, reason=LONG_REASON, opened_at=later)
    StageApproval.objects.bulk_create(
        StageApproval(
            change=again, steward=Steward.objects.get(process=at.process, side=side), side=side, at=NOW
        )
        for again in [
            StageChange.objects.create(
                process=at.process,
                from_stage=Stage.KNOWLEDGE,
                to_stage=Stage.PURPOSE,
                backward=True,
                reason=LONG_REASON,
                asked_at=NOW,
                opened_at=later,
            )
        ]
        for side in ("public", "civic")
    )
    assert back.process_id != at.process.pk
    row(at).update(stage=Stage.PURPOSE, stage_since=later)
    moves(at, Stage.KNOWLEDGE, NOW)


def test_a_correction_in_public_sends_the_process_back_and_nothing_forward() -> None:
    at = table(Stage.NEGOTIATION)
    core.correct_opening(process_id=at.process.pk, actor=at.actor("residents"), text=LONG_REASON, now=NOW)
    at.process.refresh_from_db()
    assert at.process.stage == Stage.FRAMING
    moves(at, Stage.NEGOTIATION)
    called = table()
    OpeningCorrection.objects.create(
        process=called.process, by=called.parties["unit"], text=LONG_REASON, at=NOW
    )
    moves(called)


def opened() -> Table:
    at = table()
    for who in ("unit", "residents"):
        services.turn_key(
            process_id=at.process.pk, actor=at.actor(who), to_stage=Stage.FRAMING, reason="", now=NOW
        )
    return at


def test_a_clock_set_back_does_not_stop_two_keys() -> None:
    at = table()
    row(at).update(summary="Nu.")
    before = at.process.stage_since - timedelta(hours=1)
    for who in ("unit", "residents"):
        services.turn_key(
            process_id=at.process.pk, actor=at.actor(who), to_stage=Stage.FRAMING, reason="", now=before
        )
    was = at.process.stage_since
    at.process.refresh_from_db()
    assert (at.process.stage, at.process.stage_since) == (Stage.FRAMING, was)


def test_the_keys_that_opened_a_stage_stay_where_they_were_turned() -> None:
    at = opened()
    change = StageChange.objects.filter(process=at.process)
    refuses("stage_change_carried_out_is_never_changed", change, reason="Noget andet.")
    refuses("stage_change_carried_out_is_never_changed", change, opened_at=None)
    keys = StageApproval.objects.filter(change__process=at.process)
    refuses("stage_approval_is_never_changed", StageApproval.objects.all(), at=NOW + timedelta(days=1))
    with pytest.raises(IntegrityError, match="stage_approval_is_never_removed"), transaction.atomic():
        keys.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        at.process.delete()


def test_a_change_taken_back_is_not_brought_to_life() -> None:
    at = table()
    change = asked(at, dropped_at=NOW)
    refuses(
        "stage_change_carried_out_is_never_changed", StageChange.objects.filter(pk=change.pk), dropped_at=None
    )


def test_a_stage_can_be_set_aside_in_a_test_only_by_lifting_its_guard() -> None:
    at = table()
    with guards.lifted(connection, [MOVES]):
        assert row(at).update(stage=Stage.ACTION) == 1
    moves(at, Stage.FRAMING)
