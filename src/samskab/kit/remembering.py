"""What a worker keeps ready in its own memory, and for how long: a minute at most, also when it is idle.

Words that are taken back, or whose author asks to be forgotten, go from the database at once, and from the
memory of the worker that did it. No row leads to what the other workers have made ready of them. So whatever
is made of what people have said or are is kept by this and by nothing else: all of it is let go of every
minute, by a clock of its own, whether anybody asks or not.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from functools import lru_cache, update_wrapper
from typing import Generic, ParamSpec, TypeVar

SECONDS = 60.0
P = ParamSpec("P")
R = TypeVar("R")
_all: list[Remembered] = []  # type: ignore[type-arg]  # of every kind


class Remembered(Generic[P, R]):
    """A function whose last `most` answers are kept for at most a minute."""

    def __init__(self, function: Callable[P, R], most: int) -> None:
        self._kept = lru_cache(maxsize=most)(function)
        self._clock: threading.Timer | None = None
        self._turn = threading.Lock()
        update_wrapper(self, function)
        _all.append(self)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        found = self._kept(*args, **kwargs)  # type: ignore[arg-type]  # its arguments are hashable
        if self._clock is None:  # asked after it is kept, so that nothing is kept without a clock that runs
            self._run()
        return found

    @property
    def n_kept(self) -> int:
        return self._kept.cache_info().currsize

    def forget(self) -> None:
        """Let go of everything now, in this worker."""
        self._clock = None
        self._kept.cache_clear()

    def _run(self) -> None:
        with self._turn:
            if self._clock is None:
                self._clock = threading.Timer(SECONDS, self.forget)
                self._clock.daemon = True
                self._clock.start()


def for_a_minute(most: int) -> Callable[[Callable[P, R]], Remembered[P, R]]:
    def remember(function: Callable[P, R]) -> Remembered[P, R]:
        return Remembered(function, most)

    return remember


def _begin_anew() -> None:
    """A forked process has its parent's memory and none of its clocks."""
    for one in _all:
        one._turn = threading.Lock()
        one.forget()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_begin_anew)
