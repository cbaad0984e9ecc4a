"""The map: exactly the published principal components, without a dense table, and without mirroring."""

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from samskab.methods.opinion import (
    angle_degrees,
    centred,
    leading_plane,
    means,
    orient,
    ridge_positions,
    upsert,
    warm_plane,
)

from .conversations import camps


def dense_plane(votes):
    """Fill gaps with the mean, centre, decompose: the published way."""
    table = np.full((votes.n_people, votes.n_live), np.nan)
    table[np.repeat(np.arange(votes.n_people), votes.votes_by), votes.statement] = votes.vote
    filled = np.where(np.isnan(table), np.nanmean(table, axis=0), table)
    return np.linalg.svd(filled - filled.mean(0), full_matrices=False)


def sparse(votes):
    mean = means(votes.agree, votes.disagree, votes.seen)
    return centred(votes.start, votes.statement, votes.vote, mean)


@pytest.mark.parametrize(("n", "m"), [(60, 12), (40, 64), (90, 65), (150, 200), (30, 300)])
def test_the_plane_is_that_of_the_dense_mean_filled_table(n, m):
    votes = upsert(*camps(n, m, k=3, noise=0.2), n_people=n, n_statements=m)
    _, strength, vectors = dense_plane(votes)
    plane = leading_plane(sparse(votes))
    assert angle_degrees(plane.basis, vectors[:2]) < 0.01
    assert np.allclose(plane.strength, strength[:2] ** 2, rtol=1e-6)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_a_direction_the_start_cannot_see_is_found(seed):
    rng = np.random.default_rng(seed)
    frame = np.linalg.qr(rng.normal(size=(80, 3)))[0]
    table = sp.csr_matrix((rng.normal(size=(100, 3)) * [5, 2, 0.1]) @ frame.T)
    _, strength, vectors = np.linalg.svd(table.toarray(), full_matrices=False)
    plane = leading_plane(table)
    assert angle_degrees(plane.basis, vectors[:2]) < 0.01
    assert np.allclose(plane.strength, strength[:2] ** 2)


def test_equal_strengths_still_give_two_axes():
    table = sp.identity(100, format="csr")
    plane = leading_plane(table)
    assert np.allclose(plane.basis @ plane.basis.T, np.eye(2), atol=1e-6)
    assert np.allclose(plane.strength, [1, 1])


def test_one_direction_leaves_the_second_axis_empty():
    plane = leading_plane(sp.csr_matrix(np.outer([1.0, -1, 1, -1], np.ones(70))))
    assert plane.basis[0].any()
    assert not plane.basis[1].any()


def test_no_differences_give_no_axes():
    plane = leading_plane(sp.csr_matrix((5, 100)))
    assert not plane.basis.any()


def test_warm_steps_reach_the_cold_plane_after_few_new_votes():
    person, statement, vote = camps(400, 90, noise=0.2, k=3, fill=0.5)
    votes = upsert(person, statement, vote)
    keep = np.random.default_rng(0).random(len(vote)) > 0.01
    earlier = upsert(person[keep], statement[keep], vote[keep], n_people=400, n_statements=90)
    basis = np.zeros((2, 90))
    basis[:, earlier.statement_of_column] = leading_plane(sparse(earlier)).basis
    warm = warm_plane(sparse(votes), basis[:, votes.statement_of_column])
    cold = leading_plane(sparse(votes))
    assert warm.warm
    assert angle_degrees(warm.basis, cold.basis) < 0.1


def test_a_plane_that_has_turned_is_found_anew():
    table = sparse(upsert(*camps(100, 80)))
    other = np.linalg.qr(np.random.default_rng(0).normal(size=(80, 2)))[0].T
    found = warm_plane(table, other)
    assert not found.warm
    assert angle_degrees(found.basis, leading_plane(table).basis) < 1e-3


@given(st.integers(0, 1000), st.sampled_from([(1, 1), (1, -1), (-1, 1), (-1, -1)]))
def test_mirrored_axes_are_oriented_alike(seed, signs):
    basis = np.linalg.qr(np.random.default_rng(seed).normal(size=(9, 2)))[0].T
    assert np.allclose(orient(basis), orient(basis * np.array(signs)[:, None]))


@given(st.integers(0, 1000))
def test_a_turned_plane_is_turned_back_onto_the_earlier_one(seed):
    rng = np.random.default_rng(seed)
    basis = np.linalg.qr(rng.normal(size=(9, 2)))[0].T
    turn = np.linalg.qr(rng.normal(size=(2, 2)))[0]
    assert np.allclose(orient(turn @ basis, basis), basis)


def test_ridge_scores_are_each_persons_own_small_regression():
    votes = upsert(*camps(40, 15, fill=0.4))
    table = sparse(votes)
    basis = leading_plane(table).basis
    found = ridge_positions(table, basis)
    for row in range(votes.n_people):
        mine = slice(votes.start[row], votes.start[row + 1])
        axes, residual = basis[:, votes.statement[mine]], table.data[mine]
        wanted = np.linalg.solve(axes @ axes.T + 0.1 * np.eye(2), axes @ residual)
        assert np.allclose(found[row], wanted)
