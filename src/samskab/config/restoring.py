"""Bringing a backup back, and proving it before anybody says it is good.

A file is judged in a place of its own, by a house that runs on it: whole, every key has its row, as many rows
as the manifest says, the record from its first line to the same root, and somebody can come in.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess  # nosec B404 - a house of its own on the backup
import sys
import tarfile
from contextlib import closing
from pathlib import Path, PurePosixPath
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from samskab.config import backups
from samskab.ground.people import services
from samskab.ground.record import selectors
from samskab.kit import clock
from samskab.methods import merkle

PROVE = "import django; django.setup(); from samskab.config.restoring import prove; prove()"
FOUND, PAGE = 302, 200


class UnusableError(Exception):
    """The file is no backup, or is not what was taken, or a house on it does not hold."""


def unpack(file: Path, folder: Path) -> dict[str, Any]:
    """The members in a folder and the manifest, when every byte is as it was taken."""
    try:
        with tarfile.open(file) as tar:
            _take_out(tar, folder)
        manifest: dict[str, Any] = json.loads((folder / backups.MANIFEST).read_text(encoding="utf-8"))
        told: dict[str, str] = manifest["sha256"]
    except (OSError, tarfile.TarError, ValueError, KeyError) as error:
        raise UnusableError(f"{file} is not a backup ({error})") from None
    changed = [
        name for name, kept in told.items()
        if not (folder / name).is_file() or backups.sha256(folder / name) != kept
    ]  # fmt: skip
    if changed:
        raise UnusableError(f"{file} is damaged: {', '.join(changed)}")
    return manifest


def _take_out(tar: tarfile.TarFile, folder: Path) -> None:
    """Plain files under plain names, for nobody else to read; a backup holds nothing else but folders.

    `extractall(filter="data")` would do, but Python 3.11 has it only from its fourth release on.
    """
    for member in tar:
        if member.isdir():
            continue
        name = PurePosixPath(member.name)
        found = tar.extractfile(member) if member.isfile() else None
        if found is None or name.is_absolute() or ".." in name.parts:
            raise ValueError(member.name)
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch(mode=0o600)
        with found, target.open("wb") as kept:
            shutil.copyfileobj(found, kept)


def proved(folder: Path, data: Path, url: str = "") -> list[str]:
    """What is wrong with the house on this database, asked in a process of its own; nothing when all is well.

    `data` is where its keys lie, if they have been put back. Without them other keys are used for the proof.
    """
    env = {**os.environ, "SAMSKAB_DATA": str(folder), "DATABASE_URL": url, "ALLOWED_HOSTS": "localhost"}
    for name in ("SECRET_KEY", "SECRET_KEY_FILE", "REDIS_URL"):
        env.pop(name, None)
    if (data / "secret_key").exists():
        env["SECRET_KEY_FILE"] = str(data / "secret_key")
    env |= {"HTTPS": "false", "DJANGO_SETTINGS_MODULE": "samskab.config.settings"}
    done = subprocess.run(  # noqa: S603  # nosec B603 - this very program
        [sys.executable, "-c", PROVE], env=env, capture_output=True, text=True, check=False
    )
    if done.returncode not in (0, 1) or (done.returncode == 1 and not done.stdout.strip()):
        return [
            done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "the house did not start on it"
        ]
    return done.stdout.split("\n")[:-1] if done.returncode else []


def prove() -> None:
    """In the house's own process: print every fault, one a line, and end with 1 when there is one."""
    folder = Path(settings.DATA_FOLDER)
    manifest = json.loads((folder / backups.MANIFEST).read_text(encoding="utf-8"))
    if manifest["engine"] != connection.vendor:
        faults = [f"it was taken on {manifest['engine']}, and this is {connection.vendor}"]
    elif connection.vendor == "sqlite":
        (folder / backups.DATABASE).replace(folder / "samskab.sqlite3")
        faults = _faults_of_file(folder / "samskab.sqlite3", manifest)
        if not faults:
            call_command("migrate", interactive=False, verbosity=0)  # a backup of an older house
    else:
        _fill(folder, manifest)
        names = sorted(manifest["counts"])
        faults = _differences(backups.told_by_database(names), manifest)
    faults = faults or [*_faults_of_record(manifest), *_faults_of_login()]
    print("".join(f"{fault}\n" for fault in faults), end="")  # noqa: T201 - read by `proved`
    sys.exit(1 if faults else 0)


