"""A backup is one moment of the house, and it is proved before anybody says it is good."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tarfile
import threading
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection, transaction

from samskab.commands import backup, restore
from samskab.config import backups, restoring
from samskab.ground.people.services import give_code
from samskab.ground.record.models import Entry
from tests.builders import NOW, area, person

pytestmark = pytest.mark.django_db(transaction=True)
on_sqlite = pytest.mark.skipif("os.environ.get('DATABASE_URL')", reason="looks into SQLite's own file")


@pytest.fixture
def taken(tmp_path: Path) -> Path:
    """A backup of a house with a few people and lines in its record."""
    from samskab.ground.people.actor import Actor
    from samskab.ground.people.models import Role
    from samskab.ground.people.services import grant_role

    area()
    for _ in range(3):
        grant_role(actor=Actor(house=True), participant_id=person().pk, role=Role.HELPER, title="", now=NOW)
    give_code(now=NOW)
    file = tmp_path / "house.tar"
    backups.take(file, now=NOW)
    return file


def unpacked(file: Path, folder: Path) -> dict[str, object]:
    folder.mkdir()
    return restoring.unpack(file, folder)


def check(file: Path, *more: str) -> int:
    import argparse

    parser = argparse.ArgumentParser()
    restore.configure(parser)
    return restore.run(parser.parse_args([str(file), *more]))


@on_sqlite
def test_a_backup_is_restored_and_proved_and_is_the_same_house(
    taken: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(taken, "--data", str(tmp_path / "new")) == 0
    assert "Restored and proved" in capsys.readouterr().out
    with closing(sqlite3.connect(tmp_path / "new" / "samskab.sqlite3")) as there:
        assert there.execute("SELECT count(*) FROM record_entry").fetchone() == (Entry.objects.count(),)
        assert there.execute("SELECT count(*) FROM people_rolegrant").fetchone() == (3,)
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["samskab.sqlite3"]


@on_sqlite
def test_nothing_is_overwritten_unasked(
    taken: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "samskab.sqlite3").write_text("what is there", encoding="utf-8")
    assert check(taken, "--data", str(tmp_path)) == 2
    assert (tmp_path / "samskab.sqlite3").read_text(encoding="utf-8") == "what is there"
    assert "--replace" in capsys.readouterr().err


def test_the_keys_and_the_logins_are_not_in_it(taken: Path, tmp_path: Path) -> None:
    manifest = unpacked(taken, tmp_path / "out")
    names = {path.name for path in (tmp_path / "out").rglob("*")}
    assert not {name for name in names if name.endswith("_key") or "password" in name}
    assert manifest["counts"]["django_session"] == 0  # type: ignore[index]  # as read from JSON
    assert taken.stat().st_mode & 0o077 == 0


@pytest.mark.engine_free
def test_what_is_no_backup_is_said_to_be_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "odd.tar").write_bytes(b"not a tar")
    assert check(tmp_path / "odd.tar", "--check") == 1
    assert "is not a backup" in capsys.readouterr().err


@pytest.mark.engine_free
@pytest.mark.parametrize(
    ("name", "kind"),
    [("../out.txt", tarfile.REGTYPE), ("/out.txt", tarfile.REGTYPE), ("out.txt", tarfile.SYMTYPE)],
)
def test_nothing_is_taken_out_beside_its_folder(tmp_path: Path, name: str, kind: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, "/etc/passwd"
    with tarfile.open(tmp_path / "bad.tar", "w") as tar:
        tar.addfile(member)
    with pytest.raises(restoring.UnusableError, match=r"out\.txt"):
        unpacked(tmp_path / "bad.tar", tmp_path / "in")
    assert not list(tmp_path.rglob("out.txt"))


def test_one_changed_byte_is_found(taken: Path, tmp_path: Path) -> None:
    unpacked(taken, tmp_path / "out")
    member = next(
        path for path in (tmp_path / "out").rglob("*") if path.is_file() and path.name != "manifest.json"
    )
    member.write_bytes(member.read_bytes() + b"x")
    with tarfile.open(tmp_path / "bad.tar", "w") as tar:
        tar.add(tmp_path / "out", ".")
    with pytest.raises(restoring.UnusableError, match="damaged"):
        unpacked(tmp_path / "bad.tar", tmp_path / "again")


def reseal(folder: Path) -> None:
    """As somebody would who changes the database and the sum beside it."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["sha256"] = {name: backups.sha256(folder / name) for name in manifest["sha256"]}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


