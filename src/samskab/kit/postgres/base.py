"""Django's PostgreSQL, which asks whether a connection still lives only after it has rested.

Django asks it at the first question of every request: one round trip more, of the four a vote takes. A
connection that answered a moment ago is taken to live. When it does not (the server was started anew within
that moment), one request on it fails, as it would when the server ends in the middle of it, and Django opens
another for the next.
"""

from __future__ import annotations

import time
from typing import Any

from django.db.backends.postgresql import base

RESTED_SECONDS = 5.0


class DatabaseWrapper(base.DatabaseWrapper):
    """Its rest begins when a request ends."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._rests_since = float("-inf")

    def close_if_unusable_or_obsolete(self) -> None:
        """At both ends of a request."""
        super().close_if_unusable_or_obsolete()
        if self.connection is not None and time.monotonic() - self._rests_since < RESTED_SECONDS:
            self.health_check_done = True
        self._rests_since = time.monotonic()
