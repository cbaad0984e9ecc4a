"""Two locks for whoever holds a key: asked where the act is done, never on a page that is only read."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samskab.ground.people import services
from samskab.ground.people.actor import Actor, Proof
from samskab.ground.people.factor_adapter import FactorAdapter
from samskab.ground.people.models import Participant
from samskab.ground.people.proof import DEMO_SESSION_KEY
from samskab.ground.people.rules import require_second_factor
from samskab.ground.places.models import Municipality
from samskab.process.core import rules as core
from samskab.process.core.models import Stage
from tests.acts import come_in, refused
from tests.architecture.source import SRC
from tests.builders import NOW, municipality, person, table

pytestmark = pytest.mark.django_db
NEEDED = "people.second_factor_needed"


@pytest.fixture(autouse=True)
def _key(settings: LazySettings, tmp_path: Path) -> None:
    settings.SECOND_FACTOR_KEY_FILE = tmp_path / "second_factor_key"


def now_shown(secret: str) -> str:
    """What the app shows: worked out here, not by the code under test."""
    return totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))


def set_up_app(client: Client) -> str:
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'class="secret"[^>]*>([A-Z2-7]+)<', page).group(1)  # type: ignore[union-attr]  # shown
    answer = client.post(reverse("mfa_activate_totp"), {"code": now_shown(secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes"), answer.content.decode()
    return secret


def code_by_mail(client: Client, email: str, mailoutbox: list[object]) -> None:
    client.post(reverse("account_request_login_code"), {"email": email})
    code = re.search(r"^([A-Z0-9-]{6,12})$", str(mailoutbox[-1].body), re.MULTILINE)  # type: ignore[attr-defined]  # a mail
    client.post(reverse("account_confirm_login_code"), {"code": code.group(1)})  # type: ignore[union-attr]  # sent


# --- the rule


def test_a_steward_with_one_factor_is_led_to_a_second_lock_before_any_act_with_the_key() -> None:
    at = table(Stage.KNOWLEDGE)
    for role in ("residents", "unit"):
        one = Actor(participant_id=at.speakers[role].pk, party_id=at.parties[role].pk, proof=Proof.ONE)
        with refused(NEEDED, 403):
            core.require_key(at.process, one)
        with refused(NEEDED, 403):
            core.require_facilitator_or_key(at.process, one)


def test_whoever_holds_no_key_is_told_so_and_not_asked_for_a_lock() -> None:
    at = table(Stage.KNOWLEDGE)
    with refused("core.no_key"):
        core.require_key(at.process, Actor(participant_id=person().pk, proof=Proof.ONE))


def test_two_factors_and_the_house_itself_pass() -> None:
    require_second_factor(Actor(proof=Proof.TWO))
    require_second_factor(Actor(house=True, proof=Proof.ONE))


def test_a_one_click_login_passes_in_a_demo_and_nowhere_else() -> None:
    municipality()
    Municipality.objects.update(is_demo=True)
    require_second_factor(Actor(proof=Proof.DEMO))
    Municipality.objects.update(is_demo=False)
    with refused(NEEDED):
        require_second_factor(Actor(proof=Proof.DEMO))
    Municipality.objects.all().delete()
    with refused(NEEDED):
        require_second_factor(Actor(proof=Proof.DEMO))


def test_the_mark_of_a_one_click_login_is_left_behind_by_a_real_one(
    client: Client, mailoutbox: list[object]
) -> None:
    known = person("Kirsten")
    session = client.session
    session[DEMO_SESSION_KEY] = True
    session.save()
    code_by_mail(client, known.user.email, mailoutbox)
    assert client.session["_auth_user_id"] == str(known.user.pk)
    assert DEMO_SESSION_KEY not in client.session


def test_a_mark_of_two_factors_is_its_owners_alone(client: Client) -> None:
    come_in(client, person("Kirsten"))
    session = client.session
    session["account_authentication_methods_user"] = str(person("En anden").user.pk)
    session.save()
    request = client.get(reverse("people:my_access")).wsgi_request
    assert request.viewer.actor().proof == Proof.ONE  # type: ignore[attr-defined]  # set by the middleware


def test_knowing_how_surely_somebody_came_in_costs_no_question() -> None:
    client = come_in(Client(), person("Kirsten"))
    request = client.get(reverse("people:my_access")).wsgi_request
    viewer = request.viewer  # type: ignore[attr-defined]  # set by the middleware
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert viewer.actor().proof == Proof.TWO
    assert len(asked) == 0


def test_only_whoever_reads_the_session_makes_actors_for_pages() -> None:
    """A page that made its own actor would make one that is believed."""
    makers = {
        f"{path.relative_to(SRC).as_posix()}: {ast.unparse(node)}"
        for path in SRC.rglob("*.py")
        if "view" in path.name or path.parent.name == "views"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Actor"
    }
    own_words = {  # a paper code, holding no key
        "ground/people/views.py: Actor(participant_id=found.pk)",
        "process/doors/views/sittings.py: Actor(participant_id=seen.pk)",
    }
    assert {made for made in makers if not made.startswith("ground/people/viewer.py:")} <= own_words


# --- the page that leads there


def test_a_steward_who_came_in_by_mail_alone_reads_all_and_finds_the_way_to_the_lock(client: Client) -> None:
    at = table(Stage.KNOWLEDGE)
    come_in(client, at.speakers["residents"], two_factors=False)
    assert client.get(f"/forloeb/{at.process.slug}/").status_code == 200
    page = client.get(f"/forloeb/{at.process.slug}/bord/stop/pause/")
    assert page.status_code == 200, page
    text = page.content.decode()
    assert "Her skal døren have to låse" in text
    assert f'href="{reverse("people:my_access")}"' in text
    refused_page = client.post(
        f"/forloeb/{at.process.slug}/bord/stop/pause/", {"reason": "Sommerferie i gården."}
    )
    assert refused_page.status_code == 403
    assert "Her skal døren have to låse" in refused_page.content.decode()


# --- an app


def test_an_app_is_set_up_in_plain_danish_and_counts_at_once(client: Client) -> None:
    known = come_in(client, person("Kirsten"), two_factors=False)
    assert "Lav en adgangsnøgle" in known.get(reverse("people:my_access")).content.decode()
    set_up_app(client)
    codes = re.findall(
        r"<code>(\d{8})</code>", client.get(reverse("mfa_view_recovery_codes")).content.decode()
    )
    assert len(set(codes)) == 10
    page = client.get(reverse("people:my_access"))
    assert "gennem begge låse" in page.content.decode()
    assert page.wsgi_request.viewer.actor().proof == Proof.TWO  # type: ignore[attr-defined]  # the middleware's


def test_a_wrong_first_code_sets_nothing_up(client: Client) -> None:
    come_in(client, person("Kirsten"), two_factors=False)
    client.get(reverse("mfa_activate_totp"))
    assert (
        "Koden passer ikke" in client.post(reverse("mfa_activate_totp"), {"code": "abcdef"}).content.decode()
    )
    assert not Authenticator.objects.exists()


def test_the_secret_is_sealed_in_the_database_and_the_key_lies_beside_it(
    client: Client, settings: LazySettings
) -> None:
    come_in(client, person("Kirsten"), two_factors=False)
    secret = set_up_app(client)
    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))
    assert settings.SECOND_FACTOR_KEY_FILE.stat().st_mode & 0o077 == 0
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert FactorAdapter().decrypt(kept) == secret


@pytest.fixture
def locked(mailoutbox: list[object]) -> tuple[Participant, str, list[str]]:
    """Somebody with an app: the person, the app's secret, and the spare codes."""
    known = person("Kirsten")
    first = come_in(Client(), known, two_factors=False)
    secret = set_up_app(first)
    spare = re.findall(
        r"<code>(\d{8})</code>", first.get(reverse("mfa_view_recovery_codes")).content.decode()
    )
    return known, secret, spare


