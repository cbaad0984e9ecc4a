"""The list on the notice board, and drawing one number from it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from functools import cache

import numpy as np
import pytest

from samskab.methods.selection import (
    Lottery,
    Pool,
    Quota,
    draw_number,
    pool_of,
    publish,
    recount,
    solve_lottery,
)
from samskab.methods.selection.problem import type_model
from samskab.methods.selection.published import round_lottery


@cache
def example() -> tuple[Pool, list[Quota], Lottery]:
    rng = np.random.default_rng(5)
    values = [[str(rng.choice(list("xxxyz"))), str(rng.choice(list("uuv")))] for _ in range(60)]
    homes = [f"h{i // 2}" if i < 20 else "" for i in range(60)]
    pool = pool_of([f"p{i:02}" for i in range(60)], ["f", "g"], values, homes)
    quotas = [Quota("f", "y", 3, 5), Quota("f", "z", 3, 5), Quota("g", "v", 6, 7)]
    lottery = solve_lottery(pool, quotas, 12)
    assert isinstance(lottery, Lottery)
    return pool, quotas, lottery


def test_every_line_meets_quotas_and_seats_one_per_household() -> None:
    pool, quotas, lottery = example()
    sheet = publish(lottery, pool, quotas)
    place = {person: i for i, person in enumerate(pool.ids)}
    lines = [json.loads(line) for line in sheet.text.splitlines()]
    assert len(lines) == 1000
    for line in lines:
        who = [place[person] for person in line]
        assert len(who) == len({pool.households[i] for i in who}) == 12
        for quota in quotas:
            have = sum(pool.values[i][pool.features.index(quota.feature)] == quota.value for i in who)
            assert quota.minimum <= have <= quota.maximum


def test_a_thousand_lines_cost_the_least_likely_at_most_half_a_percent() -> None:
    pool, quotas, lottery = example()
    sheet = publish(lottery, pool, quotas)
    assert 0.0 <= sheet.loss <= 0.005
    assert sheet.min_chance == min(sheet.chances)
    assert np.abs(np.array(sheet.chances) - lottery.chances).max() <= 0.006


def test_each_panel_is_listed_its_share_rounded_down_or_up() -> None:
    pool, quotas, lottery = example()
    model = type_model(pool, quotas, 12)
    for seed in range(5):
        times = round_lottery(lottery.panels, lottery.weights, 1000, np.random.default_rng(seed), model)
        assert sum(times) == 1000
        assert np.abs(np.array(times) - 1000 * np.array(lottery.weights)).max() < 1 + 1e-6


def test_the_same_seed_gives_the_same_list_and_another_gives_another() -> None:
    pool, quotas, lottery = example()
    first, again = (publish(lottery, pool, quotas, seed=3) for _ in range(2))
    assert first == again
    assert first.sha256 == hashlib.sha256(first.text.encode()).hexdigest()
    assert publish(lottery, pool, quotas, seed=4).sha256 != first.sha256


def test_hash_and_seed_name_the_panel_and_anyone_can_recount_it() -> None:
    pool, quotas, lottery = example()
    sheet = publish(lottery, pool, quotas)
    number = draw_number(sheet.sha256, "lottery balls of 1 May", sheet.n_panels)
    assert (
        number
        == int(hashlib.sha256(f"{sheet.sha256}\nlottery balls of 1 May".encode()).hexdigest(), 16) % 1000
    )
    assert recount(sheet.text, sheet.sha256, number) == tuple(json.loads(sheet.text.splitlines()[number]))


def test_a_changed_list_or_a_number_off_the_list_is_refused() -> None:
    text = '["a"]\n["b"]\n'
    sha = hashlib.sha256(text.encode()).hexdigest()
    with pytest.raises(ValueError, match="hash_differs"):
        recount(text.replace("b", "c"), sha, 0)
    with pytest.raises(ValueError, match="no_such_panel"):
        recount(text, sha, 2)
    with pytest.raises(ValueError, match="no_such_panel"):
        recount(text, sha, -1)


def test_over_ten_thousand_seeds_every_number_comes_up_as_often_as_chance_says() -> None:
    drawn = Counter(draw_number("ab" * 32, str(seed), 20) for seed in range(10_000))
    sigma = (10_000 * 0.05 * 0.95) ** 0.5
    assert set(drawn) == set(range(20))
    assert max(abs(n - 500) for n in drawn.values()) < 4 * sigma


def test_fewer_than_one_panel_is_refused() -> None:
    pool, quotas, lottery = example()
    with pytest.raises(ValueError, match="n_panels_below_one"):
        publish(lottery, pool, quotas, n_panels=0)
