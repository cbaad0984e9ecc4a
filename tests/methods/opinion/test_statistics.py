"""Statistics worked by hand, corrections, and what is not shown."""

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samskab.methods.opinion import (
    GroupCounts,
    benjamini_hochberg,
    count_groups,
    group_aware_consensus,
    majority,
    published_representative,
    representative,
    run_tests,
    upper_tail,
    upsert,
    z_between,
    z_half,
)

from .conversations import camps


def counts(agree, disagree, seen):
    return GroupCounts(np.array(agree), np.array(disagree), np.array(seen))


def test_group_counts_follow_a_plain_loop():
    votes = upsert(*camps(40, 9))
    label = np.arange(40) % 3 - 1
    found = count_groups(votes, label, 2)
    for g, j in product(range(2), range(9)):
        mine = [
            votes.vote[i]
            for row in np.flatnonzero(label == g)
            for i in range(votes.start[row], votes.start[row + 1])
            if votes.statement[i] == j
        ]
        assert found.agree[g, j] == mine.count(1)
        assert found.disagree[g, j] == mine.count(-1)
        assert found.seen[g, j] == len(mine)


def test_tests_worked_by_hand():
    # 6 of 8 agree here, 2 of 8 there: p = 7/10 and 3/10; pooled (7 + 3) / (9 + 9) = 5/9.
    tests = run_tests(counts([[6], [2]], [[2], [6]], [[8], [8]]))
    assert tests.p_agree[0, 0] == 0.7
    assert tests.ratio_agree[0, 0] == pytest.approx(7 / 3)
    assert tests.z_agree[0, 0] == pytest.approx(2 * 3 * (7 / 9 - 1 / 2))
    by_hand = (7 / 9 - 3 / 9) / math.sqrt(5 / 9 * 4 / 9 * 2 / 9)
    assert tests.z_more_agree[0, 0] == pytest.approx(by_hand)
    assert tests.z_more_agree[1, 0] == pytest.approx(-by_hand)


def test_unanimity_everywhere_does_not_divide_by_zero():
    assert z_between(np.array([5]), np.array([5]), np.array([5]), np.array([5]))[0] == 0
    assert np.isfinite(z_half(np.array([0]), np.array([0]))).all()


def test_group_aware_consensus_is_the_published_product():
    agree, disagree = group_aware_consensus(counts([[3], [1]], [[0], [1]], [[3], [2]]))
    assert agree[0] == pytest.approx(4 / 5 * 2 / 4)
    assert disagree[0] == pytest.approx(1 / 5 * 2 / 4)


def test_upper_tail_of_familiar_limits():
    assert upper_tail(np.array([1.2815515655446004, 1.6448536269514722])) == pytest.approx([0.1, 0.05])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_benjamini_hochberg_follows_its_definition(p_values):
    p = np.array(p_values)
    ranked = sorted(p_values)
    passing = [value for rank, value in enumerate(ranked, 1) if value <= 0.1 * rank / len(ranked)]
    limit = max(passing, default=-1.0)
    assert benjamini_hochberg(p).tolist() == [value <= limit for value in p_values]


def test_chance_alone_rarely_makes_a_representative_statement():
    rng = np.random.default_rng(0)
    shown = 0
    for _ in range(40):
        seen = np.full((3, 50), 40)
        agree = rng.binomial(40, 0.6, (3, 50))
        found = counts(agree, seen - agree, seen)
        shown += any(representative(found, run_tests(found)))
    assert shown <= 8
    uncorrected = published_representative(found, run_tests(found))
    assert all(uncorrected)


def test_cells_few_have_seen_are_not_shown():
    found = counts([[30, 4], [0, 0]], [[0, 0], [30, 30]], [[30, 4], [30, 30]])
    shown = representative(found, run_tests(found))
    assert [r.statement for r in shown[0]] == [0]
    assert [r.statement for r in shown[1]] == [0]


def test_ties_at_the_last_place_all_stand():
    agree = np.array([[30] * 7, [0] * 7])
    found = counts(agree, 30 - agree, np.full((2, 7), 30))
    assert [len(group) for group in representative(found, run_tests(found), picked=5)] == [7, 7]


def test_majority_lists_ties_at_the_last_place():
    agree = np.array([20, 20, 10])
    assert majority(agree, 20 - agree, np.full(3, 20), picked=1).agree == (0, 1)


@given(st.permutations(range(6)))
def test_renaming_statements_renames_the_statements_shown(order):
    rng = np.random.default_rng(1)
    agree = np.stack([rng.integers(10, 31, 6), rng.integers(0, 15, 6)])
    found = counts(agree, 30 - agree, np.full((2, 6), 30))
    moved = counts(agree[:, order], 30 - agree[:, order], np.full((2, 6), 30))
    shown = representative(found, run_tests(found))
    again = representative(moved, run_tests(moved))
    for one, other in zip(shown, again, strict=True):
        assert {r.statement for r in one} == {order[r.statement] for r in other}


def test_one_group_has_nothing_to_stand_out_from():
    found = counts([[30]], [[0]], [[30]])
    assert representative(found, run_tests(found)) == ((),)
