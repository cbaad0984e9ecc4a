"""The page of logins, and every public page of the demo for nobody and for everybody."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from samskab.demo.logins import LOGINS, RESIDENT_CODE
from samskab.demo.models import DemoCourse
from samskab.ground.people.models import Participant
from samskab.ground.people.viewer import CODE_SESSION_KEY
from samskab.ground.places.models import Municipality

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
LINK = re.compile(r'href="(/[^"#]*)')
NOT_PAGES = ("/static/", "/registret/", "/konto/", "/sprog/", "/post/")
ENOUGH = 400


def come_in(role: str) -> Client:
    client = Client()
    answer = client.post(reverse("demo:login"), {"role": role})
    assert answer.status_code == 302, role
    return client


def crawl(client: Client) -> dict[str, int]:
    """Every page that links lead to from the front page and the courses, each address once."""
    seen: dict[str, int] = {}
    waiting = [
        "/",
        reverse("path:areas"),
        reverse("path:processes"),
        reverse("calls:board"),
        reverse("path:traces"),
    ]
    while waiting and len(seen) < ENOUGH:
        address = waiting.pop(0)
        if address in seen:
            continue
        answer = client.get(address)
        seen[address] = answer.status_code
        if answer.status_code == 200 and "text/html" in answer.headers.get("Content-Type", ""):
            found = [link.replace("&amp;", "&") for link in LINK.findall(answer.content.decode())]
            waiting += [link for link in found if not link.startswith(NOT_PAGES) and link not in seen]
    return seen


def test_every_page_answers_for_nobody() -> None:
    seen = crawl(Client())
    assert len(seen) > 60
    assert {page: code for page, code in seen.items() if code not in (200, 302)} == {}


def test_the_page_of_logins_names_every_role_and_its_course() -> None:
    page = Client().get(reverse("demo:logins"))
    text = page.content.decode()
    for login in LOGINS:
        assert f'value="{login.role}"' in text
        assert str(login.who) in text
    assert RESIDENT_CODE in text


def test_one_click_makes_one_the_person_of_the_card() -> None:
    client = come_in("councillor")
    assert client.session["_auth_user_id"]
    assert "Formand for Børne- og skoleudvalget" in client.get("/").content.decode()


def test_the_resident_comes_in_by_a_paper_code_and_finds_a_trace_to_answer() -> None:
    client = come_in("resident")
    assert CODE_SESSION_KEY in client.session
    assert "_auth_user_id" not in client.session
    text = client.get(reverse("path:traces")).content.decode()
    assert "Brevet kom i Digital Post" in text
    assert "/dine-spor/forslag/" in text


def test_the_printed_code_opens_the_same_door() -> None:
    client = Client()
    answer = client.post(reverse("people:code"), {"code": RESIDENT_CODE})
    assert answer.status_code == 302
    resident = DemoCourse.objects.get(slug="godmorgen-birkelunden").rows["resident"]
    assert client.session[CODE_SESSION_KEY] == resident


def test_becoming_somebody_else_leaves_the_first_one_behind() -> None:
    client = come_in("resident")
    client.post(reverse("demo:login"), {"role": "company"})
    assert CODE_SESSION_KEY not in client.session
    client.post(reverse("demo:login"), {"role": "resident"})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("role", ["", "admin", "voice:bl-skole", "../etc"])
def test_a_role_that_is_not_on_the_page_is_not_found(role: str) -> None:
    assert Client().post(reverse("demo:login"), {"role": role}).status_code == 404


def test_a_login_is_never_a_link() -> None:
    assert Client().get(reverse("demo:login"), {"role": "company"}).status_code == 405


def test_a_login_from_another_site_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(reverse("demo:login"), {"role": "company"}).status_code == 403


@pytest.mark.parametrize("real", ["not a demo", "no municipality"])
def test_outside_the_demo_nobody_gets_in_this_way(real: str) -> None:
    """Also with the demo's people in the database, and with the page's answer remembered from before."""
    client = Client()
    assert client.get(reverse("demo:logins")).status_code == 200
    if real == "not a demo":
        Municipality.objects.update(is_demo=False)
    else:
        Municipality.objects.all().delete()
    assert client.get(reverse("demo:logins")).status_code == 404
    for login in LOGINS:
        assert client.post(reverse("demo:login"), {"role": login.role}).status_code == 404
    assert not client.session.keys()


def test_a_real_house_has_nobody_behind_the_printed_code() -> None:
    """The code is given by the demo's load and by nothing else."""
    DemoCourse.objects.all().delete()
    Participant.objects.filter(door="code").delete()
    cache.clear()
    answer = Client().post(reverse("people:code"), {"code": RESIDENT_CODE})
    assert answer.status_code == 422
