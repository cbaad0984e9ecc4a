"""Work moves from staff to volunteers signed by both in public, or it is flagged. Never unseen."""

from __future__ import annotations

import pytest
from django.db import DataError, IntegrityError, transaction

from samskab.ground.parties.models import PartyKind
from samskab.process.action import gates, selectors
from samskab.process.action.models import ReplacementConsent, ReplacementFlag, ReplacementSignature, Task
from tests.builders import LONG_REASON, NOW
from tests.builders import action as rows
from tests.process.action.calls import (
    ask_replacement,
    change_status,
    flag_replacement,
    plan_task,
    recorded,
    refused,
    sign_replacement,
    take_back,
)

pytestmark = pytest.mark.django_db


def test_the_staff_side_asks_in_public_and_opens_nothing_alone() -> None:
    at = rows.acting()
    asked = ask_replacement(at, at.actor("unit"))
    assert selectors.waiting_consents(at.process) == [asked]
    assert recorded(at, "action.replacement.asked", asked)


@pytest.mark.parametrize("who", ["association", "residents", "grocer"])
def test_only_the_public_side_says_that_staffs_work_may_move(who: str) -> None:
    refused("action.staff_side_asks", ask_replacement, rows.acting(), who)


@pytest.mark.parametrize(
    ("field", "words", "code"),
    [
        ("text", "", "kit.text_missing"),
        ("text", "Fordi.", "kit.text_too_short"),
        ("text", "x" * 901, "kit.text_too_long"),
        ("what", "", "kit.text_missing"),
        ("what", "x" * 161, "kit.text_too_long"),
    ],
)
def test_the_staff_side_says_which_work_and_why(field: str, words: str, code: str) -> None:
    refused(code, ask_replacement, rows.acting(), "unit", **{field: words})


@pytest.mark.parametrize("who", ["association", "residents"])
def test_the_volunteers_party_signs_in_its_own_words(who: str) -> None:
    at = rows.acting()
    signed = sign_replacement(at, at.actor(who))
    assert signed.association == at.parties[who]
    assert signed.at == NOW
    assert recorded(at, "action.replacement.signed", signed.consent)


@pytest.mark.parametrize("who", ["unit", "grocer"])
def test_neither_the_municipality_nor_a_company_signs_for_the_volunteers(who: str) -> None:
    refused("action.association_signs", sign_replacement, rows.acting(), who)


def test_another_public_party_does_not_sign_for_the_volunteers() -> None:
    at = rows.acting()
    at.seat("school", PartyKind.MUNICIPAL_UNIT)
    refused("action.association_signs", sign_replacement, at, "school")


def test_it_is_signed_once() -> None:
    at = rows.acting()
    done = rows.consent(at, signed=True)
    refused("action.already_signed", sign_replacement, at, "residents", consent_id=done.pk)


def test_a_question_of_another_process_is_unknown_here() -> None:
    at, other = rows.acting(), rows.acting()
    refused("action.unknown_choice", sign_replacement, at, "association", consent_id=rows.consent(other).pk)


@pytest.mark.parametrize(("words", "code"), [("", "kit.text_missing"), ("Ja tak.", "kit.text_too_short")])
def test_the_volunteers_party_gives_its_own_reason(words: str, code: str) -> None:
    refused(code, sign_replacement, rows.acting(), "association", text=words)


def test_one_signed_move_carries_one_task_and_the_next_is_asked_about_again() -> None:
    at = rows.acting()
    signed = rows.consent(at, signed=True)
    given = {"earlier_by": "staff", "consent_id": signed.pk}
    first = plan_task(at, at.actor("association"), **given)
    assert first.signed_move == signed.signature
    refused("action.replacement_is_used", plan_task, at, "association", **given)
    assert list(selectors.unused_moves(at.process, at.parties["association"].pk)) == []


def test_nobody_carries_work_out_on_the_signatures_of_others() -> None:
    at = rows.acting()
    signed = rows.consent(at, signed=True)
    given = {"earlier_by": "staff", "consent_id": signed.pk}
    for who in ("residents", "grocer"):
        refused("action.signed_by_others", plan_task, at, who, **given)
        assert not selectors.unused_moves(at.process, at.parties[who].pk).exists()
    assert plan_task(at, at.actor("unit"), **given).signed_move == signed.signature


