"""Are backups taken while people write real? Thirty are taken, and each is restored and proved.

python -m bench.backups [--times 30] [--clients 8]

People vote and write over HTTP all the while. Each backup (`samskab backup`) must be restored and proved by
`samskab restore --check`: whole, every key with its row, as many rows as its manifest says, the record from
its first line to the same root, a login. And it must hold every act that was acknowledged before it was
begun. On SQLite a plain copy of the file is taken each time too, as the control: how many of those are broken
or miss something. With BENCH_DATABASE_URL the same on that PostgreSQL server.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
from contextlib import closing, nullcontext
from pathlib import Path

from bench.kill import Person, people
from bench.votes_house import ROOT, House, house, own_database


def samskab(made: House, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "samskab", *words],
        cwd=ROOT,
        env=made.env,
        check=False,
        capture_output=True,
        text=True,
    )


def rows_in(database: Path) -> tuple[bool, set[tuple[int, str]]]:
    """Whether a file is whole, and the votes in it."""
    try:
        with closing(sqlite3.connect(database)) as there:
            whole = there.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            asked = "SELECT v.participant_id, s.public_id FROM knowledge_vote v JOIN knowledge_statement s"
            return whole, set(there.execute(f"{asked} ON s.id = v.statement_id"))
    except sqlite3.DatabaseError:
        return False, set()


def n_votes_of_postgres(folder: Path) -> int:
    return len((folder / "tables" / "knowledge_vote").read_bytes().splitlines())


def holds(made: House, file: Path, folder: Path, before: set[tuple[int, str]]) -> bool:
    """Restored, proved, and with everything that was acknowledged before it was begun."""
    proved = samskab(made, "restore", str(file), "--check")
    if proved.returncode:
        print(f"  {proved.stderr.strip()}", flush=True)
        return False
    with tarfile.open(file) as tar:
        tar.extractall(folder)  # noqa: S202 - taken a moment ago by ourselves
    if made.env["DATABASE_URL"]:
        return n_votes_of_postgres(folder) >= len(before)
    whole, there = rows_in(folder / "database.sqlite3")
    return whole and before <= there


def acknowledged(crowd: list[Person]) -> set[tuple[int, str]]:
    return {(who, what.replace("-", "")) for one in crowd for who, what in list(one.votes)}


def measure(engine: str, url: str, times: int, clients: int) -> bool:
    print(f"{engine}: {times} backups, {clients} clients (load {os.getloadavg()[0]:.1f})", flush=True)
    good, plain, over, took = 0, 0, threading.Event(), 0.0
    with house(url) as made, tempfile.TemporaryDirectory() as name:
        crowd = people(made, clients, 3)
        threads = [threading.Thread(target=one.live, args=(over,), daemon=True) for one in crowd]
        for thread in threads:
            thread.start()
        for number in range(times):
            folder = Path(name) / str(number)
            folder.mkdir()
            time.sleep(0.3)
            before = acknowledged(crowd)
            if not url:
                whole, there = rows_in(shutil.copyfile(made.folder / "samskab.sqlite3", folder / "plain"))
                plain += whole and before <= there
            begun = time.monotonic()
            taken = samskab(made, "backup", str(folder / "house.tar"))
            took += time.monotonic() - begun
            good += taken.returncode == 0 and holds(made, folder / "house.tar", folder, before)
            shutil.rmtree(folder)
        over.set()
        for thread in threads:
            thread.join(60)
        print(f"  {good} of {times} restored and proved; {len(acknowledged(crowd))} votes meanwhile")
        if not url:
            print(f"  control: of {times} plain copies of the file {plain} were whole and missed nothing")
        print(f"  {took / times:.1f} s for a backup (load {os.getloadavg()[0]:.1f})", flush=True)
    return good == times


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench backups", description=__doc__)
    parser.add_argument("--times", type=int, default=30)
    parser.add_argument("--clients", type=int, default=8)
    options = parser.parse_args(argv)
    server = os.environ.get("BENCH_DATABASE_URL", "")
    held = True
    for name, database in [
        ("SQLite", nullcontext("")),
        *([("PostgreSQL", own_database(server))] if server else []),
    ]:
        with database as url:
            held &= measure(name, url, options.times, options.clients)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
