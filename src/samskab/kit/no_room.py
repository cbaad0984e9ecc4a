"""Whether the database could not write because the machine has no room left."""

from __future__ import annotations

from django.db import DatabaseError

SQLITE = frozenset({"SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_TRUNCATE"})
SQLITE |= {"SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_SHMMAP"}
POSTGRESQL = frozenset({"53100"})  # disk_full


def is_full(error: Exception) -> bool:
    """A full disk and a quota that is used up look alike from here. What was begun is rolled back by the
    transaction it was in; when somebody has made room, the next act goes through.
    """
    if not isinstance(error, DatabaseError):
        return False
    cause = error.__cause__
    return (
        getattr(cause, "sqlite_errorname", None) in SQLITE or getattr(cause, "sqlstate", None) in POSTGRESQL
    )
