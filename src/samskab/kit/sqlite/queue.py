"""The line in which writers on SQLite stand: a lock on a file beside the database (decision 11).

The kernel wakes the next one the moment the lock is free, and frees it when whoever holds it dies, however it
dies. A wait on it cannot be cut short, so whoever has to wait sends a thread ahead and waits for that one
with a time-out. Where the system has no such lock (Windows) nobody stands in line, and SQLite's own way of waiting
is all there is.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]  # asked for before each use


class TurnNeverCameError(Exception):
    """Somebody has held the turn for longer than one may wait."""


class Queue:
    """One writer's place in the line of one database file. Not shared by threads, nor kept over a fork."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._held: int | None = None

    @property
    def is_my_turn(self) -> bool:
        return self._held is not None

    def wait(self, seconds: float) -> None:
        """Until it is this writer's turn.

        Raises
        ------
        TurnNeverCameError
            After `seconds` without it.
        """
        if fcntl is None or self._held is not None:
            return
        handle = self._open()
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle = _sent_ahead(handle, seconds)
        except BaseException:
            os.close(handle)
            raise
        self._held = handle

    def leave(self) -> None:
        """Give the turn up, when it is held."""
        if self._held is not None:
            fcntl.flock(self._held, fcntl.LOCK_UN)  # also when a fork still holds a copy of the file
            os.close(self._held)
        self._held = None

    def _open(self) -> int:
        return os.open(self.file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _sent_ahead(handle: int, seconds: float) -> int:
    """Let a thread wait for the lock; when it comes too late, the thread gives it back at once."""
    decided, given_up, came = threading.Lock(), False, threading.Event()

    def stand() -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with decided:
            if given_up:
                os.close(handle)
            came.set()

    threading.Thread(target=stand, name="sqlite-queue", daemon=True).start()
    if not came.wait(seconds):
        with decided:
            if not came.is_set():
                given_up = True
                raise TurnNeverCameError
    return handle
