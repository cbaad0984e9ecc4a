"""Coming in by a broker, against a real OpenID Connect server in a process of its own."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.conf import LazySettings
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from samskab.config import brokers
from samskab.ground.people import services
from samskab.ground.people.actor import Actor, Proof
from samskab.ground.people.models import LoginSession, Participant, User, WayIn
from tests.acts import come_in, refused
from tests.builders import NOW, person
from tests.idp.broker import Broker, running
from tests.idp.server import ACR, CLIENT, SECRET

pytestmark = pytest.mark.django_db
PRIVATE = ("0101019999", "mette@example.org", "Marie")


@pytest.fixture(scope="module")
def server() -> Iterator[Broker]:
    with running() as broker:
        yield broker


@pytest.fixture
def broker(server: Broker, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Broker:
    """MitID and the municipality's own login, both set up by the environment as a house would be."""
    for prefix in ("MITID_OIDC", "STAFF_OIDC"):
        monkeypatch.setenv(f"{prefix}_ISSUER", server.issuer)
        monkeypatch.setenv(f"{prefix}_CLIENT_ID", CLIENT)
        monkeypatch.setenv(f"{prefix}_CLIENT_SECRET", SECRET)
    monkeypatch.setenv("MITID_OIDC_ACR_VALUES", ACR)
    monkeypatch.setenv("MITID_OIDC_SCOPE", "openid mitid")
    monkeypatch.setenv("MITID_OIDC_AUTH_PARAMS", "idp_values=mitid")
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": brokers.configured()}}
    server.will()
    return server


def out(client: Client, kind: str = "mitid", **given: str) -> str:
    """Press the button; the address the browser is sent on to."""
    page = client.post(reverse("people:leave_for_broker", args=[kind]), given).content.decode()
    found = re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', page)
    assert found, page
    return html.unescape(found.group(1))


def journey(client: Client, broker: Broker, kind: str = "mitid", **given: str) -> tuple[int, str]:
    """There and back; the status and the text of the page, or where it leads."""
    back = urlsplit(broker.back_from(out(client, kind, **given)))
    answer = client.get(f"{back.path}?{back.query}")
    return answer.status_code, answer.get("Location", "") or answer.content.decode()


def test_somebody_comes_in_by_mitid_and_an_authority_has_said_who(client: Client, broker: Broker) -> None:
    assert journey(client, broker, next="/kald/") == (302, "/kald/")
    found = Participant.objects.get()
    assert (found.verified, found.user.name, found.user.email) == (True, "Mette", None)
    assert "Du er <strong>Mette</strong>" in client.get("/").content.decode()
    assert LoginSession.objects.get().way_in == WayIn.MITID


def test_the_question_carries_pkce_nonce_state_and_assurance_and_never_a_number(
    client: Client, broker: Broker
) -> None:
    journey(client, broker)
    asked = broker.asked()
    assert (asked["code_challenge_method"], asked["response_type"]) == ("S256", "code")
    assert (asked["acr_values"], asked["idp_values"]) == (ACR, "mitid")
    assert set(asked["scope"].split()) == {"openid", "mitid"}
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 16


def test_each_journey_has_a_state_and_a_nonce_of_its_own(client: Client, broker: Broker) -> None:
    first, second = (parse_qs(urlsplit(out(client)).query) for _ in range(2))
    assert all(first[name] != second[name] for name in ("state", "nonce", "code_challenge"))


def test_the_address_of_the_page_cannot_ask_for_more(client: Client, broker: Broker) -> None:
    address = reverse("people:leave_for_broker", args=["mitid"]) + "?scope=ssn&auth_params=acr_values%3Dlow"
    page = html.unescape(client.post(address).content.decode())
    assert "ssn" not in page
    assert "low" not in page


def test_nothing_the_token_said_is_kept_beside_the_number_and_the_name(
    client: Client, broker: Broker, caplog: pytest.LogCaptureFixture
) -> None:
    journey(client, broker)
    account = SocialAccount.objects.get()
    assert (account.uid, account.provider, account.extra_data) == ("person-1", "mitid", {})
    assert not SocialToken.objects.exists()
    assert not EmailAddress.objects.exists()
    kept = [str(session.get_decoded()) for session in Session.objects.all()]
    everything = " ".join([*kept, str(User.objects.values()), str(Participant.objects.values()), caplog.text])
    assert [word for word in PRIVATE if word in everything] == []


