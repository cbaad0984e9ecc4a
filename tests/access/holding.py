"""What it is to hold a token: itself, one of the same looks, where it opens something, and how it ends."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from samskab.ground.people import codes
from tests.builders import Table

# Of the same looks, and nobody's.
WORDS, SHORT, CODE = codes.new_code(), secrets.token_hex(16), "ZZZZZZ"
FOUND, FORBIDDEN = 200, 403
End = Callable[[], object]


@dataclass(frozen=True)
class Held:
    """A token in somebody's hand, and one of the same looks that stands for nothing.

    `use` tries one where its kind belongs and says whether it opened what it opens.
    """

    token: str
    dud: str
    use: Callable[[str], bool]
    ends: Mapping[str, End] = field(default_factory=dict)
    elsewhere: Callable[[str], bool] | None = None  # the same door, of another person, house or thing


@dataclass(frozen=True)
class Kind:
    name: str
    hold: Callable[[Table], Held]
    own: frozenset[str]  # the addresses where somebody who has it may bring something about with it
    once: bool = False
    lasts: timedelta | None = None
    is_a_cookie: bool = False
