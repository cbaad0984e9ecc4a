"""Start the house on this machine: data folder, database, demo municipality, server."""

from __future__ import annotations

import argparse
import gc
import ipaddress
import logging
import multiprocessing
import os
import signal
import socket
import sys
import time
from multiprocessing.connection import wait
from pathlib import Path

from samskab.config import env, start, static

DEFAULT_PORT = 8000
HOUR = 3600.0
POST_EVERY = 15.0  # seconds: somebody waits for the letter in which they say yes


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: this machine only)"
    )
    parser.add_argument("--port", type=int, default=DEFAULT_PORT)
    parser.add_argument(
        "--data", type=Path, help="folder for the database, keys and mail (default: ./samskab-data)"
    )
    parser.add_argument(
        "--no-demo", action="store_true", help="an empty house instead of the demo municipality"
    )
    parser.add_argument(
        "--workers", type=int, default=0, help="server processes (default: one per core, at most 4)"
    )


def run(args: argparse.Namespace) -> int:
    """Ready in seconds; prints the address and, for the demo, where to log in."""
    if taken(args.host, args.port):
        print(f"samskab: port {args.port} is in use; try --port {args.port + 1}", file=sys.stderr)
        return 2
    if args.data:
        os.environ["SAMSKAB_DATA"] = str(args.data.absolute())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samskab.config.settings")
    named = args.host
    if args.host not in {"127.0.0.1", "localhost", "::1"}:
        everywhere = ipaddress.ip_address(args.host).is_unspecified
        os.environ.setdefault("ALLOWED_HOSTS", "*" if everywhere else f"127.0.0.1,localhost,{args.host}")
        named = "127.0.0.1" if everywhere else args.host  # in the links of letters
    os.environ.setdefault("PUBLIC_URL", f"http://{named}:{args.port}")
    folder = env.data_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / static.FOLDER).mkdir(exist_ok=True)
    env.make_secret(folder / "secret_key")
    prepare(demo=not args.no_demo)
    print(f"\nSamskab: http://{args.host}:{args.port}/   (data: {folder}; stop with Ctrl-C)", flush=True)
    if not args.no_demo:
        print(f"Demo logins, one click each: http://{args.host}:{args.port}/demo/\n", flush=True)
    multiprocessing.Process(target=keep_house, daemon=True).start()
    serve(args.host, args.port, args.workers)
    return 0


def prepare(*, demo: bool) -> None:
    """Bring the database up to date and, when it is empty, found the demo municipality in it."""
    start.django()
    from django.core import checks
    from django.core.management import call_command
    from django.db import connections

    from samskab.commands.demo import load_if_empty

    for fault in checks.run_checks(tags=["samskab"]):
        raise SystemExit(f"samskab: {fault.msg}\n         {fault.hint}")
    files = multiprocessing.Process(target=gather)  # on another core, before any connection is opened
    files.start()
    gc.disable()  # seconds of building, with next to nothing to collect
    try:
        call_command("migrate", interactive=False, verbosity=0)
        if demo:
            load_if_empty()
    finally:
        gc.enable()
        files.join()
    if files.exitcode:
        raise SystemExit("samskab: the files for the browser could not be copied; see above")
    connections.close_all()  # the workers may be forks of this process, and a connection is no thing to share


def gather() -> None:
    """The files a browser fetches, in a process of its own."""
    start.django()
    static.gather(env.data_folder() / static.FOLDER)


def keep_house() -> None:
    """What must happen without anybody asking: a signed checkpoint of the record now, and again each hour in
    which something was written; once a day what has reached its date goes; and the post, four times a minute.

    One process of its own, so that several workers never sign at once. It ends when the house does. What goes
    wrong is said and tried again: a record nobody signs should be seen by whoever runs the house.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends this one
    start.django()
    house, sign_at = multiprocessing.parent_process(), 0.0
    while True:
        if time.monotonic() >= sign_at:
            sign_once()
            tidy_once()
            sign_at = time.monotonic() + HOUR
        send_once()
        if house is None or wait([house.sentinel], timeout=POST_EVERY):
            return


def send_once() -> None:
    """Queue and send the letters that are due; a quarter of a minute without any costs three small reads."""
    from django.db import DatabaseError, connection

    from samskab.commons.news import outbox
    from samskab.kit import clock

    try:
        outbox.run(now=clock.now())
    except DatabaseError:
        logging.getLogger(__name__).exception("the letters were not sent")
    finally:
        connection.close()


def sign_once() -> None:
    """One checkpoint, when something is new; the connection is not kept for the hour between."""
    from django.db import DatabaseError, connection

    from samskab.ground.record import services
    from samskab.ground.record.rules import RewrittenError
    from samskab.kit import clock

    try:
        services.issue_checkpoint(now=clock.now())
    except (DatabaseError, RewrittenError):
        logging.getLogger(__name__).exception("the record was not signed")
    finally:
        connection.close()


def tidy_once() -> None:
    """What has reached its date goes, unless somebody has tidied today; also when several houses share one
    database.
    """
    from django.db import DatabaseError, connection

    from samskab.ground.rights import services
    from samskab.kit import clock

    try:
        services.tidy_once_a_day(now=clock.now())
    except (DatabaseError, OSError):
        logging.getLogger(__name__).exception("the house was not tidied")
    finally:
        connection.close()


def serve(host: str, port: int, workers: int) -> None:
    """Granian over WSGI: pages are synchronous, and this costs a third of the processor time of ASGI
    (decision 3).
    """
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "samskab.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers or min(os.cpu_count() or 1, 4),
        blocking_threads=8,  # a phone that sends its words slowly holds one of them
        backlog=1024,
        log_level=LogLevels.error,  # it warns of eight threads on two cores, which is meant
    ).serve()


def taken(host: str, port: int) -> bool:
    """Whether somebody else listens there already; said before anything is written."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False
