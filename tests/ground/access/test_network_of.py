"""Which institution a request comes from is worked out anew for every request."""

from __future__ import annotations

import time
import uuid
from datetime import date, timedelta
from ipaddress import ip_address, ip_network

import pytest
from django.conf import LazySettings
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from samskab.ground.access import selectors
from samskab.ground.access.models import NetworkAgreement, NetworkVersion
from samskab.kit import clock
from tests.builders import NOW

pytestmark = pytest.mark.django_db
ROOM = RequestFactory()


def agreement(cidr: str, institution: str = "Biblioteket", **more: object) -> NetworkAgreement:
    network = ip_network(cidr)
    today = clock.now().date()
    made = NetworkAgreement.objects.create(
        institution=institution,
        cidr=cidr,
        family=network.version,
        first=f"{int(network[0]):032x}",
        last=f"{int(network[-1]):032x}",
        contact_name="Ida",
        contact_email="ida@example.org",
        **{
            "valid_from": today - timedelta(days=1),
            "valid_to": today + timedelta(days=90),
            "proposed_at": NOW,
            "approved_at": NOW,
            **more,
        },
    )
    NetworkVersion.objects.update_or_create(pk=1, defaults={"version": uuid.uuid4()})
    return made


def come_from(address: str) -> str | None:
    found = selectors.network_of(ROOM.get("/", REMOTE_ADDR=address))
    return found.institution if found else None


def test_an_address_in_the_range_comes_from_the_institution() -> None:
    agreement("198.18.4.0/24")
    agreement("2a01:4f8:1:2::/64", "Beboerhuset")
    told = [come_from(a) for a in ("198.18.3.255", "198.18.4.0", "198.18.4.255", "198.18.5.0")]
    assert told == [None, "Biblioteket", "Biblioteket", None]
    assert come_from("2a01:4f8:1:2::7") == "Beboerhuset"
    assert come_from("2a01:4f8:1:3::7") is None


def test_without_an_agreement_nobody_comes_from_anywhere() -> None:
    assert come_from("198.18.4.1") is None


def test_a_pause_or_an_end_works_with_the_next_request() -> None:
    made = agreement("198.18.4.0/24")
    assert come_from("198.18.4.1") == "Biblioteket"
    NetworkAgreement.objects.filter(pk=made.pk).update(paused_at=NOW)
    NetworkVersion.objects.update(version=uuid.uuid4())
    assert come_from("198.18.4.1") is None


@pytest.mark.parametrize(
    "more",
    [
        {"approved_at": None},
        {"ended_at": NOW},
        {"valid_to": date(2020, 1, 2), "valid_from": date(2020, 1, 1)},
        {"valid_from": date(2120, 1, 1), "valid_to": date(2120, 6, 1)},
    ],
    ids=["one person only", "ended", "too late", "too early"],
)
def test_what_does_not_run_gives_nothing(more: dict[str, object]) -> None:
    agreement("198.18.4.0/24", **more)
    assert come_from("198.18.4.1") is None


def test_a_forged_header_gives_nothing(settings: LazySettings) -> None:
    agreement("198.18.4.0/24")
    forged = {"REMOTE_ADDR": "203.0.113.9", "HTTP_X_FORWARDED_FOR": "198.18.4.1"}
    assert selectors.network_of(ROOM.get("/", **forged)) is None
    settings.TRUSTED_PROXIES = ["203.0.113.9"]
    assert selectors.network_of(ROOM.get("/", **forged)) is not None


def test_it_costs_one_question_and_none_when_the_address_cannot_be_told(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    agreement("198.18.4.0/24")
    come_from("198.18.4.1")
    with django_assert_num_queries(1):
        come_from("198.18.4.2")
    with django_assert_num_queries(0):
        come_from("")


def test_a_thousand_agreements_are_searched_in_microseconds() -> None:
    """Not a race: a bisection, far under what a page could notice."""
    starts = [n << 8 for n in range(1000)]
    rows = [(start + 255, selectors.Network(n, "x")) for n, start in enumerate(starts)]
    kept = selectors.Ranges(None, clock.now().date(), {4: starts}, {4: rows})
    begun = time.perf_counter()
    found = [kept.find(ip_address(n << 8)) for n in range(1000)]
    assert [one and one.agreement_id for one in found] == list(range(1000))
    assert time.perf_counter() - begun < 1


def test_a_page_that_asked_from_where_is_kept_by_no_cache(client: Client) -> None:
    agreement("127.0.0.0/24")
    request = ROOM.get("/")
    request.session = client.session
    from django.http import HttpResponse

    from samskab.ground.access.middleware import NetworkMiddleware
    from samskab.ground.people.middleware import ViewerMiddleware

    def page(seen: object) -> HttpResponse:
        return HttpResponse(request.viewer.network.institution)

    answer = ViewerMiddleware(NetworkMiddleware(page))(request)
    assert answer.content == b"Biblioteket"
    assert answer.headers["Cache-Control"] == "private, no-store"