def test_the_same_person_comes_back_to_the_same_account(client: Client, broker: Broker) -> None:
    journey(client, broker)
    journey(Client(), broker)
    assert Participant.objects.count() == User.objects.count() == 1
    broker.will(sub="person-2")
    journey(Client(), broker)
    assert Participant.objects.filter(verified=True).count() == 2


def test_staff_come_in_with_the_name_the_municipality_gives_and_no_mark(
    client: Client, broker: Broker
) -> None:
    journey(client, broker, "staff")
    found = Participant.objects.get()
    assert (found.verified, found.user.name) == (False, "Mette Marie Prøve")


def test_mitid_counts_as_two_factors_and_a_login_that_promises_no_level_as_one(
    client: Client, broker: Broker
) -> None:
    seen = {}
    for kind in ("mitid", "staff"):
        here = Client()
        journey(here, broker, kind)
        request = here.get(reverse("people:my_access")).wsgi_request
        seen[kind] = request.viewer.actor().proof  # type: ignore[attr-defined]  # set by the middleware
    assert seen == {"mitid": Proof.TWO, "staff": Proof.ONE}


FAULTS = {
    "nonce": "nonce",
    "missing_nonce": "claims",
    "audience": "audience",
    "two_audiences": "audience",
    "issuer": "issuer",
    "expired": "expired",
    "missing_exp": "claims",
    "alg_none": "algorithm",
    "shared_secret": "algorithm",
    "signature": "signature",
    "unknown_key": "signature",
    "missing_acr": "assurance",
    "low_assurance": "assurance",
    "no_sub": "claims",
    "missing_sub": "claims",
    "no_token": "token",
    "cancelled": "cancelled",
}


@pytest.mark.parametrize(("fault", "code"), FAULTS.items())
def test_a_broker_that_misbehaves_lets_nobody_in(
    client: Client, broker: Broker, fault: str, code: str
) -> None:
    broker.will(fault)
    status, page = journey(client, broker)
    assert status == 401
    assert f"<code>{code}</code>" in page
    assert "Se dørene" in page
    assert not User.objects.exists()
    assert "sessionid" not in client.cookies or "_auth_user_id" not in client.session


def test_a_broker_that_is_not_the_one_named_is_not_gone_to(client: Client, broker: Broker) -> None:
    broker.will("discovery")
    answer = client.post(reverse("people:leave_for_broker", args=["mitid"]))
    assert answer.status_code == 401
    assert "<code>issuer</code>" in answer.content.decode()


