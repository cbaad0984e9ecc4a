"""The security headers are on every answer, also where something went wrong."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from samskab.ground.people import services
from samskab.kit.middleware import CONTENT_SECURITY_POLICY

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def _too_many(client: Client) -> HttpResponse:
    for _ in range(services.TRIES):
        client.post(reverse("people:code"), {"code": "a b c d"})
    return client.post(reverse("people:code"), {"code": "a b c d"})


def _broken(client: Client) -> HttpResponse:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("samskab.ground.people.views.municipality", lambda: 1 / 0)
        return client.get(reverse("people:login"))


ANSWERS: dict[str, tuple[int, Callable[[Client], HttpResponse]]] = {
    "a page": (200, lambda client: client.get(reverse("people:login"))),
    "a redirect": (302, lambda client: client.post(reverse("people:get_code"))),
    "a slash added": (301, lambda client: client.get("/log-ind")),
    "a wrong host": (400, lambda client: client.get("/", HTTP_HOST="evil.example")),
    "too many fields": (
        413,
        lambda client: client.post(reverse("people:code"), {f"f{n}": n for n in range(500)}),
    ),
    "too many bytes": (413, lambda client: client.post(reverse("people:code"), {"code": "x" * 300_000})),
    "no token": (403, lambda client: Client(enforce_csrf_checks=True).post(reverse("people:code"))),
    "a refusal": (403, lambda client: client.get(reverse("access:propose_network"))),
    "nothing there": (404, lambda client: client.get("/findes-ikke/")),
    "a wrong method": (405, lambda client: client.delete(reverse("people:login"))),
    "words that cannot be taken": (422, lambda client: client.post(reverse("people:code"), {"code": ""})),
    "too many tries": (429, _too_many),
    "a fault of ours": (500, _broken),
    "a file": (200, lambda client: client.get("/static/samskab/samskab.css")),
    "a file that is not there": (404, lambda client: client.get("/static/samskab/nothing.css")),
}


@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore:StreamingHttpResponse:Warning")
@pytest.mark.parametrize("name", ANSWERS)
def test_every_answer_carries_the_headers(name: str) -> None:
    status, ask = ANSWERS[name]
    answer = ask(Client(raise_request_exception=False))
    carried = {header: answer.headers.get(header) for header in HEADERS}
    assert (answer.status_code, carried) == (status, HEADERS)
    answer.close()


@pytest.mark.django_db
def test_over_https_every_answer_asks_the_browser_to_stay_there(settings: LazySettings) -> None:
    settings.SECURE_HSTS_SECONDS = 31_536_000
    for address in ("/log-ind/", "/findes-ikke/"):
        answer = Client(raise_request_exception=False).get(address, secure=True)
        assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
