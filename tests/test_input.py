"""Bad input on every form of the house: never a fault, and what somebody wrote is given back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from html import unescape
from itertools import cycle
from urllib.parse import quote_from_bytes
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from samskab.kit import clock
from samskab.kit.text import tidy
from samskab.process.agreement.models import Signature
from samskab.process.framing.models import Framing, FramingStance
from samskab.process.knowledge.models import Reply
from samskab.process.purpose.models import PurposeStance
from tests.builders import NOW, area
from tests.every_form import Found, find_all, patterns
from tests.journeys.walking import Walker

# Finding the forms is half of the work; one worker does it for all of these.
pytestmark = pytest.mark.xdist_group("forms")

FORM = "application/x-www-form-urlencoded"
LONG = "æ" * 10_000
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"
REFUSED = {400, 403, 404, 409, 422, 429}
GIVES_BACK = {403, 409, 422}
# The four words of a code are never shown back, and a mail address belongs to the login's own pages.
KEEPS_BACK = {"code", "email", "login"}


@dataclass(frozen=True)
class Bad:
    """What somebody pastes, and a part of it that must be readable on the page that says no."""

    name: str
    raw: bytes
    readable: str


TOGETHER = [
    Bad("a script", SCRIPT.encode(), SCRIPT),
    Bad("right to left", "אני \u202etxet neddih שלום".encode(), "אני"),
    Bad("emoji", "👩🏽‍🌾🏳️‍🌈 hej".encode(), "👩🏽‍🌾🏳️‍🌈 hej"),
    Bad("a zero byte", b"for\x00an", "an"),
    Bad("half a surrogate", b"for \xed\xa0\x80 an", "an"),
    Bad("broken bytes", b"for \xff\xfe\xc3 an", "an"),
    Bad("a template", b"{{ process.pk }}{% load x %}", "{{ process.pk }}"),
    Bad("quotes and sql", b"'\"); DROP TABLE core_process; --", "DROP TABLE"),
]
EVERYTHING = b" ".join(bad.raw for bad in TOGETHER)
# Every form takes these; what they say together is also said one by one, to each form in turn.
BAD = [
    Bad("nothing", b"", ""),
    Bad("blanks", b" \t\r\n ", ""),
    Bad("ten thousand characters", LONG.encode(), LONG),
    Bad("everything at once", EVERYTHING, SCRIPT),
]


@pytest.fixture(scope="module")
def forms(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[dict[str, Found]]:
    """Found once for the module; everything is rolled back after it."""
    with pytest.MonkeyPatch.context() as patched, django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's own object
        patched.setattr(clock, "now", lambda: NOW)
        atomic = transaction.atomic()
        atomic.__enter__()
        cache.clear()
        yield find_all()
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@contextmanager
def undone(one: Found) -> Iterator[Client]:
    """The reader's browser; whatever is sent is taken back, and so is a logout."""
    client = one.walker.client
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        yield client
        transaction.set_rollback(True)
    client.cookies = cookies


def body_of(one: Found, fields: dict[str, list[bytes]], token: str) -> str:
    sent = {**fields, "csrfmiddlewaretoken": [token.encode()]}
    return "&".join(f"{name}={quote_from_bytes(value)}" for name, values in sent.items() for value in values)


def post(one: Found, client: Client, fields: dict[str, list[bytes]]) -> HttpResponse:
    """Exactly these bytes, from the form's own page."""
    body = body_of(one, fields, client.cookies["csrftoken"].value)
    return client.post(one.form.action, body, content_type=FORM)


def send(one: Found, fields: dict[str, list[bytes]]) -> HttpResponse:
    with undone(one) as client:
        return post(one, client, fields)


def said(one: Found, bad: bytes) -> dict[str, list[bytes]]:
    """The form as found, with `bad` wherever one can type."""
    marker = "\N{REPLACEMENT CHARACTER}typed"
    filled = one.filled(marker)
    return {
        name: [bad if value == marker else value.encode() for value in values]
        for name, values in filled.items()
        if name != "csrfmiddlewaretoken"
    }


def given_back(response: HttpResponse, words: str) -> bool:
    html = response.content.decode()
    plain = unescape(html)
    return words in plain or tidy(words) in plain


# -- the crawl itself ---------------------------------------------------------------------------------------


def test_every_address_that_takes_a_post_was_found_with_its_form(forms: dict[str, Found]) -> None:
    missing = set()
    walker = next(iter(forms.values())).walker
    for view, _ in patterns():
        if view in forms or view in FORMLESS:
            continue
        missing.add(view)
    asked = sorted(view for view in missing if _takes_posts(view, walker))
    assert asked == []


