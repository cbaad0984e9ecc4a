"""The group-free score against a plain twin, against the sign of its axis, and against known truth."""

import numpy as np
import pytest

from samskab.methods.opinion import bridging_score, upsert

from .conversations import camps


def plain_fit(votes, axis, rounds):
    """The same least squares, one person and one statement at a time with a general solver."""
    n, m = votes.n_people, votes.n_live
    person = np.repeat(np.arange(n), votes.votes_by)
    statement, rating = votes.statement, (votes.vote + 1) / 2
    base = np.bincount(statement, rating, m) / np.bincount(statement, minlength=m)
    place = np.bincount(person, (rating - base[statement]) * axis[statement], n)
    mean, offset, factor = rating.mean(), np.zeros(m), axis * np.linalg.norm(place) ** 0.5
    own, side = np.zeros(n), np.zeros(n)
    for _ in range(rounds):
        for target, index, other, other_index in ((0, person, 1, statement), (1, statement, 0, person)):
            known = (offset, factor) if other else (own, side)
            found = np.zeros((2, n if target == 0 else m))
            for who in range(found.shape[1]):
                mine = index == who
                design = np.stack([np.ones(mine.sum()), known[1][other_index[mine]]], 1)
                left = rating[mine] - mean - known[0][other_index[mine]]
                penalty = np.diag([0.15, 0.03]) * mine.sum()
                found[:, who] = np.linalg.solve(
                    design.T @ design + penalty + 1e-12 * np.eye(2), design.T @ left
                )
            if target == 0:
                own, side = found
            else:
                offset, factor = found
        left = rating - mean - own[person] - offset[statement] - side[person] * factor[statement]
        mean += (left.sum() - 0.15 * len(rating) * mean) / (len(rating) * 1.15)
    return mean, offset, factor, side


def test_every_round_is_the_plain_least_squares():
    votes = upsert(*camps(25, 8))
    axis = np.linspace(-1, 1, 8)
    found = bridging_score(votes, axis, most_rounds=3)
    mean, offset, factor, side = plain_fit(votes, axis, 3)
    assert found.mean == pytest.approx(mean, abs=1e-6)
    assert np.allclose(found.offset, offset, atol=1e-6)
    assert np.allclose(found.factor, factor, atol=1e-6)
    low, high = np.quantile(side, [0.15, 0.85])
    assert np.allclose(found.lower_end, offset + np.minimum(factor * low, factor * high), atol=1e-6)


def test_mirroring_the_axis_changes_no_score():
    votes = upsert(*camps(60, 20))
    axis = np.random.default_rng(0).normal(size=20)
    one, other = bridging_score(votes, axis), bridging_score(votes, -axis)
    assert np.allclose(one.lower_end, other.lower_end)
    assert np.allclose(one.factor, -other.factor)


def test_it_ranks_what_both_ends_carry_above_what_one_end_loves():
    rng = np.random.default_rng(0)
    lean = rng.normal(size=200)
    slope = np.where(np.arange(40) < 20, 0.0, rng.choice([-2.0, 2.0], 40))
    base = rng.normal(0.3, 1, 40)
    chance = 1 / (1 + np.exp(-(base + np.outer(lean, slope))))
    person, statement = np.nonzero(rng.random((200, 40)) < 0.4)
    votes = upsert(person, statement, np.where(rng.random(len(person)) < chance[person, statement], 1, -1))
    ends = np.quantile(lean, [0.25, 0.75])
    truth = np.minimum(chance[lean < ends[0]].mean(0), chance[lean > ends[1]].mean(0))[
        votes.statement_of_column
    ]
    axis = np.linalg.svd(chance - chance.mean(0))[2][0][votes.statement_of_column]
    found = bridging_score(votes, axis).lower_end
    plain = votes.agree / votes.seen

    def ranks(x):
        return np.argsort(np.argsort(x))

    assert np.corrcoef(ranks(found), ranks(truth))[0, 1] > 0.85
    assert np.corrcoef(ranks(found), ranks(truth))[0, 1] > np.corrcoef(ranks(plain), ranks(truth))[0, 1]


def test_unvoted_statements_have_no_score_and_no_votes_make_none():
    votes = upsert([0, 1], [0, 0], [1, -1], n_statements=2)
    score = bridging_score(votes, np.ones(2))
    assert np.isnan(score.lower_end[votes.statement_of_column == 1]).all()
    assert np.isnan(
        bridging_score(upsert([], [], [], n_people=2, n_statements=2), np.ones(2)).lower_end
    ).all()
