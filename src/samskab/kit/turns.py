"""What waits for a reader: one thing to do, where, how long it takes, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise


@dataclass(frozen=True)
class Turn:
    """`text` in the imperative ("Skriv jeres problemforståelse"); `minutes` is an honest guess."""

    text: str | Promise
    url: str
    minutes: int
    due: datetime | None = None
