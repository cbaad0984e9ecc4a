"""Small elections worked out by hand, and every way an election or a file can be wrong."""

from __future__ import annotations

import time
from fractions import Fraction

import pytest

from samskab.methods.sharing import (
    BadElectionError,
    Ballot,
    Election,
    PabulibError,
    Project,
    Rule,
    approval,
    draw_lot,
    equal_shares,
    read_pabulib,
    write_pabulib,
)


def test_those_who_hold_less_pay_all_they_have_and_the_others_share_the_rest_equally() -> None:
    """Each of 3 holds 10; 'a' (12, two voters) costs them 6 each.

    After 'a' the first two hold 4. 'b' is liked by the second and third: 4 + 10 = 14 < 15, so it fails;
    'c' (13) is liked by the same two: the second pays all 4, the third 9.
    """
    projects = (Project("a", 12), Project("b", 15), Project("c", 13))
    ballots = (approval("a"), approval("a", "b", "c"), approval("b", "c"))
    result = equal_shares(Election(projects, ballots, 30), Rule(utility="cardinality", completion="none"))
    assert result.selected == ("a", "c")
    last = result.rounds[1]
    assert (last.payment, last.n_pay_in_full, last.n_pay_all, last.from_those_who_pay_all) == (9, 1, 1, 4)
    assert result.left_over == 5


def test_points_set_the_proportion_in_which_supporters_pay() -> None:
    projects = (Project("a", 12),)
    ballots = (Ballot({"a": 1}), Ballot({"a": 2}))
    one = equal_shares(
        Election(projects, ballots, 20, ballot_kind="cumulative"), Rule(completion="none")
    ).rounds[0]
    assert (one.payment, one.full_points) == (4, 3)


def test_ties_go_to_the_lowest_price_then_most_votes_then_the_lot() -> None:
    def decided(*projects: Project, ballots: tuple[Ballot, ...], utility: str = "cost") -> tuple[str, str]:
        election = Election(projects, ballots, 100)
        result = equal_shares(election, Rule(utility=utility, completion="none"), lot=("z", "b", "a"))
        return result.selected[0], result.ties[0].decided_by

    z = Project("z", 90)
    both = (approval("a", n_voters=2), approval("b", n_voters=2))
    assert decided(Project("a", 20), Project("b", 10), z, ballots=both) == ("b", "cost")
    assert decided(Project("a", 10), Project("b", 10), z, ballots=both) == ("b", "lot")
    swapped = equal_shares(
        Election((Project("a", 10), Project("b", 10)), both, 100), Rule(completion="none"), lot=("a", "b")
    )
    assert swapped.selected[0] == "a"


def test_an_exact_tie_between_projects_paid_by_poor_voters_is_seen_as_a_tie() -> None:
    """1/3 is not a float: after 'x' (10 among three) two symmetric projects must still be exactly equal."""
    projects = (Project("x", 10), Project("a", 6), Project("b", 6))
    ballots = (approval("x", "a"), approval("x", "b"), approval("x"), approval("a"), approval("b"))
    result = equal_shares(Election(projects, ballots, 25), Rule(completion="none"), lot=("b", "a", "x"))
    assert result.ties[0].projects == ("b", "a")
    assert result.ties[0].round == 2


def test_area_weights_are_shown_and_move_money_not_votes() -> None:
    projects = (Project("n", 30), Project("s", 30))
    ballots = (approval("n", area="north", n_voters=2), approval("s", area="south", n_voters=2))
    plain = equal_shares(Election(projects, ballots, 50), Rule(completion="none"))
    weighted = equal_shares(
        Election(projects, ballots, 50, {"north": 3, "south": 2}), Rule(completion="none")
    )
    assert plain.selected == ()
    assert weighted.selected == ("n",)
    assert weighted.area_holdings == (("north", Fraction(15)), ("south", Fraction(10)))


def test_utilitarian_completion_funds_what_fits_most_votes_first() -> None:
    projects = (Project("a", 60), Project("b", 50), Project("c", 30))
    ballots = (approval("a", "b", n_voters=2), approval("c"), approval())
    result = equal_shares(Election(projects, ballots, 100), Rule(completion="utilitarian"))
    assert (result.selected, result.completed) == (("b", "c"), ("b", "c")[len(result.rounds) :])
    assert result.n_empty == 1


def test_the_comparison_step_counts_voters_without_a_project_as_zero() -> None:
    projects = (Project("big", 100), Project("small", 10))
    ballots = (approval("big", n_voters=9), approval("small"))
    rule = Rule(completion="none", compare=True)
    result = equal_shares(Election(projects, ballots, 100), rule)
    assert result.greedy.selected == ("big",)
    assert (result.comparison.prefer_greedy, result.comparison.prefer_shares) == (9, 1)
    assert result.greedy_used
    assert result.selected == ("big",)


