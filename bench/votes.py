"""How many votes a second: over HTTP through the real form, beside the bare database doing one row at a
time.

python -m bench.votes [--seconds 10] [--clients 8] [--commit-ms 2]

Starts the house on a fresh data folder and lets 8 client processes vote with keep-alive, session and CSRF
token, first the vote alone, then as a browser does it (vote, then the next page and its form). Afterwards
every acknowledged vote must be in the database and in the counters. Then 8 processes write one-row
transactions into the same table by the plain driver: BEGIN, INSERT, COMMIT, and an INSERT that is its own
transaction, the least a driver can do. SQLite commits with synchronous=FULL; with
BENCH_DATABASE_URL the same is run on that PostgreSQL server in a database of its own, with
synchronous_commit=on.

Where the disk answers in a fifth of a millisecond, as on the machine this was written on, both sides are
measured by what the processor does. `--commit-ms` makes every fsync of the house and of the bare driver wait
so much longer, as on a disk across a network (SQLite only; needs a C compiler).
"""

from __future__ import annotations

import argparse
import http.client
import json
import multiprocessing
import os
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.memory import loop_milliseconds
from bench.votes_house import ROOT, House, house, own_database, server_seconds

WORDS = {1: "agree", 0: "pass", -1: "disagree"}
FORM = re.compile(r'action="([^"]+/stem/([0-9a-f-]{36})/)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
BARE = "INSERT INTO knowledge_vote (statement_id, participant_id, value, cast_at) VALUES (?, ?, ?, ?)"


@dataclass
class Run:
    """What one client process saw: acknowledged votes, waiting times, and everything that went wrong."""

    votes: dict[tuple[int, str], int] = field(default_factory=dict)
    milliseconds: list[float] = field(default_factory=list)
    processor: float = 0.0
    errors: list[str] = field(default_factory=list)


# -- clients ------------------------------------------------------------------------------------------------


class Browser:
    """One keep-alive connection; comes in as one person after the other."""

    def __init__(self, made: House) -> None:
        self.made = made
        self.connection = http.client.HTTPConnection("127.0.0.1", made.port, timeout=60)
        self.cookies: dict[str, str] = {}
        self.token = ""

    def post(self, path: str, body: str) -> int:
        """The bytes a browser sends, and no more work: the clients share the house's processors."""
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.made.port}\r\nCookie: {self.cookie()}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        wire = self.connection.sock
        wire.sendall((head + body).encode())
        answer = wire.recv(65_536)
        while b"\r\n\r\n" not in answer:
            answer += wire.recv(65_536)
        status, _, rest = answer.partition(b"\r\n\r\n")
        if b"content-length: 0" not in status.lower() or rest:
            raise ValueError(answer)
        return int(status[9:12])

    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def get(self, path: str) -> str:
        self.connection.request("GET", path, headers={"Cookie": self.cookie()})
        response = self.connection.getresponse()
        text = response.read().decode()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";", 1)[0].partition("=")
            self.cookies[name] = value
        return text

    def look(self) -> str | None:
        """Open the vote page; the statement it offers, or none when all are seen."""
        html = self.get(f"/forloeb/{self.made.slug}/viden/stem/")
        token, form = TOKEN.search(html), FORM.search(html)
        self.token = token[1] if token else self.token
        return form[2] if form else None

    def come_in(self, session: str) -> str | None:
        self.cookies = {"sessionid": session}
        return self.look()

    def vote(self, statement: str, value: int) -> int:
        body = urlencode({"csrfmiddlewaretoken": self.token, "value": WORDS[value]})
        return self.post(f"/forloeb/{self.made.slug}/viden/stem/{statement}/", body)


def client(made: House, number: int, clients: int, until: float, follow: bool) -> Run:
    """Vote until time is up, one person after another, each on the statements in an order of their own."""
    seen, rng, browser = Run(), random.Random(number), Browser(made)
    mine = made.sessions[number::clients]
    half = len(mine) // 2
    for person, session in mine[half:] if follow else mine[:half]:
        offered = browser.come_in(session)
        for _, listed in rng.sample(made.statements, len(made.statements)):
            if time.time() >= until:
                return seen
            statement = offered if follow else listed
            if statement is None:
                break
            value, started = rng.choice((1, 0, -1)), time.perf_counter()
            status = browser.vote(statement, value)
            if status == http.HTTPStatus.SEE_OTHER:
                seen.votes[person, statement] = value
            else:
                seen.errors.append(f"HTTP {status}")
            if follow:
                offered = browser.look()
            seen.milliseconds.append((time.perf_counter() - started) * 1000)
    return seen


