"""A no: its words, its status, and every text given back."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape

from samskab.config.wsgi import application
from samskab.kit import refusals
from samskab.kit.errors import Closed, Invalid, NotAllowed, Refusal
from samskab.kit.middleware import CONTENT_SECURITY_POLICY, PlainAddress, Refusals
from samskab.kit.refusals import Explanation, explain, kept_texts
from samskab.kit.requests import Utf8Request
from tests.builders import area
from tests.hostile import SCRIPT


@pytest.mark.engine_free
def test_each_kind_of_no_has_its_status() -> None:
    assert [kind("a.b").status for kind in (Refusal, NotAllowed, Closed, Invalid)] == [409, 403, 409, 422]


@pytest.mark.engine_free
def test_a_refusal_carries_a_code_and_no_words() -> None:
    said = Closed("core.not_running", status="paused")
    assert (str(said), said.code, said.params) == (
        "core.not_running",
        "core.not_running",
        {"status": "paused"},
    )


@pytest.mark.engine_free
def test_words_are_filled_in_in_the_reader_s_language_and_percent_signs_are_harmless() -> None:
    with translation.override("da"):
        said = explain(Invalid("kit.text_too_long", field="100 %", length=901, most=900))
    assert "“100 %” er på 901 tegn" in said.why
    assert said.step_url == ""
    assert explain(Closed("core.not_running", step_url="/her/")).step_url == "/her/"


@pytest.mark.engine_free
def test_two_rooms_never_own_one_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refusals, "_EXPLANATIONS", dict(refusals._EXPLANATIONS))
    words = Explanation("Hvad.", "Hvorfor.", "Gør det.")
    refusals.register({"tests.no": words})
    refusals.register({"tests.no": words})
    with pytest.raises(ValueError, match=r"tests\.no"):
        refusals.register({"tests.no": Explanation("Andet.", "", "")})


@pytest.mark.engine_free
def test_what_somebody_typed_is_given_back_with_readable_labels() -> None:
    posted = QueryDict(mutable=True)
    posted.setlist("element_2", ["Et langt punkt."])
    posted.update({"text": "Vi kan ikke komme hjem.", "reason": "Ja.", "some_field": "to ord"})
    posted.update({"csrfmiddlewaretoken": "x" * 64, "code": "sol måne regn vind", "password": "hemmelig her"})
    posted.update({"party": "6b1f0c52-3f0e-4a6f-9a77-0d6a3f1f0001", "kind": "informal_group", "n": "12"})
    with translation.override("da"):
        kept = dict(kept_texts(posted))
    assert kept == {"Punkt": "Et langt punkt.", "Din tekst": "to ord"}


@pytest.mark.engine_free
def test_two_texts_of_one_field_both_come_back() -> None:
    posted = QueryDict("text=Den+ene+her&text=Den+anden+her")
    assert [text for _, text in kept_texts(posted)] == ["Den ene her", "Den anden her"]


@pytest.mark.engine_free
def test_only_a_refusal_becomes_a_page() -> None:
    request: HttpRequest = RequestFactory().post("/", {"text": "ord"})
    assert Refusals(lambda _: None).process_exception(request, ValueError()) is None  # type: ignore[arg-type,return-value]  # never asked


@pytest.mark.django_db
def test_a_page_left_open_too_long_gives_the_text_back() -> None:
    area()
    text = f"Der er mørkt. {SCRIPT}"
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(reverse("calls:raise"), {"text": text, "area": "vestby"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Siden var blevet for gammel" in page
    assert escape(text) in page
    assert SCRIPT not in page
    assert "Din tekst er ikke tabt" in page


@pytest.mark.django_db
def test_a_stale_page_never_gives_a_code_back() -> None:
    answer = Client(enforce_csrf_checks=True).post(reverse("people:code"), {"code": "sol måne regn vind"})
    assert answer.status_code == 403
    assert "sol måne" not in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/findes-ikke/", "/static/samskab/samskab.css"])
def test_every_answer_carries_the_house_s_headers(client: Client, address: str) -> None:
    answer = client.get(address)
    answer.close()
    headers = answer.headers
    assert headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.django_db
def test_too_much_at_once_is_refused_without_an_error_of_the_program(client: Client) -> None:
    assert client.post(reverse("people:code"), {"code": "x" * 300_000}).status_code == 413
    assert client.post(reverse("people:code"), {f"f{n}": "1" for n in range(500)}).status_code == 413


FORM = "application/x-www-form-urlencoded"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "charset", ["latin-1", "utf-16", "hex", "undefined", "klingon", "x" * 20_000, "", "\x00"]
)
def test_a_form_is_read_as_utf_8_whatever_its_head_says(charset: str) -> None:
    """What Django refuses as no UTF-8, and codings it knows that are no letters: the words are given back."""
    for address in (reverse("calls:raise"), "/findes-ikke/"):
        client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        body = "text=Lågen+binder+stadig".encode()
        answer = client.generic("POST", f"{address}?q=ø", body, content_type=f"{FORM}; charset={charset}")
        assert answer.status_code in {403, 404}
        assert "Lågen binder stadig" in answer.content.decode()
    asked = client.generic("GET", reverse("calls:board") + "?area=ø", content_type=f"a/b; charset={charset}")
    assert asked.status_code == 200


@pytest.mark.django_db
def test_a_head_that_makes_no_sense_is_no_fault() -> None:
    for head in (
        "a/b; x*=klingon''y",
        "multipart/form-data; boundary=x; y*=klingon''z",
        f"{FORM}; charset*=hex''y",
    ):
        client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        assert client.generic("POST", "/kode/?q=1", b"text=a", content_type=head).status_code == 403


@pytest.mark.engine_free
def test_the_server_s_door_reads_the_same_way() -> None:
    """The tests' browser is told to; this is what the house is served with."""
    assert application.request_class is Utf8Request


@pytest.mark.django_db
@pytest.mark.parametrize(
    "head",
    ["multipart/form-data", "multipart/form-data; boundary=æ", f"multipart/form-data; boundary={'x' * 300}"],
)
def test_what_cannot_be_read_is_answered_with_a_page(head: str) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    for address in (reverse("people:code"), reverse("news:sign_off", args=["0" * 40])):
        answer = client.generic("POST", address, b"--x\r\n", content_type=head)
        assert (answer.status_code, "Det forstod vi ikke." in answer.content.decode()) == (400, True)
        assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


@pytest.mark.django_db
def test_a_nul_in_an_address_asks_nobody_anything(client: Client) -> None:
    area()
    assert client.get("/forloeb/?area=%00vestby&area=%00").status_code == 200
    assert client.get("/kald/%00/").status_code == 404
    request = RequestFactory().get("/", {"q": "a\x00b", "r": "c"})
    PlainAddress(lambda asked: HttpResponse(asked.GET.urlencode()))(request)
    assert request.GET.urlencode() == "q=ab&r=c"
