"""The whole calculation: order, names, mirrors and clones do not matter; identities last."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samskab.methods.opinion import adjusted_rand, fit, plane, upsert

from .conversations import camps


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_row_order_and_names_change_nothing_but_the_names(seed):
    person, statement, vote = camps(70, 18, k=3, seed=seed % 7, noise=0.15)
    rng = np.random.default_rng(seed)
    order, people, statements = rng.permutation(len(vote)), rng.permutation(70), rng.permutation(18)
    one = fit(upsert(person, statement, vote, n_people=70, n_statements=18))
    renamed = people[person[order]], statements[statement[order]], vote[order]
    other = fit(upsert(*renamed, n_people=70, n_statements=18))
    assert one.gate == other.gate
    assert (other.group[people] == one.group).all()
    assert (other.position[people] == one.position).all()
    assert (other.basis[:, statements] == one.basis).all()
    assert (other.counts.agree[:, statements] == one.counts.agree).all()
    assert (other.bridging.lower_end[statements] == one.bridging.lower_end).all()
    assert {s.statement: s for s in other.shared} == {
        int(statements[s.statement]): replace(s, statement=int(statements[s.statement])) for s in one.shared
    }


@pytest.mark.parametrize("signs", [(1, -1), (-1, 1), (-1, -1)])
def test_axes_found_mirrored_give_the_same_map(monkeypatch, signs):
    votes = upsert(*camps(70, 18, k=3, noise=0.1))
    one = fit(votes)
    found = plane.leading_plane

    def mirrored(table, **options):
        it = found(table, **options)
        return replace(it, basis=it.basis * np.array(signs)[:, None])

    monkeypatch.setattr("samskab.methods.opinion.calculation.leading_plane", mirrored)
    monkeypatch.setattr("samskab.methods.opinion.doubt.leading_plane", mirrored)
    other = fit(votes)
    assert (one.basis == other.basis).all()
    assert adjusted_rand(one.group + 1, other.group + 1) == 1.0


def test_the_same_votes_and_seed_give_the_same_bits():
    table = camps(70, 18, noise=0.2)
    one, other = fit(upsert(*table), seed=3), fit(upsert(*table), seed=3)
    assert one.input_sha256 == other.input_sha256
    assert one.gate == other.gate
    assert (one.position == other.position).all()
    assert one.seed == 3


def test_cloning_everybody_leaves_means_axes_and_the_number_of_groups():
    person, statement, vote = camps(70, 18, noise=0.1)
    one = fit(upsert(person, statement, vote))
    twice = fit(
        upsert(np.append(person, person + 70), np.append(statement, statement), np.append(vote, vote))
    )
    assert np.allclose(one.mean, twice.mean)
    assert plane.angle_degrees(one.basis, twice.basis) < 0.01
    assert one.gate.k == twice.gate.k
    assert (twice.counts.seen.sum(0) == 2 * one.counts.seen.sum(0)).all()


def test_a_revote_counts_once():
    person, statement, vote = camps(70, 18)
    plain = fit(upsert(person, statement, vote))
    changed = fit(upsert(np.append(person, person), np.append(statement, statement), np.append(-vote, vote)))
    assert changed.n_revotes == len(vote)
    assert (plain.group == changed.group).all()


def test_groups_keep_their_name_when_sizes_turn_and_people_join():
    person, statement, vote = camps(90, 20, noise=0.05)
    small = (person % 2 == 1) | (person < 60)  # 60 people of camp 0 and 1 in equal number, then all of camp 1
    first = fit(upsert(person[small], statement[small], vote[small], n_people=90, n_statements=20))
    second = fit(upsert(person, statement, vote), previous=first.carry)
    both = (first.group >= 0) & (second.group >= 0)
    assert (first.group[both] == second.group[both]).all()
    assert first.basis[0] @ second.basis[0] > 0.9


def test_the_map_is_not_mirrored_from_one_fit_to_the_next():
    person, statement, vote = camps(90, 20, noise=0.1)
    first = fit(upsert(person, statement, vote))
    carry = replace(first.carry, basis=-first.carry.basis)
    second = fit(upsert(person, statement, vote), previous=carry)
    assert np.allclose(second.basis, -first.basis, atol=1e-3)


def test_groups_that_come_back_have_their_old_names():
    two = camps(90, 20, noise=0.05)
    first = fit(upsert(*two))
    alike = np.nonzero(np.ones((90, 20), int))
    none = fit(upsert(*alike, np.ones(1800, int)), previous=first.carry)
    assert not none.distinct_groups
    carry, codes = none.carry, []
    for _ in range(4):
        again = fit(upsert(*two), previous=carry)
        carry = again.carry
        codes.append(again.gate.code)
    assert codes == ["awaiting_confirmation"] * 3 + ["distinct_groups"]
    assert (again.group == first.group).all()


def test_new_people_and_statements_may_join():
    person, statement, vote = camps(90, 20, noise=0.05)
    old = (person < 80) & (statement < 18)
    first = fit(upsert(person[old], statement[old], vote[old]))
    second = fit(upsert(person, statement, vote), previous=first.carry)
    assert second.n_people == 90
    assert set(second.group_ids) == set(first.group_ids)


def test_what_is_left_out_is_counted():
    person, statement, vote = camps(70, 18)
    live = np.arange(18) < 15
    opinion = fit(upsert(person, statement, vote, live=live, n_people=72))
    assert opinion.n_live == 15
    assert opinion.n_votes + opinion.n_moderated == len(vote)
    assert opinion.n_people == 72
    assert opinion.n_voters == 70
    assert np.isnan(opinion.mean[15:]).all()
    assert (opinion.counts.seen[:, 15:] == 0).all()
    assert {s.statement for s in opinion.shared} == set(range(15))
    assert np.isnan(opinion.position[70:]).all()


def test_an_outcome_has_plain_parts_that_can_be_written_down():
    opinion = fit(upsert(*camps(70, 18)))
    assert json.dumps([opinion.gate.silhouette, opinion.sizes, opinion.group_ids, opinion.input_sha256])
    assert opinion.majority.agree == tuple(int(j) for j in opinion.majority.agree)


@pytest.mark.parametrize("n", [1, 2, 3, 14, 15, 16, 29])
@pytest.mark.parametrize("m", [1, 2, 6, 7, 8])
def test_small_rooms_of_every_size_get_a_result(n, m):
    rng = np.random.default_rng(n * 100 + m)
    person, statement = np.nonzero(rng.random((n, m)) < 0.8)
    votes = upsert(person, statement, rng.integers(-1, 2, len(person)), n_people=n, n_statements=m)
    opinion = fit(votes)
    assert sum(opinion.sizes) == (opinion.group >= 0).sum()
    assert len(opinion.shared) == m
