"""P22: after erasure the person is in no table, index, file, cache, export or log; the record verifies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from samskab.ground.record import selectors as record
from samskab.ground.record import verify
from samskab.ground.record.models import Entry, Opening
from samskab.kit import personal
from samskab.kit.text import TAKEN_BACK
from samskab.process.knowledge import likeness
from samskab.process.knowledge.models import StatementState
from tests.ground.rights.canaries import MARK, Life, everywhere, own_statement, whose

pytestmark = pytest.mark.django_db
ERASERS = {
    "people.User": "people_user",
    "knowledge.Statement": "knowledge_statement",
    "calls.Call": "calls_call",
    "calls.CallJoin": "calls_calljoin",
    "knowledge.ElementUse": "knowledge_elementuse",
    "agreement.ClauseUse": "agreement_clauseuse",
    "sessions.Session": "django_session",
    "file:mail": "file ",
}


@pytest.fixture
def life(settings: LazySettings, tmp_path: Path) -> Iterator[Life]:
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    likeness.forget()
    yield Life()
    likeness.forget()


def verifies(folder: Path) -> bool:
    file = folder / "record.jsonl"
    file.write_text("".join(record.export_lines()), encoding="utf-8")
    return bool(verify.check(str(file), [], None))


def test_the_life_has_something_in_every_part_of_the_register(life: Life) -> None:
    parts = {part.model for part in personal.told().parts if part.rows is not None}
    assert parts - set(whose(life.person)) == set()
    assert len(life.marked) >= 15
    likeness.already_said(life.made.process, "Lygten er gået ud igen.")
    assert {"people_user", "knowledge_statement", "the index of likeness"} <= everywhere()
    assert any(place.startswith("file ") for place in everywhere())


def test_after_erasure_no_canary_is_anywhere_and_the_record_still_verifies(
    life: Life, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert life.client.get(reverse("rights:mine")).status_code == 200
    likeness.already_said(life.made.process, "Lygten er gået ud igen.")
    life.erase()
    assert everywhere() == set()
    assert MARK not in caplog.text
    assert verifies(tmp_path)
    nameless = {
        "core.Steward",
        "people.Participant",
        "news.Article",
    }  # a publisher answers for what was printed
    assert set(whose(life.person)) <= nameless


def without(told: personal.Told, model: str) -> personal.Told:
    """The register with one eraser taken out."""
    return replace(
        told,
        parts=tuple(
            replace(part, erase=lambda person, now: 0) if part.model == model else part for part in told.parts
        ),
    )


def test_without_one_eraser_the_search_finds_what_it_left(
    life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: a search that cannot find anything proves nothing."""
    whole, missed = personal.told(), []
    for model, place in ERASERS.items():
        with transaction.atomic():
            monkeypatch.setattr(personal, "told", lambda: without(whole, model))  # noqa: B023 - used at once
            life.post()
            life.erase()
            if not any(found.startswith(place) for found in everywhere()):
                missed.append(model)
            transaction.set_rollback(True)
    assert missed == []


def test_nobody_can_show_the_words_from_the_record_any_more(life: Life) -> None:
    lines = Entry.objects.filter(obj__in=[life.statement.public_id, life.call.public_id])
    assert Opening.objects.filter(entry__in=lines).count() == 3
    bodies = list(lines.order_by("seq").values_list("body", flat=True))
    life.erase()
    assert not Opening.objects.filter(entry__in=lines).exists()
    assert list(lines.order_by("seq").values_list("body", flat=True)) == bodies, "the lines themselves stay"


def test_the_words_say_that_they_were_taken_back_and_published_numbers_stay(life: Life) -> None:
    drawn = list(life.made.process.maps.values_list("shown", flat=True))
    life.erase()
    said = own_statement(life)
    assert (said.text, said.original, said.role, said.state, said.participant) == (
        TAKEN_BACK,
        "",
        "",
        StatementState.WITHDRAWN,
        None,
    )
    assert list(life.made.process.maps.values_list("shown", flat=True)) == drawn
    page = Client().get(reverse("calls:call", args=[life.call.public_id])).content.decode()
    assert TAKEN_BACK in page
    assert MARK not in page


def test_a_vote_leaves_the_count_it_stood_in(life: Life) -> None:
    life.heard.refresh_from_db()
    before = life.heard.agrees
    life.erase()
    life.heard.refresh_from_db()
    assert (life.heard.agrees, life.heard.votes.count()) == (before - 1, 0)


def test_signatures_stay_without_a_person_and_the_key_is_free(life: Life) -> None:
    paper = life.made.process.agreements.get()
    roles = list(paper.signatures.values_list("role", "mandate"))
    life.erase()
    assert list(paper.signatures.values_list("role", "mandate")) == roles
    assert not paper.signatures.filter(participant__isnull=False).exists()
    key = life.made.process.stewards.get(side="civic")
    assert key.until is not None
    assert (key.participant.user, key.participant.code_hash) == (None, None)
    assert key.participant.public_id != life.person.public_id, "no line in the record leads to it"


def test_a_party_of_one_gets_up_from_the_table_so_that_nobody_waits_for_it(life: Life) -> None:
    seat = life.made.process.seats.get(party=life.alone)
    life.erase()
    seat.refresh_from_db()
    assert seat.left_at is not None
    assert not life.alone.memberships.exists()


def test_the_record_says_only_that_somebody_was_erased_that_day(life: Life) -> None:
    before = Entry.objects.count()
    life.erase()
    new = Entry.objects.order_by("seq")[before:]
    assert [line.kind for line in new] == ["core.seat.left", "rights.person.erased"]
    last = new[1]
    assert (last.wire["c"], len(last.wire["t"])) == ({}, len("2026-11-02"))
    assert not Entry.objects.filter(obj=last.obj).exclude(pk=last.pk).exists()
    assert last.obj != life.person.public_id


def test_every_session_of_the_person_ends_at_once(life: Life) -> None:
    life.erase()
    assert "Kom ind, så viser vi dig det hele" in life.client.get(reverse("rights:mine")).content.decode()
