"""What Equal Shares promises, tried on many small random elections."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samskab.methods.sharing import (
    Ballot,
    Election,
    Project,
    Rule,
    approval,
    draw_lot,
    equal_shares,
    read_pabulib,
    write_pabulib,
)
from tests.methods.sharing.elections import elections
from tests.methods.sharing.twin import exact_add1, exact_run

UTILITIES = st.sampled_from(["cost", "cardinality"])
KINDS = st.one_of(
    elections(), elections(cumulative=True), elections(areas=True), elections(cumulative=True, areas=True)
)


def _lot(election: Election) -> tuple[str, ...]:
    return draw_lot([project.id for project in election.projects], 7)


@settings(max_examples=250, deadline=None)
@given(KINDS, UTILITIES)
def test_the_float_count_buys_what_plain_fractions_buy_in_the_same_order_for_the_same_payments(
    election: Election, utility: str
) -> None:
    result = equal_shares(election, Rule(utility=utility, completion="none"), lot=_lot(election))
    bought, paid, _ = exact_run(election, result.endowment, utility, _lot(election))
    assert [one.project for one in result.rounds] == bought
    for one in result.rounds:
        given_points = [ballot.points.get(one.project, 0) for ballot in election.ballots]
        assert max(paid[one.project]) <= one.payment * max(given_points)
        assert one.payment * one.full_points + one.from_those_who_pay_all == one.cost
        assert (
            sum(p * b.n_voters for p, b in zip(paid[one.project], election.ballots, strict=True)) == one.cost
        )


@settings(max_examples=60, deadline=None)
@given(KINDS, UTILITIES, st.booleans())
def test_raising_the_endowment_ends_where_the_rule_text_ends(
    election: Election, utility: str, stop: bool
) -> None:
    rule = Rule(utility=utility, completion="add1-exhaustive" if stop else "add1")
    result = equal_shares(election, rule, lot=_lot(election))
    assert list(result.selected) == exact_add1(election, utility, _lot(election), 1, stop=stop)
    assert result.cost <= election.budget


@settings(max_examples=100, deadline=None)
@given(elections(areas=True), st.randoms(use_true_random=False))
def test_order_of_rows_leaves_no_trace(election: Election, random: object) -> None:
    ballots, projects = list(election.ballots), list(election.projects)
    random.shuffle(ballots)  # type: ignore[attr-defined]  hypothesis hands out a random.Random
    random.shuffle(projects)  # type: ignore[attr-defined]
    other = replace(election, ballots=tuple(ballots), projects=tuple(projects))
    assert equal_shares(election, seed=3) == equal_shares(other, seed=3)


@settings(max_examples=100, deadline=None)
@given(elections())
def test_new_names_change_names_only_given_the_lot(election: Election) -> None:
    new = {project.id: f"z{9 - number}" for number, project in enumerate(election.projects)}
    renamed = Election(
        tuple(Project(new[project.id], project.cost) for project in election.projects),
        tuple(Ballot({new[name]: 1 for name in b.points}, b.area, b.n_voters) for b in election.ballots),
        election.budget,
    )
    lot = _lot(election)
    before = equal_shares(election, lot=lot).selected
    assert equal_shares(renamed, lot=tuple(new[name] for name in lot)).selected == tuple(
        new[name] for name in before
    )


@settings(max_examples=80, deadline=None)
@given(elections(), st.integers(2, 4))
def test_cloning_every_voter_keeps_the_winners_of_the_fixed_budget(election: Election, times: int) -> None:
    ballots = tuple(replace(ballot, n_voters=ballot.n_voters * times) for ballot in election.ballots)
    more = replace(election, ballots=ballots)
    rule = Rule(completion="none")
    assert equal_shares(more, rule).selected == equal_shares(election, rule).selected


@settings(max_examples=60, deadline=None)
@given(elections(), UTILITIES)
def test_every_cohesive_group_gets_its_share_up_to_one_project(election: Election, utility: str) -> None:
    """EJR up to any one project of the group's common set, by brute force over groups of ballots."""
    chosen = set(equal_shares(election, Rule(utility=utility, completion="none")).selected)
    cost = {project.id: project.cost for project in election.projects}
    value = {name: cost[name] if utility == "cost" else 1 for name in cost}
    n = election.n_voters
    for size in range(1, len(election.ballots) + 1):
        for group in combinations(election.ballots, size):
            shared = set.intersection(*(set(ballot.points) for ballot in group))
            members = sum(ballot.n_voters for ballot in group)
            for length in range(1, len(shared) + 1):
                for wanted in combinations(sorted(shared), length):
                    if sum(cost[name] for name in wanted) * n > members * election.budget:
                        continue
                    need = sum(value[name] for name in wanted)
                    assert any(
                        sum(value[name] for name in chosen & set(ballot.points))
                        + max((value[name] for name in wanted if name not in chosen), default=0)
                        >= need
                        for ballot in group
                    )


@pytest.mark.parametrize("k", [2, 3, 5])
def test_with_unit_costs_every_group_of_one_kth_with_the_same_wish_gets_one(k: int) -> None:
    ballots = tuple(
        approval(f"wish{number}", "popular" if number else "own", n_voters=6) for number in range(k)
    )
    names = sorted({name for ballot in ballots for name in ballot.points})
    result = equal_shares(
        Election(tuple(Project(name, 1) for name in names), ballots, k), Rule(completion="none")
    )
    assert all(set(ballot.points) & set(result.selected) for ballot in ballots)


@settings(max_examples=80, deadline=None)
@given(st.one_of(elections(), elections(cumulative=True, areas=True)))
def test_written_as_pb_and_read_back_the_outcome_is_the_same(election: Election) -> None:
    back = read_pabulib(
        write_pabulib(election), area_column="neighborhood", area_weights=election.area_weights
    ).election
    assert equal_shares(back) == equal_shares(election)


def test_the_callers_election_is_unchanged() -> None:
    points = {"a": 1}
    election = Election((Project("a", 5),), (Ballot(MappingProxyType(points)),), 9)
    before = repr(election)
    equal_shares(election)
    assert repr(election) == before


def test_scaling_all_money_scales_the_endowment_and_nothing_else() -> None:
    projects = tuple(Project(f"p{number}", Fraction(7 + 3 * number, 2)) for number in range(4))
    ballots = (approval("p0", "p1", n_voters=3), approval("p2", "p3", n_voters=2), approval("p1", "p3"))
    small = equal_shares(Election(projects, ballots, 12), Rule(completion="none"))
    dear = tuple(Project(project.id, project.cost * 100) for project in projects)
    large = equal_shares(Election(dear, ballots, 1200), Rule(completion="none"))
    assert (large.selected, large.endowment) == (small.selected, small.endowment * 100)
