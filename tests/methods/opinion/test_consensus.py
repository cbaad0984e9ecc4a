"""Bounds and lists worked by hand, and that no group's voice is lost by renaming or by size."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samskab.methods.opinion import (
    GroupCounts,
    fit,
    geometric_consensus,
    lowest_bound,
    much_to_few,
    upsert,
    what_we_share,
    where_we_differ,
    wilson,
)

from .conversations import camps

TABLES = st.integers(0, 10_000).map(lambda seed: random_counts(seed))  # noqa: PLW0108  # it is defined below


def random_counts(seed, k=3, m=8):
    rng = np.random.default_rng(seed)
    seen = rng.integers(0, 40, (k, m))
    agree = rng.binomial(seen, rng.random((k, m)))
    return GroupCounts(agree, rng.binomial(seen - agree, 0.5), seen)


@given(st.integers(0, 50), st.integers(0, 50))
def test_the_lower_bound_lies_below_the_share_and_the_upper_above(successes, failures):
    n = successes + failures
    lower, upper = (float(b[0]) for b in wilson(np.array([successes]), np.array([n])))
    share = successes / n if n else 0.5
    assert 0 <= lower <= share + 1e-12
    assert share - 1e-12 <= upper <= 1


@given(st.integers(0, 20), st.integers(1, 20))
def test_the_lower_bound_rises_with_the_number_of_people_at_the_same_share(successes, failures):
    n = successes + failures
    one, many = wilson(np.array([successes, 3 * successes]), np.array([n, 3 * n]))[0]
    assert many >= one


@given(TABLES, st.permutations(range(3)))
def test_renaming_groups_changes_no_score(counts, order):
    renamed = GroupCounts(*(part[list(order)] for part in (counts.agree, counts.disagree, counts.seen)))
    assert np.allclose(lowest_bound(counts), lowest_bound(renamed), equal_nan=True)
    assert np.allclose(geometric_consensus(counts), geometric_consensus(renamed))


@given(TABLES, st.integers(0, 2), st.integers(0, 7))
def test_one_more_agreement_in_any_group_never_lowers_a_score(counts, g, j):
    agree, seen = counts.agree.copy(), counts.seen.copy()
    agree[g, j] += 1
    seen[g, j] += 1
    more = GroupCounts(agree, counts.disagree, seen)
    assert geometric_consensus(more)[j] >= geometric_consensus(counts)[j]
    before, after = lowest_bound(counts)[j], lowest_bound(more)[j]
    assert np.isnan(before) or after >= before


@given(TABLES)
def test_scores_lie_strictly_between_nothing_and_everything(counts):
    gac = geometric_consensus(counts)
    assert ((gac > 0) & (gac < 1)).all()
    bound = lowest_bound(counts)
    assert ((bound >= 0) & (bound < 1))[~np.isnan(bound)].all()


def test_cloning_everybody_narrows_the_bound_but_keeps_the_share():
    counts = random_counts(3)
    twice = GroupCounts(*(2 * part for part in (counts.agree, counts.disagree, counts.seen)))
    heard = ~np.isnan(lowest_bound(counts))
    assert (lowest_bound(twice)[heard] >= lowest_bound(counts)[heard]).all()


def test_the_value_does_not_fall_with_the_number_of_groups():
    def same(k):
        return GroupCounts(np.full((k, 1), 9), np.zeros((k, 1), int), np.full((k, 1), 10))

    assert geometric_consensus(same(2))[0] == pytest.approx(geometric_consensus(same(5))[0])


def test_a_statement_one_group_has_not_heard_is_not_called_shared():
    counts = GroupCounts(np.array([[9], [4]]), np.zeros((2, 1), int), np.array([[9], [4]]))
    (shared,) = what_we_share(counts)
    assert shared.lowest_group is None
    assert shared.unheard_by == (1,)


def test_a_declared_group_nobody_found_can_lower_the_bound_but_never_raise_it():
    found = GroupCounts(np.array([[90]]), np.array([[10]]), np.array([[100]]))
    against = GroupCounts(np.array([[1], [89]]), np.array([[9], [1]]), np.array([[10], [90]]))
    alone, joined = what_we_share(found)[0], what_we_share(found, against)[0]
    assert joined.lowest_group == pytest.approx(float(wilson(np.array([1]), np.array([10]))[0][0]))
    assert joined.lowest_group < alone.lowest_group
    few = GroupCounts(np.array([[0]]), np.array([[4]]), np.array([[4]]))
    assert what_we_share(found, few)[0] == alone


def test_the_few_are_heard_beside_what_everybody_shares():
    # The small group stands behind the second statement, the large one against it; all like the first.
    agree = np.array([[90, 10], [19, 19]])
    seen = np.array([[100, 100], [20, 20]])
    counts = GroupCounts(agree, seen - agree, seen)
    assert what_we_share(counts)[0].statement == 0
    (held,) = much_to_few(counts, np.array([100, 20]))
    assert (held.statement, held.group, held.share, held.share_others) == (1, 1, 0.95, 0.1)
    (apart,) = where_we_differ(counts)
    assert (apart.statement, apart.most, apart.least) == (1, 1, 0)


@given(TABLES)
def test_a_difference_is_beyond_the_doubt_of_both_groups(counts):
    lower, upper = wilson(counts.agree, counts.seen)
    for apart in where_we_differ(counts):
        assert min(counts.seen[apart.most, apart.statement], counts.seen[apart.least, apart.statement]) >= 5
        assert apart.gap > 0
        assert apart.gap == lower[apart.most, apart.statement] - upper[apart.least, apart.statement]


def test_declared_groups_stand_beside_found_ones_and_tiny_ones_are_left_out():
    votes = upsert(*camps(80, 20))
    area = [None if p == 0 else "north" if p < 40 else "south" if p < 77 else "islet" for p in range(80)]
    (declared,) = fit(votes, declared={"area": area}, bridging=False).declared
    assert declared.group_names == ("north", "south")
    assert declared.size == (39, 37)
    assert declared.left_out == 1
    mine = np.isin(votes.person_of_row, np.arange(1, 40))
    assert declared.counts.seen[0].sum() == votes.votes_by[mine].sum()


def test_the_interval_is_the_textbooks_at_95_per_cent():
    lower, upper = wilson(np.array([8]), np.array([10]), z=1.96)
    assert (round(float(lower[0]), 3), round(float(upper[0]), 3)) == (0.490, 0.943)


@pytest.mark.parametrize(("seen", "heard"), [(4, False), (5, True)])
def test_five_answers_are_enough_to_have_heard_it(seen, heard):
    counts = GroupCounts(np.array([[30], [seen]]), np.zeros((2, 1), int), np.array([[30], [seen]]))
    assert np.isnan(lowest_bound(counts)[0]) != heard
    (shared,) = what_we_share(counts)
    assert (shared.unheard_by == ()) == heard
    found = GroupCounts(np.array([[30]]), np.array([[0]]), np.array([[30]]))
    against = GroupCounts(np.array([[0]]), np.array([[seen]]), np.array([[seen]]))
    assert (what_we_share(found, against)[0].lowest_group < what_we_share(found)[0].lowest_group) == heard
    small = GroupCounts(np.array([[0], [seen]]), np.array([[30], [0]]), np.array([[30], [seen]]))
    assert bool(much_to_few(small, np.array([30, seen]))) == heard
    assert bool(where_we_differ(small)) == heard
    outside = GroupCounts(np.array([[0], [20]]), np.array([[seen], [0]]), np.array([[seen], [20]]))
    assert bool(much_to_few(outside, np.array([40, 20]))) == heard


def test_half_of_the_others_agreeing_is_no_longer_few():
    counts = GroupCounts(
        np.array([[15, 14], [19, 19]]), np.zeros((2, 2), int), np.array([[30, 30], [20, 20]])
    )
    assert [h.statement for h in much_to_few(counts, np.array([30, 20]))] == [1]


def test_the_largest_group_is_never_the_few():
    counts = GroupCounts(np.array([[29], [0]]), np.array([[1], [20]]), np.array([[30], [20]]))
    assert much_to_few(counts, np.array([30, 20])) == ()


def test_differences_give_the_shares_of_both_groups():
    counts = GroupCounts(np.array([[27], [3]]), np.array([[3], [9]]), np.array([[30], [12]]))
    (apart,) = where_we_differ(counts)
    assert (apart.share_most, apart.share_least) == (0.9, 0.25)
    with_one = GroupCounts(np.array([[27]]), np.array([[3]]), np.array([[30]]))
    assert where_we_differ(with_one) == much_to_few(with_one, np.array([30])) == ()
