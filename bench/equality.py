"""Figures about equality: CPU beside SciPy's, and how often intervals of 95 % hold the truth."""

from __future__ import annotations

import math
import os
import time
import warnings
from collections.abc import Callable

import numpy as np
from scipy import stats

from samskab.methods import equality, intervals

TRIES = 5_000


def milliseconds(task: Callable[[], object], times: int = 3) -> float:
    """CPU of one call, the least of a few."""
    spent = []
    for _ in range(times):
        start = time.process_time()
        task()
        spent.append(time.process_time() - start)
    return 1000 * min(spent)


def speed(n: int) -> None:
    """People or questions at the size of a municipality."""
    rng = np.random.default_rng(0)
    turns, kind = rng.poisson(3, n), rng.integers(0, 3, n)
    days, done = rng.integers(1, 200, n), rng.random(n) < 0.7
    population = rng.integers(100, 5_000, 12)
    people = rng.multinomial(n, population / population.sum())
    sides = [
        stats.CensoredData(uncensored=days[done & (kind == k)], right=days[~done & (kind == k)])
        for k in (0, 1)
    ]
    both = kind < 2
    curve = stats.CensoredData(uncensored=days[done], right=days[~done])

    def scipys_curve() -> object:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # SciPy's limits are undefined where nobody waits any more
            return stats.ecdf(curve).sf.confidence_interval(method="log-log")

    seed = iter(range(1_000))
    print(f"{n:6} people or questions, CPU ms:")
    print(
        f"  concentration {milliseconds(lambda: equality.concentration(turns, seed=next(seed))):.0f}", end=""
    )
    print(f", the null known {milliseconds(lambda: equality.concentration(turns)):.0f}", end="")
    there = milliseconds(lambda: equality.representation(people, population))
    print(f", representation in 12 groups {there:.0f}")
    ours, peers = milliseconds(lambda: equality.time_to_answer(days, done)), milliseconds(scipys_curve)
    print(
        f"  time to answer {ours:.1f} (SciPy's curve {peers:.1f}, {peers / ours:.0f} times as long)", end=""
    )
    test = milliseconds(lambda: equality.compare_times(days[both], done[both], kind[both]), 1)
    exact = milliseconds(lambda: stats.logrank(*sides))
    print(f", two kinds compared by 999 permutations {test:.0f} (SciPy's formula, none: {exact:.0f})")
    print(f"  uptake {milliseconds(lambda: equality.uptake((n // 3, n), (n // 4, n))):.1f}")


def coverage() -> None:
    """Share of simulated samples whose interval holds the truth."""
    rng = np.random.default_rng(1)
    for n, p in ((12, 0.5), (20, 0.1), (60, 0.1), (200, 0.03)):
        k = rng.binomial(n, p, TRIES)
        lower, upper = intervals.wilson(k, np.full(TRIES, n), intervals.Z95)
        print(f"Wilson, share {p} of {n}: {((lower <= p) & (p <= upper)).mean():.3f}")
    for n, p, q in ((15, 0.9, 0.6), (20, 0.5, 0.5), (60, 0.2, 0.4)):
        pairs = zip(rng.binomial(n, p, TRIES).tolist(), rng.binomial(n, q, TRIES).tolist(), strict=True)
        ends = [intervals.newcombe((k, n), (other, n)) for k, other in pairs]
        held = np.mean([low <= p - q <= high for low, high in ends])
        print(f"Newcombe, {p} against {q}, {n} a side: {held:.3f}")
    hits = []
    for _ in range(1_000):
        needed, left = rng.exponential(21 / math.log(2), 60), rng.uniform(0, 90, 60)
        done = needed <= left
        low, high = equality.time_to_answer(np.ceil(np.where(done, needed, left)).astype(int), done).interval
        hits.append((low is None or low <= 21) and (high is None or high >= 21))
    print(f"median wait of 21 days, 60 questions in a window of 90: {np.mean(hits):.3f}")
    for people, each in ((8, 10), (20, 10), (200, 3)):
        flagged = [
            equality.concentration(rng.poisson(each, people)).verdict == "difference" for _ in range(300)
        ]
        print(f"concentration, {people} equally active, {each} each: a difference in {np.mean(flagged):.3f}")


def main() -> None:
    """Two sizes, then coverage."""
    print(f"load {os.getloadavg()[0]:.1f}")
    for n in (1_000, 10_000):
        speed(n)
    coverage()


if __name__ == "__main__":
    main()