def test_work_that_does_not_move_uses_no_signature_up() -> None:
    at = rows.acting()
    signed = rows.consent(at, signed=True)
    assert plan_task(at, at.actor("association"), consent_id=signed.pk).signed_move is None
    assert list(selectors.unused_moves(at.process, at.parties["association"].pk)) == [signed]


def test_both_may_sign_for_a_task_that_was_marked() -> None:
    at = rows.acting()
    task, other = rows.flagged(at), rows.flagged(at)
    sign_replacement(at, at.actor("association"), task_id=task.pk)
    assert list(selectors.open_flags(at.process)) == [other]
    assert list(selectors.unsigned(at.process)) == [other]
    refused("action.not_flagged", take_back, at, "unit", task_id=task.pk)
    assert change_status(at, at.actor("association"), task_id=task.pk, status="done").status == "done"


def test_a_marked_task_is_signed_for_by_who_carries_it_out() -> None:
    at, other = rows.acting(), rows.acting()
    task = rows.flagged(at)
    refused("action.signed_by_others", sign_replacement, at, "residents", task_id=task.pk)
    refused("action.not_flagged", sign_replacement, at, "association", task_id=rows.task(at).pk)
    refused("action.unknown_task", sign_replacement, at, "association", task_id=rows.flagged(other).pk)
    assert not ReplacementSignature.objects.exists()


# --- the flag


@pytest.mark.parametrize("who", ["residents", "association", "unit", "grocer"])
def test_any_party_flags_what_it_sees(who: str) -> None:
    at = rows.acting()
    task = rows.task(at)
    flag = flag_replacement(at, at.actor(who), task_id=task.pk)
    task.refresh_from_db()
    assert (task.status, task.earlier_by) == ("flagged", "staff")
    assert flag.by == at.parties[who]
    assert recorded(at, "action.replacement.flagged", task)


def test_work_staff_and_volunteers_share_may_be_flagged() -> None:
    at = rows.acting()
    task = rows.task(at, now_by="joint")
    flag_replacement(at, at.actor("residents"), task_id=task.pk)
    assert list(selectors.open_flags(at.process)) == [task]


@pytest.mark.parametrize("now_by", ["staff", "company", "none"])
def test_where_no_volunteer_works_there_is_nothing_to_flag(now_by: str) -> None:
    at = rows.acting()
    task = rows.task(at, "unit", now_by=now_by)
    refused("action.no_volunteers_there", flag_replacement, at, "residents", task_id=task.pk)


def test_a_flag_says_what_was_seen() -> None:
    refused("kit.text_missing", flag_replacement, rows.acting(), "residents", text=" ")
    refused("kit.text_too_long", flag_replacement, rows.acting(), "residents", text="x" * 901)


def test_a_task_elsewhere_is_not_flagged_from_here() -> None:
    at, other = rows.acting(), rows.acting()
    refused("action.unknown_task", flag_replacement, at, "residents", task_id=rows.task(other).pk)
    refused("action.unknown_task", take_back, at, "unit", task_id=rows.flagged(other).pk)


@pytest.mark.parametrize("who", ["unit", "association"])
def test_the_public_side_or_the_owner_takes_the_work_back_and_answers_the_flag(who: str) -> None:
    at = rows.acting()
    task = rows.flagged(at)
    take_back(at, at.actor(who), task_id=task.pk, text="Vi gør det selv igen.")
    task.refresh_from_db()
    assert task.taken_back_at == NOW
    assert task.status == "flagged", "that it was flagged stays in the history"
    assert list(task.flags.values_list("answered", flat=True)) == ["Vi gør det selv igen."]
    assert not selectors.open_flags(at.process).exists()
    assert not selectors.unsigned(at.process).exists()
    assert recorded(at, "action.replacement.taken_back", task)


@pytest.mark.parametrize("who", ["residents", "grocer"])
def test_nobody_else_takes_it_back(who: str) -> None:
    refused("action.public_side_takes_back", take_back, rows.acting(), who)


def test_what_is_not_flagged_is_not_taken_back() -> None:
    at = rows.acting()
    refused("action.not_flagged", take_back, at, "unit", task_id=rows.task(at).pk)