def _faults_of_file(file: Path, manifest: dict[str, Any]) -> list[str]:
    with closing(sqlite3.connect(file)) as database:
        answers = [row[0] for row in database.execute("PRAGMA integrity_check")]
        if answers != ["ok"]:
            return [f"the database file is broken: {answers[0]}"]
        loose = database.execute("PRAGMA foreign_key_check").fetchall()
        if loose:
            return [f"{len(loose)} rows point at nothing, first in {loose[0][0]}"]
        return _differences(backups.told_by_sqlite(database), manifest)


def _differences(found: dict[str, Any], manifest: dict[str, Any]) -> list[str]:
    said = manifest["counts"]
    wrong = [
        f"{name}: {found['counts'].get(name)} rows, {said.get(name)} were backed up"
        for name in sorted({*said, *found["counts"]})
        if said.get(name) != found["counts"].get(name)
    ]
    if found["record"] != manifest["record"]:
        wrong.append("the record has another size or root")
    return wrong


def _fill(folder: Path, manifest: dict[str, Any]) -> None:
    """The tables made by the house's own migrations, then filled as they were; guards look on afterwards."""
    call_command("migrate", interactive=False, verbosity=0)
    if backups.told_by_database([])["migrations"] != manifest["migrations"]:
        raise UnusableError(f"it was taken by another version: restore it with samskab {manifest['samskab']}")
    names = sorted(manifest["counts"])
    _require_own_names(names, manifest["columns"])
    with transaction.atomic(), connection.cursor() as cursor:
        for name in names:
            cursor.execute(f'ALTER TABLE "{name}" DISABLE TRIGGER USER')
        cursor.execute("TRUNCATE {} CASCADE".format(", ".join(f'"{name}"' for name in names)))
        for name in names:
            listed = ", ".join(f'"{column}"' for column in manifest["columns"][name])
            into = f'COPY "{name}" ({listed}) FROM STDIN'
            with (folder / backups.TABLES / name).open("rb") as stream, cursor.copy(into) as copy:
                while bite := stream.read(backups.CHUNK):
                    copy.write(bite)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # every key has its row, or nothing was written
        for name in names:
            cursor.execute(f'ALTER TABLE "{name}" ENABLE TRIGGER USER')
        for sql in connection.ops.sequence_reset_sql(no_style(), apps.get_models(include_auto_created=True)):
            cursor.execute(sql)


def _require_own_names(names: list[str], columns: dict[str, list[str]]) -> None:
    """A file names no table and no column that the house's own migrations did not make: they go into SQL."""
    with connection.cursor() as cursor:
        own = set(connection.introspection.table_names(cursor))
        strange = [name for name in names if name not in own]
        for name in set(names) & own:
            known = {column.name for column in connection.introspection.get_table_description(cursor, name)}
            strange += [f"{name}.{column}" for column in columns.get(name, []) if column not in known]
    if strange:
        raise UnusableError(f"it names what this house does not have: {', '.join(sorted(strange))}")


def _faults_of_record(manifest: dict[str, Any]) -> list[str]:
    """Every line is hashed anew, from the first; the root must be the one that was backed up."""
    frontier = merkle.Frontier()
    for bite in selectors.export_lines():
        for line in bite.splitlines():
            frontier, _ = merkle.grow(frontier, merkle.leaf_hash(line.encode()))
    root = backups.root_of(frontier.size, frontier.packed())
    same = {"size": frontier.size, "root": root} == manifest["record"]
    return [] if same else ["the record does not add up to the root that was backed up"]


def _faults_of_login() -> list[str]:
    """Somebody gets four words, goes out, and comes in by them; then it never happened."""
    with transaction.atomic():
        _, code = services.give_code(now=clock.now())
        door = Client(HTTP_HOST="localhost", raise_request_exception=False)
        answer = door.post(reverse("people:code"), {"code": code})
        page = door.get(reverse("people:replace_code"))
        transaction.set_rollback(True)
    came_in = (answer.status_code, page.status_code) == (FOUND, PAGE)
    return [] if came_in else [f"nobody can come in: {answer.status_code}, {page.status_code}"]