def test_a_broker_that_does_not_answer_is_a_page_with_the_other_doors(
    client: Client, broker: Broker, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MITID_OIDC_ISSUER", "http://127.0.0.1:9")
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": brokers.configured()}}
    answer = client.post(reverse("people:leave_for_broker", args=["mitid"]))
    assert (answer.status_code, "Se dørene" in answer.content.decode()) == (401, True)


def test_an_answer_is_worth_one_login(client: Client, broker: Broker) -> None:
    back = urlsplit(broker.back_from(out(client)))
    assert client.get(f"{back.path}?{back.query}").status_code == 302
    client.post(reverse("people:logout"))
    assert client.get(f"{back.path}?{back.query}").status_code == 401
    assert "_auth_user_id" not in client.session


def test_an_answer_fetched_in_another_browser_opens_nothing_there(client: Client, broker: Broker) -> None:
    back = urlsplit(broker.back_from(out(client)))
    thief = Client()
    assert thief.get(f"{back.path}?{back.query}").status_code == 401
    assert not User.objects.exists()


def test_a_code_that_was_used_before_is_refused_by_the_broker_and_by_us(
    client: Client, broker: Broker
) -> None:
    first = parse_qs(urlsplit(broker.back_from(out(client))).query)
    used = urlsplit(broker.back_from(out(client)))
    client.get(f"{used.path}?{used.query}")
    client.post(reverse("people:logout"))
    code = parse_qs(used.query)["code"][0]
    state = parse_qs(urlsplit(out(client)).query)["state"][0]
    assert client.get(f"{used.path}?code={code}&state={state}").status_code == 401
    assert first["code"][0] != code


def test_an_account_with_an_e_mail_is_linked_by_its_owner_who_is_logged_in(
    client: Client, broker: Broker
) -> None:
    owner = person("Kirsten")
    come_in(client, owner)
    page = client.get(reverse("people:my_access")).content.decode()
    assert "Knyt MitID til min konto" in page
    assert journey(client, broker, link="1") == (302, reverse("people:my_access"))
    owner.refresh_from_db()
    assert (owner.verified, SocialAccount.objects.get().user) == (True, owner.user)
    other = Client()
    journey(other, broker)
    assert "Du er <strong>Kirsten</strong>" in other.get("/").content.decode()


def test_the_same_e_mail_at_the_broker_links_nothing(client: Client, broker: Broker) -> None:
    User.objects.create_user(email="mette@example.org", name="Den rigtige")
    journey(client, broker)
    assert User.objects.count() == 2


def test_a_login_that_is_somebody_elses_is_not_moved(client: Client, broker: Broker) -> None:
    journey(Client(), broker)
    come_in(client, person("Kirsten"))
    journey(client, broker, link="1")
    assert "hører til en anden konto" in client.get(reverse("people:my_access")).content.decode()
    assert SocialAccount.objects.get().user.name == "Mette"


def test_a_linked_login_is_taken_off_and_the_mark_with_it(client: Client, broker: Broker) -> None:
    owner = person("Kirsten")
    EmailAddress.objects.create(user=owner.user, email=owner.user.email, verified=True, primary=True)
    come_in(client, owner)
    journey(client, broker, link="1")
    answer = client.post(reverse("people:unlink_broker"), {"broker": "mitid"})
    assert answer["Location"] == reverse("people:my_access")
    owner.refresh_from_db()
    assert (owner.verified, SocialAccount.objects.exists()) == (False, False)


def test_the_only_way_in_is_never_taken_off(client: Client, broker: Broker) -> None:
    journey(client, broker)
    actor = Actor(participant_id=Participant.objects.get().pk)
    with refused("people.last_way_in"):
        services.unlink_broker(actor=actor, broker="mitid", now=NOW)
    with refused("people.broker_is_not_linked"):
        services.unlink_broker(actor=actor, broker="staff", now=NOW)


def test_where_no_broker_is_set_up_there_is_no_button_and_no_page(client: Client) -> None:
    assert "door-mitid" not in client.get(reverse("people:login")).content.decode()
    for kind in ("mitid", "staff", "google"):
        assert client.post(reverse("people:leave_for_broker", args=[kind])).status_code == 404
        assert client.get(reverse("people:broker_answer", args=[kind])).status_code == 404


@pytest.mark.parametrize(
    "said",
    [
        {"SCOPE": "openid ssn"},
        {"SCOPE": "openid dk.cpr"},
        {"AUTH_PARAMS": "claims=ssn.details"},
        {"ISSUER": "http://broker.example.org"},
        {"SCOPE": "profile"},
        {"CLIENT_ID": ""},
        {"ACR_VALUES": ""},
    ],
)
def test_a_house_that_would_ask_for_a_number_or_trust_too_much_does_not_start(
    monkeypatch: pytest.MonkeyPatch, said: dict[str, str]
) -> None:
    right = {"ISSUER": "https://broker.example.org", "CLIENT_ID": "a", "ACR_VALUES": ACR}
    for name, value in {**right, **said}.items():
        monkeypatch.setenv(f"MITID_OIDC_{name}", value)
    with pytest.raises(ImproperlyConfigured):
        brokers.configured()


def test_somebody_without_an_e_mail_sees_what_is_kept_about_them(client: Client, broker: Broker) -> None:
    journey(client, broker)
    page = client.get(reverse("rights:mine"))
    assert page.status_code == 200
    assert "person-1" in page.content.decode()
