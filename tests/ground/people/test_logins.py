"""Where am I logged in: what is kept, what it shows, and that ending it ends it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from samskab.ground.people import services
from samskab.ground.people.actor import Actor
from samskab.ground.people.device import device_of
from samskab.ground.people.models import LoginSession, Participant, WayIn
from tests.acts import refused
from tests.builders import NOW, person
from tests.ground.people.test_second_factor import code_by_mail

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (Linux; Android 15; Pixel) AppleWebKit/537.36 Chrome/156.0 Mobile Safari/537.36"


def logged_in(known: Participant, mailoutbox: list[object], agent: str = FIREFOX) -> Client:
    client = Client(HTTP_USER_AGENT=agent, REMOTE_ADDR="198.51.100.23")
    code_by_mail(client, known.user.email, mailoutbox)  # type: ignore[union-attr]  # an account
    return client


def inside(client: Client) -> bool:
    return "Du er <strong>Kirsten</strong>" in client.get("/").content.decode()


@pytest.fixture
def kirsten() -> Participant:
    return person("Kirsten")


def test_each_login_is_listed_by_machine_door_and_time_and_by_no_address(
    kirsten: Participant, mailoutbox: list[object]
) -> None:
    logged_in(kirsten, mailoutbox, PHONE)
    here = logged_in(kirsten, mailoutbox)
    page = here.get(reverse("people:my_access")).content.decode()
    assert "Firefox · Windows" in page
    assert "Chrome · Android" in page
    assert "her, hvor du sidder nu" in page
    assert "med en kode i mailen" in page
    everything = (
        page
        + str(list(LoginSession.objects.values()))
        + str([session.get_decoded() for session in Session.objects.all()])
    )
    assert "198.51.100" not in everything
    assert "Mozilla" not in everything


def test_a_login_ended_from_elsewhere_is_ended(kirsten: Participant, mailoutbox: list[object]) -> None:
    phone, here = logged_in(kirsten, mailoutbox, PHONE), logged_in(kirsten, mailoutbox)
    lost = LoginSession.objects.get(device="Chrome · Android")
    here.post(reverse("people:end_session"), {"session": lost.pk})
    assert (inside(phone), inside(here)) == (False, True)


def test_everywhere_else_is_everywhere_else(kirsten: Participant, mailoutbox: list[object]) -> None:
    others = [logged_in(kirsten, mailoutbox) for _ in range(2)]
    here = logged_in(kirsten, mailoutbox)
    here.post(reverse("people:end_other_sessions"))
    assert [inside(other) for other in others] == [False] * 2
    assert inside(here)
    assert LoginSession.objects.count() == 1


def test_ending_the_login_one_sits_in_leads_out(kirsten: Participant, mailoutbox: list[object]) -> None:
    here = logged_in(kirsten, mailoutbox)
    answer = here.post(reverse("people:end_session"), {"session": LoginSession.objects.get().pk})
    assert answer["Location"] == reverse("people:login")
    assert not inside(here)


def test_nobody_ends_another_persons_login(kirsten: Participant, mailoutbox: list[object]) -> None:
    hers = logged_in(kirsten, mailoutbox)
    other = Actor(participant_id=person("En anden").pk)
    with refused("people.session_has_ended"):
        services.end_session(actor=other, session_id=LoginSession.objects.get().pk, now=NOW)
    services.end_other_sessions(actor=other, kept="", now=NOW)
    assert inside(hers)


def test_whoever_is_not_known_ends_nothing(client: Client) -> None:
    with refused("people.nobody_known"):
        services.end_session(actor=Actor(), session_id=1, now=NOW)
    with refused("people.nobody_known"):
        services.end_other_sessions(actor=Actor(), kept="", now=NOW)
    for sent in ("", "x", "-1", "²", "9" * 40):
        assert client.post(reverse("people:end_session"), {"session": sent}).status_code == 403


def test_a_paper_code_lists_and_ends_its_logins_too(client: Client) -> None:
    _, code = services.give_code(now=NOW)
    elsewhere = Client(HTTP_USER_AGENT=PHONE)
    for browser in (elsewhere, client):
        browser.post(reverse("people:code"), {"code": code})
    page = client.get(reverse("people:my_access")).content.decode()
    assert "med fire ord fra et papir" in page
    assert "Byt min kode" in page
    client.post(reverse("people:end_other_sessions"))
    assert "med en papirkode" not in elsewhere.get("/").content.decode()
    assert "med en papirkode" in client.get("/").content.decode()


def test_coming_in_by_mail_gives_a_new_session(kirsten: Participant, mailoutbox: list[object]) -> None:
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": kirsten.user.email})  # type: ignore[union-attr]  # an account
    before = client.session.session_key
    code_by_mail(client, kirsten.user.email, mailoutbox)  # type: ignore[union-attr]  # as above
    assert inside(client)
    assert client.session.session_key != before


def test_an_account_that_is_disabled_is_out_everywhere_at_once(
    kirsten: Participant, mailoutbox: list[object]
) -> None:
    browsers = [logged_in(kirsten, mailoutbox) for _ in range(2)]
    kirsten.user.is_active = False  # type: ignore[union-attr]  # an account
    kirsten.user.save()  # type: ignore[union-attr]  # as above
    assert [inside(browser) for browser in browsers] == [False, False]


def test_an_account_whose_address_changes_is_out_everywhere_at_once(
    kirsten: Participant, mailoutbox: list[object]
) -> None:
    browsers = [logged_in(kirsten, mailoutbox) for _ in range(2)]
    kirsten.user.email = "kirsten.ny@example.org"  # type: ignore[union-attr]  # an account
    kirsten.user.save()  # type: ignore[union-attr]  # as above
    assert [inside(browser) for browser in browsers] == [False, False]


def test_what_has_ended_is_forgotten_at_the_next_login(
    kirsten: Participant, mailoutbox: list[object]
) -> None:
    logged_in(kirsten, mailoutbox).post(reverse("people:logout"))
    old = LoginSession.objects.create(
        participant=person("En anden"),
        session_key="for-længst",
        way_in=WayIn.MAIL,
        since=NOW - timedelta(days=90),
    )
    logged_in(kirsten, mailoutbox)
    assert LoginSession.objects.count() == 1
    assert not LoginSession.objects.filter(pk=old.pk).exists()


def test_who_is_not_logged_in_is_led_to_the_doors_and_back(client: Client) -> None:
    here = reverse("people:my_access")
    assert client.get(here)["Location"] == f"{reverse('people:login')}?next={here.replace('/', '%2F')}"


def test_a_code_by_mail_lives_ten_minutes_and_bears_three_tries() -> None:
    from allauth.account import app_settings as account

    assert account.LOGIN_BY_CODE_TIMEOUT <= 600
    assert account.EMAIL_VERIFICATION_BY_CODE_TIMEOUT <= 600
    assert account.LOGIN_BY_CODE_MAX_ATTEMPTS == account.EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS == 3


def test_a_code_by_mail_opens_once(kirsten: Participant, mailoutbox: list[object]) -> None:
    client = logged_in(kirsten, mailoutbox)
    client.post(reverse("people:logout"))
    code = str(mailoutbox[-1].body)  # type: ignore[attr-defined]  # a mail
    client.post(reverse("account_confirm_login_code"), {"code": code.split(maxsplit=1)[0]})
    assert not inside(client)


def test_the_ninth_letter_to_one_address_waits_whichever_worker_is_asked(kirsten: Participant) -> None:
    from django.core.cache import cache

    sent = []
    for _ in range(9):
        cache.clear()  # another worker has another memory
        asked = {"email": kirsten.user.email}  # type: ignore[union-attr]  # an account
        sent.append(Client().post(reverse("account_request_login_code"), asked).status_code)
    assert sent == [302] * 8 + [429]


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox · Windows"),
        (PHONE, "Chrome · Android"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari · iPhone",
        ),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15) Chrome/156.0 Safari/537.36 Edg/156.0", "Edge · Mac"),
        ("curl/8.0", ""),
        ("", ""),
    ],
)
def test_a_browser_is_called_by_two_words(agent: str, words: str) -> None:
    assert device_of(agent) == words
