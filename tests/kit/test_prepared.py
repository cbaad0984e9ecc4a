"""A prepared question answers as the queryset it was composed of, for every value of its slots."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, QuerySet
from django.test.utils import CaptureQueriesContext

from samskab.kit.prepared import Slot, hang, prepared
from samskab.process.core.models import Boundary, Challenge, Process, Seat
from tests.builders import NOW, Table, table
from tests.builders.whole import boundary

pytestmark = pytest.mark.django_db
composed: list[str] = []


@prepared
def seats_at(process: Slot) -> QuerySet[Seat]:
    composed.append("seats_at")
    return Seat.objects.filter(process=process, left_at__isnull=True).select_related("party")


@prepared
def started_since(moment: Slot) -> QuerySet[Process, str]:
    return Process.objects.filter(started_at__gte=moment).order_by("pk").values_list("slug", flat=True)


@prepared
def called(public_id: Slot) -> QuerySet[Process]:
    return Process.objects.filter(public_id=public_id)


@prepared
def counted(process: Slot) -> QuerySet[Process, dict[str, Any]]:
    return Process.objects.filter(pk=process).values("slug", n=Count("seats"))


@prepared
def with_challenges(process: Slot) -> QuerySet[Boundary]:
    return Boundary.objects.filter(process=process).prefetch_related("challenges")


@prepared
def challenges_of(process: Slot) -> QuerySet[Challenge]:
    return Challenge.objects.filter(boundary__process=process).select_related("by")


@pytest.fixture
def at() -> Table:
    made = table()
    boundary(made)
    return made


def test_it_gives_the_rows_of_the_queryset(at: Table) -> None:
    found = seats_at(at.process)
    plain = at.process.seats.filter(left_at__isnull=True).select_related("party")
    assert found == list(plain)
    assert found
    names = [seat.party.name for seat in plain]
    with CaptureQueriesContext(connection) as seen:
        assert [seat.party.name for seat in found] == names
    assert len(seen) == 0, "what is selected along with a row is there"


def test_each_call_sees_the_rows_of_its_own_values(at: Table) -> None:
    other = Process.objects.get(pk=at.process.pk)
    other.pk, other.slug, other.public_id = None, "another", "00000000-0000-4000-8000-000000000001"
    other.save(force_insert=True)
    assert seats_at(at.process)
    assert seats_at(other) == []
    assert seats_at(at.process.pk) == seats_at(at.process)


def test_it_is_composed_once(at: Table) -> None:
    seats_at(at.process)
    composed.clear()
    for _ in range(3):
        with CaptureQueriesContext(connection) as seen:
            seats_at(at.process)
        assert len(seen) == 1
    assert composed == []


def test_it_sees_what_was_written_since(at: Table) -> None:
    before = len(seats_at(at.process))
    at.process.seats.filter(left_at__isnull=True)[:1].get().delete()
    assert len(seats_at(at.process)) == before - 1


def test_moments_and_public_ids_are_sent_as_fields_send_them(at: Table) -> None:
    at.process.started_at = NOW
    at.process.save(update_fields=["started_at"])
    assert started_since(NOW) == [at.process.slug]
    assert started_since(NOW + timedelta(microseconds=1)) == []
    assert called.first(at.process.public_id) == at.process


def test_values_and_counts_come_as_the_queryset_gives_them(at: Table) -> None:
    assert counted(at.process) == [{"slug": at.process.slug, "n": at.process.seats.count()}]


def test_the_first_of_nothing_is_none() -> None:
    assert seats_at.first(0) is None


def test_what_is_fetched_along_is_fetched_for_these_rows(at: Table) -> None:
    boundary(at)
    found = with_challenges(at.process)
    with CaptureQueriesContext(connection) as seen:
        assert sum(len(row.challenges.all()) for row in found) == challenges_of.compose(at.process).count()
    assert len(seen) == 1, "the count of the test itself, and none for the rows"


def test_hung_children_are_those_of_prefetch_related(at: Table) -> None:
    boundary(at)
    found, plain = list(Boundary.objects.order_by("pk")), with_challenges(at.process)
    hang(found, "challenges", challenges_of(at.process), by="boundary_id")
    with CaptureQueriesContext(connection) as seen:
        ours = {row.pk: list(row.challenges.all()) for row in found}
    assert ours == {row.pk: list(row.challenges.all()) for row in plain}
    assert any(ours.values())
    assert len(seen) == 0


def test_hung_children_cannot_be_asked_anew(at: Table) -> None:
    """A filter on them would have to be a filter on the parent too; nobody gets an answer without it."""
    (found,) = Boundary.objects.all()[:1]
    hang([found], "challenges", [], by="boundary_id")
    with pytest.raises(AttributeError):
        found.challenges.filter(answered_at__isnull=True)


def test_a_call_with_too_few_values_is_refused(at: Table) -> None:
    with pytest.raises(ValueError, match="argument 2 is shorter"):
        seats_at()


@pytest.mark.django_db(transaction=True)
def test_threads_each_ask_on_their_own_connection(at: Table) -> None:
    seats_at(at.process)
    if connection.vendor == "sqlite":
        pytest.skip("the suite's SQLite lies in memory, where threads share one connection")
    found: list[list[Seat]] = []

    def ask() -> None:
        found.append(seats_at(at.process))
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [seats_at(at.process)] * 4
