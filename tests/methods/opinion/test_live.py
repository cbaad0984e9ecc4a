"""One vote at a time: counts stay exact, voters move with all their votes, a refit agrees with a cold fit."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samskab.methods.opinion import (
    LiveOpinion,
    VotesRefusedError,
    adjusted_rand,
    angle_degrees,
    fit,
    geometric_consensus,
    lowest_bound,
    run_tests,
    upsert,
)

from .conversations import camps, counted

TABLE = camps(60, 12, noise=0.05)
VOTES = upsert(*TABLE)
OPINION = fit(VOTES, bridging=False)
CASTS = st.lists(st.tuples(st.integers(0, 59), st.integers(0, 11), st.integers(-1, 1)), max_size=25)


def recount(live, everything):
    """Counts per group by a plain loop over last votes."""
    k = len(live.opinion.group_ids)
    agree, disagree, seen = (np.zeros((k, 12), int) for _ in range(3))
    place = {identity: g for g, identity in enumerate(live.opinion.group_ids)}
    for person, statement, vote in everything:
        g = place.get(live.group_of(person), -1)
        if g >= 0:
            seen[g, statement] += 1
            agree[g, statement] += vote == 1
            disagree[g, statement] += vote == -1
    return agree, disagree, seen


@settings(deadline=None, max_examples=40)
@given(CASTS)
def test_counts_are_exact_after_every_vote(casts):
    live = LiveOpinion(VOTES, OPINION)
    table = [part.tolist() for part in TABLE]
    for person, statement, vote in casts:
        effect = live.cast(person=person, statement=statement, vote=vote)
        for part, value in zip(table, (person, statement, vote), strict=True):
            part.append(value)
        agree, disagree, seen = recount(live, counted(tuple(np.array(part) for part in table)))
        assert (live.counts.agree == agree).all()
        assert (live.counts.disagree == disagree).all()
        assert (live.counts.seen == seen).all()
        assert effect.gac == pytest.approx(geometric_consensus(live.counts)[statement])
        bound = lowest_bound(live.counts)[statement]
        assert (
            effect.lowest_group == pytest.approx(bound)
            if not np.isnan(bound)
            else effect.lowest_group is None
        )


@settings(deadline=None, max_examples=20)
@given(CASTS)
def test_votes_taken_live_are_the_votes_of_a_cold_table(casts):
    live = LiveOpinion(VOTES, OPINION)
    for person, statement, vote in casts:
        live.cast(person=person, statement=statement, vote=vote)
    added = [np.array([c[i] for c in casts], np.int64) for i in range(3)]
    cold = upsert(*(np.concatenate([old, new]) for old, new in zip(TABLE, added, strict=True)))
    warm = live.votes()
    assert warm.sha256 == cold.sha256
    assert (warm.seen == cold.seen).all()


def test_a_refit_agrees_with_a_cold_fit():
    person, statement, vote = camps(300, 80, k=3, noise=0.1, seed=4)
    cut = np.random.default_rng(0).random(len(vote)) > 0.01
    early = upsert(person[cut], statement[cut], vote[cut], n_people=300, n_statements=80)
    live = LiveOpinion(early, fit(early, bridging=False))
    for p, s, v in zip(person[~cut], statement[~cut], vote[~cut], strict=True):
        live.cast(person=int(p), statement=int(s), vote=int(v))
    warm, cold = live.refit(bridging=False).opinion, fit(upsert(person, statement, vote), bridging=False)
    assert warm.plane_warm
    assert (warm.counts.seen.sum(0) == cold.counts.seen.sum(0)).all()
    assert angle_degrees(warm.basis, cold.basis) < 0.1
    assert abs(warm.basis[0] @ live.opinion.basis[0]) > 0.99
    assert adjusted_rand(warm.group + 1, cold.group + 1) > 0.95
    assert warm.group_ids == live.opinion.group_ids
    same = warm.group == live.opinion.group
    assert same.mean() > 0.95


def test_a_voter_who_changes_everything_moves_and_takes_all_votes_along():
    live = LiveOpinion(VOTES, OPINION)
    other = next(p for p in range(60) if live.group_of(p) not in {-1, live.group_of(0)})
    theirs = {s: v for p, s, v in counted(TABLE) if p == other}
    before = live.counts.seen.sum(1).copy()
    for statement, vote in theirs.items():
        live.cast(person=0, statement=statement, vote=vote)
    for statement in range(12):
        live.cast(person=0, statement=statement, vote=theirs.get(statement, 0))
    assert live.group_of(0) == live.group_of(other)
    assert live.counts.seen.sum(1)[live.opinion.group_ids.index(live.group_of(other))] > before.min()
    assert live.position_of(0) != tuple(OPINION.position[0])


def test_a_new_person_is_placed_once_they_have_voted_enough():
    live = LiveOpinion(VOTES, OPINION)
    theirs = {s: v for p, s, v in counted(TABLE) if p == 3}
    groups = [live.cast(person=60, statement=s, vote=v).group for s, v in list(theirs.items())[:7]]
    assert groups[:6] == [-1] * 6
    assert live.group_of(60) == live.group_of(3)


@pytest.mark.parametrize(
    ("cast", "code"),
    [
        ({"person": 0, "statement": 0, "vote": 2}, "unknown_vote"),
        ({"person": 0, "statement": 12, "vote": 1}, "unknown_statement"),
        ({"person": 0, "statement": -1, "vote": 1}, "unknown_statement"),
        ({"person": 61, "statement": 0, "vote": 1}, "id_too_large"),
        ({"person": -1, "statement": 0, "vote": 1}, "id_too_large"),
    ],
)
def test_a_refused_vote_changes_nothing(cast, code):
    live = LiveOpinion(VOTES, OPINION)
    with pytest.raises(VotesRefusedError) as refusal:
        live.cast(**cast)
    assert refusal.value.code == code
    assert (live.counts.seen == OPINION.counts.seen).all()
    assert not live.refit_due


def test_the_fit_it_started_from_stays_as_it_was():
    before = OPINION.counts.agree.copy()
    LiveOpinion(VOTES, OPINION).cast(person=0, statement=0, vote=1)
    assert (OPINION.counts.agree == before).all()


def test_a_refit_is_due_after_twenty_votes_in_a_small_room():
    live = LiveOpinion(VOTES, OPINION)
    due = [live.cast(person=i % 60, statement=0, vote=1).refit_due for i in range(20)]
    assert due == [False] * 19 + [True]


def test_statistics_and_priorities_follow_the_counts_as_they_stand():
    live = LiveOpinion(VOTES, OPINION)
    before = live.priorities()
    for person in range(30):
        live.cast(person=person, statement=5, vote=0)
    assert live.priorities()[5] < before[5]
    assert (live.tests().p_agree == run_tests(live.counts).p_agree).all()


def test_in_a_room_of_one_group_everybody_who_votes_belongs():
    votes = upsert([0, 1], [0, 0], [1, -1])
    live = LiveOpinion(votes, fit(votes))
    assert live.cast(person=2, statement=0, vote=1).group == 0
    assert live.counts.seen.tolist() == [[3]]
