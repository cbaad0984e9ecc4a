"""Conversations made for the tests, and the folder of real ones."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from samskab.methods.opinion import Votes, upsert
from samskab.methods.opinion.reading import Ballots, read_ballots

ROOT = Path(__file__).resolve().parents[3]
Table = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]


def camps(
    n: int = 80, m: int = 20, *, fill: float = 0.6, noise: float = 0.1, seed: int = 0, k: int = 2
) -> Table:
    """Planted camps, person i in camp i % k, each with tastes of its own; two camps are opposites."""
    rng = np.random.default_rng(seed)
    taste = rng.choice([-1, 1], (k, m))
    taste[k - 1] = -taste[0]
    person, statement = np.nonzero(rng.random((n, m)) < fill)
    vote = taste[person % k, statement] * np.where(rng.random(len(person)) < noise, -1, 1)
    return person, statement, np.where(rng.random(len(person)) < 0.1, 0, vote)


def one_mind(n: int, m: int, *, fill: float, seed: int, agree: float = 0.9) -> Votes:
    """Everybody agrees with the same chance with everything."""
    rng = np.random.default_rng(seed)
    person, statement = np.nonzero(rng.random((n, m)) < fill)
    vote = np.where(rng.random(len(person)) < agree, 1, -1)
    return upsert(person, statement, vote, n_people=n, n_statements=m)


def everybody(matrix: list[list[int | None]]) -> Votes:
    """A small table written out, None = not seen."""
    cells = [(i, j, v) for i, row in enumerate(matrix) for j, v in enumerate(row) if v is not None]
    person, statement, vote = zip(*cells, strict=True) if cells else ((), (), ())
    return upsert(person, statement, vote, n_people=len(matrix), n_statements=len(matrix[0]))


def counted(table: Table) -> Counter[tuple[int, int, int]]:
    """Last votes, by brute force."""
    last = {(p, s): v for p, s, v in zip(*(part.tolist() for part in table), strict=True)}
    return Counter((p, s, v) for (p, s), v in last.items())


def real(name: str) -> Ballots:
    """A real conversation, or a skip that says why."""
    root = Path(os.environ.get("SAMSKAB_TEST_DATA") or ROOT.parent / "shared" / "data")
    folder = root / "polis" / name
    if not folder.exists():
        pytest.skip(f"no real conversations here ({name}): set SAMSKAB_TEST_DATA")
    return read_ballots(folder)