def half_in(client: Client, known: Participant, mailoutbox: list[object]) -> None:
    code_by_mail(client, known.user.email, mailoutbox)  # type: ignore[union-attr]  # an account
    assert "_auth_user_id" not in client.session


def test_a_mail_alone_no_longer_opens_and_the_code_of_the_app_does(
    client: Client, locked: tuple[Participant, str, list[str]], mailoutbox: list[object]
) -> None:
    known, secret, _spare = locked
    half_in(client, known, mailoutbox)
    assert "Den anden lås" in client.get(reverse("mfa_authenticate")).content.decode()
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000"})
    assert "Koden passer ikke" in wrong.content.decode()
    client.post(reverse("mfa_authenticate"), {"code": now_shown(secret)})
    assert client.session["_auth_user_id"] == str(known.user.pk)  # type: ignore[union-attr]  # an account


def test_a_code_of_the_app_opens_once_whichever_worker_is_asked_and_however_it_is_typed(
    locked: tuple[Participant, str, list[str]], mailoutbox: list[object]
) -> None:
    from django.core.cache import cache

    known, secret, _spare = locked
    code, opened = now_shown(secret), []
    for typed in (code, f"{code[:3]} {code[3:]}"):
        client = Client()
        half_in(client, known, mailoutbox)
        cache.clear()  # another worker has another memory
        client.post(reverse("mfa_authenticate"), {"code": typed})
        opened.append("_auth_user_id" in client.session)
    assert opened == [True, False]


