"""Equal Shares against pabutools on the same elections, in one run; reading is timed apart."""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np

from samskab.methods.sharing import (
    Election,
    Project,
    Rule,
    approval,
    count_roll,
    draw_lot,
    make_roll,
    read_pabulib,
    write_pabulib,
)

_PEER = """
import json, resource, sys, time
import pabutools.fractions
from pabutools.election import Cost_Sat, parse_pabulib
from pabutools.rules import method_of_equal_shares
from pabutools.tiebreaking import TieBreakingRule
path, step, pabutools.fractions.FRACTION = sys.argv[1:4]
start = time.process_time()
instance, profile = parse_pabulib(path)
profile = profile.as_multiprofile()
read = time.process_time() - start
by_rule = TieBreakingRule(lambda inst, prof, p: (p.cost, -prof.approval_score(p)))
more = {} if step == "none" else {"voter_budget_increment": int(step)}
start = time.process_time()
won = method_of_equal_shares(instance, profile, sat_class=Cost_Sat, tie_breaking=by_rule, **more)
cpu = time.process_time() - start
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"won": sorted(p.name for p in won), "read": read, "cpu": cpu, "mb": memory}))
"""


def synthetic(n_voters: int, n_projects: int, approvals: float = 8.0, seed: int = 1) -> Election:
    """Voters in districts who mostly like projects of their own district; prices with a heavy tail."""
    rng = np.random.default_rng(seed)
    budget = 40 * n_voters
    cost = np.unique(np.clip(rng.lognormal(0, 1, 3 * n_projects) * budget / 40, 1000, budget / 3).astype(int))
    cost = rng.permutation(cost)[:n_projects]
    district = rng.integers(0, 8, n_projects)
    appeal = rng.lognormal(0, 0.8, n_projects)
    ballots = []
    for home in rng.integers(0, 8, n_voters):
        chance = appeal * np.where(district == home, 6.0, 1.0)
        size = min(n_projects, 1 + int(rng.poisson(approvals - 1)))
        picked = rng.choice(n_projects, size, replace=False, p=chance / chance.sum())
        ballots.append(approval(*(f"p{row}" for row in picked)))
    projects = tuple(Project(f"p{row}", int(price)) for row, price in enumerate(cost))
    return Election(projects, tuple(ballots), budget)


def _peer(python: str, path: Path, step: str, numbers: str) -> dict[str, object]:
    ran = subprocess.run(
        [python, "-c", _PEER, str(path), step, numbers], capture_output=True, text=True, check=True
    )
    found: dict[str, object] = json.loads(ran.stdout.splitlines()[-1])
    return found


def measure(name: str, path: Path, step: str, python: str, numbers: str = "float") -> None:
    """
    Print one line: both CPU times, the ratio, peak memory, and whether the winners are the same.

    Reading includes gathering equal ballots, on both sides. `numbers` is the peer's arithmetic: "float" is
    its fastest, "gmpy2" its default.
    """
    text = path.read_text("utf-8")
    start = time.process_time()
    election = read_pabulib(text).election
    roll = make_roll(election, draw_lot([project.id for project in election.projects], 0))
    read = time.process_time() - start
    rule = Rule(completion="none") if step == "none" else Rule(step=int(step))
    start = time.process_time()
    ours = count_roll(roll, rule)
    cpu = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line = f"{name:34} step {step:>5} runs {ours.n_runs:4}"
    line += f"  ours {cpu:8.3f} s (+{read:.2f} read, {memory:.0f} MB)"
    if not python:
        print(line + "  pabutools SKIPPED: set SAMSKAB_ORACLE_PYTHON")
        return
    peer = _peer(python, path, step, numbers)
    same = peer["won"] == sorted(ours.selected)
    print(
        f"{line}  pabutools {numbers:5} {peer['cpu']:8.2f} s (+{peer['read']:.2f} read, {peer['mb']:.0f} MB)"
        f"  ratio {float(str(peer['cpu'])) / cpu:7.1f}  same winners {same}",
        flush=True,
    )


def main(arguments: list[str] | None = None) -> int:
    """Measure the real files that are at hand and synthetic elections of their size and ten times that."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--large", type=int, default=60_000, help="voters of the large election (0: leave out)"
    )
    options = parser.parse_args(arguments)
    python = os.environ.get("SAMSKAB_ORACLE_PYTHON", "")
    data = (
        Path(os.environ.get("SAMSKAB_TEST_DATA", Path(__file__).parents[2] / "shared" / "data")) / "pabulib"
    )
    for file in sorted(data.glob("*.pb")):
        if "cumulative" not in file.read_text("utf-8")[:2000]:
            measure(file.stem[:34], file, "none", python)
    if (wieliczka := data / "Poland_Wieliczka_2023_Green_Budget.pb").exists():
        measure("Wieliczka add1", wieliczka, "1", python)
        measure("Wieliczka add1", wieliczka, "1", python, "gmpy2")
    with tempfile.TemporaryDirectory() as folder:
        middle = Path(folder) / "middle.pb"
        middle.write_text(write_pabulib(synthetic(6_586, 64, 2.0)), "utf-8")
        measure("synthetic 6,586 x 64 add1", middle, "1", python)
        if options.large:
            large = Path(folder) / "large.pb"
            large.write_text(write_pabulib(synthetic(options.large, 100)), "utf-8")
            for step in ("none", "10"):
                measure(f"synthetic {options.large:,} x 100", large, step, python)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
