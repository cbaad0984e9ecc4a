"""The least likely person's chance beside sortition-algorithms' maximin, when a Python has it."""

from __future__ import annotations

import os

import pytest

from bench.selection import peer, volunteers
from samskab.methods.selection import Lottery, solve_lottery


@pytest.mark.slow
@pytest.mark.skipif("SAMSKAB_ORACLE_PYTHON" not in os.environ, reason="SAMSKAB_ORACLE_PYTHON is not set")
@pytest.mark.parametrize(
    ("people", "seats", "seed"), [(60, 15, s) for s in range(5)] + [(100, 20, s) for s in range(5)]
)
def test_the_least_chance_equals_the_librarys_maximin(people: int, seats: int, seed: int) -> None:
    pool, quotas = volunteers(people, seats, seed)
    ours, theirs = solve_lottery(pool, quotas, seats), peer(pool, quotas, seats)
    assert theirs is not None
    assert isinstance(ours, Lottery)
    assert ours.min_chance == pytest.approx(theirs["least"], abs=1e-3)
