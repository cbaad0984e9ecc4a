"""`samskab check` says in plain words what would go wrong."""

from __future__ import annotations

import pytest
from django.conf import LazySettings

from samskab.kit import checks

pytestmark = pytest.mark.engine_free


def test_a_range_of_trusted_proxies_stops_the_house(settings: LazySettings) -> None:
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]
    (fault,) = checks.check_proxies(None)
    assert fault.id == "samskab.E001"
    assert fault.is_serious()
    settings.TRUSTED_PROXIES = ["10.0.0.5", "unix:"]
    assert checks.check_proxies(None) == []


def test_the_old_setting_is_not_silently_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUSTED_PROXY_COUNT", "1")
    assert [fault.id for fault in checks.check_proxies(None)] == ["samskab.E002"]


def test_a_laptop_is_told_all_that_a_municipality_needs_in_danish_and_english(settings: LazySettings) -> None:
    settings.SECURE_SSL_REDIRECT = False
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.EMAIL_HOST = settings.CONTACT_TEXT = settings.WAS_URL = ""
    settings.RECORD_ORIGIN = "samskab.localhost/record"
    said = checks.check_what_is_missing(None)
    assert [one.id for one in said] == [f"samskab.W00{n}" for n in range(1, 7)]
    assert all(one.hint and one.hint != one.msg for one in said)


def test_a_house_that_is_set_up_is_told_nothing(settings: LazySettings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["samskab.example.org"]
    settings.EMAIL_HOST, settings.CONTACT_TEXT, settings.WAS_URL = (
        "mail.example.org",
        "00 00 00 00",
        "https://x",
    )
    settings.RECORD_ORIGIN = "samskab.example.org/record"
    assert checks.check_what_is_missing(None) == []
