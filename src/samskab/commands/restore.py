"""Bring a backup back, or prove that it can be: `samskab restore FILE --check`."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from samskab.commands.backup import KEYS
from samskab.config import start

DATABASE = "samskab.sqlite3"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument("--data", type=Path, help="the data folder to restore to")
    parser.add_argument("--database-url", default="", help="an empty PostgreSQL database to restore to")
    parser.add_argument("--check", action="store_true", help="only prove it, in a place of its own")
    parser.add_argument(
        "--replace", action="store_true", help="put the restored file in place of one that is there"
    )


def run(args: argparse.Namespace) -> int:
    """Nothing is put in place before a house on it is proved, and nothing is overwritten unasked."""
    if not args.check and not args.data and not args.database_url:
        print("samskab: say where to: --data DIR or --database-url URL, or only --check", file=sys.stderr)
        return start.REFUSED
    target = args.data.absolute() if args.data else None
    if target and not args.check and (target / DATABASE).exists() and not args.replace:
        print(
            f"samskab: {target / DATABASE} is there; say --replace, and stop the house first", file=sys.stderr
        )
        return start.REFUSED
    start.django()
    from samskab.config.restoring import UnusableError

    try:
        print(_restored(args, target))
    except UnusableError as error:
        print(f"samskab: {error}", file=sys.stderr)
        return 1
    return 0


def _restored(args: argparse.Namespace, target: Path | None) -> str:
    from samskab.config import restoring

    beside = None
    if target and not args.check:
        target.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = target
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=beside) as name:
        folder = Path(name)
        manifest = restoring.unpack(args.file, folder)
        with _database(args, manifest["engine"]) as url:
            faults = restoring.proved(folder, target or folder, url)
        if faults:
            raise restoring.UnusableError(f"{args.file} does not hold: {'; '.join(faults)}")
        said = (
            f"{sum(manifest['counts'].values())} rows, record of {manifest['record']['size']} lines, a login"
        )
        if args.check:
            return f"The backup is good: {said}. Nothing was put in place."
        if target and manifest["engine"] == "sqlite":
            for old in (f"{DATABASE}-wal", f"{DATABASE}-shm"):
                (target / old).unlink(missing_ok=True)
            shutil.move(folder / DATABASE, target / DATABASE)
        keys = [name for name in KEYS if not (target and (target / name).exists())]
        missing = f"\nPut back before you start the house: {', '.join(keys)}." if keys else ""
        return f"Restored and proved: {said}.{missing}"


@contextmanager
def _database(args: argparse.Namespace, engine: str) -> Iterator[str]:
    """Where a backup of PostgreSQL is filled in: the empty one named, or one made for the check alone."""
    if engine == "sqlite":
        yield ""
        return
    from samskab.config.restoring import UnusableError

    url = args.database_url or os.environ.get("DATABASE_URL", "")
    if not url:
        raise UnusableError("it was taken on PostgreSQL: name a database with --database-url")
    import psycopg

    if not args.check:
        with psycopg.connect(url) as there:
            row = there.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
        if row and row[0]:
            raise UnusableError("the database is not empty, and nothing is overwritten; make a new one")
        yield url
        return
    name = f"samskab_check_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    try:
        yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
