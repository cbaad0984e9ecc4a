"""What a majority rests on, and ballots cast as one: shown, never removed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samskab.methods.opinion import alike_ballots, check_headlines, fit, upsert

from .conversations import real
from .rooms import room


def test_a_majority_that_holds_in_one_tier_only_is_marked():
    votes = upsert(range(40), [0] * 40, [1, -1] * 10 + [1] * 20)
    told = check_headlines(votes, tier=["identified"] * 20 + ["open"] * 20)
    (headline,) = told.headlines
    assert (headline.agrees, headline.n, headline.share) == (True, 40, 0.75)
    assert [(part.name, part.n, part.share, part.holds) for part in headline.tiers] == [
        ("identified", 20, 0.5, False),
        ("open", 20, 1.0, True),
    ]
    assert (headline.only_among, headline.broad) == (("open",), False)


def test_a_majority_that_holds_in_two_tiers_is_broad_and_small_tiers_are_not_shown():
    votes = upsert(range(44), [0] * 44, [-1] * 44)
    told = check_headlines(votes, tier=["identified"] * 20 + ["open"] * 20 + ["code"] * 4)
    (headline,) = told.headlines
    assert not headline.agrees
    assert (headline.broad, headline.only_among) == (True, ())
    assert [part.name for part in headline.tiers] == ["identified", "open"]


def test_a_cohort_without_which_the_majority_falls_is_named_and_small_cohorts_are_not_tried():
    """Thirty people are split; twelve who came by one code all agree; three by another."""
    votes = upsert(range(45), [0] * 45, [1, -1] * 15 + [1] * 15)
    code = [None] * 30 + ["leaflet"] * 12 + ["friend"] * 3
    told = check_headlines(votes, tier=["open"] * 45, cohorts={"code": code})
    (headline,) = told.headlines
    ((kind, left),) = headline.falls_without
    assert (kind, left.name, left.n, left.holds) == ("code", "leaflet", 33, False)
    assert left.share == pytest.approx(18 / 33)
    assert told.small_cohorts == 1
    assert check_headlines(votes, tier=["open"] * 45).headlines[0].falls_without == ()


def test_no_votes_no_headlines_and_lists_must_fit():
    nothing = upsert([], [], [], n_people=3)
    assert check_headlines(nothing, tier=[None] * 3).headlines == ()
    assert alike_ballots(nothing).clusters == ()
    with pytest.raises(ValueError, match="lengths_differ"):
        check_headlines(nothing, tier=[])


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_order_and_names_decide_nothing(seed):
    rng = np.random.default_rng(seed)
    n, m = 30, 24
    person, statement = np.nonzero(rng.random((n, m)) < 0.9)
    vote = rng.choice([-1, 0, 1], len(person))
    tier = rng.choice(["a", "b", "c"], n)
    one = upsert(person, statement, vote, n_people=n, n_statements=m)
    people, statements, order = rng.permutation(n), rng.permutation(m), rng.permutation(len(vote))
    renamed = np.empty(n, dtype=tier.dtype)
    renamed[people] = tier
    two = upsert(people[person[order]], statements[statement[order]], vote[order], n_people=n, n_statements=m)
    first, second = (check_headlines(v, tier=list(t)) for v, t in ((one, tier), (two, renamed)))
    assert {(int(statements[h.statement]), h.agrees, h.tiers, h.broad) for h in first.headlines} == {
        (h.statement, h.agrees, h.tiers, h.broad) for h in second.headlines
    }
    assert alike_ballots(one).pairs == alike_ballots(two).pairs


def test_one_script_in_many_hands_is_found_and_nobody_else():
    found, others = [], 0
    for seed in range(10):
        votes, k = room(np.random.default_rng(seed))
        group = fit(votes, bridging=False, stability_draws=2).group
        who = {person for cluster in alike_ballots(votes, group=group).clusters for person in cluster}
        found.append(len(who & set(range(k))) / k)
        others += len(who - set(range(k)))
    assert np.mean(found) > 0.85
    assert others == 0


def test_rooms_without_a_brigade_are_quiet():
    for seed in range(20):
        votes, _ = room(np.random.default_rng(seed), brigade=0)
        assert alike_ballots(votes).clusters == ()


def test_two_alike_are_no_cluster_and_few_shared_statements_say_nothing():
    table = np.random.default_rng(0).choice([-1, 1], (30, 60))
    table[29] = table[28]
    person, statement = (index.ravel() for index in np.indices(table.shape))
    told = alike_ballots(upsert(person, statement, table.ravel()))
    assert (told.pairs, told.clusters) == (1, ())
    same = np.ones((30, 19), int)
    person, statement = (index.ravel() for index in np.indices(same.shape))
    assert alike_ballots(upsert(person, statement, same.ravel())).n_compared == 0


def test_people_who_agree_with_everything_are_no_brigade():
    table = np.where(np.random.default_rng(1).random((60, 60)) < 0.8, 1, -1)
    table[:5] = 1
    person, statement = (index.ravel() for index in np.indices(table.shape))
    assert alike_ballots(upsert(person, statement, table.ravel())).clusters == ()


@pytest.mark.data
def test_a_real_conversation_lists_a_handful():
    ballots = real("scoop-hivemind.biodiversity")
    votes = upsert(ballots.person, ballots.statement, ballots.vote, live=ballots.live)
    told = alike_ballots(votes, group=fit(votes, bridging=False).group)
    assert told.n_compared > 300
    assert sum(map(len, told.clusters)) < 0.05 * told.n_compared


def test_inputs_are_unchanged():
    votes, _ = room(np.random.default_rng(0))
    group = np.zeros(200, np.int64)
    copies = [part.copy() for part in (votes.vote, votes.statement, votes.start, group)]
    alike_ballots(votes, group=group)
    check_headlines(votes, tier=["open"] * 200)
    assert all(
        (a == b).all() for a, b in zip(copies, (votes.vote, votes.statement, votes.start, group), strict=True)
    )
