"""Refusals: how an act says no. A code and parameters travel; the words are found where a person reads
them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Refusal(Exception):  # noqa: N818 - it is a no with a reason, not an error of the program
    """The act was not carried out, and nothing was written. `code` is `room.reason`; `params` fill in its
    words.
    """

    status = 409

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class NotAllowed(Refusal):
    """This person, or this party, may not do this."""

    status = 403


class Closed(Refusal):
    """The time or the stage for this is not now, or somebody was first."""

    status = 409


class Invalid(Refusal):
    """What was written cannot be taken as it stands."""

    status = 422


class TooLarge(Refusal):
    """More was sent at once than a page takes in."""

    status = 413


class NoRoom(Refusal):
    """The machine has no room for what was sent; nothing of it is kept."""

    status = 503
    seconds = 60


class TooMany(Refusal):
    """Too much from one place or person in too short a time, and when it is worth trying again."""

    status = 429

    def __init__(self, code: str, *, seconds: int = 0, minutes: int = 0) -> None:
        self.seconds = seconds + 60 * minutes
        super().__init__(code, seconds=seconds, minutes=minutes)


def lets_through(rule: Callable[[], object]) -> bool:
    """Whether a rule refuses nothing: a page asks the act's own rule before it shows a button."""
    try:
        rule()
    except Refusal:
        return False
    return True
