"""Writes that come in the same moment are made in one transaction, and each is answered for itself.

A durable commit waits for the disk, and one who writes waits for another. Eight people who vote at once need
not do so one after the other: whoever has the turn writes for all who stand in line (decision 11). Nobody is
answered before the commit that holds their own write is on the disk, exactly as if it had been alone.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any, Generic, Protocol, TypeVar

from django.db import DatabaseError, connection, transaction

MOST = 64  # in one transaction, so that the first in a long line is not answered late


class Ordered(Protocol):
    """Rows are locked in this order, so that two processes never wait for each other."""

    @property
    def order(self) -> Any: ...


Given = TypeVar("Given", bound=Ordered)


class _InLine(Generic[Given]):
    __slots__ = ("given", "wrote")

    def __init__(self, given: Given) -> None:
        self.given = given
        self.wrote: bool | None = None


class Together(Generic[Given]):
    """Call it with one write; the answer is whether it wrote.

    `write` makes one write, whole by itself, and says whether it wrote. Should the database refuse what
    several wrote together, each is tried alone, and whoever is to blame gets the error.
    """

    def __init__(self, write: Callable[[Given], bool]) -> None:
        self._write = write
        self._line: deque[_InLine[Given]] = deque()
        self._turn = threading.Lock()

    def __call__(self, given: Given) -> bool:
        if connection.in_atomic_block:  # part of something larger, which others may be waiting for
            return self._write(given)
        mine = _InLine(given)
        self._line.append(mine)
        with self._turn:
            if mine.wrote is None:
                self._write_line()
        return self._write(given) if mine.wrote is None else mine.wrote

    def _write_line(self) -> None:
        """For everybody in line, in one transaction; a write that came alone is whole by itself."""
        taken = [self._line.popleft() for _ in range(min(len(self._line), MOST))]
        taken.sort(key=lambda one: one.given.order)
        try:
            with transaction.atomic() if len(taken) > 1 else nullcontext():
                wrote = [self._write(one.given) for one in taken]
        except DatabaseError:
            return  # nothing of it stands; each tries alone
        for one, did in zip(taken, wrote, strict=True):
            one.wrote = did