# Addresses that take a POST and have no form in these worlds, each with its reason.
FORMLESS = {
    "account_logout": "people:logout is the way out",
    "account_reauthenticate": "there are no passwords to ask for again",
    "account_email": "the login's own page; not linked",
    "account_change_password": "there are no passwords",
    "account_set_password": "there are no passwords",
    "account_reset_password": "there are no passwords",
    "account_reset_password_from_key": "there are no passwords",
    "account_confirm_login_code": "only in the middle of a login; walked in test_coordinator",
    "account_email_verification_sent": "only in the middle of a login; walked in test_coordinator",
    "rights:confirm_email": "only while a code is on its way; walked in tests/ground/rights",
    "account_login": "leads on to the code by mail",
    "demo:login": "only in the demo; tried in tests/demo",
    "mfa_activate_totp": "the locks of an account; walked in tests/ground/people/test_second_factor",
    "mfa_add_webauthn": "needs a browser's key; walked in tests/browser/test_ways_in",
    "mfa_authenticate": "only in the middle of a login; walked in tests/ground/people/test_second_factor",
    "mfa_deactivate_totp": "only with an app; walked in tests/ground/people/test_second_factor",
    "mfa_generate_recovery_codes": "only with an app; walked in tests/ground/people/test_second_factor",
    "mfa_index": "leads on to people:my_access",
    "mfa_list_webauthn": "leads on to people:my_access",
    "mfa_view_recovery_codes": "shows; it has no form",
    "mfa_login_webauthn": "needs a browser's key; what is none is tried in test_second_factor",
    "mfa_reauthenticate": "only with an app; walked in tests/ground/people/test_second_factor",
    "mfa_reauthenticate_webauthn": "needs a browser's key; walked in tests/browser/test_ways_in",
    "mfa_remove_webauthn": "only with a key; walked in tests/browser/test_ways_in",
    "people:end_session": "no login is noted in these worlds; walked in tests/ground/people/test_logins",
    "people:end_other_sessions": "as above",
    "people:leave_for_broker": "no broker in these worlds; walked in tests/ground/people/test_brokers",
    "people:unlink_broker": "as above",
    "doors:settle": "two people must have keyed a pile; walked in tests/process/doors/test_pages",
    "doors:close": "only in a sitting; walked in test_resident_with_a_paper_code",
    "doors:undo": "only after a sitting; walked in test_resident_with_a_paper_code",
    "doors:kiosk_write": "only on a screen a house has started; walked in tests/process/doors/test_kiosks",
    "doors:kiosk_stop": "only on a screen a house has started; walked in tests/process/doors/test_kiosks",
    "doors:close_kiosk": "only when a screen is open; walked in tests/process/doors/test_pages",
    "doors:key": "only with a pile of one's own; walked in tests/process/doors/test_pages",
    "doors:enter": "only in a sitting; walked in test_resident_with_a_paper_code",
    "people:own_words": "only after words a helper has seen; walked in tests/ground/people/test_claiming",
}


def _takes_posts(view: str, walker: Walker) -> bool:
    """405 says that an address is only for reading."""
    given: dict[str, object] = {}
    for name, params in patterns():
        if name == view:
            for param in params:
                given[param] = {"slug": area().slug, "seq": 1, "trace_id": 1, "voice_id": 1, "pk": 1}.get(
                    param, "x" if param in {"kind", "how"} else uuid4()
                )
    response = Client(raise_request_exception=False).post(reverse(view, kwargs=given))
    return response.status_code not in {405, 404}


def test_the_crawl_reaches_every_room(forms: dict[str, Found]) -> None:
    rooms = {view.partition(":")[0] for view in forms}
    assert rooms >= {
        "path", "people", "parties", "calls", "core", "meetings", "framing", "purpose", "knowledge",
        "negotiation", "agreement", "action",
    }  # fmt: skip
    assert len(forms) > 90


# -- bad words ----------------------------------------------------------------------------------------------


def faults(view: str, one: Found, bad: Bad) -> Iterator[str]:
    """What is wrong with the answer to bad words."""
    response = send(one, said(one, bad.raw))
    if response.status_code >= 500:
        yield f"{view}: {response.status_code} for {bad.name}"
    typed = [name for name in one.typed if name not in KEEPS_BACK]
    if response.status_code in GIVES_BACK and typed and not given_back(response, bad.readable):
        yield f"{view}: {response.status_code} without the words of {bad.name}"
    if SCRIPT.encode() in response.content or b"<img src=x" in response.content:
        yield f"{view}: the script is live"


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_no_words_make_a_fault_and_a_no_gives_them_back(forms: dict[str, Found], bad: Bad) -> None:
    assert [fault for view, one in forms.items() for fault in faults(view, one, bad)] == []


def test_no_bad_words_alone_make_a_fault(forms: dict[str, Found]) -> None:
    """Each form takes one kind, each kind meets many forms."""
    in_turn = zip(forms.items(), cycle(TOGETHER), strict=False)
    assert [fault for (view, one), bad in in_turn for fault in faults(view, one, bad)] == []


