"""Is what was acknowledged kept? The house is killed (kill -9) again and again while people vote and write.

python -m bench.kill [--kills 200] [--clients 12] [--fsyncs]

Clients vote and write statements over HTTP, each act sent again until it is acknowledged, as a phone does on
a bad line. At random moments, 0.2 to 0.8 seconds after the house has answered, its whole process group gets
SIGKILL and is started anew. In the end every acknowledged vote must have its value, every acknowledged
statement must be there once, the counters must agree with the rows, the record must verify with its own
script, and SQLite must find its file whole. With BENCH_DATABASE_URL the same on that PostgreSQL server: there
only the house is killed, and PostgreSQL lives on.

A killed process proves nothing about the disk, for what it wrote is still in the machine's memory. `--fsyncs`
therefore counts the completed syncs of votes sent one after the other: at least one for each acknowledged
commit (strace on SQLite, pg_stat_wal or pg_stat_io on PostgreSQL). A power cut itself is not tried.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bench.votes_house import ROOT, VOTERS, House, house, own_database, start, stop, wait_for
from samskab.commands.up import taken

TOKEN = "k" * 32
WORDS = {1: "agree", 0: "pass", -1: "disagree"}
WRITES_EVERY = 10  # each tenth act is a statement
SOONEST, LATEST, MOST_SECONDS = 0.2, 0.8, 5.0
ACKNOWLEDGED = 303


@dataclass
class Person:
    """A telephone that goes from hand to hand: each act is sent until it is acknowledged, then the next."""

    made: House
    sessions: list[tuple[int, str]]
    statements: list[str]
    rng: random.Random
    votes: dict[tuple[int, str], int] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    retries: int = 0
    odd: Counter[int] = field(default_factory=Counter)
    number: int = 0
    session: str = ""
    _line: http.client.HTTPConnection | None = None

    def live(self, over: threading.Event) -> None:
        hands = ((number, key, turn) for number, key in self.sessions for turn in range(len(self.statements)))
        for self.number, self.session, turn in hands:
            if over.is_set():
                return
            statement = self.statements[turn]
            value = self.rng.choice([1, 0, -1])
            self._until_acknowledged(f"/stem/{statement}/", {"value": WORDS[value]})
            self.votes[self.number, statement] = value
            if turn % WRITES_EVERY == 0:
                text = f"Lampe {self.number}-{turn} er slukket."
                self._until_acknowledged("/skriv/", {"text": text, "basis": "experience"})
                self.texts.append(text)

    def hang_up(self) -> None:
        if self._line is not None:
            self._line.close()

    def _until_acknowledged(self, path: str, fields: dict[str, str]) -> None:
        while (status := self._send(path, fields)) != ACKNOWLEDGED:
            if status:
                self.odd[status] += 1
                if self.odd.total() > 1000:
                    raise SystemExit(f"kill: {path} is answered with {status}")
            self.retries += 1
            time.sleep(0.1)

    def _send(self, path: str, fields: dict[str, str]) -> int:
        """The status, or 0 when the line broke: then nobody knows whether the act was carried out."""
        if self._line is None:
            self._line = http.client.HTTPConnection("127.0.0.1", self.made.port, timeout=30)
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        body = urlencode({**fields, "csrfmiddlewaretoken": TOKEN})
        try:
            self._line.request("POST", f"/forloeb/{self.made.slug}/viden{path}", body, headers)
            answer = self._line.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            self._line.close()
            self._line = None
            return 0
        return answer.status


def answers(made: House) -> bool:
    line = http.client.HTTPConnection("127.0.0.1", made.port, timeout=30)
    try:
        line.request("GET", "/")
        return line.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


def restart(made: House) -> float:
    """Seconds from the start of the killed house to its first answer."""
    begun = time.monotonic()
    while taken("127.0.0.1", made.port):  # the last of the killed workers is still being cleared away
        time.sleep(0.02)
    server = start(made)
    while not answers(made):
        if server.poll() is not None:
            raise SystemExit(f"kill: the house did not start again ({server.returncode})")
        time.sleep(0.1)
    return time.monotonic() - begun


def people(made: House, clients: int, seed: int) -> list[Person]:
    ids = [public_id for _, public_id in made.statements]
    found = []
    for n in range(clients):
        rng = random.Random(seed * 1000 + n)
        found.append(Person(made, made.sessions[n::clients], rng.sample(ids, len(ids)), rng))
    return found


def torment(made: House, kills: int, clients: int, seed: int = 1) -> tuple[list[Person], list[float]]:
    """Everybody acts at once while the house dies and comes back."""
    rng, over = random.Random(seed), threading.Event()
    crowd = people(made, clients, seed)
    threads = [threading.Thread(target=one.live, args=(over,), daemon=True) for one in crowd]
    for thread in threads:
        thread.start()
    took = []
    for number in range(kills):
        time.sleep(rng.uniform(SOONEST, LATEST))
        stop(made, signal.SIGKILL)
        took.append(restart(made))
        if number % 20 == 19:
            print(f"  {number + 1} kills, {sum(len(one.votes) for one in crowd)} votes", flush=True)
    over.set()
    for thread in threads:
        thread.join(60)
    for one in crowd:
        one.hang_up()
    assert not any(thread.is_alive() for thread in threads), "somebody is still waiting for an answer"
    return crowd, took


def checked(made: House, crowd: list[Person]) -> bool:
    """What everybody was told against what is there, in a process of its own; and the record's own script."""
    told = {
        "votes": [[p, s, v] for one in crowd for (p, s), v in one.votes.items()],
        "texts": [text for one in crowd for text in one.texts],
    }
    kept = subprocess.run(
        [sys.executable, "-c", "from bench.kill import verify; verify()"],
        cwd=ROOT,
        env=made.env,
        check=False,
        input=json.dumps(told),
        text=True,
    )
    with tempfile.TemporaryDirectory() as folder:
        samskab = [sys.executable, "-m", "samskab"]
        for words in (["record_checkpoint"], ["record_export", "--folder", folder]):
            subprocess.run([*samskab, *words], cwd=ROOT, env=made.env, check=True, stdout=subprocess.DEVNULL)
        files = [f"{folder}/record.jsonl", f"{folder}/checkpoint.txt", "--key", f"{folder}/key.txt"]
        record = subprocess.run(
            [*samskab, "verify", *files, "--lang", "en"],
            cwd=ROOT,
            env=made.env,
            check=False,
            capture_output=True,
        )
    print(f"  record {'verifies' if record.returncode == 0 else 'IS BROKEN'}", flush=True)
    return kept.returncode == 0 and record.returncode == 0