@pytest.mark.parametrize("status", ["open", "done", "late"])
def test_what_was_taken_back_is_not_carried_on_by_the_volunteers(status: str) -> None:
    at = rows.acting()
    task = rows.flagged(at)
    take_back(at, at.actor("association"), task_id=task.pk)
    refused("action.taken_back_stays", change_status, at, "association", task_id=task.pk, status=status)
    change_status(at, at.actor("association"), task_id=task.pk, status="dropped")


def test_the_database_does_not_let_what_was_taken_back_go_on() -> None:
    at = rows.acting()
    task = rows.flagged(at)
    take_back(at, at.actor("association"), task_id=task.pk)
    with pytest.raises(IntegrityError, match="task_taken_back_is_not_carried_on"), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(status="open")


def test_it_is_taken_back_once() -> None:
    at = rows.acting()
    task = rows.flagged(at)
    take_back(at, at.actor("unit"), task_id=task.pk)
    refused("action.not_flagged", take_back, at, "unit", task_id=task.pk)


def test_who_takes_back_says_so() -> None:
    at = rows.acting()
    refused("kit.text_missing", take_back, at, "unit", text="")
    assert selectors.open_flags(at.process).exists()


def test_work_taken_back_and_seen_again_is_an_open_flag_again() -> None:
    at = rows.acting()
    task = rows.flagged(at)
    take_back(at, at.actor("unit"), task_id=task.pk)
    flag_replacement(at, at.actor("residents"), task_id=task.pk, text="Det sker igen.")
    assert list(selectors.open_flags(at.process)) == [task]
    assert "action.flag_is_answered_first" in [b.code for b in gates.closing_blockers(at.process, NOW)]
    take_back(at, at.actor("unit"), task_id=task.pk, text="Nu er det slut.")
    assert not selectors.open_flags(at.process).exists()


# --- what the database says whichever door writes


@pytest.mark.parametrize(
    "wrong",
    [
        {"what": ""},
        {"what": "x" * 161},
        {"staff_text": "Fordi."},
        {"staff_text": "x" * 901},
    ],
)
def test_the_database_takes_no_wordless_question(wrong: dict[str, object]) -> None:
    at = rows.acting()
    given = {"what": "Besøg", "staff_text": LONG_REASON, **wrong}
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        ReplacementConsent.objects.create(
            process=at.process, staff_party=at.parties["unit"], asked_at=NOW, **given
        )


@pytest.mark.parametrize("wrong", [{"text": "Ja."}, {"association": None}, {"consent": None}])
def test_the_database_takes_no_half_signature(wrong: dict[str, object]) -> None:
    at = rows.acting()
    given = {"consent": rows.consent(at), "association": at.parties["association"], "text": LONG_REASON}
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        ReplacementSignature.objects.create(at=NOW, **{**given, **wrong})
    assert not ReplacementSignature.objects.exists()


def test_the_database_lets_one_signed_move_carry_one_task() -> None:
    at = rows.acting()
    signature = rows.consent(at, signed=True).signature
    rows.task(at, earlier_by="staff", signed_move=signature)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.task(at, earlier_by="staff", signed_move=signature)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReplacementSignature.objects.create(
            consent=signature.consent, association=at.parties["residents"], text=LONG_REASON, at=NOW
        )


def test_what_both_have_signed_is_never_changed_and_never_removed() -> None:
    at = rows.acting()
    signature = rows.consent(at, signed=True).signature
    for model, field in ((ReplacementConsent, "what"), (ReplacementSignature, "text")):
        with pytest.raises(IntegrityError, match="_is_never_changed"), transaction.atomic():
            model.objects.update(**{field: LONG_REASON + " Og mere til."})
    with pytest.raises(IntegrityError, match="_is_never_removed"), transaction.atomic():
        signature.delete()


@pytest.mark.parametrize("wrong", [{"text": ""}, {"text": "x" * 901}, {"answered": "x" * 901}])
def test_the_database_takes_no_wordless_flag(wrong: dict[str, object]) -> None:
    rows.flagged(rows.acting())
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        ReplacementFlag.objects.update(**wrong)
