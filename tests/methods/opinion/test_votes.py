"""The table of last votes: what counts, what is left out, and that names and order do not matter."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samskab.methods.opinion import Votes, VotesRefusedError, upsert

from .conversations import camps, counted

TABLES = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 5), st.integers(-1, 1)), max_size=60).map(
    lambda rows: tuple(np.array([row[i] for row in rows], np.int64) for i in range(3))
)


def rows(votes: Votes) -> set[tuple[int, int, int]]:
    person = np.repeat(votes.person_of_row, votes.votes_by)
    statement = votes.statement_of_column[votes.statement]
    return set(zip(person.tolist(), statement.tolist(), votes.vote.tolist(), strict=True))


@given(TABLES)
def test_the_last_vote_of_everyone_counts_and_only_that(table):
    votes = upsert(*table)
    assert rows(votes) == set(counted(table))
    assert votes.n_votes + votes.n_revotes == votes.n_given == len(table[0])


@given(TABLES)
def test_counts_add_up(table):
    votes = upsert(*table)
    passes = votes.seen - votes.agree - votes.disagree
    assert (passes >= 0).all()
    assert votes.seen.sum() == votes.n_votes == votes.votes_by.sum()
    assert passes.sum() == (votes.vote == 0).sum()


@given(TABLES)
def test_inputs_are_unchanged(table):
    before = [part.copy() for part in table]
    upsert(*table)
    assert all((a == b).all() for a, b in zip(before, table, strict=True))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 1000))
def test_row_order_and_names_give_the_same_table_bit_for_bit(seed):
    person, statement, vote = camps(30, 9, seed=seed)
    rng = np.random.default_rng(seed)
    order, people, statements = rng.permutation(len(vote)), rng.permutation(30), rng.permutation(9)
    one = upsert(person, statement, vote, n_people=30, n_statements=9)
    other = upsert(
        people[person[order]], statements[statement[order]], vote[order], n_people=30, n_statements=9
    )
    for name in ("start", "statement", "vote", "agree", "disagree", "seen"):
        assert (getattr(one, name) == getattr(other, name)).all(), name
    again = upsert(person[order], statement[order], vote[order], n_people=30, n_statements=9)
    assert one.sha256 == again.sha256


def test_statements_moderated_out_have_no_column_and_their_votes_are_counted_by_reason():
    votes = upsert([0, 0, 1, 1], [0, 1, 0, 1], [1, 1, 1, -1], live=[True, False])
    assert votes.n_live == 1
    assert votes.n_moderated == 2
    assert rows(votes) == {(0, 0, 1), (1, 0, 1)}


def test_the_hash_tells_a_changed_vote():
    assert upsert([0], [0], [1]).sha256 != upsert([0], [0], [-1]).sha256
    assert upsert([0], [0], [1]).sha256 != upsert([0], [0], [1], n_people=2).sha256


def test_the_hash_can_be_made_by_hand():
    from samskab.methods.outcome import input_sha256

    person, statement, vote = np.array([0, 1], "i4"), np.array([0, 0], "i4"), np.array([1, -1], "i1")
    by_hand = input_sha256(2, 1, np.array([True]), person, statement, vote)
    assert upsert([1, 0], [0, 0], [-1, 1]).sha256 == by_hand


@pytest.mark.parametrize(
    ("columns", "options", "code"),
    [
        (([0], [0], [2]), {}, "unknown_vote"),
        (([0], [0], [0.5]), {}, "unknown_vote"),
        (([0, 1], [0], [1]), {}, "lengths_differ"),
        (([-1], [0], [1]), {}, "negative_id"),
        (([3], [0], [1]), {"n_people": 3}, "id_too_large"),
        (([2**31], [0], [1]), {}, "id_too_large"),
        (([0.5], [0], [1]), {}, "not_whole"),
        ((["a"], [0], [1]), {}, "not_whole"),
        (([0], [0], [float("nan")]), {}, "unknown_vote"),
        (([0], [0], [1]), {"live": [True, True]}, "lengths_differ"),
    ],
)
def test_what_is_not_a_vote_is_refused_with_a_code(columns, options, code):
    with pytest.raises(VotesRefusedError) as refusal:
        upsert(*columns, **options)
    assert refusal.value.code == code
    assert refusal.value.parameters


def test_no_votes_make_an_empty_table():
    votes = upsert([], [], [], n_people=3, n_statements=2)
    assert (votes.n_people, votes.n_live, votes.n_votes) == (3, 2, 0)
