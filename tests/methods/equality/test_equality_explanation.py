"""What the page a municipality signs says about limits and examples is what the code gives."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from samskab.methods import equality

answers, concentration, shares, uptake = (
    import_module(f"samskab.methods.equality.{name}")
    for name in ("answers", "concentration", "shares", "uptake")
)
PAGE = (Path(__file__).resolve().parents[3] / "docs/explanation/equality.md").read_text(encoding="utf-8")
TOLD = " ".join(PAGE.split())


@pytest.mark.parametrize(
    "words",
    [
        f"| {shares.LEAST_SHARE}; {uptake.LEAST_PROPOSALS} for parties |",
        f"| {shares.LEAST_PEOPLE} people, {shares.LEAST_EXPECTED} expected in the group |",
        f"| {concentration.LEAST_ITEMS} contributions, {concentration.LEAST_PEOPLE} people |",
        f"| {answers.LEAST_ASKED} asked, {answers.LEAST_ANSWERED} answered |",
        f"| {uptake.LEAST_EACH} a side; {uptake.LEAST_PROPOSALS} for proposals |",
        f"| {uptake.LEAST_CITED} |",
    ],
)
def test_the_limits_on_the_page_are_the_limits_in_the_code(words: str) -> None:
    assert words in TOLD


def test_the_examples_by_hand_hold() -> None:
    told = equality.uptake((9, 10), (3, 4))
    assert [f"{end:.3f}"[1:] for end in (*told.one.interval, *told.other.interval)] == [
        ".596",
        ".982",
        ".301",
        ".954",
    ]
    assert [round(end, 2) for end in told.interval] == [-0.22, 0.61]
    assert ".596 to .982 and .301 to .954" in TOLD
    waiting = equality.time_to_answer([2, 4, 6, 5, 9], [True, True, True, False, False])
    assert ([round(s, 2) for s in waiting.still_waiting], waiting.median) == ([0.8, 0.6, 0.3], 6)
    assert round(equality.concentration([8, *[0] * 7]).null_mean, 2) == 0.47
    assert "have a Gini of .47" in TOLD


@pytest.mark.parametrize(("n", "seen"), [(60, 0.2), (200, 0.7)])
def test_how_often_a_halved_group_is_seen(n: int, seen: float) -> None:
    rng = np.random.default_rng(0)
    told = [
        equality.representation([k, n - k], [10, 90], rounds=1).groups[0].verdict == "difference"
        for k in rng.binomial(n, 0.05, 1_500).tolist()
    ]
    assert np.mean(told) == pytest.approx(seen, abs=0.06)
