"""Sessions as Django keeps them in the database, read by one plain question.

Every page and every vote of a known reader begins here. Building the same query anew by the ORM took a
quarter of a vote's processor time; everything but the reading is Django's own.
"""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

from samskab.kit.remembering import for_a_minute

_READ = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    """Named as Django asks; the name is also the salt of what is signed, so the rows are interchangeable."""

    def load(self) -> dict[str, Any]:
        """The session of this key while it lasts; else an empty one that will get a key of its own."""
        now = timezone.now()  # noqa: TID251 - how long a cookie lasts is no demo's business
        with connection.cursor() as cursor:
            cursor.execute(_READ, [self.session_key, connection.ops.adapt_datetimefield_value(now)])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        return dict(_opened(row[0]))


@for_a_minute(most=2048)
def _opened(data: str) -> dict[str, Any]:
    """What a row holds. The same text always opens to the same: its signature is checked once, not at every
    vote. Nobody changes what is given here: it is copied, and its values are plain texts and numbers.
    """
    return dict(SessionStore().decode(data))


def forget_opened() -> None:
    """Nothing of an erased person stays opened in this worker; the others' copies are gone in a minute."""
    _opened.forget()