@pytest.mark.parametrize(
    ("election", "stopped"),
    [
        (Election((), (), 0), "no_voters"),
        (Election((), (approval(),), 10), "no_projects"),
        (Election((Project("a", 3),), (), 10), "no_voters"),
        (Election((Project("a", 3),), (approval(),), 10), "all_funded"),
        (Election((Project("a", 3),), (approval("a"),), 0), "exhaustive"),
    ],
)
def test_nothing_to_count_is_an_answer_not_a_crash(election: Election, stopped: str) -> None:
    result = equal_shares(election)
    assert (result.selected, result.stopped) == ((), stopped)


@pytest.mark.parametrize(
    ("code", "make"),
    [
        ("project_twice", lambda: Election((Project("a", 1), Project("a", 2)), (), 1)),
        ("cost_not_positive", lambda: Election((Project("a", 0),), (), 1)),
        ("budget_negative", lambda: Election((), (), -1)),
        ("unknown_project", lambda: Election((), (approval("a"),), 1)),
        ("points_not_positive", lambda: Election((Project("a", 1),), (Ballot({"a": 0}),), 1)),
        ("n_voters_not_positive", lambda: Election((), (Ballot({}, "", 0),), 1)),
        ("weight_not_positive", lambda: Election((), (), 1, {"north": 0})),
        ("step_not_positive", lambda: equal_shares(Election((), (), 1), Rule(step=0))),
        ("lot_incomplete", lambda: equal_shares(Election((Project("a", 1),), (), 1), lot=())),
        ("id_not_writable", lambda: write_pabulib(Election((Project("a,b", 1),), (), 1))),
        ("amount_not_writable", lambda: write_pabulib(Election((Project("a", Fraction(1, 3)),), (), 1))),
    ],
)
def test_an_election_that_cannot_be_counted_says_why(code: str, make: object) -> None:
    with pytest.raises(BadElectionError) as caught:
        make()  # type: ignore[operator]  one lambda per case
    assert caught.value.code == code


def _pb(projects: str, votes: str, *, kind: str = "approval", budget: str = "5") -> str:
    head = f"META\nkey;value\nbudget;{budget}\nvote_type;{kind}\nPROJECTS\nproject_id;cost;selected\n"
    return f"{head}{projects}\nVOTES\n{votes}\n"


def test_decimals_with_comma_or_point_a_byte_order_mark_and_odd_selected_values_are_read() -> None:
    text = "\ufeff" + _pb("a;12,50;2\nb;7.25;1\n", "voter_id;age;vote\n1;30;a,b\n2;;", budget="100000.0")
    read = read_pabulib(text)
    assert (read.election.budget, read.election.projects[0].cost) == (100000, Fraction(25, 2))
    assert (read.official, read.election.n_voters) == (frozenset({"b"}), 2)
    assert "30" not in repr(read.election)


@pytest.mark.parametrize(
    ("code", "line", "text"),
    [
        ("unknown_project", 10, _pb("a;1;0", "voter_id;vote\n1;b")),
        ("not_a_number", 7, _pb("a;x;0", "voter_id;vote")),
        ("cost_not_positive", 7, _pb("a;0;0", "voter_id;vote")),
        ("project_twice", 8, _pb("a;1;0\na;1;0", "voter_id;vote")),
        ("unknown_vote_type", 2, _pb("a;1;0", "voter_id;vote", kind="ordinal")),
        ("no_column", 9, _pb("a;1;0", "voter_id;stemme")),
        ("short_row", 10, _pb("a;1;0", "voter_id;vote\n1")),
        ("points_do_not_match", 10, _pb("a;1;0", "v;vote;points\n1;a;1,2", kind="cumulative")),
        ("not_whole_points", 10, _pb("a;1;0", "v;vote;points\n1;a;1.5", kind="cumulative")),
        ("no_section", 3, "META\nkey;value\nbudget;5\n"),
        ("no_section", 1, "budget;5\n"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_names_the_line(code: str, line: int, text: str) -> None:
    with pytest.raises(PabulibError) as caught:
        read_pabulib(text)
    assert (caught.value.code, caught.value.line) == (code, line)


def test_the_lot_is_drawn_from_the_seed_sentence_alone() -> None:
    assert draw_lot(["b", "a", "c"], "dice 4 2 6") == draw_lot(["c", "b", "a"], "dice 4 2 6")
    assert len({draw_lot(["a", "b", "c"], seed) for seed in range(60)}) == 6


def test_twenty_thousand_voters_are_counted_in_two_seconds() -> None:
    from bench.sharing import synthetic

    election = synthetic(20_000, 100)
    start = time.process_time()
    result = equal_shares(election, Rule(completion="none"))
    assert time.process_time() - start < 2
    assert result.selected
