"""k-means, silhouettes and identities, each against a plain twin."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samskab.methods.opinion import adjusted_rand, k_means, matched_ids, nearest, silhouettes


def plain_silhouette(points, label):
    """The definition, one person at a time."""
    total = 0.0
    for i in range(len(points)):
        apart = np.hypot(*(points - points[i]).T)
        own = label == label[i]
        if own.sum() > 1:
            a = apart[own].sum() / (own.sum() - 1)
            b = min(apart[label == g].mean() for g in set(label) - {label[i]})
            total += (b - a) / max(a, b)
    return total / len(points)


@pytest.mark.parametrize("k", [2, 3, 5])
def test_silhouettes_follow_the_definition(k):
    rng = np.random.default_rng(k)
    points, label = rng.normal(size=(700, 2)), rng.integers(k, size=700)
    label[0] = k - 1
    assert silhouettes(points, [label])[0] == pytest.approx(plain_silhouette(points, label), abs=1e-5)


def test_someone_alone_counts_nothing():
    points = np.array([[0.0, 0], [0, 1], [9, 0]])
    assert silhouettes(points, [np.array([0, 0, 1])])[0] == pytest.approx(
        plain_silhouette(points, np.array([0, 0, 1]))
    )


@settings(deadline=None)
@given(st.integers(0, 200), st.integers(1, 5))
def test_k_means_ends_where_nothing_moves(seed, k):
    points = np.random.default_rng(seed).normal(size=(40, 2))
    found = k_means(points, k, rng=np.random.default_rng(0), most_rounds=200)
    assert (found.label == nearest(points, found.centres)).all()
    for g in range(k):
        if (found.label == g).any():
            assert np.allclose(points[found.label == g].mean(0), found.centres[g])


def test_k_means_finds_the_best_split_of_a_few_points():
    points = np.random.default_rng(3).normal(size=(9, 2))
    best = np.inf
    for mask in range(1, 2**8):
        side = np.array([(mask >> i) & 1 for i in range(9)], bool)
        inertia = sum(((points[s] - points[s].mean(0)) ** 2).sum() for s in (side, ~side))
        best = min(best, inertia)
    found = k_means(points, 2, rng=np.random.default_rng(0), restarts=30)
    assert found.inertia == pytest.approx(best)


def test_identical_points_do_not_break_it():
    found = k_means(np.zeros((6, 2)), 3, rng=np.random.default_rng(0))
    assert found.inertia == 0


def test_an_earlier_grouping_is_tried_as_a_start():
    points = np.random.default_rng(0).normal(size=(50, 2))
    start = k_means(points, 3, rng=np.random.default_rng(1)).centres
    found = k_means(points, 3, rng=np.random.default_rng(2), restarts=0, start=start)
    assert np.allclose(found.centres, start)


@given(st.lists(st.integers(0, 3), min_size=2, max_size=30), st.randoms(use_true_random=False))
def test_adjusted_rand_is_symmetric_and_blind_to_names(label, random):
    one = np.array(label)
    other = np.array(random.choices(range(4), k=len(label)))
    assert adjusted_rand(one, other) == pytest.approx(adjusted_rand(other, one))
    assert adjusted_rand(one, 3 - one) == 1.0


def test_adjusted_rand_against_a_figure_worked_by_hand():
    # Cells 2, 1 / 0, 2: 2 pairs together in both; rows 4 pairs, columns 1 + 3 = 4; of 10 pairs, chance 1.6.
    assert adjusted_rand(np.array([0, 0, 0, 1, 1]), np.array([0, 0, 1, 1, 1])) == pytest.approx(
        (2 - 1.6) / (4 - 1.6)
    )


@given(st.lists(st.integers(-1, 3), min_size=1, max_size=30), st.permutations(range(4)))
def test_identities_follow_people_whatever_the_new_numbers(label, names):
    earlier = np.array(label)
    k = 4
    renamed = np.append(np.array(names), -1)[earlier]
    ids, _ = matched_ids(renamed, k, earlier, next_id=4)
    for new, old in zip(renamed.tolist(), label, strict=True):
        if new >= 0:
            assert ids[new] == old


def test_a_group_with_nobody_from_before_gets_a_new_name():
    ids, next_id = matched_ids(np.array([0, 0, 1]), 2, np.array([5, 5, -1]), next_id=9)
    assert (ids, next_id) == ((5, 9), 10)


def test_when_a_group_splits_the_larger_part_keeps_the_name():
    ids, _ = matched_ids(np.array([0, 1, 1, 1]), 2, np.array([3, 3, 3, 3]), next_id=4)
    assert ids == (4, 3)
