"""Writers on SQLite ask again at short intervals, give up in time, and lose nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connections, transaction
from django.db.utils import OperationalError
from django.utils.connection import ConnectionProxy

from samskab.config import env
from samskab.kit.sqlite import base

pytestmark = [pytest.mark.engine_free, pytest.mark.usefixtures("_let_this_alias_through")]
ALIAS = "written"
HOLD = """
import sqlite3, sys, time
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
held.execute("UPDATE tally SET n = 99")
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A database in a file, as the house has it; the suite's own lies in memory."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("SQLITE_SYNCHRONOUS", raising=False)
    settings = connections.configure_settings({"default": env.database(tmp_path)})["default"]
    monkeypatch.setitem(connections.settings, ALIAS, settings)
    with connections[ALIAS].cursor() as cursor:
        cursor.execute("CREATE TABLE tally (n INTEGER NOT NULL)")
        cursor.execute("INSERT INTO tally VALUES (0)")
    yield ConnectionProxy(connections, ALIAS)
    connections[ALIAS].close()
    del connections[ALIAS]


@pytest.fixture
def _let_this_alias_through(django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def holder(database: Any, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another process, in the middle of writing until it is killed."""
    asked = [sys.executable, "-c", HOLD, str(tmp_path / "samskab.sqlite3")]
    with subprocess.Popen(asked, stdout=subprocess.PIPE) as held:
        assert held.stdout is not None
        assert held.stdout.readline() == b"held\n"
        yield held
        held.kill()


def write(n: int) -> None:
    with transaction.atomic(using=ALIAS), connections[ALIAS].cursor() as cursor:
        cursor.execute("UPDATE tally SET n = %s", [n])


def tally() -> int:
    with connections[ALIAS].cursor() as cursor:
        return int(cursor.execute("SELECT n FROM tally").fetchone()[0])


def test_the_house_writes_this_way(database: Any) -> None:
    assert type(connections[ALIAS]).__module__ == "samskab.kit.sqlite.base"


def test_every_commit_is_synced_to_the_disk(database: Any) -> None:
    """FULL is 2. What was acknowledged survives a power cut, however one waited for one's turn."""
    write(1)
    with database.cursor() as cursor:
        assert cursor.execute("PRAGMA synchronous").fetchone()[0] == 2


def test_whoever_never_gets_a_turn_is_told_so_in_time(
    holder: subprocess.Popen[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connections[ALIAS].settings_dict["OPTIONS"], "timeout", 0.3)
    began = time.monotonic()
    with pytest.raises(OperationalError, match="database is locked"):
        write(1)
    assert 0.3 <= time.monotonic() - began < 5
    assert tally() == 0


def test_what_another_writer_left_half_done_is_gone_when_it_is_killed(
    holder: subprocess.Popen[bytes],
) -> None:
    threading.Timer(0.3, holder.send_signal, [signal.SIGKILL]).start()
    assert tally() == 0
    write(1)
    assert holder.wait(timeout=10) == -signal.SIGKILL
    assert tally() == 1


def test_a_wait_does_not_grow(holder: subprocess.Popen[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """After half a second of waiting the next question is as near as the first one was."""
    slept: list[float] = []
    real = time.sleep

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        real(seconds)

    monkeypatch.setattr(base, "time", SimpleNamespace(sleep=sleep, monotonic=time.monotonic))
    monkeypatch.setitem(connections[ALIAS].settings_dict["OPTIONS"], "timeout", 0.5)
    with pytest.raises(OperationalError):
        write(1)
    assert len(slept) >= 20
    assert max(slept) <= base.LONGEST


def test_once_begun_sqlite_waits_as_the_settings_say(database: Any) -> None:
    write(1)
    with database.cursor() as cursor:
        assert cursor.execute("PRAGMA busy_timeout").fetchone()[0] == 20_000


def test_an_error_that_is_no_wait_is_told_at_once(database: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    database.ensure_connection()
    monkeypatch.setattr(connections[ALIAS], "transaction_mode", "NO SUCH MODE")
    with pytest.raises(OperationalError, match="syntax error"), transaction.atomic(using=ALIAS):
        pytest.fail("nothing runs inside a transaction that did not begin")
    with database.cursor() as cursor:
        assert cursor.execute("PRAGMA busy_timeout").fetchone()[0] == 20_000


def test_a_reader_waits_for_nobody(holder: subprocess.Popen[bytes]) -> None:
    began = time.monotonic()
    assert tally() == 0, "the reader sees what was committed"
    assert time.monotonic() - began < 5


def test_eight_writers_at_once_lose_nothing(database: Any) -> None:
    failures: list[Exception] = []

    def count() -> None:
        try:
            for _ in range(20):
                with transaction.atomic(using=ALIAS), connections[ALIAS].cursor() as cursor:
                    n = cursor.execute("SELECT n FROM tally").fetchone()[0]
                    cursor.execute("UPDATE tally SET n = %s", [n + 1])
        except Exception as error:  # noqa: BLE001 - told to the main thread
            failures.append(error)
        finally:
            connections[ALIAS].close()

    writers = [threading.Thread(target=count) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(timeout=60)
    assert (failures, tally()) == ([], 160)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only where processes are forked")
def test_a_forked_worker_writes_on_a_connection_of_its_own(database: Any) -> None:
    """As granian's workers do: the parent has closed its connections, and nothing else is inherited."""
    write(1)
    connections[ALIAS].close()
    child = os.fork()
    if child == 0:  # pragma: no cover - in the child
        try:
            write(2)
            connections[ALIAS].close()
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    assert tally() == 2
    write(3)
    assert tally() == 3
