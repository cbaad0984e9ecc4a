"""Typed readers of the environment. A secret may also lie in a file: NAME_FILE wins over nothing, NAME over
NAME_FILE.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

_reader = environ.Env()


def text(name: str, default: str = "") -> str:
    return os.environ.get(name) or default


def flag(name: str, *, default: bool) -> bool:
    return bool(_reader.bool(name, default=default))


def words(name: str, default: list[str]) -> list[str]:
    """A comma-separated list."""
    value = os.environ.get(name, "")
    return [word.strip() for word in value.split(",") if word.strip()] or default


def whole(name: str, default: int) -> int:
    return int(_reader.int(name, default=default))


def data_folder() -> Path:
    """Where the database, the keys and the demo's mail lie. It is made by `samskab up`, never by reading
    settings.
    """
    return Path(os.environ.get("SAMSKAB_DATA") or "samskab-data").absolute()


def secret(name: str, kept_in: Path) -> str:
    """NAME, else the file NAME_FILE, else the key `samskab up` wrote in the data folder, else one for this
    run only.
    """
    if os.environ.get(name):
        return os.environ[name]
    named_file = os.environ.get(f"{name}_FILE")
    if named_file:
        try:
            return Path(named_file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE={named_file} cannot be read: {error}") from error
    if kept_in.exists():
        return kept_in.read_text(encoding="utf-8").strip()
    return secrets.token_urlsafe(50)


def make_secret(path: Path) -> None:
    """Write a random key readable by this user only, unless one is there."""
    if path.exists():
        return
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(secrets.token_urlsafe(50))


SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous={sync};PRAGMA foreign_keys=ON;PRAGMA temp_store=MEMORY;"
    "PRAGMA mmap_size=134217728;PRAGMA journal_size_limit=27103364;PRAGMA cache_size=-20000;"
)


def database(folder: Path) -> dict[str, Any]:
    """DATABASE_URL, else SQLite in the data folder.

    IMMEDIATE: a writer takes the lock when it begins, so that a rule checked is still true when it is
    written.
    PostgreSQL does not compile questions to machine code (jit): no page asks anything that lasts as long as
    the compiling, 50 milliseconds and more.
    synchronous=FULL: what was acknowledged survives a power cut (NORMAL is for the test-suite only).
    """
    if os.environ.get("DATABASE_URL"):
        config: dict[str, Any] = _reader.db_url("DATABASE_URL")
        config.setdefault("CONN_MAX_AGE", whole("CONN_MAX_AGE", 600))
        config.setdefault("CONN_HEALTH_CHECKS", True)
        if config["ENGINE"] == "django.db.backends.postgresql":
            config["ENGINE"] = "samskab.kit.postgres"
            config.setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
    else:
        config = {
            "ENGINE": "samskab.kit.sqlite",
            "NAME": folder / "samskab.sqlite3",
            "CONN_MAX_AGE": 600,
        }
    if config["ENGINE"].endswith("sqlite3"):  # a DATABASE_URL that names SQLite
        config["ENGINE"] = "samskab.kit.sqlite"
    if config["ENGINE"] == "samskab.kit.sqlite":
        config["TEST"] = {"NAME": ":memory:"}
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": SQLITE_PRAGMAS.format(sync=text("SQLITE_SYNCHRONOUS", "FULL")),
        }
    return config
