"""`./run test`: everything that must hold before a change lands, in the order that fails fastest.

What cannot run here (no Chromium, no PostgreSQL) is said loudly, with the command that would bring it; with
CI=true a missing part is a failure. Options go on to pytest: `./run test -k framing`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
IN_CI = os.environ.get("CI") == "true"
POSTGRES_CANDIDATES = (
    "postgres://postgres@127.0.0.1:5432/postgres",
    "postgres://postgres:postgres@127.0.0.1:5432/postgres",
)

Step = tuple[str, list[str], dict[str, str]]


def static_steps() -> list[Step]:
    """Checks that read the code without running it."""
    deploy = {
        "HTTPS": "true",
        "SECRET_KEY": "k" * 30 + "abcdefghijklmnopqrstuvwxyz0123456789",
        "ALLOWED_HOSTS": "samskab.example.org",
        "EMAIL_HOST": "mail.example.org",
        "EMAIL_HOST_PASSWORD": "only-for-this-check",
        "CSRF_TRUSTED_ORIGINS": "https://samskab.example.org",
        "CONTACT_TEXT": "00 00 00 00",
        "RECORD_ORIGIN": "samskab.example.org/record",
        "WAS_URL": "https://was.example.org/",
        "TRUSTED_PROXIES": "192.0.2.1",
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",  # the settings are looked at, not a house
        "SILENCED_CHECKS": "samskab.W008,samskab.W010",
    }
    samskab = [sys.executable, "-m", "samskab"]
    return [
        ("format", [str(BIN / "ruff"), "format", "--check", "-q", "."], {}),
        ("lint", [str(BIN / "ruff"), "check", "-q", "."], {}),
        ("templates", [str(BIN / "djlint"), "src", "--lint", "--quiet"], {}),
        ("security lint", [str(BIN / "bandit"), "-q", "-r", "src", "-c", "pyproject.toml"], {}),
        ("who may know whom", [str(BIN / "lint-imports"), "--no-cache"], {}),
        ("types", [str(BIN / "mypy")], {}),
        ("migrations", [*samskab, "makemigrations", "--check", "--dry-run"], {}),
        ("deployment", [*samskab, "check", "--deploy", "--fail-level", "WARNING"], deploy),
    ]


def run(step: Step) -> bool:
    name, command, extra = step
    started = time.monotonic()
    result = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": "src", **extra}, check=False)
    print(
        f"{'ok  ' if result.returncode == 0 else 'FAIL'} {name} ({time.monotonic() - started:.0f} s)",
        flush=True,
    )
    return result.returncode == 0


def postgres_url() -> str | None:
    """A PostgreSQL this machine lets us make test databases in."""
    import psycopg  # noqa: PLC0415 - in the development lock

    for url in (os.environ.get("TEST_DATABASE_URL"), *POSTGRES_CANDIDATES):
        try:
            if url:
                psycopg.connect(url, connect_timeout=3).close()
                return url
        except psycopg.OperationalError:
            continue
    return None


def test_steps(arguments: list[str]) -> tuple[list[Step], list[str]]:
    """The suite on SQLite with the browser, then on PostgreSQL; and what is missing.

    The slow tests, long sums of the methods, are run by hand (`./run test -m slow`). By hand the widest walks
    are samples (tests/how_far.py) and PostgreSQL gets the races that only it can show; in CI the walks are
    whole, and PostgreSQL gets all that asks a database and must be there.
    """
    missing = []
    pytest = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadgroup", "-q"]
    steps: list[Step] = [("tests on SQLite", [*pytest, "-m", "not slow and not browser", *arguments], {})]
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        missing.append("the browser tests need Chromium: sudo apt-get install -y chromium")
    elif not arguments:
        # A session of its own: the browser's event loop and Django's database do not share a thread.
        in_browser = [*pytest, "-m", "browser and not slow", "tests/browser"]
        steps.append(("tests in the browser", in_browser, {"SAMSKAB_CHROMIUM": browser}))
    url = postgres_url()
    if url is None:
        missing.append(
            "the tests on PostgreSQL need a server: sudo apt-get install -y postgresql, "
            "then TEST_DATABASE_URL=postgres://user:password@127.0.0.1/postgres ./run test"
        )
    else:
        wanted = "not browser and not engine_free and not slow" if IN_CI else "postgres_only"
        on_postgres = [*pytest, "--ignore=tests/methods", "-m", wanted, *arguments]
        steps.append(("tests on PostgreSQL", on_postgres, {"DATABASE_URL": url}))
    return steps, missing


def main() -> int:
    os.environ.setdefault("SAMSKAB_DATA", tempfile.mkdtemp(prefix="samskab-check-"))
    arguments = sys.argv[1:]
    started = time.monotonic()
    steps, missing = test_steps(arguments)
    held = [run(step) for step in ([] if arguments else static_steps())]
    held += [run(step) for step in steps]
    if not IN_CI and not arguments:
        print("\nA SAMPLE of the widest walks: CI=true ./run test goes all the way", file=sys.stderr)
    for part in missing:
        print(f"\nNOT RUN: {part}", file=sys.stderr)
    failed = held.count(False) + (len(missing) if IN_CI else 0)
    print(f"\n{time.monotonic() - started:.0f} s in all", flush=True)
    print(f"{len(held) - held.count(False)} passed, {failed} failed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
