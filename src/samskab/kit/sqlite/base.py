"""Django's SQLite, whose writers stand in line.

SQLite lets one writer in at a time, and whoever comes second sleeps and tries again: with eight writers most
of the time is spent asleep, and some wait for seconds while others pass them. Here a writer first takes a
lock on a file beside the database. The kernel wakes the next one the moment the lock is free.

The lock adds no safety, and none is lost without it: SQLite's own lock is still taken. It only decides how
one waits. Reading is not affected, and neither is a database in memory.
"""

from __future__ import annotations

import fcntl
import os
from typing import Any

from django.db.backends.sqlite3 import base

QUEUE = "-writers"


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes its place when a transaction begins and gives it up when it ends, however it ends."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._queue: int | None = None
        self._first_in_line = False

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        if not self.is_in_memory_db():
            name = f"{self.settings_dict['NAME']}{QUEUE}"
            self._queue = os.open(name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        return connection

    def _start_transaction_under_autocommit(self) -> None:
        if self._queue is not None:
            fcntl.flock(self._queue, fcntl.LOCK_EX)
            self._first_in_line = True
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
            if self._queue is not None:
                os.close(self._queue)  # and with it the lock
            self._queue, self._first_in_line = None, False

    def _step_out(self) -> None:
        if self._first_in_line and self._queue is not None:
            fcntl.flock(self._queue, fcntl.LOCK_UN)
        self._first_in_line = False
