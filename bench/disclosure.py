"""Figures that give nobody away: what an attacker with every release finds, what is shown, CPU seconds."""

from __future__ import annotations

import os
import sys
import time

import numpy as np

from samskab.methods import disclosure
from tests.methods.disclosure.attacker import attack, small_groups_by_algebra
from tests.methods.disclosure.populations import ANSWERS, AREAS, Week, naive, run, weeks

POPULATIONS = 1_000
WEEKS = 52
NO_ADULTS = disclosure.Areas(AREAS.names, AREAS.within)


def attacked(populations: int) -> int:
    """Every release of every population under attack, with the usual weekly figures beside it."""
    found = algebra = releases = figures = 0
    releasing = 0.0
    told_every_second = time.monotonic()
    for seed in range(populations):
        rng = np.random.default_rng(seed)
        history = list(weeks(rng, WEEKS))
        k = disclosure.K_SPECIAL if seed % 4 == 0 else disclosure.K_ORDINARY
        start = time.process_time()
        told, cells, household = run(history, k)
        releasing += time.process_time() - start
        found += len(attack(cells, household, k, algebra=False))
        algebra += len(small_groups_by_algebra([who for one in cells for who in one], household, k))
        releases += len(told)
        figures += sum(len(one.cells) for one in told)
        if time.monotonic() - told_every_second > 10:
            told_every_second = time.monotonic()
            print(f"  {seed + 1} populations, {found + algebra} groups found", file=sys.stderr)
    print(f"{populations} populations x {WEEKS} weekly releases, {figures} figures (k 5, every fourth k 10):")
    print(f"  groups under k: {found} by differences of unions, {algebra} by algebra over all releases")
    print(f"  {1000 * releasing / releases:.1f} CPU ms per release, with all earlier ones compared")
    rng = np.random.default_rng(1)
    usual = [naive(week, 5) for week in weeks(rng, WEEKS)]
    print(f"  the same attacker on one population's plain weekly figures: {len(attack(usual, {}, 5))}")
    return found + algebra


def shown() -> None:
    """One release: 500 tables of 8 areas x 6 answers, 150 to 600 people, uneven."""
    kept, cells, share, everybody = [], [], [], []
    for seed in range(500):
        rng = np.random.default_rng(seed)
        n = int(rng.integers(150, 601))
        table = rng.dirichlet(np.full(48, 1.0))
        at = rng.choice(48, n, p=table)
        rows = np.column_stack([np.arange(n), at // 6, at % 6, np.full(n, -1)])
        told = disclosure.release(Week(rows).contributors(), NO_ADULTS, ANSWERS, at="one")
        named = [
            size
            for cell, size in zip(told.cells, told.units, strict=True)
            if len(cell.covers) == len(cell.answers) == 1
        ]
        kept.append(len(named))
        cells.append(len(np.unique(at)))
        share.append(sum(named) / n)
        everybody.append(sum(told.units) / n)
    print(
        f"one release, 150 to 600 people: {np.mean(kept):.0f} of {np.mean(cells):.0f} area x answer groups "
        f"shown by name, {np.mean(share):.0%} of people in them, {np.mean(everybody):.1%} in some figure"
    )


def stale(every: int) -> None:
    """How far the figures lag behind, when released every so many weeks of a year."""
    late, wrong = [], []
    for seed in range(40):
        history = list(weeks(np.random.default_rng(seed), WEEKS))[::every]
        told, _, _ = run(history, 5)
        for number, one in enumerate(told):
            rows = history[number].rows
            for cell, size in zip(one.cells, one.units, strict=True):
                place = np.isin(rows[:, 1], [AREAS.names.index(a) for a in cell.covers])
                word = np.isin(rows[:, 2], [ANSWERS.index(a) for a in cell.answers])
                late.append((number - int(cell.published.split()[1])) * every)
                wrong.append(abs(int((place & word).sum()) - size))
    print(
        f"released every {every:2} weeks for a year: figures are {np.mean(late):.0f} weeks old on average "
        f"and {np.mean(wrong):.1f} people from today's, at most {max(wrong)}"
    )


def large() -> None:
    """100,000 contributors, twelve quarters."""
    rng = np.random.default_rng(0)
    told: disclosure.Release | None = None
    seconds = []
    for quarter in range(12):
        n = 50_000 + 4_500 * quarter
        rows = np.random.default_rng(1).integers(0, 48, 100_000)[:n]
        stays = rng.random(n) > 0.001
        people = disclosure.Contributors.of(np.arange(n)[stays], rows[stays] // 6, rows[stays] % 6)
        start = time.process_time()
        told = disclosure.release(people, AREAS, ANSWERS, at=f"{quarter}", previous=told)
        seconds.append(time.process_time() - start)
    print(
        f"50,000 to 100,000 people, 12 releases: {seconds[0]:.2f} CPU s the first, {seconds[-1]:.2f} the last"
    )


def main() -> int:
    """The bar is the first line: 0 groups."""
    print(f"load {os.getloadavg()[0]:.1f}")
    populations = int(sys.argv[1]) if len(sys.argv) > 1 else POPULATIONS
    found = attacked(populations)
    shown()
    for every in (1, 4, 13):
        stale(every)
    large()
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
