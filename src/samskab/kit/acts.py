"""An act is the one way anything changes: one function, one transaction, one line in the public record."""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Act:
    """`name` is `room.verb_object`; `records` are the codes it may put in the public record (none: not
    public).
    """

    name: str
    records: tuple[str, ...]
    run: Callable[..., Any]


REGISTRY: dict[str, Act] = {}


def act(*records: str, one_statement: bool = False) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a service function as an act: all of it happens or nothing does, and tests and docs can find it.

    An act that may run inside another is a savepoint there, so a refusal inside never leaves half of it
    behind. `one_statement` is for the act that writes with a single statement, which is whole by itself; what
    it does besides is its own to make whole.
    """

    def mark(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def whole(*args: P.args, **kwargs: P.kwargs) -> R:
            with nullcontext() if one_statement else transaction.atomic():
                return function(*args, **kwargs)

        room = function.__module__.split(".services")[0].rsplit(".", 1)[-1]
        name = f"{room}.{function.__name__}"
        REGISTRY[name] = Act(name, records, whole)
        return whole

    return mark
