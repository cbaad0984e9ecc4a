"""The doors as pages: a code on paper, the mail in the folder, and nothing that tells who is known."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from samskab.ground.people import services
from samskab.ground.people.actor import Actor
from samskab.ground.people.models import Attempt, Door, Participant, User
from samskab.kit import clock
from tests.acts import come_in
from tests.builders import NOW, municipality, person

pytestmark = pytest.mark.django_db
ENGLISH = re.compile(r"\b(Sign|Email address|sign-in|Submit|Continue|password|Confirm|Hello|Thank you)\b")


@pytest.fixture(autouse=True)
def _house(settings: LazySettings, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.EMAIL_HOST = ""
    cache.clear()


def shown(client: Client) -> str:
    found = re.search(r'receipt-code"[^>]*>([^<]+)<', client.get(reverse("people:receipt")).content.decode())
    return found.group(1) if found else ""


def code_in_post(client: Client) -> str:
    page = client.get(reverse("people:mail")).content.decode()
    found = re.search(r'<p dir="auto">([A-Z0-9-]{6,12})</p>', page)
    assert found, page
    return found.group(1)


def test_a_code_is_shown_once(client: Client) -> None:
    answer = client.post(reverse("people:get_code"))
    assert (answer.status_code, answer["Location"]) == (302, reverse("people:receipt"))
    assert len(shown(client).split("-")) == 4
    assert shown(client) == ""
    assert "allerede vist" in client.get(reverse("people:receipt")).content.decode()


def test_somebody_comes_in_by_a_code_and_goes_on_where_they_were_going(client: Client) -> None:
    _, code = services.give_code(now=NOW)
    answer = client.post(reverse("people:code"), {"code": code.upper(), "next": "/kald/rejs/"})
    assert answer["Location"] == "/kald/rejs/"
    assert "med en papirkode" in client.get("/").content.decode()


@pytest.mark.parametrize("next_page", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_nobody_is_led_out_of_the_house_by_a_login(client: Client, next_page: str) -> None:
    _, code = services.give_code(now=NOW)
    answer = client.post(reverse("people:code"), {"code": code, "next": next_page})
    assert answer["Location"] == reverse("path:traces")


def test_an_unknown_code_is_a_page_with_a_next_step_and_never_gives_the_code_back(client: Client) -> None:
    answer = client.post(reverse("people:code"), {"code": "sol måne regn vind"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Den kode kender vi ikke" in page
    assert "sol måne regn vind" not in page


def test_an_empty_code_is_asked_for_again(client: Client) -> None:
    assert client.post(reverse("people:code"), {"code": " "}).status_code == 422


def test_so_many_new_codes_from_one_place_and_then_it_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    assert services.NEW_CODES > 40  # a meeting
    monkeypatch.setattr(services, "NEW_CODES", 4)
    for _ in range(4):
        assert Client().post(reverse("people:get_code")).status_code == 302
    refused = Client().post(reverse("people:get_code"))
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "900")
    assert Participant.objects.count() == 4


def test_a_whole_meeting_comes_in_by_its_codes_from_one_place() -> None:
    for _ in range(services.TRIES + 2):
        _who, code = services.give_code(now=clock.now())
        assert Client().post(reverse("people:code"), {"code": code}).status_code == 302


def test_a_forged_forwarding_header_does_not_make_a_new_place(client: Client) -> None:
    for number in range(services.TRIES):
        client.post(reverse("people:code"), {"code": "a b c d"}, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}")
    answer = client.post(reverse("people:code"), {"code": "a b c d"}, HTTP_X_FORWARDED_FOR="198.51.100.99")
    assert answer.status_code == 429


def test_behind_a_trusted_proxy_each_caller_has_a_limit_of_their_own(
    client: Client, settings: LazySettings
) -> None:
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    for number in range(3):
        forged = f"10.0.0.{number}, 198.51.100.1"
        client.post(reverse("people:code"), {"code": "a b c d"}, HTTP_X_FORWARDED_FOR=forged)
    client.post(reverse("people:code"), {"code": "a b c d"}, HTTP_X_FORWARDED_FOR="198.51.100.2")
    assert len(set(Attempt.objects.values_list("source", flat=True))) == 2


def test_replacing_a_code_ends_every_session_it_had_opened(client: Client) -> None:
    participant, code = services.give_code(now=NOW)
    thief = Client()
    thief.post(reverse("people:code"), {"code": code})
    client.post(reverse("people:code"), {"code": code})
    answer = client.post(reverse("people:replace_code"))
    assert answer["Location"] == reverse("people:receipt")
    new = shown(client)
    assert new
    assert new != code
    assert "med en papirkode" in client.get("/").content.decode()
    assert "med en papirkode" not in thief.get("/").content.decode()
    assert services.come_in_by_code(code=new, address="192.0.2.1", now=NOW) == participant


def test_revoking_a_code_goes_out_by_it(client: Client) -> None:
    participant, code = services.give_code(now=NOW)
    come_in(client, participant)
    assert client.get(reverse("people:revoke_code")).status_code == 200
    assert client.post(reverse("people:revoke_code"))["Location"] == "/"
    assert "med en papirkode" not in client.get("/").content.decode()
    assert client.post(reverse("people:code"), {"code": code}).status_code == 422


def test_who_has_no_code_is_told_so(client: Client) -> None:
    for name in ("people:replace_code", "people:revoke_code"):
        answer = client.post(reverse(name))
        assert answer.status_code == 403
        assert "Der er ingen kode at bytte" in answer.content.decode()


def test_coming_in_gives_a_new_session(client: Client) -> None:
    _, code = services.give_code(now=NOW)
    client.get(reverse("people:get_code"))
    session = client.session
    session["mark"] = 1
    session.save()
    before = client.cookies["sessionid"].value if "sessionid" in client.cookies else session.session_key
    client.post(reverse("people:code"), {"code": code})
    assert client.session.session_key != before


def test_out_is_out_whichever_door_one_came_in_by(client: Client) -> None:
    for somebody in (person(), services.give_code(now=NOW)[0]):
        come_in(client, somebody)
        assert client.get(reverse("people:logout")).status_code == 405
        client.post(reverse("people:logout"))
        assert "Du kan læse alt uden at logge ind" in client.get("/").content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "people:login",
        "people:code",
        "people:get_code",
        "people:receipt",
        "people:replace_code",
        "people:revoke_code",
        "people:mail",
        "account_request_login_code",
        "account_signup",
        "account_inactive",
    ],
)
def test_every_door_opens_for_nobody_in_our_own_words(client: Client, name: str) -> None:
    municipality()
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "site-nav" in page
    assert not ENGLISH.search(re.sub(r"<[^>]+>", " ", page))


@pytest.mark.parametrize(
    "name", ["account_login", "account_email", "account_reset_password", "account_reauthenticate"]
)
def test_pages_this_house_does_not_use_lead_to_the_doors(client: Client, name: str) -> None:
    assert client.get(reverse(name) + "?next=/kald/")["Location"] == reverse("people:login") + "?next=/kald/"


def test_a_newcomer_signs_up_by_a_code_in_the_mail_and_becomes_a_participant(client: Client) -> None:
    begun = client.post(
        reverse("account_signup"), {"email": "Ny.Nabo@example.org", "name": "Nabo", "next": "/kald/rejs/"}
    )
    assert begun["Location"].startswith(reverse("account_email_verification_sent"))
    page = client.get(begun["Location"]).content.decode()
    assert "ny.nabo@example.org" in page
    wrong = client.post(reverse("account_email_verification_sent"), {"code": "WRONG1"})
    assert "Koden passer ikke" in wrong.content.decode()
    done = client.post(reverse("account_email_verification_sent"), {"code": code_in_post(client)})
    assert done["Location"] == "/kald/rejs/"
    participant = Participant.objects.get()
    assert (participant.door, participant.user.email, participant.user.name) == (
        Door.ACCOUNT,
        "ny.nabo@example.org",
        "Nabo",
    )
    assert "Du er <strong>Nabo</strong>" in client.get("/").content.decode()


def test_somebody_known_comes_in_by_a_code_in_the_mail(client: Client) -> None:
    services.found_account(actor=Actor(house=True), email="kirsten@example.org", name="Kirsten", now=NOW)
    begun = client.post(reverse("account_request_login_code"), {"email": "KIRSTEN@example.org"})
    assert begun["Location"].startswith(reverse("account_confirm_login_code"))
    assert client.get(begun["Location"]).status_code == 200
    wrong = client.post(reverse("account_confirm_login_code"), {"code": "WRONG1"})
    assert "Koden passer ikke" in wrong.content.decode()
    client.post(reverse("account_confirm_login_code"), {"code": code_in_post(client)})
    assert "Du er <strong>Kirsten</strong>" in client.get("/").content.decode()
    assert client.get(reverse("account_logout")).status_code == 200
    client.post(reverse("account_logout"))
    assert "Kirsten" not in client.get("/").content.decode()


@pytest.mark.parametrize("confirmed", [None, False, True])
def test_one_code_suffices_whether_or_not_the_address_was_confirmed(
    client: Client, confirmed: bool | None
) -> None:
    known = person("Kirsten")
    assert known.user is not None
    if confirmed is not None:
        EmailAddress.objects.create(user=known.user, email=known.user.email, primary=True, verified=confirmed)
    client.post(reverse("account_request_login_code"), {"email": known.user.email.upper()})
    done = client.post(reverse("account_confirm_login_code"), {"code": code_in_post(client)})
    assert done["Location"] == reverse("path:front")
    assert "Du er <strong>Kirsten</strong>" in client.get("/").content.decode()
    assert EmailAddress.objects.get().verified


def test_somebody_who_never_finished_signing_up_needs_one_code_too(client: Client) -> None:
    client.post(reverse("account_signup"), {"email": "nabo@example.org", "name": "Nabo"})
    code_in_post(client)
    later = Client()
    later.post(reverse("account_request_login_code"), {"email": "nabo@example.org"})
    later.post(reverse("account_confirm_login_code"), {"code": code_in_post(later)})
    assert "Du er <strong>Nabo</strong>" in later.get("/").content.decode()


def test_asking_for_a_code_makes_no_address_of_a_stranger(client: Client) -> None:
    client.post(reverse("account_request_login_code"), {"email": "fremmed@example.org"})
    assert not EmailAddress.objects.exists()


def test_a_letter_that_never_came_is_sent_again_with_a_new_code(client: Client) -> None:
    services.found_account(actor=Actor(house=True), email="kirsten@example.org", name="Kirsten", now=NOW)
    client.post(reverse("account_request_login_code"), {"email": "kirsten@example.org"})
    first = code_in_post(client)
    confirm = reverse("account_confirm_login_code")
    assert "Send en ny kode" in client.get(confirm).content.decode()
    assert client.post(confirm, {"action": "resend"})["Location"] == confirm
    assert "Koden passer ikke" in client.post(confirm, {"code": first}).content.decode()
    client.post(confirm, {"code": code_in_post(client)})
    assert "Du er <strong>Kirsten</strong>" in client.get("/").content.decode()


def test_a_login_code_is_worth_nothing_after_three_wrong_tries(client: Client) -> None:
    known = person()
    client.post(reverse("account_request_login_code"), {"email": known.user.email})
    right = code_in_post(client)
    for _ in range(3):
        client.post(reverse("account_confirm_login_code"), {"code": "WRONG1"})
    client.post(reverse("account_confirm_login_code"), {"code": right})
    assert "Du kan læse alt uden at logge ind" in client.get("/").content.decode()


def both(client: Client, ask: Callable[[Client, str], str]) -> tuple[str, str]:
    known = person().user.email
    return ask(client, known), ask(Client(), "aldrig.set@example.org")


def test_asking_for_a_code_does_not_tell_whether_an_e_mail_is_known(client: Client) -> None:
    def ask(browser: Client, email: str) -> str:
        page = browser.post(reverse("account_request_login_code"), {"email": email}, follow=True)
        again = re.sub(r'value="[A-Za-z0-9]{64}"', "", page.content.decode()).replace(email, "E")
        return f"{page.redirect_chain} {again}"

    known, unknown = both(client, ask)
    assert known == unknown
    letters = client.get(reverse("people:mail")).content.decode()
    assert "Du er ikke på Samskab endnu" in letters
    assert not User.objects.filter(email="aldrig.set@example.org").exists()


def test_signing_up_does_not_tell_whether_an_e_mail_is_known(client: Client) -> None:
    def ask(browser: Client, email: str) -> str:
        page = browser.post(reverse("account_signup"), {"email": email, "name": ""}, follow=True)
        again = re.sub(r'value="[A-Za-z0-9]{64}"', "", page.content.decode()).replace(email, "E")
        return f"{page.redirect_chain} {again}"

    known, unknown = both(client, ask)
    assert known == unknown
    assert "Du er allerede på Samskab" in client.get(reverse("people:mail")).content.decode()


def test_letters_are_in_plain_danish_and_lead_to_a_page_of_ours(client: Client) -> None:
    known = person().user.email
    client.post(reverse("account_request_login_code"), {"email": known})
    Client().post(reverse("account_request_login_code"), {"email": "ukendt@example.org"})
    Client().post(reverse("account_signup"), {"email": known})
    Client().post(reverse("account_signup"), {"email": "ny@example.org"})
    page = re.sub(r"<[^>]+>", " ", client.get(reverse("people:mail")).content.decode())
    assert page.count("Venlig hilsen Samskab") == 4
    assert not ENGLISH.search(page)
    for link in re.findall(r"http://testserver(/\S+)", page):
        assert client.get(link, follow=True).status_code == 200


def test_the_post_is_for_who_sits_at_this_machine(client: Client) -> None:
    assert client.get(reverse("people:mail")).status_code == 200
    assert client.get(reverse("people:mail"), REMOTE_ADDR="::1").status_code == 200
    assert client.get(reverse("people:mail"), REMOTE_ADDR="192.0.2.7").status_code == 404
    assert client.get(reverse("people:mail"), REMOTE_ADDR="").status_code == 404
    assert client.get(reverse("people:mail"), HTTP_X_FORWARDED_FOR="127.0.0.1").status_code == 404
    assert client.get(reverse("people:mail"), HTTP_FORWARDED="for=127.0.0.1").status_code == 404


def test_the_post_is_shut_once_mail_leaves_the_house(client: Client, settings: LazySettings) -> None:
    settings.EMAIL_HOST = "smtp.example.org"
    assert client.get(reverse("people:mail")).status_code == 404
    assert reverse("people:mail") not in client.get(reverse("people:login")).content.decode()


def test_an_e_mail_that_asks_too_often_waits_in_our_own_words(client: Client) -> None:
    email = person().user.email
    pages = [
        Client().post(reverse("account_request_login_code"), {"email": email}).content.decode()
        for _ in range(5)
    ]
    assert "Der er prøvet for mange gange" in pages[-1]


def test_too_many_requests_from_one_place_get_a_page_of_ours() -> None:
    answers = [
        Client().post(reverse("account_signup"), {"email": f"n{number}@example.org"}) for number in range(21)
    ]
    assert answers[-1].status_code == 429
    assert "Vent et øjeblik" in answers[-1].content.decode()
