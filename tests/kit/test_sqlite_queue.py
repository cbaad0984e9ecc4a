"""Writers on SQLite stand in line."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections, transaction
from django.db.utils import OperationalError
from django.utils.connection import ConnectionProxy

from samskab.config import env
from samskab.kit.sqlite import queue
from samskab.kit.sqlite.base import QUEUE
from samskab.kit.sqlite.queue import Queue

pytestmark = [pytest.mark.engine_free, pytest.mark.usefixtures("_let_this_alias_through")]
ALIAS = "queued"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A database in a file, as the house has it; the suite's own lies in memory."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
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


def is_free(tmp_path: Path) -> bool:
    handle = os.open(tmp_path / f"samskab.sqlite3{QUEUE}", os.O_RDWR)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(handle)
    return True


def test_a_writer_holds_its_place_until_it_has_committed(database: Any, tmp_path: Path) -> None:
    with transaction.atomic(using=ALIAS), database.cursor() as cursor:
        cursor.execute("UPDATE tally SET n = 1")
        assert not is_free(tmp_path)
    assert is_free(tmp_path)


def test_a_writer_that_takes_it_back_gives_up_its_place(database: Any, tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic(using=ALIAS):
        raise ZeroDivisionError
    assert is_free(tmp_path)


def test_a_writer_whose_connection_is_closed_gives_up_its_place(database: Any, tmp_path: Path) -> None:
    with transaction.atomic(using=ALIAS):
        database.close()
        assert is_free(tmp_path)


def test_a_writer_whom_the_database_refuses_gives_up_its_place(
    database: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.ensure_connection()
    monkeypatch.setattr(connections[ALIAS], "transaction_mode", "NO SUCH MODE")
    with pytest.raises(OperationalError), transaction.atomic(using=ALIAS):
        pytest.fail("nothing runs inside a transaction that did not begin")
    assert is_free(tmp_path)


def test_a_reader_waits_for_nobody(database: Any, tmp_path: Path) -> None:
    seen: list[int] = []

    def read() -> None:
        with connections[ALIAS].cursor() as cursor:
            seen.append(cursor.execute("SELECT n FROM tally").fetchone()[0])
        connections[ALIAS].close()

    with transaction.atomic(using=ALIAS), database.cursor() as cursor:
        cursor.execute("UPDATE tally SET n = 7")
        reader = threading.Thread(target=read)
        reader.start()
        reader.join(timeout=10)
    assert seen == [0], "the reader saw what was committed, and did not wait"


# Somebody in another process, who holds the turn until it is killed.
HOLDER = (
    "import fcntl, sys, time; f = open(sys.argv[1], 'a'); fcntl.flock(f, fcntl.LOCK_EX); print(1, flush=True)"
)


@pytest.fixture
def holder(database: Any, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    database.ensure_connection()
    asked = [sys.executable, "-c", f"{HOLDER}; time.sleep(60)", str(tmp_path / f"samskab.sqlite3{QUEUE}")]
    with subprocess.Popen(asked, stdout=subprocess.PIPE) as held:
        assert held.stdout is not None
        held.stdout.readline()
        yield held
        held.kill()


def test_whoever_never_gets_a_turn_is_told_so_in_time(
    database: Any, holder: subprocess.Popen[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connections[ALIAS].settings_dict["OPTIONS"], "timeout", 0.2)
    began = time.monotonic()
    locked = pytest.raises(OperationalError, match=r"database is locked: .*-writers for 0.2 s")
    with locked, transaction.atomic(using=ALIAS):
        pytest.fail("nobody writes out of turn")
    assert 0.2 <= time.monotonic() - began < 5


def test_a_turn_that_comes_too_late_is_not_kept(
    database: Any, holder: subprocess.Popen[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connections[ALIAS].settings_dict["OPTIONS"], "timeout", 0.2)
    with pytest.raises(OperationalError), transaction.atomic(using=ALIAS):
        pytest.fail("nobody writes out of turn")
    holder.kill()
    holder.wait()
    for _ in range(100):
        if "sqlite-queue" not in {thread.name for thread in threading.enumerate()}:
            break
        time.sleep(0.05)
    assert is_free(tmp_path)
    with transaction.atomic(using=ALIAS), database.cursor() as cursor:
        cursor.execute("UPDATE tally SET n = 1")


def test_a_writer_that_is_killed_gives_up_its_place(database: Any, holder: subprocess.Popen[bytes]) -> None:
    threading.Timer(0.3, holder.send_signal, [signal.SIGKILL]).start()
    with transaction.atomic(using=ALIAS), database.cursor() as cursor:
        cursor.execute("UPDATE tally SET n = 1")
    assert holder.wait(timeout=10) == -signal.SIGKILL


def test_a_system_without_such_locks_writes_without_a_line(
    database: Any, holder: subprocess.Popen[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "fcntl", None)
    with transaction.atomic(using=ALIAS), database.cursor() as cursor:
        cursor.execute("UPDATE tally SET n = 1")


def test_two_places_of_one_process_are_two(tmp_path: Path) -> None:
    """Threads wait for each other as processes do: a lock belongs to the opened file, not to the process."""
    first, second = Queue(tmp_path / "line"), Queue(tmp_path / "line")
    first.wait(1)
    with pytest.raises(queue.TurnNeverCameError):
        second.wait(0.05)
    first.leave()
    second.wait(5)
    assert second.is_my_turn
    assert not first.is_my_turn
    second.leave()


def test_without_any_variable_every_commit_is_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SQLITE_SYNCHRONOUS", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    settings = connections.configure_settings({"default": env.database(tmp_path)})["default"]
    monkeypatch.setitem(connections.settings, "durable", settings)
    with connections["durable"].cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        assert cursor.fetchone()[0] == 2
    connections["durable"].close()
    del connections["durable"]


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
    with database.cursor() as cursor:
        assert (failures, cursor.execute("SELECT n FROM tally").fetchone()[0]) == ([], 160)