def bare_sqlite(made: House, number: int, clients: int, until: float, alone: bool) -> Run:
    """One row, one durable commit, by the plain driver with the pragmas the house uses."""
    database = sqlite3.connect(made.folder / "samskab.sqlite3", timeout=60, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        database.execute(f"PRAGMA {pragma}")
    return bare(made, (number, clients, until), database, BARE, "" if alone else "BEGIN IMMEDIATE")


def bare_postgres(made: House, number: int, clients: int, until: float, alone: bool) -> Run:
    import psycopg

    database = psycopg.connect(made.env["DATABASE_URL"], autocommit=True)
    database.execute("SET synchronous_commit = on")
    return bare(made, (number, clients, until), database, BARE.replace("?", "%s"), "" if alone else "BEGIN")


def bare(made: House, share: tuple[int, int, float], database: Any, insert: str, begin: str) -> Run:
    number, clients, until = share
    seen, rng = Run(), random.Random(number)
    people = made.bare_voters[number::clients]
    half = len(people) // 2  # the two floors write different rows
    for person in people[half:] if begin else people[:half]:
        for statement, public_id in rng.sample(made.statements, len(made.statements)):
            if time.time() >= until:
                return seen
            started = time.perf_counter()
            if begin:
                database.execute(begin)
            database.execute(insert, (statement, person, 1, "2026-11-02 11:00:00+00:00"))
            if begin:
                database.execute("COMMIT")
            seen.votes[person, public_id] = 1
            seen.milliseconds.append((time.perf_counter() - started) * 1000)
    return seen


# -- telling ------------------------------------------------------------------------------------------------


def counted(work: Any, *given: Any) -> Run:
    """One client's run, with the processor time it took."""
    before = time.process_time()
    run: Run = work(*given)
    run.processor = time.process_time() - before
    return run


def together(work: Any, made: House, clients: int, seconds: float, *more: Any) -> tuple[list[Run], float]:
    """All clients at the same time, each in a process of its own."""
    with multiprocessing.get_context("fork").Pool(clients) as pool:
        started = time.time()
        jobs = [(work, made, number, clients, started + seconds, *more) for number in range(clients)]
        runs = pool.starmap(counted, jobs, chunksize=1)
        return runs, time.time() - started


def tell(what: str, runs: list[Run], took: float) -> float:
    waits = sorted(wait for run in runs for wait in run.milliseconds)
    done = sum(len(run.votes) for run in runs)
    errors = [error for run in runs for error in run.errors]
    p99 = waits[int(len(waits) * 0.99)] if waits else 0.0
    client_ms = sum(run.processor for run in runs) * 1000 / max(done, 1)
    print(
        f"  {what:<36}{done / took:8.0f} votes/s   p50 {statistics.median(waits or [0]):6.1f} ms"
        f"   p99 {p99:6.1f} ms   {client_ms:.2f} ms of the clients' processors each   {len(errors)} errors"
    )
    if errors:
        raise SystemExit(f"bench: {errors[:5]}")
    return done / took


def measure(engine: str, database_url: str, clients: int, seconds: float) -> None:
    print(f"{engine}, {clients} clients, {seconds:g} s each:", flush=True)
    print(f"  a plain loop of 2,000,000 steps takes {loop_milliseconds():.0f} ms just now", flush=True)
    with house(database_url) as made:
        before = server_seconds(made)
        runs, took = together(client, made, clients, seconds, False)
        used = server_seconds(made) - before
        alone = tell("vote over HTTP", runs, took)
        per_vote = used * 1000 / sum(len(run.votes) for run in runs)
        print(f"  {per_vote:.2f} ms of the server's processors per vote")
        followed, took = together(client, made, clients, seconds, True)
        browsed = tell("vote over HTTP and the next page", followed, took)
        acknowledged = [[*key, value] for run in (*runs, *followed) for key, value in run.votes.items()]
        subprocess.run(
            [sys.executable, "-c", "from bench.votes_house import verify; verify()"],
            cwd=ROOT,
            env=made.env,
            input=json.dumps(acknowledged),
            text=True,
            check=True,
        )
        work = bare_postgres if database_url else bare_sqlite
        floors = {
            "BEGIN, INSERT, COMMIT": tell(
                "bare driver, BEGIN INSERT COMMIT", *together(work, made, clients, seconds, False)
            ),
            "INSERT alone": tell("bare driver, INSERT alone", *together(work, made, clients, seconds, True)),
        }
    for floor, rate in floors.items():
        print(
            f"  ratio to the bare database ({floor}): {alone / rate:.2f} (vote),"
            f" {browsed / rate:.2f} (vote and next page)"
        )


def on_a_slow_disk(milliseconds: float, clients: int, seconds: float) -> int:
    """This bench once more, in a process whose every fsync waits."""
    with tempfile.TemporaryDirectory(prefix="samskab-bench-") as folder:
        library = Path(folder) / "slow_disk.so"
        source = ROOT / "bench" / "slow_disk.c"
        subprocess.run(["cc", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
        env = {**os.environ, "LD_PRELOAD": str(library), "COMMIT_MS": str(milliseconds)}
        env.pop("BENCH_DATABASE_URL", None)
        again = [sys.executable, "-m", "bench.votes", "--clients", str(clients), "--seconds", str(seconds)]
        return subprocess.run(again, env=env, cwd=ROOT, check=False).returncode


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--commit-ms", type=float, default=0.0)
    chosen = parser.parse_args(argv)
    if chosen.commit_ms:
        print(f"every fsync takes {chosen.commit_ms:g} ms more:", flush=True)
        return on_a_slow_disk(chosen.commit_ms, chosen.clients, chosen.seconds)
    measure("SQLite (WAL, synchronous=FULL)", "", chosen.clients, chosen.seconds)
    server = os.environ.get("BENCH_DATABASE_URL")
    if not server:
        print("PostgreSQL: set BENCH_DATABASE_URL to measure it too")
        return 0
    with own_database(server) as url:
        measure("PostgreSQL (synchronous_commit=on)", url, chosen.clients, chosen.seconds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
