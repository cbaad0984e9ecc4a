"""Which statement next: nothing starved, chances as stated, and an alarm when priorities cannot be right."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samskab.methods.opinion import RoutingBrokenError, next_statement, priorities, published_priority

COUNTS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(0, 20)), min_size=2, max_size=12
)


def unpack(rows):
    agree, disagree, passes = (np.array(part) for part in zip(*rows, strict=True))
    return agree, disagree, agree + disagree + passes


@given(COUNTS)
def test_every_live_statement_has_a_chance_and_the_others_none(rows):
    agree, disagree, seen = unpack(rows)
    live = np.arange(len(rows)) > 0
    found = priorities(agree, disagree, seen, np.linspace(0.1, 2, len(rows)), live=live)
    assert found[0] == 0
    assert (found[1:] > 0).all()
    assert np.isfinite(found).all()


@given(st.lists(st.tuples(*[st.integers(0, 4)] * 3), min_size=2, max_size=8))
def test_until_ten_have_seen_it_a_statement_weighs_like_a_new_one(rows):
    agree, disagree, seen = unpack(rows)
    found = priorities(agree, disagree, seen, np.ones(len(rows)))
    assert (found[seen < 10] >= (0.25 * 2 * 9) ** 2).all()


def test_the_published_weight_worked_by_hand():
    # 4 agree, 1 disagrees, 1 passes: a = 5/8, p = 2/8; boost 1 + 8 * 2^(-6/5).
    wanted = (5 / 8 * 6 / 8 * 1.5 * (1 + 8 * 2 ** (-6 / 5))) ** 2
    found = published_priority(np.array([4]), np.array([1]), np.array([6]), np.array([0.5]))
    assert found[0] == pytest.approx(wanted)
    assert published_priority(*(np.array([4]),) * 3, np.array([0.5]), np.array([True]))[0] == 49


def test_a_new_statement_not_yet_in_the_fit_is_not_starved():
    agree, seen = np.array([20, 20, 0]), np.array([40, 40, 0])
    found = priorities(agree, agree, seen, np.array([1.0, 3.0, np.nan]))
    assert found[2] == found.max()


def test_the_number_of_statements_does_not_drown_the_rest():
    counts = np.array([20, 5]), np.array([5, 20]), np.array([30, 30])
    extremity = np.array([1.0, 2.0])
    assert np.allclose(priorities(*counts, extremity), priorities(*counts, 10 * extremity))


def test_priorities_that_are_all_equal_though_statements_differ_raise_an_alarm(monkeypatch):
    monkeypatch.setattr(
        "samskab.methods.opinion.routing.published_priority", lambda *args: np.full(len(args[0]), 49.0)
    )
    with pytest.raises(RoutingBrokenError) as alarm:
        priorities(np.array([20, 5]), np.array([5, 20]), np.array([30, 30]), np.array([1.0, 2.0]))
    assert alarm.value.code == "all_equal"


def test_priorities_that_are_not_numbers_raise_an_alarm(monkeypatch):
    monkeypatch.setattr(
        "samskab.methods.opinion.routing.published_priority", lambda *args: np.array([1.0, np.nan])
    )
    with pytest.raises(RoutingBrokenError) as alarm:
        priorities(np.array([20, 5]), np.array([5, 20]), np.array([30, 30]), np.array([1.0, 2.0]))
    assert alarm.value.code == "not_positive"


def test_the_logged_chance_is_the_chance():
    weight, rng, n = np.array([1.0, 2.0, 5.0, 0.0, 9.0]), np.random.default_rng(0), 20_000
    answered = np.array([False, False, False, False, True])
    drawn = [next_statement(weight, answered, rng=rng) for _ in range(n)]
    chance = {d.statement: d.probability for d in drawn}
    assert set(chance) == {0, 1, 2}
    assert sum(chance.values()) == pytest.approx(1)
    for statement, stated in chance.items():
        share = sum(d.statement == statement for d in drawn) / n
        assert share == pytest.approx(stated, abs=4 * (stated * (1 - stated) / n) ** 0.5)
    assert sum(d.uniform for d in drawn) / n == pytest.approx(0.1, abs=0.01)


def test_what_a_persons_own_group_has_not_heard_comes_more_often():
    chance = {}
    for seen in ([0, 50], [50, 0]):
        for seed in range(50):
            draw = next_statement(
                np.ones(2), np.zeros(2, bool), rng=np.random.default_rng(seed), group_seen=np.array(seen)
            )
            chance[seen[0], draw.statement] = draw.probability
    assert chance[0, 0] > chance[50, 0]


def test_when_all_is_answered_there_is_nothing_to_show():
    assert next_statement(np.ones(2), np.ones(2, bool), rng=np.random.default_rng(0)) is None
