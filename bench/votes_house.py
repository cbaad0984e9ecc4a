"""A house to measure: founded on a fresh data folder, up as a process of its own, and asked afterwards
what it kept.
"""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent
STATEMENTS, VOTERS = 400, 240


@dataclass
class House:
    """A running house and the people in it; `env` points every process at the same database."""

    env: dict[str, str]
    folder: Path
    port: int
    slug: str = "bench"
    server: int = 0
    process: subprocess.Popen[bytes] | None = None
    statements: list[tuple[int, str]] = field(default_factory=list)
    sessions: list[tuple[int, str]] = field(default_factory=list)
    bare_voters: list[int] = field(default_factory=list)

    def __getstate__(self) -> dict[str, object]:
        """What the clients' processes are told; only the one who started the house holds on to it."""
        return {**self.__dict__, "process": None}


def found() -> None:
    """In a process of its own, with Django: a process in the knowledge stage, statements, people with
    sessions.
    """
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import transaction

    from samskab.ground.people.models import Participant
    from samskab.ground.people.viewer import CODE_SESSION_KEY, CODE_STAMP_KEY, code_stamp
    from samskab.ground.places.models import Area
    from samskab.kit import clock
    from samskab.process.core.models import Process
    from samskab.process.knowledge.models import Statement

    assert "cache" not in settings.SESSION_ENGINE, "the bench makes its sessions in the database"
    now = clock.now()
    with transaction.atomic():
        area = Area.objects.create(slug="bench", name="Bench", kind="village")
        process = Process.objects.create(
            slug="bench",
            title="Bench",
            area=area,
            stage="knowledge",
            declared_type="ligevaerdig",
            promised_influence="involve",
            started_at=now,
            stage_since=now,
        )
        statements = Statement.objects.bulk_create(
            Statement(process=process, basis="experience", channel="web", text=f"Udsagn {n}.", stated_at=now)
            for n in range(STATEMENTS)
        )
        people = Participant.objects.bulk_create(
            Participant(door="code", code_hash=f"{n:064d}", code_given_at=now, since=now)
            for n in range(2 * VOTERS)
        )
        sessions = []
        for person in people[:VOTERS]:
            session = SessionStore()
            session[CODE_SESSION_KEY], session[CODE_STAMP_KEY] = person.pk, code_stamp(person)
            session.create()
            sessions.append((person.pk, session.session_key))
    told = {
        "statements": [(row.pk, str(row.public_id)) for row in statements],
        "sessions": sessions,
        "bare_voters": [person.pk for person in people[VOTERS:]],
    }
    print(json.dumps(told))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def house(database_url: str, **more: str) -> Iterator[House]:
    """The house, up on a fresh data folder; stopped by its own process group. `more` are settings."""
    with tempfile.TemporaryDirectory(prefix="samskab-bench-") as name:
        env = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"}
        env |= {"SAMSKAB_DATA": name, "DATABASE_URL": database_url, "SQLITE_SYNCHRONOUS": "FULL"}
        env |= {"WRITE_LIMITS_TIMES": "1000000", **more}  # counted as always, and never met
        env.setdefault("DJANGO_SETTINGS_MODULE", "samskab.config.settings")
        made = House(env, Path(name), free_port())
        try:
            wait_for(made, start(made))
            told = subprocess.run(
                [sys.executable, "-c", "from bench.votes_house import found; found()"],
                cwd=ROOT,
                env=env,
                check=True,
                capture_output=True,
                text=True,
            )
            for key, value in json.loads(told.stdout).items():
                setattr(made, key, [tuple(row) if isinstance(row, list) else row for row in value])
            yield made
        finally:
            stop(made, signal.SIGTERM)


def start(made: House, *before: str) -> subprocess.Popen[bytes]:
    """`samskab up` in a process group of its own; `before` is what runs it (strace)."""
    up = [sys.executable, "-m", "samskab", "up", "--port", str(made.port)]
    up += ["--data", str(made.folder), "--no-demo"]
    made.process = subprocess.Popen(
        [*before, *up], cwd=ROOT, env=made.env, stdout=subprocess.DEVNULL, start_new_session=True
    )
    made.server = made.process.pid
    return made.process


def stop(made: House, with_signal: signal.Signals) -> None:
    """The whole process group at once, workers and all."""
    with suppress(ProcessLookupError):
        os.killpg(made.server, with_signal)
    if made.process is not None:
        try:
            made.process.wait(timeout=30)
        except subprocess.TimeoutExpired:  # strace may wait for those it watches
            with suppress(ProcessLookupError):
                os.killpg(made.server, signal.SIGKILL)
            made.process.wait(timeout=30)


def server_seconds(made: House) -> float:
    """Processor time used so far by the house and its workers: one process group (Linux)."""
    ticks = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text(encoding="ascii", errors="replace").rsplit(")", 1)[1].split()
        except OSError:  # ended while we looked
            continue
        if int(fields[2]) == made.server:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def wait_for(made: House, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if server.poll() is not None:
            raise SystemExit(f"bench: `samskab up` ended with {server.returncode}")
        connection = http.client.HTTPConnection("127.0.0.1", made.port, timeout=5)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.5)
        else:
            return
        finally:
            connection.close()
    raise SystemExit("bench: the house did not come up in five minutes")


def verify() -> None:
    """In a process of its own: every acknowledged vote is there, and the counters agree with the rows."""
    import django

    django.setup()
    from samskab.process.knowledge.models import Statement, Vote

    wanted = {(person, statement): value for person, statement, value in json.load(sys.stdin)}
    rows = Vote.objects.filter(participant__code_hash__lt=f"{VOTERS:064d}")
    there = {
        (p, str(s)): v for p, s, v in rows.values_list("participant_id", "statement__public_id", "value")
    }
    lost = sum(there.get(key) != value for key, value in wanted.items())
    counted = {1: "agrees", 0: "passes", -1: "disagrees"}
    tally = Counter((public_id, value) for (_, public_id), value in there.items())
    wrong = 0
    for statement in Statement.objects.all():
        for value, counter in counted.items():
            wrong += getattr(statement, counter) != tally[str(statement.public_id), value]
    print(f"  {len(wanted)} acknowledged, {lost} lost, {wrong} counters wrong, {len(there)} in the database")
    sys.exit(1 if lost or wrong else 0)


@contextmanager
def own_database(server_url: str) -> Iterator[str]:
    """A database of this run's own on the server, dropped afterwards."""
    import psycopg

    name = f"samskab_bench_{os.getpid()}"
    with psycopg.connect(server_url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    try:
        yield urlunsplit(urlsplit(server_url)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(server_url, autocommit=True) as server:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
