"""A meeting's agenda: justified representation, checked by brute force, estimates marked, ties by lot."""

from itertools import combinations

import numpy as np
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from samskab.methods.opinion import choose_slate, estimated_agreement, fit, upsert

from .conversations import camps, everybody


@settings(deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 5))
def test_no_large_enough_group_that_agrees_on_something_is_left_without_anything(seed, size):
    rng = np.random.default_rng(seed)
    votes = upsert(*np.nonzero(np.ones((12, 6), int)), rng.choice([-1, 1], 72))
    slate = choose_slate(votes, size, lot=rng.permutation(6))
    chosen = {p.statement for p in slate.places}
    likes = {
        j: {int(votes.person_of_row[i]) for i in range(12) if votes.vote[votes.start[i] + c] == 1}
        for c, j in enumerate(votes.statement_of_column.tolist())
    }
    served = set().union(*(likes[j] for j in chosen))
    for j in set(likes) - chosen:
        assert len(likes[j] - served) < -(-12 // size)
    assert slate.justified
    assert slate.covered == len(served) / 12


@given(st.integers(0, 1000))
def test_greedy_cover_reaches_its_known_share_of_the_best(seed):
    rng = np.random.default_rng(seed)
    matrix = rng.choice([-1, 1], (10, 5), p=[0.7, 0.3])
    votes = upsert(*np.nonzero(np.ones((10, 5), int)), matrix.ravel())
    best = max((matrix[:, pick] == 1).any(1).mean() for pick in combinations(range(5), 2))
    slate = choose_slate(votes, 2, lot=rng.permutation(5))
    assert slate.covered >= (1 - 1 / np.e) * best - 1e-9


@given(st.permutations(range(3)))
def test_ties_are_settled_by_the_lot_and_named(lot):
    votes = everybody([[1, -1, -1], [-1, 1, -1], [-1, -1, 1]])
    first = choose_slate(votes, 1, lot=np.array(lot)).places[0]
    assert first.statement == lot.index(0)
    assert first.tied == (0, 1, 2)


def test_merit_settles_ties_before_the_lot():
    votes = everybody([[1, -1], [-1, 1]])
    slate = choose_slate(votes, 1, lot=np.array([0, 1]), merit=np.array([np.nan, 0.5]))
    assert (slate.places[0].statement, slate.places[0].tied) == (1, ())


def test_estimates_are_counted_apart_and_never_overrule_a_vote():
    votes = everybody([[1, None], [None, 1], [-1, 1]])
    everyone = np.ones((3, 2))
    slate = choose_slate(votes, 1, lot=np.arange(2), estimate=sp.csr_matrix(everyone))
    (place,) = slate.places
    assert (place.statement, place.speaks_for, place.estimated) == (1, 3, 1)
    assert slate.covered == 1
    assert slate.covered_by_votes == 2 / 3


def test_places_nobody_is_left_for_are_filled_by_merit():
    votes = everybody([[1, 1, 1]] * 4)
    slate = choose_slate(votes, 3, lot=np.arange(3), merit=np.array([0.1, 0.9, 0.5]))
    assert [p.statement for p in slate.places] == [1, 2, 0]
    assert [p.entitled for p in slate.places] == [True, False, False]


def test_an_empty_room_has_an_agenda_of_nobody():
    slate = choose_slate(upsert([], [], [], n_people=0, n_statements=0), 3, lot=np.arange(0))
    assert (slate.places, slate.n_people, slate.largest_unserved) == ((), 0, 0)


def test_people_are_estimated_to_agree_with_their_own_camp():
    votes = upsert(*camps(80, 20, noise=0.0))
    opinion = fit(votes, bridging=False)
    guess = estimated_agreement(votes, opinion.position, opinion.mean, opinion.basis).toarray()
    heard = np.zeros_like(guess)
    heard[np.repeat(np.arange(80), votes.votes_by), votes.statement] = True
    camp = votes.person_of_row % 2
    by_camp = np.repeat(camp, votes.votes_by)
    taste = np.stack(
        [np.bincount(votes.statement[by_camp == g], votes.vote[by_camp == g], 20) for g in range(2)]
    )
    right = (guess == (taste[camp] > 0))[~heard]
    assert right.mean() > 0.9


def test_estimates_can_win_a_place_but_not_against_a_no():
    votes = everybody([[1, -1], [1, -1], [-1, 1], [-1, None], [-1, None]])
    slate = choose_slate(votes, 1, lot=np.arange(2), estimate=sp.csr_matrix(np.ones((5, 2))))
    (place,) = slate.places
    assert (place.statement, place.speaks_for, place.estimated) == (1, 3, 2)
    assert slate.covered == 0.6
    assert slate.covered_by_votes == 0.2
    assert slate.largest_unserved == 2


def test_people_who_have_not_voted_take_no_share_of_the_room():
    votes = upsert([0, 1], [0, 0], [1, 1], n_people=9)
    assert choose_slate(votes, 1, lot=np.arange(1)).n_people == 2


def test_a_slate_without_places_leaves_a_room_unserved():
    slate = choose_slate(everybody([[1]] * 4), 0, lot=np.arange(1))
    assert (slate.largest_unserved, slate.quota, slate.justified) == (4, 4, False)
