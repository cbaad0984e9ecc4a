"""Rooms of two camps with minds of their own, and a brigade that follows one script."""

from __future__ import annotations

import numpy as np

from samskab.methods.opinion import Votes, upsert


def room(
    rng: np.random.Generator,
    *,
    n: int = 200,
    m: int = 60,
    fill: float = 0.6,
    brigade: float = 0.1,
    slips: float = 0.03,
) -> tuple[Votes, int]:
    """Votes, and how many of the first people are the brigade."""
    axes, level = rng.normal(size=(m, 2)), rng.normal(0, 0.7, m)
    camp = np.where(rng.random(n) < rng.uniform(0.3, 0.7), 1.2, -1.2)
    place = np.column_stack([camp, np.zeros(n)]) + rng.normal(0, 0.8, (n, 2))
    vote = np.where(rng.random((n, m)) < 1 / (1 + np.exp(-(place @ axes.T + level))), 1, -1)
    vote[rng.random((n, m)) < 0.12] = 0
    k = int(brigade * n)
    script = rng.choice([-1, 1], m)
    vote[:k] = np.where(rng.random((k, m)) < slips, -script, script)
    person, statement = np.nonzero(rng.random((n, m)) < fill)
    return upsert(person, statement, vote[person, statement], n_people=n, n_statements=m), k
