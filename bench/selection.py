"""The lottery beside sortition-algorithms' maximin on the same pools: least chance, CPU seconds, peak memory.

The peer runs in its own process, in the Python named by SAMSKAB_ORACLE_PYTHON. `--quick` skips its long run.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time

import numpy as np

from samskab.methods.selection import Lottery, Pool, Quota, pool_of, publish, solve_lottery

PLACE = {
    "gender": {"woman": 0.5, "man": 0.5},
    "age": {"16-29": 0.2, "30-44": 0.22, "45-59": 0.24, "60-74": 0.22, "75+": 0.12},
    "schooling": {"basic": 0.28, "vocational": 0.36, "higher": 0.36},
    "housing": {"social": 0.22, "flat": 0.25, "house": 0.38, "country": 0.15},
    "origin": {"danish": 0.86, "other": 0.14},
    "member": {"yes": 0.4, "no": 0.6},
}
EAGER = {
    "gender": (1.15, 0.85),
    "age": (0.5, 0.7, 1.1, 1.5, 1.0),
    "schooling": (0.45, 0.8, 1.6),
    "housing": (0.45, 1.0, 1.3, 1.0),
    "origin": (1.1, 0.4),
    "member": (1.7, 0.55),
}
CASES = ((100, 20, True), (500, 36, False), (1500, 60, None))
PEER = """
import contextlib, io, json, logging, resource, sys, time
logging.disable(logging.CRITICAL)
from sortition_algorithms import Settings, read_in_features, read_in_people
from sortition_algorithms.committee_generation.maximin import find_distribution_maximin
task = json.load(sys.stdin)
columns = list(task["people"][0])
features = read_in_features(["feature", "value", "min", "max"], task["quotas"])[0]
settings = Settings(id_column="id", columns_to_keep=["name"], check_same_address=True,
                    check_same_address_columns=["home"], selection_algorithm="maximin",
                    solver_backend="highspy")
people = read_in_people(columns, task["people"], features, settings)[0]
start = time.process_time()
with contextlib.redirect_stdout(io.StringIO()):
    panels, chances, _ = find_distribution_maximin(features, people, task["seats"], ["home"], "highspy")
seconds = time.process_time() - start
total = {row["id"]: 0.0 for row in task["people"]}
for panel, chance in zip(panels, chances):
    for person in panel:
        total[person] += chance
print(json.dumps({"least": min(total.values()), "seconds": seconds,
                  "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))
"""


def volunteers(n: int, seats: int, seed: int) -> tuple[Pool, list[Quota]]:
    """A strongly self-selected pool; quotas one wider than the place's share; 12 % share a home."""
    rng = np.random.default_rng(seed)
    columns, quotas = [], []
    for feature, shares in PLACE.items():
        chance = np.array(list(shares.values())) * EAGER[feature]
        columns.append(rng.choice(list(shares), n, p=chance / chance.sum()))
        for value, share in shares.items():
            low, high = max(0, int(share * seats) - 1), -int(-share * seats // 1) + 1
            quotas.append(Quota(feature, value, low, high))
    homes = np.cumsum(rng.random(n) >= 0.12)
    ids = [f"p{i:04}" for i in range(n)]
    return pool_of(ids, list(PLACE), np.array(columns).T.tolist(), [str(h) for h in homes]), quotas


def peer(pool: Pool, quotas: list[Quota], seats: int) -> dict[str, float] | None:
    """The library's answer, or None, said aloud, when it cannot be asked."""
    python = os.environ.get("SAMSKAB_ORACLE_PYTHON")
    if not python:
        print("SKIPPED: sortition-algorithms (set SAMSKAB_ORACLE_PYTHON to a Python that has it)")
        return None
    people = [
        {"id": i, "name": i, "home": h} | dict(zip(pool.features, v, strict=True))
        for i, v, h in zip(pool.ids, pool.values, pool.households, strict=True)
    ]
    rules = [
        {"feature": q.feature, "value": q.value, "min": str(q.minimum), "max": str(q.maximum)} for q in quotas
    ]
    task = json.dumps({"people": people, "quotas": rules, "seats": seats})
    done = subprocess.run([python, "-c", PEER], input=task, capture_output=True, text=True, check=False)
    if done.returncode:
        print("SKIPPED: sortition-algorithms failed:", done.stderr.strip().splitlines()[-1:])
        return None
    # the solver writes to the same stream
    told = next(line for line in done.stdout.splitlines() if line.startswith('{"least"'))
    answer: dict[str, float] = json.loads(told)
    return answer


def main() -> None:
    """Print one block per pool."""
    quick = "--quick" in sys.argv
    for n, seats, always in CASES:
        pool, quotas = volunteers(n, seats, seed=1)
        start = time.process_time()
        lottery = solve_lottery(pool, quotas, seats)
        seconds = time.process_time() - start
        assert isinstance(lottery, Lottery)
        sheet = publish(lottery, pool, quotas)
        mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{n} people, {seats} seats, equal chance {seats / n:.4f}")
        print(f"  samskab leximin    least {lottery.min_chance:.5f}  gap {lottery.gap:.1e} ({lottery.proof})")
        print(f"                     {seconds:.2f} CPU s, {mb} MB; the 1,000 panels lose {sheet.loss:.4f}")
        if always is None or (quick and not always):
            print("  sortition-algorithms: not asked (longer than a quarter of an hour, or --quick)")
            continue
        other = peer(pool, quotas, seats)
        if other:
            print(
                f"  its maximin        least {other['least']:.5f}\n"
                f"                     {other['seconds']:.2f} CPU s, {other['mb']} MB"
            )
            print(f"  ratio              {other['seconds'] / seconds:.1f} times faster")


if __name__ == "__main__":
    main()