def verify() -> None:
    """Told on standard input what was acknowledged: is it there, once, and nothing else?"""
    import django

    django.setup()
    from django.db import connection

    from samskab.process.knowledge.models import Statement, Vote

    told = json.load(sys.stdin)
    wanted = {(person, statement): value for person, statement, value in told["votes"]}
    rows = Vote.objects.filter(participant__code_hash__lt=f"{VOTERS:064d}")
    there = {
        (p, str(s)): v for p, s, v in rows.values_list("participant_id", "statement__public_id", "value")
    }
    texts = Counter(Statement.objects.filter(text__startswith="Lampe ").values_list("text", flat=True))
    tally = Counter((public_id, value) for (_, public_id), value in there.items())
    counted = {1: "agrees", 0: "passes", -1: "disagrees"}
    wrong = {
        "votes lost or changed": sum(there.get(key) != value for key, value in wanted.items()),
        "votes nobody was told of": len(there.keys() - wanted.keys()),
        "statements lost": sum(text not in texts for text in told["texts"]),
        "statements doubled": sum(n > 1 for n in texts.values()),
        "statements nobody was told of": len(texts.keys() - set(told["texts"])),
        "counters wrong": sum(
            getattr(statement, counter) != tally[str(statement.public_id), value]
            for statement in Statement.objects.all()
            for value, counter in counted.items()
        ),
    }
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            whole = cursor.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            wrong["faults in the file"] = int(not whole)
    print(f"  {len(wanted)} votes and {len(told['texts'])} statements acknowledged;", end=" ")
    print(", ".join(f"{n} {what}" for what, n in wrong.items()), flush=True)
    sys.exit(1 if any(wrong.values()) else 0)