def test_a_spare_code_opens_once(
    locked: tuple[Participant, str, list[str]], mailoutbox: list[object]
) -> None:
    known, _secret, spare = locked
    opened = []
    for _ in range(2):
        client = Client()
        half_in(client, known, mailoutbox)
        client.post(reverse("mfa_authenticate"), {"code": spare[0]})
        opened.append("_auth_user_id" in client.session)
    assert opened == [True, False]


def test_ten_wrong_codes_and_then_wait_whichever_worker_is_asked(
    client: Client, locked: tuple[Participant, str, list[str]], mailoutbox: list[object]
) -> None:
    from django.core.cache import cache

    known, secret, _spare = locked
    half_in(client, known, mailoutbox)
    for _ in range(services.TRIES - 1):  # the set-up was a try too
        cache.clear()
        assert client.post(reverse("mfa_authenticate"), {"code": "000"}).status_code == 200
    cache.clear()
    assert client.post(reverse("mfa_authenticate"), {"code": now_shown(secret)}).status_code == 429
    assert "_auth_user_id" not in client.session


def test_the_locks_are_changed_only_by_somebody_who_opens_them_once_more(
    client: Client, locked: tuple[Participant, str, list[str]]
) -> None:
    known, _secret, spare = locked
    come_in(client, known)
    for name in (
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_add_webauthn",
    ):
        answer = client.get(reverse(name))
        assert answer["Location"].startswith(reverse("mfa_reauthenticate")), name
    asked = client.get(answer["Location"])
    assert "Er det stadig dig?" in asked.content.decode()
    again = f"{reverse('mfa_reauthenticate')}?next={reverse('mfa_deactivate_totp')}"
    assert client.post(again, {"code": spare[1], "next": reverse("mfa_deactivate_totp")}).status_code == 302
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize(
    "name",
    [
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_authenticate",
        "mfa_login_webauthn",
    ],
)
def test_nobody_is_led_from_the_pages_of_the_locks_to_the_doors(client: Client, name: str) -> None:
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    assert reverse("people:login") in answer["Location"] or "/konto/doere/" in answer["Location"]


def test_a_passkey_answer_that_is_none_is_a_word_and_no_error(client: Client) -> None:
    for sent in ("", "null", "[]", "{}", '{"id": 1}', "x" * 300, '{"response": {"userHandle": "MQ"}}'):
        answer = client.post(reverse("mfa_login_webauthn"), {"credential": sent})
        assert answer.status_code == 302, sent


def test_an_unconfirmed_address_gets_no_lock_before_it_is_confirmed(client: Client) -> None:
    services.found_account(actor=Actor(house=True), email="ny@example.org", name="Ny", now=NOW)
    come_in(client, Participant.objects.get(user__email="ny@example.org"), two_factors=False)
    assert "Bekræft først din e-mail" in client.get(reverse("people:my_access")).content.decode()
    assert client.get(reverse("mfa_add_webauthn")).status_code == 302
