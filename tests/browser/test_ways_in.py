"""The doors in a real Chromium, the strict policy on: a passkey by a virtual authenticator, and a broker."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.reading import overflow, violations
from tests.idp.broker import running
from tests.idp.server import ACR, CLIENT, SECRET

pytestmark = pytest.mark.browser
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def sign_up(page: Any, house: str, name: str) -> None:
    """A new account by a code in the mail, which lies in the demo's folder."""
    page.goto(f"{house}/konto/ny/")
    page.get_by_label("E-mail").fill(f"{name.lower()}@example.org")
    page.get_by_label("Hvad skal vi kalde dig?").fill(name)
    page.get_by_role("button", name="Send mig en kode").click()
    form = page.url
    page.goto(f"{house}/post/")
    letter = page.locator("article").first.inner_text()
    code = re.search(r"^([A-Z0-9-]{6,12})$", letter, re.MULTILINE)
    assert code
    page.goto(form)
    page.get_by_label("Kode").fill(code.group(1))
    page.get_by_role("button", name="Kom ind").click()


def test_a_passkey_is_made_and_opens_the_door_by_itself(
    own_house: Callable[..., str], opened: Callable[..., Any]
) -> None:
    house = own_house().replace("127.0.0.1", "localhost")  # a passkey belongs to a name, never to a number
    page = opened(f"{house}/log-ind/")
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    sign_up(page, house, "Kirsten")
    page.goto(f"{house}/mine-doere/")
    assert violations(page) + overflow(page) == []
    page.get_by_role("link", name="Lav en adgangsnøgle").click()
    assert violations(page) + overflow(page) == []
    page.get_by_label("Hvad skal nøglen hedde?").fill("Min telefon")
    page.get_by_role("button", name="Lav nøglen").click()
    page.wait_for_url("**/reservekoder/")
    assert page.locator(".spare-codes li").count() == 10
    page.get_by_role("link", name="Jeg har gemt dem").click()
    page.get_by_text("gennem begge låse").wait_for()
    page.get_by_text("Min telefon").first.wait_for()
    page.get_by_role("button", name="Log ud", exact=True).click()
    page.goto(f"{house}/log-ind/?next=/kald/")
    page.get_by_role("button", name="Brug min nøgle").click()
    page.wait_for_url(f"{house}/kald/")
    page.goto(f"{house}/mine-doere/")
    page.get_by_text("gennem begge låse").wait_for()
    page.get_by_text("med en adgangsnøgle").first.wait_for()
    assert (page.complaints, page.elsewhere) == ([], [])


def test_without_an_authenticator_the_page_says_so_and_names_another_way(
    own_house: Callable[..., str], opened: Callable[..., Any]
) -> None:
    page = opened(f"{own_house()}/log-ind/")
    page.get_by_role("button", name="Brug min nøgle").click()
    page.get_by_text("Nøglen svarede ikke.").wait_for()


def test_there_and_back_by_a_broker_with_the_strict_policy_on(
    own_house: Callable[..., str],
    opened: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    with running() as broker:
        named = {"ISSUER": broker.issuer, "CLIENT_ID": CLIENT, "CLIENT_SECRET": SECRET, "ACR_VALUES": ACR}
        for name, value in named.items():
            monkeypatch.setenv(f"MITID_OIDC_{name}", value)
        house = own_house()
        page = opened(f"{house}/log-ind/?next=/kald/")
        assert violations(page) + overflow(page) == []
        page.get_by_role("button", name="Gå til MitID").click()
        page.get_by_role("link", name="Ja, det er mig").click()
        page.wait_for_url(f"{house}/kald/")
        assert "Du er Mette" in page.locator(".who-line").inner_text()
        assert page.complaints == []
        assert {url.split("/authorize")[0] for url in page.elsewhere} <= {
            broker.issuer,
            f"{broker.issuer}/favicon.ico",
        }
        assert not list(tmp_path.rglob("*0101019999*"))
        broker.will("nonce")
        page.get_by_role("button", name="Log ud", exact=True).click()
        page.goto(f"{house}/log-ind/")
        page.get_by_role("button", name="Gå til MitID").click()
        page.get_by_role("link", name="Ja, det er mig").click()
        page.get_by_role("heading", name="Du kom ikke ind").wait_for()
        assert violations(page) + overflow(page) == []
