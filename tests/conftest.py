"""What all tests share."""

from __future__ import annotations

import os
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

# The suite proves rules; bench/ and the crash tests prove durability.
os.environ.setdefault("SQLITE_SYNCHRONOUS", "NORMAL")
os.environ.setdefault("SAMSKAB_DATA", tempfile.mkdtemp(prefix="samskab-test-"))

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import client as browser

from samskab.ground.places import selectors as places
from samskab.kit import clock
from samskab.kit.requests import Utf8Request
from tests import outgoing

outgoing.guard()
browser.WSGIRequest = Utf8Request  # type: ignore[attr-defined]  # what samskab.config.wsgi reads with
settings.WRITE_LIMITS_TIMES = 1000  # tests of the limits set it to 1


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """On a server: a database for this checkout alone, and commits that need not survive the machine."""
    if connection.vendor != "postgresql":
        return
    checkout = zlib.crc32(bytes(Path(__file__).resolve()))
    test = connection.settings_dict["TEST"]
    test["NAME"] = f"{test['NAME'] or 'test'}_{checkout:08x}"
    connection.settings_dict["OPTIONS"]["options"] = "-c synchronous_commit=off"


@pytest.fixture(autouse=True)
def wall_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test's clock is the wall's: only tests/demo lets a demo's clock stand ahead."""
    monkeypatch.setattr(clock, "_ahead", [])


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test begins with an empty cache, and what is kept in it does not run out between two counts."""
    cache.clear()
    monkeypatch.setattr(places, "HOUSE_SECONDS", None)


@pytest.fixture(autouse=True)
def nothing_reached_out() -> Iterator[None]:
    """No test, and nothing it made the house do, has tried to leave this machine."""
    before = len(outgoing.refused)
    yield
    assert outgoing.refused[before:] == []
