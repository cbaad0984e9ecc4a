"""A connection is asked whether it lives after it has rested, and not before every request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from samskab.kit.postgres import base

pytestmark = [
    pytest.mark.postgres_only,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="about PostgreSQL's connections"),
]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bool]]:
    """Every time the connection is asked whether it lives."""
    found: list[bool] = []
    real = base.base.DatabaseWrapper.is_usable

    def is_usable(wrapper: Any) -> bool:
        found.append(real(wrapper))
        return found[-1]

    monkeypatch.setattr(base.DatabaseWrapper, "is_usable", is_usable)
    connection.health_check_enabled = True
    yield found
    connection.health_check_enabled = False


def request() -> None:
    """What Django does around one."""
    connection.close_if_unusable_or_obsolete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    connection.close_if_unusable_or_obsolete()


def test_the_engine_of_the_house_is_this_one() -> None:
    assert isinstance(connection._connections[connection._alias], base.DatabaseWrapper)  # type: ignore[attr-defined]


def test_requests_that_follow_each_other_are_not_asked_about(asked: list[bool]) -> None:
    request()
    asked.clear()
    for _ in range(3):
        request()
    assert asked == []


def test_a_connection_that_has_rested_is(asked: list[bool], monkeypatch: pytest.MonkeyPatch) -> None:
    request()
    asked.clear()
    monkeypatch.setattr(base, "RESTED_SECONDS", 0.0)
    request()
    assert asked == [True]


def test_one_that_died_while_it_rested_is_opened_anew(
    asked: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    request()
    monkeypatch.setattr(base, "RESTED_SECONDS", 0.0)
    connection.connection.close()
    request()
    assert False in asked
    assert connection.is_usable()


def test_one_that_died_without_a_rest_fails_once(asked: list[bool]) -> None:
    request()
    connection.connection.close()
    with pytest.raises(Exception, match="closed"):
        request()
    connection.close_if_unusable_or_obsolete()
    request()
