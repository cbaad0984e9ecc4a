"""How long the pages take in a municipality of 1,000 processes and 200,000 statements, and what a first
visit weighs.

python -m bench.pages [--fresh] [--only knowledge]

Builds the municipality once (bench/out), then asks for every page as nobody and as a known spokesperson,
in the small process and in the large one. It counts the questions to the database, which must be the same in
both, and the processor time of 40 answers around the WSGI handler. With BENCH_DATABASE_URL the same is run on
that PostgreSQL server, in a database of its own, with the processor time of its backend added. Last it starts
`samskab up` and adds up every byte of a first visit. Ends with 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

from bench.first_visit import first_visit
from bench.votes_house import ROOT, own_database

OUT = ROOT / "bench" / "out"
BUILT_FROM = ("bench/pages_house.py", "bench/pages_rooms.py")


def folder() -> Path:
    """Of this builder and these migrations: a change of either makes a new municipality."""
    sources = [ROOT / name for name in BUILT_FROM]
    sources += sorted(ROOT.glob("src/samskab/**/migrations/0*.py"))
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    return OUT / f"pages-{digest[:12]}"


def environment(data: Path, database_url: str) -> dict[str, str]:
    env = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"}
    env |= {"SAMSKAB_DATA": str(data), "DATABASE_URL": database_url, "SQLITE_SYNCHRONOUS": "NORMAL"}
    env.setdefault("DJANGO_SETTINGS_MODULE", "samskab.config.settings")
    return env


def build(data: Path, database_url: str) -> None:
    """In a process of its own: migrate and fill, and keep who the known reader is."""
    data.mkdir(parents=True, exist_ok=True)
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", "from bench.pages_measure import make; make()"],
        cwd=ROOT,
        env=environment(data, database_url),
        check=True,
    )
    print(f"  built in {time.perf_counter() - started:.0f} s", flush=True)


def measure(engine: str, data: Path, database_url: str, only: str) -> bool:
    print(f"{engine}:", flush=True)
    if not (data / "reader.json").exists():
        build(data, database_url)
    asked = [sys.executable, "-m", "bench.pages_measure", only]
    return subprocess.run(asked, cwd=ROOT, env=environment(data, database_url), check=False).returncode == 0


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--fresh", action="store_true", help="build the municipality anew")
    parser.add_argument("--only", default="", help="one page, by its name in the table")
    chosen = parser.parse_args(argv)
    data = folder()
    if chosen.fresh:
        (data / "reader.json").unlink(missing_ok=True)
        (data / "samskab.sqlite3").unlink(missing_ok=True)
    good = measure("SQLite", data, "", chosen.only)
    server = os.environ.get("BENCH_DATABASE_URL")
    if server:
        with own_database(server) as url:
            elsewhere = data / f"postgres-{os.getpid()}"
            good &= measure("PostgreSQL", elsewhere, url, chosen.only)
            for kept in elsewhere.iterdir():
                kept.unlink()
            elsewhere.rmdir()
    else:
        print("PostgreSQL: set BENCH_DATABASE_URL to measure it too")
    if not chosen.only:
        good &= first_visit(environment(data, ""))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
