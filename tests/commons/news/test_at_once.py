"""Limits and single rows hold when many come at the same moment."""

from __future__ import annotations

import pytest
from django.db import connection

from samskab.commons.news import outbox, quotas, services
from samskab.commons.news.models import Issue, Letter, Quota, Subscription
from tests.at_once import at_once
from tests.builders import NOW, area
from tests.builders import news as made

pytestmark = [
    pytest.mark.postgres_only,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer by nature"),
]


def test_the_limit_of_an_hour_holds_however_many_ask() -> None:
    got: list[bool] = []
    assert at_once(lambda: got.append(quotas.take("person", "1", most=4, now=NOW)), sides=20) == []
    assert (sum(got), Quota.objects.get().n) == (4, 4)


def test_two_who_ask_for_one_address_make_one_row() -> None:
    area()
    ask = lambda: services.ask_newsletter(  # noqa: E731 - the same call from each side
        address="bo@example.org", area_id=None, about_id=None, language="da", now=NOW
    )
    assert at_once(ask, sides=4) == []
    assert Subscription.objects.count() == 1
    assert Letter.objects.count() == quotas.ASKED_PER_ADDRESS


def test_two_who_send_at_once_send_each_letter_once() -> None:
    area()
    for n in range(6):
        made.subscription(f"bo{n}@example.org")
    sent: list[int] = []

    def run() -> None:
        sent.append(outbox.run(now=NOW).nothing_to_say)

    assert at_once(run, sides=3) == []
    assert Issue.objects.count() == 1
    assert Letter.objects.count() == sum(sent) == 6
