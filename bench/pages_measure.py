"""The inside of bench/pages.py: runs with Django on one database, makes the municipality or measures its
pages.
"""

from __future__ import annotations

import io
import json
import os
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.memory import loop_milliseconds

RUNS, WARM_UP = 40, 5
MEDIAN_MS, P95_MS = 50.0, 100.0
OK = "200 OK"
# name, address ({slug} is the process), and the stage the process stands at when it is asked for
PAGES = (
    ("front", "/", ""),
    ("areas", "/omraader/", ""),
    ("area", "/omraader/{area}/", ""),
    ("processes", "/forloeb/", ""),
    ("process", "/forloeb/{slug}/", "knowledge"),
    ("table", "/forloeb/{slug}/bord/", "knowledge"),
    ("problem", "/forloeb/{slug}/problem/", "framing"),
    ("purpose", "/forloeb/{slug}/formaal/", "purpose"),
    ("knowledge", "/forloeb/{slug}/viden/", "knowledge"),
    ("unanswered", "/forloeb/{slug}/viden/ubesvaret/", "knowledge"),
    ("vote", "/forloeb/{slug}/viden/stem/", "knowledge"),
    ("negotiation", "/forloeb/{slug}/forhandling/", "negotiation"),
    ("agreement", "/forloeb/{slug}/aftale/", "agreement"),
    ("action", "/forloeb/{slug}/handling/", "action"),
    ("meetings", "/forloeb/{slug}/moeder/", "knowledge"),
    ("desk", "/forloeb/{slug}/noegler/", "negotiation"),
    ("traces", "/dine-spor/", ""),
    ("calls", "/kald/", ""),
    ("record", "/registret/", ""),
)


@dataclass(frozen=True)
class Timed:
    queries: int
    median: float
    p95: float
    backend: float


def make() -> None:
    """Migrate, fill, and keep who the known reader is beside the database."""
    import django

    from samskab.config import env

    env.make_secret(env.data_folder() / "secret_key")
    django.setup()
    from django.core.management import call_command

    from bench.pages_house import build

    call_command("migrate", interactive=False, verbosity=0)
    (env.data_folder() / "reader.json").write_text(json.dumps(build()), encoding="utf-8")


class Asking:
    """The WSGI handler, called as the server calls it."""

    def __init__(self, session: str) -> None:
        from samskab.config.wsgi import application

        self.application = application
        self.session = session

    def __call__(self, path: str) -> str:
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost",
            "HTTP_ACCEPT_ENCODING": "gzip, deflate, br",
            "HTTP_ACCEPT_LANGUAGE": "da",
            "HTTP_COOKIE": f"sessionid={self.session}" if self.session else "",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
        }
        told: list[str] = []
        response = self.application(environ, lambda status, headers, error=None: told.append(status))
        for _ in response:
            pass
        response.close()
        return told[0]


def require_known(session: str) -> None:
    """A session that has ended would measure the page of nobody twice."""
    from django.contrib.auth.models import AnonymousUser
    from django.http import HttpRequest

    from samskab.ground.people.sessions import SessionStore
    from samskab.ground.people.viewer import Viewer

    request = HttpRequest()
    request.session, request.user = SessionStore(session), AnonymousUser()
    if not Viewer(request).is_known:
        raise SystemExit("bench: the known reader is not known; build the municipality anew (--fresh)")


def backend_seconds() -> float:
    """Processor time of PostgreSQL's own process for this connection, when it runs on this machine."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def timed(ask: Asking, path: str) -> Timed:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _ in range(WARM_UP):
        status = ask(path)
        if status != OK:
            raise SystemExit(f"bench: {path} answered {status}")
    asked = []
    for _ in range(3):  # a cache may end between two of them, and its question is not the page's
        with CaptureQueriesContext(connection) as seen:
            ask(path)
        asked.append(len(seen))  # now: the next request empties the log
    queries = min(asked)
    before, took = backend_seconds(), []
    for _ in range(RUNS):
        started = time.process_time()
        ask(path)
        took.append((time.process_time() - started) * 1000)
    backend = (backend_seconds() - before) * 1000 / RUNS
    took.sort()
    return Timed(queries, statistics.median(took) + backend, took[int(RUNS * 0.95)] + backend, backend)


def stand(stage: str) -> None:
    from django.db import connection

    from bench.pages_house import LARGE, SMALL
    from samskab.kit import guards
    from samskab.process.core.models import Process

    with guards.lifted(connection):
        Process.objects.filter(slug__in=(SMALL, LARGE)).update(stage=stage)


def tell(name: str, reader: str, rows: list[Timed]) -> bool:
    """One line; a process page has two measures, the small process and the large one."""
    worst = max(rows, key=lambda row: row.median)
    faults = []
    if rows[-1].queries > rows[0].queries:
        faults.append("queries grow with the process")
    if worst.median > MEDIAN_MS:
        faults.append("median over the bar")
    if max(row.p95 for row in rows) > P95_MS:
        faults.append("p95 over the bar")
    queries = "/".join(str(row.queries) for row in rows)
    times = " ".join(f"{row.median:9.1f}{row.p95:8.1f}" for row in rows)
    print(f"  {name:<13}{reader:<8}{queries:>8} {times:<36}{'; '.join(faults)}", flush=True)
    return not faults


def main(only: str) -> int:
    import django

    django.setup()
    from django.conf import settings

    from bench.pages_house import LARGE, SMALL
    from samskab.process.core.models import Process

    kept = json.loads((settings.DATA_FOLDER / "reader.json").read_text(encoding="utf-8"))
    require_known(kept["session"])
    area = Process.objects.get(slug=LARGE).area.slug
    print(f"  a plain loop of 2,000,000 steps takes {loop_milliseconds():.0f} ms just now")
    print("  page         reader   queries   small: median   p95   large: median   p95   (CPU ms)")
    good = True
    for name, address, stage in PAGES:
        if only not in {"", name}:
            continue
        if stage:
            stand(stage)
        for reader, session in (("nobody", ""), ("known", kept["session"])):
            slugs = (SMALL, LARGE) if stage else (LARGE,)
            rows = [timed(Asking(session), address.format(slug=slug, area=area)) for slug in slugs]
            good &= tell(name, reader, rows)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
