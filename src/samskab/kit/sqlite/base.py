"""Django's SQLite, whose writers stand in line.

SQLite lets one writer in at a time, and whoever comes second sleeps and tries again: with eight writers most
of the time is spent asleep, and some wait for a second and more while others pass them. Here a writer first
takes its turn in a line (queue.py).

The line adds no safety, and none is lost without it: SQLite's own lock is still taken, and what is written is
as durable as before. It only decides how one waits. Reading is not affected, and neither is a database in
memory.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from samskab.kit.sqlite.queue import Queue, TurnNeverCameError

QUEUE = "-writers"
SECONDS = 5.0  # SQLite's own, when the settings name none


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes its place when a transaction begins and gives it up when it ends, however it ends."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._queue: Queue | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        if not self.is_in_memory_db():
            self._queue = Queue(Path(f"{self.settings_dict['NAME']}{QUEUE}"))
        return connection

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # not in the stubs
        except BaseException:
            self._step_out()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # not in the stubs
        self._step_out()  # not when it failed: then a rollback follows

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # not in the stubs
        finally:
            self._step_out()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # not in the stubs
        finally:
            self._step_out()
            self._queue = None

    def _take_turn(self) -> None:
        if self._queue is None:
            return
        seconds = float(self.settings_dict["OPTIONS"].get("timeout", SECONDS))
        try:
            self._queue.wait(seconds)
        except TurnNeverCameError as error:
            raise OperationalError(
                f"database is locked: another writer has held {self._queue.file.name} for {seconds:g} s"
            ) from error

    def _step_out(self) -> None:
        if self._queue is not None:
            self._queue.leave()