@on_sqlite
@pytest.mark.parametrize(
    ("sql", "said"),
    [
        (
            "DELETE FROM people_rolegrant WHERE id = (SELECT min(id) FROM people_rolegrant)",
            "people_rolegrant: 2 rows, 3",
        ),
        ("UPDATE people_rolegrant SET participant_id = participant_id + 99999", "rows point at nothing"),
        (
            "UPDATE record_state SET frontier = zeroblob(length(frontier))",
            "the record has another size or root",
        ),
    ],
    ids=["a row gone", "a key without its row", "another root"],
)
def test_what_does_not_hold_is_refused_though_its_sums_are_right(
    taken: Path, tmp_path: Path, sql: str, said: str
) -> None:
    unpacked(taken, tmp_path / "out")
    with closing(sqlite3.connect(tmp_path / "out" / backups.DATABASE)) as database:
        database.executescript(sql)
    reseal(tmp_path / "out")
    (fault,) = restoring.proved(tmp_path / "out", tmp_path)[:1]
    assert said in fault


@on_sqlite
def test_two_backups_taken_while_people_write_are_whole_and_hold_all_that_was_acknowledged(
    taken: Path, tmp_path: Path
) -> None:
    """The everyday version of bench/backups.py; a plain copy misses what was acknowledged."""
    unpacked(taken, tmp_path / "house")
    live = tmp_path / "house" / backups.DATABASE
    over, acknowledged = threading.Event(), []

    def write() -> None:
        with closing(sqlite3.connect(live, isolation_level=None, timeout=20)) as writer:
            writer.execute("PRAGMA journal_mode=WAL")
            writer.execute("PRAGMA wal_autocheckpoint=0")
            while not over.is_set() or len(acknowledged) < 50:
                row = writer.execute(
                    "INSERT INTO people_attempt (door, source, at) VALUES ('x', 'y', '') RETURNING id"
                ).fetchone()
                acknowledged.append(row[0])

    writing = threading.Thread(target=write)
    writing.start()
    try:
        for n in range(2):
            while len(acknowledged) < 20 * (n + 1):
                over.wait(0.01)
            before = set(acknowledged)
            with closing(sqlite3.connect(live)) as source:
                copy = tmp_path / f"copy{n}.sqlite3"
                told = backups.of_file(source, copy)
            with closing(sqlite3.connect(copy)) as there:
                assert before <= {row[0] for row in there.execute("SELECT id FROM people_attempt")}
                assert there.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                assert backups.told_by_sqlite(there) == told
        before = set(acknowledged)
        plain = shutil.copyfile(live, tmp_path / "plain.sqlite3")
    finally:
        over.set()
        writing.join(30)
    with closing(sqlite3.connect(plain)) as there:
        assert not before <= {row[0] for row in there.execute("SELECT id FROM people_attempt")}


@pytest.mark.postgres_only
def test_on_postgresql_a_backup_is_filled_into_a_database_of_its_own_and_proved(
    taken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL")
    assert check(taken, "--check", "--database-url", os.environ["DATABASE_URL"]) == 0
    assert "The backup is good" in capsys.readouterr().out


def test_a_backup_never_overwrites_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import argparse

    (tmp_path / "old.tar").write_text("yesterday", encoding="utf-8")
    parser = argparse.ArgumentParser()
    backup.configure(parser)
    assert backup.run(parser.parse_args([str(tmp_path / "old.tar")])) == 2
    assert (tmp_path / "old.tar").read_text(encoding="utf-8") == "yesterday"
    assert "nothing is overwritten" in capsys.readouterr().err
    assert not transaction.get_connection().in_atomic_block


@pytest.mark.django_db
def test_a_table_or_column_that_is_not_the_houses_own_never_reaches_sql() -> None:
    restoring._require_own_names(["people_user"], {"people_user": ["id", "email"]})
    with pytest.raises(restoring.UnusableError, match=r'naboens"; --, people_user.løn'):
        restoring._require_own_names(["people_user", 'naboens"; --'], {"people_user": ["id", "løn"]})
