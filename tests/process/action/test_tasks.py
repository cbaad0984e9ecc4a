"""Tasks come last, replace nobody unseen, and never cost a party more than it offered."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DataError, IntegrityError, transaction

from samskab.process.action import selectors
from samskab.process.action.models import Task, TaskStatus
from samskab.process.agreement.models import Agreement, Resource
from samskab.process.core.models import Stage
from samskab.process.purpose.models import AdoptedPurpose
from tests.builders import NOW, table
from tests.builders import action as rows
from tests.builders import agreement as papers
from tests.process.action.calls import change_status, plan_task, recorded, refused

pytestmark = pytest.mark.django_db


def test_a_party_takes_on_a_task_itself_under_the_adopted_purpose() -> None:
    at = rows.acting(Stage.AGREEMENT)
    task = plan_task(at, at.actor("association"), partner_ids=[at.parties["unit"].pk])
    assert task.owner == at.parties["association"]
    assert task.under == AdoptedPurpose.objects.get(process=at.process)
    assert task.status == TaskStatus.OPEN
    assert list(task.partners.all()) == [at.parties["unit"]]
    assert recorded(at, "action.task.planned", task)


@pytest.mark.parametrize("stage", [Stage.AGREEMENT, Stage.ACTION])
def test_no_task_before_a_purpose_is_adopted(stage: Stage) -> None:
    at = table(stage)
    refused("purpose.not_adopted", plan_task, at, "unit")
    assert not Task.objects.exists()


def test_no_task_after_the_purpose_is_retired() -> None:
    at = rows.acting()
    AdoptedPurpose.objects.filter(process=at.process).update(retired_at=NOW)
    refused("purpose.not_adopted", plan_task, at, "association")


def test_the_database_takes_no_task_without_a_purpose() -> None:
    at = table(Stage.ACTION)
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        Task.objects.create(
            process=at.process,
            title="Kør folk hjem",
            owner=at.parties["unit"],
            earlier_by="none",
            now_by="staff",
            planned_at=NOW,
        )


def test_a_partner_who_is_not_at_the_table_is_left_out() -> None:
    at = rows.acting()
    at.process.seats.filter(party=at.parties["grocer"]).update(left_at=NOW)
    task = plan_task(at, at.actor("association"), partner_ids=[at.parties["grocer"].pk, 0])
    assert not task.partners.exists()


def test_a_task_may_hang_under_a_clause_of_this_agreement_and_no_other() -> None:
    at, other = rows.acting(), rows.acting()
    clause = papers.paper(at).clauses.first()
    assert plan_task(at, at.actor("unit"), now_by="staff", clause_id=clause.pk).clause == clause  # type: ignore[union-attr]  # complete() has clauses
    elsewhere = papers.paper(other).clauses.first()
    refused("action.unknown_choice", plan_task, at, "unit", clause_id=elsewhere.pk)  # type: ignore[union-attr]  # complete() has clauses


@pytest.mark.parametrize("field", ["earlier_by", "now_by"])
def test_who_did_it_and_who_does_it_are_one_of_the_known_hands(field: str) -> None:
    refused("action.unknown_choice", plan_task, rows.acting(), "unit", **{field: "robot"})


@pytest.mark.parametrize(("title", "code"), [("  ", "kit.text_missing"), ("x" * 161, "kit.text_too_long")])
def test_a_task_says_what_it_is_in_a_line(title: str, code: str) -> None:
    refused(code, plan_task, rows.acting(), "unit", title=title)


@pytest.mark.parametrize("who", ["association", "residents", "grocer"])
def test_what_the_law_demands_has_a_public_owner(who: str) -> None:
    refused(
        "action.statutory_needs_public_owner",
        plan_task,
        rows.acting(),
        who,
        core_statutory=True,
        now_by="staff",
    )


@pytest.mark.parametrize("now_by", ["volunteer", "joint", "none"])
def test_what_the_law_demands_is_done_by_paid_hands(now_by: str) -> None:
    refused(
        "action.statutory_stays_with_staff",
        plan_task,
        rows.acting(),
        "unit",
        core_statutory=True,
        now_by=now_by,
    )


@pytest.mark.parametrize("now_by", ["staff", "company"])
def test_the_public_side_may_do_it_itself_or_pay_for_it(now_by: str) -> None:
    at = rows.acting()
    assert plan_task(at, at.actor("unit"), core_statutory=True, now_by=now_by).core_statutory


@pytest.mark.parametrize("who", ["unit", "association", "residents"])
def test_volunteers_do_not_take_over_what_staff_did(who: str) -> None:
    refused("action.replaces_staff", plan_task, rows.acting(), who, earlier_by="staff")


def test_staff_and_volunteers_may_do_together_what_staff_did_alone() -> None:
    at = rows.acting()
    assert plan_task(at, at.actor("unit"), earlier_by="staff", now_by="joint").now_by == "joint"


def test_one_signature_does_not_move_the_work() -> None:
    at = rows.acting()
    asked = rows.consent(at)
    refused(
        "action.replacement_not_signed_by_both",
        plan_task,
        at,
        "association",
        earlier_by="staff",
        consent_id=asked.pk,
    )


def test_two_signatures_move_the_work_in_public() -> None:
    at = rows.acting()
    signed = rows.consent(at, signed=True)
    task = plan_task(at, at.actor("association"), earlier_by="staff", consent_id=signed.pk)
    assert task.signed_move.consent == signed
    assert not selectors.unsigned(at.process).exists()


def test_a_signature_of_another_process_moves_nothing_here() -> None:
    at, other = rows.acting(), rows.acting()
    signed = rows.consent(other, signed=True)
    refused("action.replaces_staff", plan_task, at, "association", earlier_by="staff", consent_id=signed.pk)


@pytest.mark.parametrize("hours", [Decimal("-0.1"), Decimal(10_001)])
def test_hours_are_none_or_more_and_within_reason(hours: Decimal) -> None:
    refused("action.hours_out_of_range", plan_task, rows.acting(), "unit", hours_month=hours)


def test_a_party_is_not_given_more_hours_than_it_offered() -> None:
    at = rows.acting()
    rows.hours_ceiling(at, most="8")
    plan_task(at, at.actor("association"), hours_month=Decimal(5))
    refused("action.over_ceiling", plan_task, at, "association", hours_month=Decimal("3.1"))
    plan_task(at, at.actor("association"), hours_month=Decimal(3))


def test_another_party_is_not_held_by_that_ceiling() -> None:
    at = rows.acting()
    rows.hours_ceiling(at, most="8")
    assert plan_task(at, at.actor("residents"), hours_month=Decimal(9))


def test_a_dropped_task_gives_its_hours_back() -> None:
    at = rows.acting()
    rows.hours_ceiling(at, most="8")
    rows.task(at, hours_month=Decimal(8), status=TaskStatus.DROPPED)
    assert plan_task(at, at.actor("association"), hours_month=Decimal(8))


def test_the_ceiling_of_an_older_paper_holds_no_longer() -> None:
    at = rows.acting()
    rows.hours_ceiling(at, most="8")
    Agreement.objects.filter(process=at.process).update(superseded_at=NOW)
    assert selectors.ceiling(at.process, at.parties["association"].pk) is None


def test_hours_that_were_withdrawn_are_not_on_offer() -> None:
    at = rows.acting()
    rows.hours_ceiling(at, most="8")
    rows.hours_ceiling(at, most="20")
    Resource.objects.filter(most_hours_month=20).update(withdrawn_at=NOW)
    assert selectors.ceiling(at.process, at.parties["association"].pk) == 8


# --- how it goes


@pytest.mark.parametrize("status", ["open", "done", "late", "dropped"])
def test_the_owner_says_how_it_goes(status: str) -> None:
    at = rows.acting()
    task = rows.task(at)
    change_status(at, at.actor("association"), task_id=task.pk, status=status, note="To ture om ugen.")
    task.refresh_from_db()
    assert (task.status, task.note) == (status, "To ture om ugen.")
    assert recorded(at, "action.task.changed", task)


def test_a_task_is_dropped_without_a_reason() -> None:
    at = rows.acting()
    assert change_status(at, at.actor("association"), status="dropped", note="").status == "dropped"


@pytest.mark.parametrize("who", ["unit", "residents", "grocer"])
def test_nobody_else_says_how_it_goes(who: str) -> None:
    refused("action.not_own_task", change_status, rows.acting(), who)


@pytest.mark.parametrize("status", ["flagged", "forgotten", ""])
def test_the_owner_neither_sets_the_flag_nor_invents_a_state(status: str) -> None:
    refused("action.unknown_choice", change_status, rows.acting(), "association", status=status)


def test_a_task_of_another_process_is_unknown_here() -> None:
    at, other = rows.acting(), rows.acting()
    refused("action.unknown_task", change_status, at, "association", task_id=rows.task(other).pk)


def test_a_flag_is_not_closed_by_calling_the_task_done() -> None:
    at = rows.acting()
    refused("action.flag_is_answered_first", change_status, at, "association", task_id=rows.flagged(at).pk)


def test_a_note_is_brief() -> None:
    refused("kit.text_too_long", change_status, rows.acting(), "association", note="x" * 901)


# --- what the database says whichever door writes


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 161},
        {"earlier_by": "robot"},
        {"now_by": "robot"},
        {"status": "asleep"},
        {"core_statutory": True, "now_by": "volunteer"},
        {"core_statutory": True, "now_by": "joint"},
        {"earlier_by": "staff", "now_by": "volunteer"},
    ],
)
def test_the_database_takes_no_task_that_breaks_a_rule(wrong: dict[str, object]) -> None:
    at = rows.acting()
    task = rows.task(at)
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(**wrong)


def test_the_database_takes_moved_work_that_is_flagged_signed_or_taken_back() -> None:
    at = rows.acting()
    moved = Task.objects.filter(pk=rows.task(at).pk)
    signed = rows.consent(at, signed=True)
    assert moved.update(earlier_by="staff", status="flagged") == 1
    assert moved.update(status="open", signed_move=signed.signature) == 1
    back = {"status": "dropped", "taken_back_at": NOW + timedelta(days=1)}
    assert moved.update(signed_move=None, **back) == 1