def test_what_was_accepted_is_shown_escaped_and_sending_twice_is_never_a_fault(
    forms: dict[str, Found],
) -> None:
    """The page that shows what was sent, after every form has taken a script; and an impatient finger."""
    wrong = []
    for view, one in forms.items():
        with undone(one) as client:
            for _ in range(2):
                if "csrftoken" not in client.cookies:  # the first one was the way out
                    break
                response = post(one, client, said(one, f"{SCRIPT} Det har vi talt om på to møder.".encode()))
                if response.status_code not in {200, 302, 303} | REFUSED:
                    wrong.append(f"{view}: {response.status_code}")
                if response.status_code in {302, 303}:
                    shown = client.get(response.headers["Location"]).content
                    if b"<script>alert" in shown or b"<img src=x" in shown:
                        wrong.append(f"{view}: the script is live")
    assert wrong == []


# An outsider is not even told that these are there, so the answer is 404 whatever was sent.
UNTOLD = {"framing:withdraw"}


def test_what_was_written_is_given_back_when_the_login_has_ended(forms: dict[str, Found]) -> None:
    """Nobody loses a text because it took an evening to write."""
    lost = []
    words = "Det tog hele aftenen at skrive det her, og så var jeg logget ud."
    for view, one in forms.items():
        client = Client(raise_request_exception=False)
        with transaction.atomic():
            response = client.post(
                one.form.action, body_of(one, said(one, words.encode()), ""), content_type=FORM
            )
            transaction.set_rollback(True)
        typed = [name for name in one.typed if name not in KEEPS_BACK]
        gone = (
            response.status_code >= 400 and view not in UNTOLD and typed and not given_back(response, words)
        )
        if response.status_code >= 500 or gone:
            lost.append(f"{view}: {response.status_code}")
    assert lost == []


# -- stale forms --------------------------------------------------------------------------------------------

FEW = 3  # values each field takes
STALE = [
    "",
    "0",
    "-1",
    "999999999999999999999999",
    "x",
    "6160f943-f5e4-4487-ad5c-3e625550a279",
    "00000000-0000-0000-0000-000000000000",
]


@pytest.mark.parametrize("turn", range(FEW))
def test_a_form_that_names_what_is_gone_is_refused_in_words(forms: dict[str, Found], turn: int) -> None:
    """Each field that names a row takes three of the values, and each value meets many fields."""
    wrong, values = [], cycle(STALE[turn:] + STALE[:turn])
    words = "Ord, der er skrevet længe før, de blev sendt afsted til de andre.".encode()
    for view, one in forms.items():
        for name in one.named_rows:
            value = next(values)
            response = send(one, {**said(one, words), name: [value.encode()]})
            if response.status_code >= 500:
                wrong.append(f"{view}.{name}={value}: {response.status_code}")
    assert wrong == []


# Buttons in letters: looking at one does not say whether the address opens anything.
SAYS_NOTHING = {"access:switch", "news:confirm", "news:sign_off"}
ANSWERS_ALIKE = {"news:sign_off"}  # pressing it does not say so either


def test_an_address_that_names_nothing_is_not_found_and_never_a_fault(forms: dict[str, Found]) -> None:
    wrong = []
    for view, params in patterns():
        if not params or view.startswith("account"):
            continue
        process = forms["framing:write"].page.split("/")[2]
        strange = uuid4()
        given = {
            param: {"slug": process, "seq": 10**12, "trace_id": 10**12, "voice_id": 10**12, "pk": 10**12}.get(
                param, "x" if param in {"kind", "how"} else strange
            )
            for param in params
        }
        client = forms["framing:write"].walker.client
        token = client.cookies["csrftoken"].value
        for response in (
            client.get(reverse(view, kwargs=given)),
            client.post(reverse(view, kwargs=given), {"csrfmiddlewaretoken": token}),
        ):
            if response.status_code >= 500:
                wrong.append(f"{view}: {response.status_code}")
            looked = response.wsgi_request.method == "GET"
            if view in ANSWERS_ALIKE or (view in SAYS_NOTHING and looked):
                continue
            if strange in given.values() and response.status_code not in {404, 403, 405, 409, 422}:
                wrong.append(f"{view}: {response.status_code} for a stranger's id")
    assert wrong == []


# -- twice --------------------------------------------------------------------------------------------------


def test_a_contribution_sent_twice_by_an_impatient_finger_is_one_per_party(forms: dict[str, Found]) -> None:
    """Where a party has one voice, two sendings are still one."""
    for view, rows in (
        ("framing:write", Framing.objects),
        ("framing:give_stance", FramingStance.objects),
        ("purpose:give_stance", PurposeStance.objects),
        ("knowledge:reply", Reply.objects),
        ("agreement:sign", Signature.objects),
    ):
        one = forms[view]
        with undone(one) as client:
            counts = []
            for _ in range(2):
                post(
                    one,
                    client,
                    said(one, "Ord, der er lange nok til at være en grund, også for de andre.".encode()),
                )
                counts.append(rows.count())
            assert counts[0] == counts[1], view


def test_a_form_without_its_token_is_refused(forms: dict[str, Found]) -> None:
    open_doors = []
    for view, one in forms.items():
        with undone(one) as client:
            response = client.post(one.form.action, said(one, b"ord"))
        if response.status_code != 403:
            open_doors.append(view)
    assert open_doors == []
