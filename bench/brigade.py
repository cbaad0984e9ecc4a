"""Brigades among votes: how many of them are listed, and how often others are. Real conversations too."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import numpy as np

from samskab.methods.opinion import alike_ballots, fit, upsert
from samskab.methods.opinion.reading import read_ballots
from tests.methods.opinion.rooms import room

ROOMS = 200
DATA = Path(os.environ.get("SAMSKAB_TEST_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data")


def made_up(brigade: float, statements: int) -> None:
    """Two hundred rooms of 200 people, 60 % of statements seen, three slips in a hundred from the script."""
    found, alarms = [], 0
    for seed in range(ROOMS):
        votes, k = room(np.random.default_rng(seed), brigade=brigade, m=statements)
        group = fit(votes, bridging=False, stability_draws=2).group
        who = {person for cluster in alike_ballots(votes, group=group).clusters for person in cluster}
        found.append(len([person for person in who if person < k]) / max(1, k))
        alarms += any(person >= k for person in who)
    listed = f"{np.mean(found):.0%} of it listed, " if brigade else ""
    print(
        f"brigade {brigade:3.0%}, {statements:3} statements: {listed}others in {alarms / ROOMS:.1%} of rooms"
    )


def real() -> None:
    """How many ballots of published conversations are listed."""
    folders = sorted(path for path in (DATA / "polis").glob("*") if path.is_dir())
    if not folders:
        print("SKIPPED real conversations: set SAMSKAB_TEST_DATA", file=sys.stderr)
    for folder in folders:
        ballots = read_ballots(folder)
        votes = upsert(ballots.person, ballots.statement, ballots.vote, live=ballots.live)
        group = fit(votes, bridging=False).group
        start = time.process_time()
        told = alike_ballots(votes, group=group)
        spent = time.process_time() - start
        sizes = [len(cluster) for cluster in told.clusters]
        print(
            f"{folder.name}: clusters of {sizes or 'none'} among {told.n_compared} people, {spent:.2f} CPU s"
        )


def main() -> None:
    """Bar: 90 % of a brigade of a tenth, somebody else in at most 5 % of rooms."""
    print(f"load {os.getloadavg()[0]:.1f}")
    for statements in (60, 100):
        for brigade in (0.0, 0.05, 0.1, 0.2):
            made_up(brigade, statements)
    real()


if __name__ == "__main__":
    main()
