"""When there are groups and when there are none: one mind, camps, few people, and how long change waits."""

import numpy as np
import pytest

from samskab.methods.opinion import adjusted_rand, fit, upsert

from .conversations import camps, everybody, one_mind


@pytest.mark.parametrize(("n", "m", "fill"), [(60, 20, 0.6), (120, 10, 1.0), (40, 8, 1.0), (200, 40, 0.4)])
def test_a_room_of_one_mind_is_one_group(n, m, fill):
    false_groups = sum(
        fit(one_mind(n, m, fill=fill, seed=seed), bridging=False).distinct_groups for seed in range(20)
    )
    assert false_groups <= 1


@pytest.mark.slow
@pytest.mark.parametrize(("n", "m", "fill"), [(60, 20, 0.6), (100, 10, 1.0), (40, 8, 1.0), (200, 40, 0.4)])
def test_a_room_of_one_mind_is_one_group_in_95_of_100_rooms(n, m, fill):
    one = sum(not fit(one_mind(n, m, fill=fill, seed=s), bridging=False).distinct_groups for s in range(200))
    assert one >= 190


@pytest.mark.parametrize("seed", range(5))
def test_two_planted_camps_are_found(seed):
    opinion = fit(upsert(*camps(80, 20, seed=seed, noise=0.05)))
    assert opinion.gate.code == "distinct_groups"
    assert opinion.sizes[0] + opinion.sizes[1] == opinion.gate.n_placed
    placed = opinion.group >= 0
    assert adjusted_rand(np.flatnonzero(placed) % 2, opinion.group[placed]) >= 0.95


def test_three_planted_camps_are_found():
    opinion = fit(upsert(*camps(150, 40, k=3, noise=0.05, fill=0.7)))
    assert len(opinion.group_ids) == 3
    assert adjusted_rand(np.arange(150) % 3, opinion.group) >= 0.95


@pytest.mark.parametrize(
    ("votes", "code"),
    [
        (upsert([], [], []), "no_votes"),
        (upsert([], [], [], n_people=4, n_statements=3), "no_votes"),
        (upsert([0], [0], [1]), "too_few"),
        (everybody([[1, -1]] * 14), "too_few"),
        (everybody([[1, 0, -1]] * 40), "all_alike"),
        (everybody([[0]] * 40), "all_alike"),
        (everybody([[1] * 9] * 39 + [[-1] * 9]), "group_too_small"),
    ],
)
def test_strange_rooms_get_a_result_with_a_reason(votes, code):
    opinion = fit(votes)
    assert opinion.gate.code == code
    assert not opinion.distinct_groups
    assert opinion.sizes == (opinion.n_voters,)
    assert np.isfinite(opinion.basis).all()
    assert opinion.differences == ()
    assert opinion.representative == ((),)


def test_all_statements_moderated_out_is_no_votes():
    opinion = fit(upsert([0, 1], [0, 0], [1, -1], live=[False]))
    assert opinion.gate.code == "no_votes"
    assert opinion.n_moderated == 2


def test_under_seven_statements_everyone_who_answered_all_is_placed():
    opinion = fit(everybody([[1, 1, -1]] * 20 + [[-1, -1, 1]] * 20 + [[1, None, None]]))
    assert opinion.gate.fewest_votes == 3
    assert opinion.sizes == (20, 20)
    assert opinion.group[40] == -1


def test_one_statement_divides_every_room_so_it_shows_no_groups():
    opinion = fit(everybody([[1]] * 30 + [[-1]] * 20))
    assert opinion.gate.silhouette[2] == 1
    assert opinion.gate.stability == 1
    assert opinion.gate.code == "no_more_than_chance"


def test_people_with_few_votes_are_not_placed_but_their_votes_count():
    person, statement, vote = camps(80, 20)
    opinion = fit(upsert(np.append(person, 80), np.append(statement, 0), np.append(vote, 1)))
    assert opinion.group[80] == -1
    in_groups = opinion.counts.seen.sum()
    unplaced = np.isin(person, np.flatnonzero(opinion.group[:80] < 0)).sum() + 1
    assert in_groups + unplaced == opinion.n_votes


def test_a_new_number_of_groups_must_win_four_times_in_a_row():
    two, three = camps(120, 40, k=2, noise=0.05), camps(120, 40, k=3, noise=0.05, fill=0.7)
    first = fit(upsert(*two))
    assert first.gate.k == 2
    codes, carry = [], first.carry
    for _ in range(4):
        opinion = fit(upsert(*three), previous=carry)
        codes.append((opinion.gate.code, opinion.gate.k))
        carry = opinion.carry
    assert codes == [("awaiting_confirmation", 2)] * 3 + [("distinct_groups", 3)]


def test_a_number_of_groups_that_has_become_impossible_does_not_wait():
    first = fit(upsert(*camps(120, 40, k=3, noise=0.05, fill=0.7)))
    again = fit(everybody([[1, 0, -1]] * 40), previous=first.carry)
    assert (again.gate.code, again.gate.k) == ("all_alike", 1)


@pytest.mark.parametrize(
    ("large", "small", "code"),
    [
        (35, 5, "distinct_groups"),
        (36, 4, "group_too_small"),
        (245, 5, "distinct_groups"),
        (246, 5, "group_too_small"),
        (10, 5, "distinct_groups"),
        (9, 5, "too_few"),
    ],
)
def test_a_group_has_at_least_five_people_and_two_per_cent_of_at_least_fifteen(large, small, code):
    opinion = fit(everybody([[1] * 9] * large + [[-1] * 9] * small), bridging=False)
    assert opinion.gate.code == code


def test_groups_that_do_not_lie_apart_are_not_shown(monkeypatch):
    votes = upsert(*camps(80, 20))
    apart = fit(votes, bridging=False).gate.silhouette[2]
    monkeypatch.setattr("samskab.methods.opinion.gate.LEAST_SILHOUETTE", apart + 1e-9)
    assert fit(votes, bridging=False).gate.code == "weak_separation"
    monkeypatch.setattr("samskab.methods.opinion.gate.LEAST_SILHOUETTE", apart)
    assert fit(votes, bridging=False).gate.code == "distinct_groups"


def test_stability_that_is_just_enough_is_enough(monkeypatch):
    votes = upsert(*camps(80, 20))
    monkeypatch.setattr("samskab.methods.opinion.gate.stability", lambda *_, **__: 0.8)
    assert fit(votes, bridging=False).gate.code == "distinct_groups"
    monkeypatch.setattr("samskab.methods.opinion.gate.stability", lambda *_, **__: 0.799)
    assert fit(votes, bridging=False).gate.code == "unstable"


def test_a_first_axis_no_stronger_than_chance_makes_no_groups(monkeypatch):
    votes = upsert(*camps(80, 20))
    monkeypatch.setattr("samskab.methods.opinion.gate.beyond_chance", lambda *_, **__: (7.0, 7.0))
    assert fit(votes, bridging=False).gate.code == "no_more_than_chance"


def test_two_to_five_groups_are_tried():
    assert set(fit(upsert(*camps(150, 40, noise=0.3)), bridging=False).gate.silhouette) == {2, 3, 4, 5}