# -- the disk -----------------------------------------------------------------------------------------------


def syncs(made: House, votes: int = 200) -> tuple[int, int]:
    """Votes sent one after the other, and the syncs that were completed meanwhile."""
    person = people(made, 1, 7)[0]
    person.sessions, person.statements = made.sessions[-1:], person.statements[:votes]
    if made.env["DATABASE_URL"]:
        before = _postgres_syncs(made.env["DATABASE_URL"])
        person.live(threading.Event())
        time.sleep(12)  # an idle connection tells the server its figures after ten seconds
        return len(person.votes), _postgres_syncs(made.env["DATABASE_URL"]) - before
    stop(made, signal.SIGTERM)
    trace = made.folder / "syncs.txt"
    wait_for(made, start(made, "strace", "-f", "-e", "trace=fdatasync,fsync", "-o", str(trace)))
    done = re.compile(r"(fdatasync|fsync).*= 0$", re.MULTILINE)
    before = len(done.findall(trace.read_text(encoding="ascii", errors="replace")))
    person.live(threading.Event())
    return len(person.votes), len(done.findall(trace.read_text(encoding="ascii", errors="replace"))) - before


def _postgres_syncs(url: str) -> int:
    import psycopg

    with psycopg.connect(url, autocommit=True) as server:
        assert server.execute("SHOW synchronous_commit").fetchone() == ("on",)
        assert server.execute("SHOW fsync").fetchone() == ("on",)
        in_io = server.info.server_version >= 180_000
        asked = (
            "SELECT sum(fsyncs) FROM pg_stat_io WHERE object = 'wal'"
            if in_io
            else "SELECT wal_sync FROM pg_stat_wal"
        )
        row = server.execute(asked).fetchone()
    assert row is not None
    return int(row[0])


def measure(engine: str, url: str, kills: int, clients: int, seed: int, *, fsyncs: bool) -> bool:
    print(f"{engine}: {kills} kills, {clients} clients (load {os.getloadavg()[0]:.1f})", flush=True)
    with house(url) as made:
        crowd, took = torment(made, kills, clients, seed)
        held = checked(made, crowd)
        retries = sum(one.retries for one in crowd)
        odd = sum((one.odd for one in crowd), Counter[int]())
        late = sum(seconds > MOST_SECONDS for seconds in took)
        print(f"  {retries} times sent again; answers that were no yes: {dict(odd)}")
        print(
            f"  first answer after {statistics.median(took):.2f} s in the middle, at most {max(took):.2f} s; "
            f"{late} of {kills} over {MOST_SECONDS:.0f} s (load {os.getloadavg()[0]:.1f})",
            flush=True,
        )
        if fsyncs:
            votes, synced = syncs(made)
            held = held and synced >= votes
            print(f"  {votes} votes one by one: {synced} completed syncs", flush=True)
    return held


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench kill", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--clients", type=int, default=12)
    parser.add_argument("--fsyncs", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", choices=["sqlite", "postgres", "both"], default="both")
    options = parser.parse_args(argv)
    server = os.environ.get("BENCH_DATABASE_URL", "")
    engines = [("SQLite", nullcontext(""))] if options.engine != "postgres" else []
    if server and options.engine != "sqlite":
        engines.append(("PostgreSQL", own_database(server)))
    held = True
    for name, database in engines:
        with database as url:
            held &= measure(name, url, options.kills, options.clients, options.seed, fsyncs=options.fsyncs)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
