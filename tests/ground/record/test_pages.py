"""The record for everyone: readable, pageable, and downloadable in a form that checks out."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from samskab.ground.record import selectors, services, views, words
from samskab.kit import words as kit_words
from tests.ground.record.chains import ORIGIN, START, run
from tests.ground.record.conftest import KIND, OBJ, OTHER_KIND, SPACE, Say

pytestmark = pytest.mark.django_db


def many(n: int) -> None:
    with transaction.atomic():
        services.append_many(
            services.Line(KIND, SPACE, UUID(int=i), START + timedelta(hours=i)) for i in range(n)
        )


def page(client: Client, **query: object) -> str:
    response = client.get(reverse("record:log"), query)
    assert response.status_code == 200
    return response.content.decode()


def numbers(client: Client, **query: object) -> list[int]:
    response = client.get(reverse("record:log"), query)
    return [line["entry"].seq for line in response.context["lines"]]


def test_an_empty_record_says_so_and_promises_no_checkpoint(client: Client) -> None:
    text = page(client)
    assert "Registret er tomt." in text
    assert "Der er ikke lavet et tjekpunkt endnu." in text


def test_the_page_says_honestly_what_it_cannot_promise_without_a_witness(client: Client) -> None:
    assert "hash-chained" in page(client)
    assert "Vi kan ikke love, at ingen kan skrive det hele om." in page(client)


def test_the_page_tells_in_five_steps_how_to_check(client: Client, say: Say) -> None:
    say()
    services.issue_checkpoint(now=START)
    text = page(client)
    steps = text[text.index('id="selv"') : text.index("</ol>")]
    assert steps.count("<li>") == 5
    for name in ("checkpoint_file", "record_file", "script_file", "key_file"):
        assert f'href="{reverse(f"record:{name}")}"' in steps


def test_lines_are_shown_newest_first_in_plain_words_with_the_code_as_fallback(
    client: Client, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(kit_words._LABELS[words.GROUP], KIND, "Noget blev gjort")
    say()
    say(OTHER_KIND)
    assert numbers(client) == [1, 0]
    assert "Noget blev gjort" in page(client)
    assert OTHER_KIND in page(client)


def test_pages_follow_each_other_without_a_gap_and_cost_the_same(
    client: Client, django_assert_max_num_queries: object
) -> None:
    many(120)
    seen, query = [], {}
    while True:
        with django_assert_max_num_queries(5):  # type: ignore[operator] - pytest-django gives no type here
            response = client.get(reverse("record:log"), query)
        seen += [line["entry"].seq for line in response.context["lines"]]
        if not response.context["older"]:
            break
        query = dict(pair.split("=") for pair in response.context["older"].split("&"))
    assert seen == list(range(119, -1, -1))


def test_a_full_last_page_offers_no_empty_one(client: Client) -> None:
    many(views.PAGE_LINES)
    assert client.get(reverse("record:log")).context["older"] == ""


@pytest.mark.parametrize(
    ("t", "said"),
    [
        ("2026-07-01T12Z", "1. juli 2026 kl. 14-15"),
        ("2026-12-24T22Z", "24. december 2026 kl. 23-24"),
        ("2026-10-25T00Z", "25. oktober 2026 kl. 2-3"),
        ("2026-06-30", "30. juni 2026"),
    ],
)
def test_the_hour_is_told_in_the_readers_own_time(t: str, said: str) -> None:
    assert words.when(t) == said


def test_lines_can_be_narrowed_to_one_kind_and_one_space(client: Client, say: Say) -> None:
    elsewhere = uuid4()
    say()
    say(OTHER_KIND)
    say(OTHER_KIND, space=elsewhere)
    assert numbers(client, kind=OTHER_KIND) == [2, 1]
    assert numbers(client, space=elsewhere) == [2]
    assert numbers(client, kind=OTHER_KIND, space=SPACE) == [1]
    assert "Ingen linjer passer" in page(client, kind="tests.thing.never")


@pytest.mark.parametrize(
    "query",
    [
        {"before": "-1"},
        {"before": "abc"},
        {"before": "9" * 40},
        {"before": str(2**63)},
        {"before": "²"},
        {"space": "not-a-uuid"},
        {"space": "' OR 1=1"},
    ],
)
def test_a_page_that_cannot_be_is_not_found(query: dict[str, str], client: Client) -> None:
    assert client.get(reverse("record:log"), query).status_code == 404


@pytest.mark.parametrize("kind", ["\x00", "x" * 5000, "'; DROP TABLE record_entry; --", "<script>"])
def test_an_odd_kind_is_only_a_page_without_lines(kind: str, client: Client, say: Say) -> None:
    say()
    assert client.get(reverse("record:log"), {"kind": kind}).status_code == 200
    assert b"<script>" not in client.get(reverse("record:log"), {"kind": kind}).content


def test_a_line_shows_itself_its_fingerprint_and_whether_its_key_is_kept(client: Client, say: Say) -> None:
    entry = say(commits={"text": "hemmelig"})
    url = reverse("record:entry", args=[entry.seq])
    text = client.get(url).content.decode()
    assert bytes(entry.leaf).hex() in text.replace("<wbr>", "")
    assert entry.wire["c"]["text"] in text.replace("<wbr>", "")
    assert "Nøglen findes." in text
    assert "hemmelig" not in text
    services.shred(obj=OBJ, at=START)
    assert "Nøglen er slettet." in client.get(url).content.decode()


def test_a_line_shows_its_proof_once_a_checkpoint_covers_it(client: Client, say: Say) -> None:
    for _ in range(5):
        say()
    url = reverse("record:entry", args=[2])
    assert "nyere end det seneste tjekpunkt" in client.get(url).content.decode()
    services.issue_checkpoint(now=START)
    text = client.get(url).content.decode().replace("<wbr>", "")
    for step in selectors.inclusion_proof(2, size=5):
        assert step.hex() in text


@pytest.mark.parametrize("seq", [1, 2**63, 10**30])
def test_a_line_that_is_not_there_is_not_found(seq: int, client: Client, say: Say) -> None:
    say()
    assert client.get(reverse("record:entry", args=[seq])).status_code == 404


def test_what_is_downloaded_checks_out(
    client: Client, say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selectors, "EXPORT_CHUNK", 7)
    for _ in range(20):
        say(commits={"text": "æøå"})
    services.issue_checkpoint(now=START)
    say()
    for name in ("record.jsonl", "checkpoint.txt", "key.txt", "verify.py"):
        response = client.get(f"/registret/{name}")
        body = response.getvalue() if response.streaming else response.content
        assert response["Content-Disposition"] == f'attachment; filename="{name}"'
        (tmp_path / name).write_bytes(body)
    words_given = (tmp_path / "record.jsonl", tmp_path / "checkpoint.txt", "--key", tmp_path / "key.txt")
    assert run(*words_given) == 0
    assert (tmp_path / "verify.py").read_bytes() == views.SCRIPT.read_bytes()
    assert (tmp_path / "record.jsonl").read_bytes().count(b"\n") == 21


def test_an_empty_record_downloads_as_an_empty_file_and_no_checkpoint(client: Client) -> None:
    assert client.get("/registret/record.jsonl").getvalue() == b""
    assert client.get("/registret/checkpoint.txt").status_code == 404
    assert client.get("/registret/key.txt").content.decode().startswith(f"{ORIGIN}+")


@pytest.mark.parametrize("name", ["", "record.jsonl", "checkpoint.txt", "key.txt", "verify.py", "0/"])
def test_the_record_is_read_and_never_posted_to(name: str, client: Client) -> None:
    assert client.post(f"/registret/{name}").status_code == 405
