"""A screen in a house: started by a key that does nothing else, and it forgets."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from samskab.ground.people.models import Participant
from samskab.kit import clock
from samskab.kit.errors import Refusal
from samskab.process.core.models import Stage
from samskab.process.doors.models import Kiosk
from samskab.process.doors.services import close_kiosk, open_kiosk, state_at_kiosk
from samskab.process.knowledge.models import Statement
from tests.builders import NOW, Table, table

pytestmark = pytest.mark.django_db
SAID = {"text": "Jeg går ikke ud efter klokken fire.", "basis": "experience", "nickname": "opgang 7"}


@pytest.fixture
def made() -> Table:
    return table(Stage.KNOWLEDGE)


@pytest.fixture
def opened(made: Table) -> tuple[Kiosk, str]:
    return open_kiosk(actor=made.actor("residents"), now=NOW)


@pytest.fixture
def screen(opened: tuple[Kiosk, str], client: Client) -> Client:
    answer = client.post(reverse("doors:kiosk"), {"code": opened[1]})
    assert answer.status_code == 302
    return client


def says(screen: Client, made: Table) -> str:
    answer = screen.post(reverse("doors:kiosk_write", args=[made.process.slug]), SAID)
    assert answer.status_code == 302, answer.content
    found = re.search(r"receipt-code[^>]*>\s*([^<]+?)\s*<", screen.get(answer.url).content.decode())
    assert found
    return found[1]


def later(monkeypatch: pytest.MonkeyPatch, minutes: float) -> None:
    monkeypatch.setattr(clock, "_ahead", [lambda: timedelta(minutes=minutes)])


def test_somebody_says_something_under_a_nickname_and_the_house_and_gets_four_words(
    screen: Client, made: Table
) -> None:
    words = says(screen, made)
    said = Statement.objects.get()
    assert (said.channel, said.role) == ("kiosk", "opgang 7, residents")
    at_home = Client()
    at_home.post(reverse("people:code"), {"code": words})
    assert SAID["text"] in at_home.get(reverse("path:traces")).content.decode()


def test_after_three_minutes_the_server_has_forgotten_the_receipt(
    screen: Client, made: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = says(screen, made)
    later(monkeypatch, 2.9)
    assert words in screen.get(reverse("doors:kiosk_receipt")).content.decode()
    later(monkeypatch, 3)
    again = screen.get(reverse("doors:kiosk_receipt"), follow=True)
    assert words not in again.content.decode()
    assert "kiosk_receipt" not in screen.session
    assert "kiosk" in screen.session, "it is still a screen"


def test_after_three_minutes_without_a_press_nobody_is_logged_in(
    screen: Client, made: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = says(screen, made)
    screen.get(reverse("doors:wipe"))
    screen.post(reverse("people:code"), {"code": words})
    for minutes in (2.0, 4.0, 6.0):
        later(monkeypatch, minutes)
        assert SAID["text"] in screen.get(reverse("path:traces")).content.decode(), "each press begins anew"
    later(monkeypatch, 9.1)
    assert SAID["text"] not in screen.get(reverse("path:traces")).content.decode()


def test_the_next_person_meets_an_empty_screen_that_no_cache_keeps(screen: Client, made: Table) -> None:
    words = says(screen, made)
    for view in ("doors:kiosk_receipt", "doors:kiosk"):
        answer = screen.get(reverse(view))
        assert "no-store" in answer.headers["Cache-Control"]
    wiped = screen.get(reverse("doors:wipe"), follow=True)
    assert words not in wiped.content.decode()
    assert '"cache", "storage"' in screen.get(reverse("doors:wipe")).headers["Clear-Site-Data"]
    assert words not in screen.get(reverse("doors:kiosk_receipt"), follow=True).content.decode()
    form = screen.get(reverse("doors:kiosk_write", args=[made.process.slug])).content.decode()
    assert SAID["text"] not in form
    assert 'autocomplete="off"' in form


def test_it_works_and_leaves_without_a_script(screen: Client, made: Table) -> None:
    page = screen.get(reverse("doors:kiosk_write", args=[made.process.slug])).content.decode()
    assert '<noscript><meta http-equiv="refresh" content="180;url=/skaerm/slet/">' in page
    assert "kiosk.js" in page
    ordinary = Client().get(reverse("path:front")).content.decode()
    assert "kiosk.js" not in ordinary


def test_the_key_starts_a_screen_and_nothing_else(opened: tuple[Kiosk, str]) -> None:
    kiosk, key = opened
    assert key not in kiosk.key_hash
    at_the_code = Client().post(reverse("people:code"), {"code": key})
    assert at_the_code.status_code == 422
    screen = Client()
    screen.post(reverse("doors:kiosk"), {"code": key})
    assert set(screen.session.keys()) == {"kiosk", "kiosk_seen"}
    assert not Participant.objects.filter(code_hash=kiosk.key_hash).exists()


def test_a_wrong_key_is_said_in_the_form_and_guessing_is_stopped() -> None:
    guesser = Client()
    for _ in range(10):
        assert guesser.post(reverse("doors:kiosk"), {"code": "a b c d"}).status_code == 422
    assert guesser.post(reverse("doors:kiosk"), {"code": "a b c d"}).status_code == 429


def test_a_screen_the_house_has_closed_takes_nothing(
    screen: Client, opened: tuple[Kiosk, str], made: Table
) -> None:
    actor = made.actor("residents")
    with pytest.raises(Refusal, match=r"^core\.unknown_choice$"):
        close_kiosk(actor=made.actor("unit"), kiosk_id=opened[0].pk, now=NOW)
    close_kiosk(actor=actor, kiosk_id=opened[0].pk, now=NOW)
    with pytest.raises(Refusal, match=r"^doors\.kiosk_is_closed$"):
        close_kiosk(actor=actor, kiosk_id=opened[0].pk, now=NOW)
    answer = screen.post(reverse("doors:kiosk_write", args=[made.process.slug]), SAID)
    said = answer.content.decode()
    assert (answer.status_code, "Skærmen er lukket." in said, SAID["text"] in said) == (409, True, True)
    assert "no-store" in answer.headers["Cache-Control"]
    assert "kiosk.js" in said, "it is wiped after three minutes all the same"
    with pytest.raises(Refusal, match=r"^doors\.kiosk_is_closed$"):
        state_at_kiosk(
            process_id=made.process.pk, kiosk_id=opened[0].pk, basis="experience", text="Nej.", now=NOW
        )
    assert not Statement.objects.exists()


def test_what_was_written_about_a_process_that_is_gone_comes_back(screen: Client) -> None:
    answer = screen.post(reverse("doors:kiosk_write", args=["er-her-ikke"]), SAID)
    assert (answer.status_code, SAID["text"] in answer.content.decode()) == (404, True)


def test_a_house_says_ten_things_in_a_quarter_of_an_hour(screen: Client, made: Table) -> None:
    for _ in range(10):
        says(screen, made)
    address = reverse("doors:kiosk_write", args=[made.process.slug])
    assert screen.post(address, SAID).status_code == 429
    assert Statement.objects.count() == 10


def test_what_cannot_be_taken_comes_back_with_every_word(screen: Client, made: Table) -> None:
    address = reverse("doors:kiosk_write", args=[made.process.slug])
    answer = screen.post(address, SAID | {"text": "Mit nummer er 010190-1234."})
    assert answer.status_code == 422
    assert "Mit nummer er 010190-1234." in answer.content.decode()
