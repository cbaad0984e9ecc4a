"""`samskab check` says in plain words what would go wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings

from samskab.commons.news.models import Letter
from samskab.commons.news.outbox import MOST_TRIES
from samskab.ground.people.models import Role
from samskab.ground.record.models import Checkpoint, State
from samskab.ground.rights.models import Tidying
from samskab.kit import checks, clock
from tests.builders import NOW, municipality, office, person


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
    assert [one.id for one in said] == [f"samskab.W00{n}" for n in (1, 2, 3, 4, 5, 6, 8)]
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
    settings.TRUSTED_PROXIES = ["192.0.2.1"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "x"}}
    assert checks.check_what_is_missing(None) == []
    settings.TRUSTED_PROXIES, settings.DEBUG = [], True
    assert [one.id for one in checks.check_what_is_missing(None)] == ["samskab.W007", "samskab.W009"]


# -- whether the house looks after itself -------------------------------------------------------------------


@pytest.fixture
def well(settings: LazySettings, tmp_path: Path, db: None) -> None:
    """A house of which nothing is said."""
    settings.BACKUP_NOTE = tmp_path / "last_backup"
    settings.BACKUP_NOTE.write_text((NOW - timedelta(hours=5)).isoformat())
    settings.RECORD_WITNESS = "Biblioteket"
    Tidying.objects.create(day=NOW.date(), at=NOW - timedelta(hours=5))


def said() -> list[str]:
    return [one.id for one in checks.check_how_it_goes(None)]


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def _no_backup(settings: LazySettings) -> None:
    settings.BACKUP_NOTE.unlink()


def _old_backup(settings: LazySettings) -> None:
    settings.BACKUP_NOTE.write_text((NOW - timedelta(days=3)).isoformat())


def _one_lock(_: LazySettings) -> None:
    office(Role.MODERATOR)


def _unsigned(_: LazySettings) -> None:
    State.objects.create(size=3)


def _signed_long_ago(_: LazySettings) -> None:
    State.objects.create(size=3)
    Checkpoint.objects.create(size=2, root=bytes(32), note="x", issued_at=NOW - timedelta(days=2))


def _signed_tomorrow(_: LazySettings) -> None:
    State.objects.create(size=2)
    Checkpoint.objects.create(size=2, root=bytes(32), note="x", issued_at=NOW + timedelta(days=1))


def _no_witness(settings: LazySettings) -> None:
    settings.RECORD_WITNESS = ""


def _not_tidied(_: LazySettings) -> None:
    Tidying.objects.update(at=NOW - timedelta(days=4))


def _letter(**given: object) -> None:
    fields = {"kind": "turns", "about": "x", "queued_at": NOW - timedelta(days=1), **given}
    Letter.objects.create(participant=person(), **fields)


def _stuck(_: LazySettings) -> None:
    _letter(not_before=NOW - timedelta(hours=7))


def _given_up(_: LazySettings) -> None:
    _letter(not_before=NOW - timedelta(days=1), done_at=NOW - timedelta(hours=1), tries=MOST_TRIES)


@pytest.mark.usefixtures("well")
def test_a_house_that_looks_after_itself_is_told_nothing() -> None:
    Checkpoint.objects.create(size=2, root=bytes(32), note="x", issued_at=NOW - timedelta(days=9))
    State.objects.create(size=2)  # nothing has come since
    _letter(not_before=NOW)
    assert said() == []


@pytest.mark.usefixtures("well")
@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("W011", _one_lock),
        ("W012", _unsigned),
        ("W012", _signed_long_ago),
        ("W013", _no_witness),
        ("W014", _not_tidied),
        ("W015", _stuck),
        ("W016", _given_up),
        ("W017", _no_backup),
        ("W017", _old_backup),
        ("W018", _signed_tomorrow),
    ],
)
def test_each_thing_that_goes_wrong_is_said_and_nothing_else(
    number: str, fault: Callable[[LazySettings], None], settings: LazySettings
) -> None:
    fault(settings)
    (warning,) = checks.check_how_it_goes(None)
    assert warning.id == f"samskab.{number}"
    assert warning.hint
    assert warning.hint != warning.msg
    assert "%(" not in warning.msg + warning.hint


def test_every_concern_of_the_house_is_tried_here() -> None:
    tried = {f"W0{n}" for n in range(11, 19)}
    assert {concern.number for concern in checks.known_concerns()} == tried


def test_a_number_is_given_out_once() -> None:
    with pytest.raises(ValueError, match="W011"):
        checks.register_concerns([checks.Concern("W011", "another", lambda _now: None)])


def test_a_demo_needs_no_second_lock(well: None) -> None:
    municipality(demo=True)
    office(Role.MODERATOR)
    assert said() == []


def test_a_house_without_a_database_is_told_so_and_does_not_break(tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    env |= {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "SAMSKAB_DATA": str(tmp_path)}
    env["DJANGO_SETTINGS_MODULE"] = "samskab.config.settings"
    told = subprocess.run(
        [sys.executable, "-m", "samskab", "check", "--deploy"],
        env=env, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert told.returncode == 0
    assert "samskab.W010" in told.stderr
    assert "samskab.W014" not in told.stderr
    assert "Traceback" not in told.stderr
