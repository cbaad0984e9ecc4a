"""Floods of writing are stopped, and nobody else is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, get_resolver, reverse

from samskab.ground.access import limits
from samskab.ground.people import services as people
from samskab.kit import clock
from samskab.kit.counts import Counts
from tests.acts import come_in
from tests.architecture.source import ROOT
from tests.builders import area, person

pytestmark = pytest.mark.django_db
REAL = limits.LIMITS
FEW = {limits.ONE: 6, limits.STRANGERS: 8, limits.PLACE: 12, limits.NETWORK: 20}  # a flood in few requests
WORDS = {"text": "Der er mørkt ved skuret.", "area": "nowhere"}


@pytest.fixture(autouse=True)
def _as_it_is(settings: LazySettings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """The limits of a house, only lower, and a clock that does not move into the next window."""
    settings.WRITE_LIMITS_TIMES = 1
    settings.COUNTS_FILE = tmp_path / "counts"
    minutes = [limit for limit in REAL if limit.seconds == limits.MINUTE]
    monkeypatch.setattr(limits, "LIMITS", [replace(limit, most=FEW[limit.whose]) for limit in minutes])
    monkeypatch.setattr("samskab.ground.access.limits.time.time", lambda: 1_000_000_020.0)
    limits.counts.cache_clear()
    yield
    limits.counts.cache_clear()


def write(client: Client, **more: str) -> int:
    return client.post(reverse("calls:raise"), WORDS, **more).status_code  # type: ignore[arg-type]


def known() -> Client:
    client = Client()
    come_in(client, person())
    return client


def test_a_flood_from_one_login_waits_and_every_word_is_given_back() -> None:
    client = known()
    assert {write(client) for _ in range(FEW[limits.ONE])} == {422}
    refused = client.post(reverse("calls:raise"), WORDS)
    page = refused.content.decode()
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "60")
    assert "Det går for hurtigt." in page
    assert WORDS["text"] in page
    english = client.post(reverse("calls:raise"), WORDS, headers={"Accept-Language": "en"}).content.decode()
    assert "This is going too fast." in english
    assert WORDS["text"] in english


def test_another_person_at_the_same_address_is_not_stopped_and_the_first_one_still_reads_and_votes() -> None:
    flooding, other = known(), known()
    while write(flooding) != 429:
        pass
    assert write(other) == 422
    assert flooding.get(reverse("calls:board")).status_code == 200
    vote = reverse("knowledge:cast", args=["nowhere", "00000000-0000-4000-8000-000000000000"])
    assert flooding.post(vote, {"value": "agree"}).status_code != 429


def test_many_new_sessions_behind_one_address_do_not_make_many_floods() -> None:
    passed = sum(write(Client()) != 429 for _ in range(FEW[limits.STRANGERS] + 2))
    assert passed == FEW[limits.STRANGERS]
    assert write(known()) == 422  # who has come in is not stopped by those who have not
    assert write(Client(), REMOTE_ADDR="192.0.2.9") == 422
    made_up = Client()
    made_up.cookies["sessionid"] = "a" * 32
    assert write(made_up) == 429


def test_an_address_of_many_people_has_an_end_too() -> None:
    answers = [write(client) for client in (known(), known(), known()) for _ in range(5)]
    assert answers.count(422) == FEW[limits.PLACE]
    assert answers[-1] == 429
    assert write(known(), REMOTE_ADDR="192.0.2.9") == 422


def test_an_ipv6_caller_is_one_place_however_many_addresses_it_draws() -> None:
    addresses = [f"2001:db8:1:2::{number:x}" for number in range(FEW[limits.STRANGERS] + 1)]
    answers = [write(Client(), REMOTE_ADDR=address) for address in addresses]
    assert answers[-1] == 429


def test_forty_people_at_one_address_vote_once_a_second_all_evening() -> None:
    """Summed up from the table, which is what the code counts by: no limit is met."""
    people_at_meeting = 40
    for limit in REAL:
        if limit.whose == limits.ONE and limit.of == limits.VOTE:
            assert limit.most >= limit.seconds
        if limit.whose in {limits.PLACE, limits.NETWORK}:
            assert limit.most >= people_at_meeting * limit.seconds


def test_two_workers_count_together() -> None:
    """Another process is another `Counts` on the same file (tests/kit/test_counts.py starts real ones)."""
    client = known()
    for _ in range(FEW[limits.ONE] // 2):
        write(client)
    first = limits.counts()
    limits.counts.cache_clear()
    assert limits.counts() is not first
    assert [write(client) for _ in range(FEW[limits.ONE] // 2 + 1)][-1] == 429


def test_who_wants_out_is_never_told_to_wait() -> None:
    client = known()
    while write(client) != 429:
        pass
    assert client.post(reverse("news:sign_off", args=["0" * 40])).status_code == 200
    assert client.post(reverse("people:end_other_sessions")).status_code == 302
    assert client.post(reverse("rights:erase")).status_code != 429
    assert client.post(reverse("people:logout")).status_code == 302


def test_every_name_in_the_table_is_an_address_of_the_house() -> None:
    names = {
        f"{'' if space is None else space + ':'}{name}"
        for space, resolver in [(None, get_resolver())]
        + [(space, found) for space, (_prefix, found) in get_resolver().namespace_dict.items()]
        for name in resolver.reverse_dict
        if isinstance(name, str)
    }
    assert names >= limits.GOING_AWAY | limits.VOTES
    with pytest.raises(NoReverseMatch):
        reverse("people:no_such_name")


def test_the_limits_ask_the_database_nothing() -> None:
    """What an act costs is the same when nothing is counted."""
    area()
    client = known()

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            write(client)
        return len(queries)

    write(client)
    with_limits = asked()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(limits, "wait_for", lambda *_: 0)
        without = asked()
    assert with_limits == without


def test_a_flood_without_the_forms_token_is_counted_too() -> None:
    client = Client(enforce_csrf_checks=True)
    answers = [write(client) for _ in range(FEW[limits.STRANGERS] + 1)]
    assert (answers[0], answers[-1]) == (403, 429)


def test_the_house_may_raise_all_limits_at_once(settings: LazySettings) -> None:
    settings.WRITE_LIMITS_TIMES = 2
    client = known()
    assert [write(client) for _ in range(FEW[limits.ONE] + 1)][-1] == 422


def test_the_page_of_limits_says_what_the_code_does() -> None:
    page = (ROOT / "docs/reference/limits.md").read_text(encoding="utf-8")
    told = {"one": "one person", "strangers": "strangers", "place": "one address", "network": "one network"}
    for limit in REAL:
        window = "a minute" if limit.seconds == limits.MINUTE else "an hour"
        row = f"| {told[limit.whose]} | {limit.of} | {limit.most:,} {window} |"
        assert row in page, row
    for number, what in ((people.TRIES, "wrong tries"), (people.NEW_CODES, "new codes")):
        assert f"{number} {what}" in page


def test_counting_is_cheap(tmp_path: object) -> None:
    """A vote takes milliseconds; counting it must not be felt. Ten times what it takes here is allowed."""
    del tmp_path
    counts: Counts = limits.counts()
    asked = [limits.Count(f"name {n}", 10**9, 60) for n in range(3)]
    moments = [clock.now()]
    for _ in range(2_000):
        counts.take(asked, now=0.0)
    moments.append(clock.now())
    (took,) = [(after - before).total_seconds() for before, after in pairwise(moments)]
    assert took / 2_000 < 0.001
