"""Taking a backup of a running house: one moment of the database in one file, and what it holds.

SQLite's own online backup copies a whole moment while others write; on PostgreSQL all tables are read in one
repeatable-read transaction, which is the same. The keys are never in it, and neither are logins: whoever
steals a backup must not be able to sign or to come in as somebody.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import tarfile
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

import samskab
from samskab.ground.record.models import State
from samskab.methods import merkle

MANIFEST = "manifest.json"
DATABASE = "database.sqlite3"
TABLES = "tables"
EMPTIED = "django_session"
FORMAT = 1
CHUNK = 1 << 20


def take(target: Path, *, now: datetime) -> dict[str, Any]:
    """Write the backup and return its manifest. The file is whole when it has its name, and not before."""
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as name:
        folder = Path(name)
        on_sqlite = connection.vendor == "sqlite"
        told = _of_sqlite(folder / DATABASE) if on_sqlite else _of_postgres(folder)
        members = sorted(path for path in folder.rglob("*") if path.is_file())
        manifest = {
            "format": FORMAT,
            "samskab": samskab.__version__,
            "engine": connection.vendor,
            "taken_at": now.isoformat(),
            **told,
            "sha256": {path.relative_to(folder).as_posix(): sha256(path) for path in members},
        }
        (folder / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        whole = folder / "whole.tar"
        with tarfile.open(whole, "w") as tar:
            for path in (folder / MANIFEST, *members):
                tar.add(path, path.relative_to(folder).as_posix())
        whole.chmod(0o600)
        with whole.open("rb") as stream:
            os.fsync(stream.fileno())
        whole.replace(target)
    return manifest


def sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def root_of(size: int, frontier: bytes) -> str:
    """The record's root as a text; nothing has an empty one."""
    return merkle.Frontier.unpacked(size, frontier).root().hex() if size else ""


def _of_sqlite(copy: Path) -> dict[str, Any]:
    connection.ensure_connection()
    return of_file(cast(sqlite3.Connection, connection.connection), copy)


def of_file(source: sqlite3.Connection, copy: Path) -> dict[str, Any]:
    """A whole moment of a file that others write to, without the logins."""
    with closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        target.execute(f"DELETE FROM {EMPTIED}")  # noqa: S608  # nosec B608 - a name of ours
        target.commit()
        target.execute("VACUUM")  # what was deleted is not in the file any more
        return told_by_sqlite(target)


def told_by_sqlite(database: sqlite3.Connection) -> dict[str, Any]:
    """What a file holds: rows of each table, migrations, the record's size and root."""
    listed = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    names = sorted(name for (name,) in listed)
    counts = {}
    for name in names:
        rows = database.execute(f'SELECT count(*) FROM "{name}"')  # noqa: S608  # nosec B608 - names of ours
        counts[name] = rows.fetchone()[0]
    applied = database.execute("SELECT app, name FROM django_migrations").fetchall()
    row = database.execute("SELECT size, frontier FROM record_state WHERE id = 1").fetchone() or (0, b"")
    return {
        "counts": counts,
        "migrations": sorted(f"{app}.{name}" for app, name in applied),
        "record": {"size": row[0], "root": root_of(row[0], bytes(row[1]))},
    }


def _of_postgres(folder: Path) -> dict[str, Any]:
    (folder / TABLES).mkdir()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        names = sorted(connection.introspection.table_names(cursor))
        columns = {name: _columns(cursor, name) for name in names}
        for name in names:
            if name == EMPTIED:
                (folder / TABLES / name).touch()
                continue
            with (
                (folder / TABLES / name).open("wb") as stream,
                cursor.copy(f'COPY "{name}" TO STDOUT') as copy,
            ):
                for bite in copy:
                    stream.write(bite)
        return {**told_by_database(names), "columns": columns}


def told_by_database(names: list[str]) -> dict[str, Any]:
    """The same of the database this house is connected to."""
    counts = {}
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f'SELECT count(*) FROM "{name}"')  # noqa: S608  # nosec B608 - names of ours
            counts[name] = 0 if name == EMPTIED else cursor.fetchone()[0]
    state = State.objects.filter(pk=1).first()
    return {
        "counts": counts,
        "migrations": sorted(
            f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()
        ),
        "record": {
            "size": state.size if state else 0,
            "root": root_of(state.size, bytes(state.frontier)) if state else "",
        },
    }


def _columns(cursor: Any, name: str) -> list[str]:
    return [column.name for column in connection.introspection.get_table_description(cursor, name)]
