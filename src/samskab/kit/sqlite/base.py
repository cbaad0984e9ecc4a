"""Django's SQLite, whose writers ask again at short, even intervals.

SQLite lets one writer in at a time. Whoever comes second sleeps and asks again, each time later: with eight
writers some wait for more than a second while others pass them. Here the wait between two questions stays a
few milliseconds, a little different each time, so that nobody who has waited long is asked to wait longer
(decision 9, with the figures and what was tried instead).

Nothing else is changed. SQLite's own lock is the only one, what is written is as durable as before, the
time-out is the one of the settings, and reading waits for nobody.
"""

from __future__ import annotations

import random
import sqlite3
import time

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

SHORTEST, LONGEST = 0.001, 0.005  # seconds between two questions
TIMEOUT = 5.0  # of the driver, when the settings name none


class DatabaseWrapper(base.DatabaseWrapper):
    """Begins a transaction by asking for its turn; once begun, SQLite waits as always."""

    def _start_transaction_under_autocommit(self) -> None:
        seconds = float(self.settings_dict["OPTIONS"].get("timeout", TIMEOUT))
        until = time.monotonic() + seconds
        self._let_sqlite_wait(0)
        try:
            while not self._begun(until):
                time.sleep(random.uniform(SHORTEST, LONGEST))  # noqa: S311 - a pause, no secret  # nosec B311
        finally:
            self._let_sqlite_wait(seconds)

    def _begun(self, until: float) -> bool:
        """Whether the turn came. The refusal is SQLite's own when it is time to give up."""
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # not in the stubs
        except OperationalError as error:
            if not _is_busy(error) or time.monotonic() >= until:
                raise
            return False
        return True

    def _let_sqlite_wait(self, seconds: float) -> None:
        self.connection.execute(f"PRAGMA busy_timeout={int(seconds * 1000)}")


def _is_busy(error: OperationalError) -> bool:
    cause = error.__cause__
    return isinstance(cause, sqlite3.Error) and cause.sqlite_errorcode == sqlite3.SQLITE_BUSY
