"""Opinion against red-dwarf 0.4.0 and against the floor: CPU seconds, extra memory, and one vote at a time.

`main()` prints both figures of every pair and their ratio, measured in one run. Every measurement runs in a
process of its own on one thread. The peer needs SAMSKAB_ORACLE_PYTHON (a Python with red-dwarf); real
conversations need SAMSKAB_TEST_DATA. What is missing is said and skipped.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from bench.memory import peak_megabytes, reset_peak
from samskab.methods import opinion
from samskab.methods.opinion.reading import read_ballots

HERE = Path(__file__).resolve().parent
REAL = (
    "london.youth.policing",
    "brexit-consensus",
    "scoop-hivemind.biodiversity",
    "vtaiwan.uberx",
    "american-assembly.bowling-green",
)
MADE = {"10k x 500": (10_000, 500, 25), "50k x 1,000": (50_000, 1_000, 50)}
MILLION = (1_000_000, 1_000, 50)
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def made_up(n: int, m: int, each: int, *, camps: int = 4, seed: int = 0) -> dict[str, np.ndarray]:
    """Votes of people in camps with tastes of their own, each on a spread of statements."""
    rng = np.random.default_rng(seed)
    camp, taste = rng.integers(camps, size=n), rng.normal(0, 1.2, (camps, m)).astype(np.float32)
    step = m // each
    statement = np.arange(each, dtype=np.int32) * step + rng.integers(0, step, (n, each), dtype=np.int32)
    vote = np.empty((n, each), np.int8)
    for lo in range(0, n, 20_000):
        part = slice(lo, lo + 20_000)
        mood = taste[camp[part][:, None], statement[part]]
        mood = mood + rng.normal(0, 1, mood.shape).astype(np.float32)
        vote[part] = np.where(mood > 0.2, 1, np.where(mood < -0.2, -1, 0))
    person = np.repeat(np.arange(n, dtype=np.int32), each)
    return {"person": person, "statement": statement.ravel(), "vote": vote.ravel()}


def real(name: str) -> dict[str, np.ndarray] | None:
    """A published conversation, or None when the folder is not here."""
    root = os.environ.get("SAMSKAB_TEST_DATA") or HERE.parent.parent / "shared" / "data"
    folder = Path(root) / "polis" / name
    if not folder.exists():
        return None
    ballots = read_ballots(folder)
    last = dict(
        zip(
            zip(ballots.person.tolist(), ballots.statement.tolist(), strict=True),
            ballots.vote.tolist(),
            strict=True,
        )
    )
    cells = np.array(list(last), np.int32)  # red-dwarf raises on a vote changed later: give it the last ones
    return {
        "person": cells[:, 0].copy(),
        "statement": cells[:, 1].copy(),
        "vote": np.array([*last.values()], np.int8),
    }


def ours(kind: str, table: str) -> dict[str, float]:
    """Measured in this process: bare (what red-dwarf does), full (with stability and bridging), or single
    votes.
    """
    with np.load(table) as archive:
        columns = [archive[name] for name in ("person", "statement", "vote")]
    bare = {"stability_draws": 0, "bridging": False} if kind == "bare" else {}
    reset_peak()
    before, began, wall = peak_megabytes(), time.process_time(), time.monotonic()
    votes = opinion.upsert(*columns)
    result = opinion.fit(votes, **bare)
    seconds, wall = time.process_time() - began, time.monotonic() - wall
    figures = {
        "seconds": seconds,
        "wall": wall,
        "megabytes": peak_megabytes() - before,
        "peak": peak_megabytes(),
        "groups": len(result.group_ids),
    }
    return figures if kind != "live" else figures | _single_votes(votes, result)


def _single_votes(votes: object, result: object, n: int = 2000) -> dict[str, float]:
    live = opinion.LiveOpinion(votes, result)
    rng = np.random.default_rng(0)
    people, statements = rng.integers(votes.n_people, size=n), rng.choice(votes.statement_of_column, size=n)
    casts = list(zip(people.tolist(), statements.tolist(), rng.integers(-1, 2, n).tolist(), strict=True))
    spent = []
    for person, statement, vote in casts:
        began = time.perf_counter_ns()
        live.cast(person=person, statement=statement, vote=vote)
        spent.append((time.perf_counter_ns() - began) / 1000)
    return {"median_us": float(np.median(spent)), "p95_us": float(np.quantile(spent, 0.95))}


def floor_seconds(table: dict[str, np.ndarray]) -> float:
    """One pass over the votes as they lie in memory: nothing can be faster."""
    began = time.process_time()
    for column in table.values():
        column.sum()
    return time.process_time() - began


def _call(python: str, *words: str) -> dict[str, float]:
    environment = {**os.environ, **ONE_THREAD, "PYTHONPATH": f"{HERE.parent / 'src'}:{HERE.parent}"}
    done = subprocess.run([python, *words], capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        print(done.stderr[-800:], file=sys.stderr)
        return {}
    return json.loads(done.stdout)


def _line(name: str, table: dict[str, np.ndarray], oracle: str | None, folder: Path) -> None:
    file = folder / "table.npz"
    np.savez(file, **table)
    me = str(Path(__file__).resolve())
    bare, full, live = (
        _call(sys.executable, me, "--measure", kind, str(file)) for kind in ("bare", "full", "live")
    )
    peer = _call(oracle, str(HERE / "opinion_peer.py"), "time", str(file)) if oracle else {}
    against = "red-dwarf not run"
    if peer:
        cpu, memory = peer["seconds"] / bare["seconds"], peer["megabytes"] / max(bare["megabytes"], 0.1)
        against = f"red-dwarf {peer['seconds']:.3f} s {peer['megabytes']:.0f} MB: bare {cpu:.1f}x CPU"
        against += f" and {memory:.1f}x memory, full {peer['seconds'] / full['seconds']:.1f}x CPU"
    print(
        f"{name:32} {len(table['vote']):>9} votes | bare {bare['seconds']:.3f} s {bare['megabytes']:.1f} MB"
        f" | full {full['seconds']:.3f} s {full['megabytes']:.1f} MB | {against}"
        f" | one vote {live['median_us']:.0f} us (95 %: {live['p95_us']:.0f})"
        f" | floor {1000 * floor_seconds(table):.2f} ms",
        flush=True,
    )


def _million(folder: Path) -> None:
    table = made_up(*MILLION)
    order = np.random.default_rng(1).permutation(len(table["vote"]))
    for name in table:
        table[name] = table[name][order]
    file = folder / "million.npz"
    np.savez(file, **table)
    del table
    found = _call(sys.executable, str(Path(__file__).resolve()), "--measure", "full", str(file))
    print(
        f"1,000,000 x 1,000, 50 M votes in random order, everything on: {found['wall']:.1f} s wall (bar 60), "
        f"{found['seconds']:.1f} s CPU, peak {found['peak'] / 1024:.2f} GB (bar 6)"
    )


def main(argv: list[str] | None = None) -> int:
    """Run all pairs; --quick leaves out the large ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only the real conversations and 10k x 500")
    parser.add_argument("--measure", nargs=2, metavar=("KIND", "TABLE"), help=argparse.SUPPRESS)
    args = parser.parse_args(argv)
    if args.measure:
        print(json.dumps(ours(*args.measure)))
        return 0
    oracle = os.environ.get("SAMSKAB_ORACLE_PYTHON")
    if not oracle:
        print("SKIPPED red-dwarf: set SAMSKAB_ORACLE_PYTHON to a Python that has it", file=sys.stderr)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for conversation in REAL:
            table = real(conversation)
            if table is None:
                print(f"SKIPPED {conversation}: set SAMSKAB_TEST_DATA", file=sys.stderr)
                continue
            _line(conversation, table, oracle, folder)
        for title, shape in MADE.items():
            if not args.quick or shape[0] <= 10_000:
                _line(title, made_up(*shape), oracle, folder)
        if not args.quick:
            _million(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
