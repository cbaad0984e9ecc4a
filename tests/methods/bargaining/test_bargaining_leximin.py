"""The kindest package equals brute force, by both ways of searching, with and without limits."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samskab.methods.bargaining import Negotiation, Option, Party, Question, settle
from samskab.methods.bargaining.beside import nash, pareto
from samskab.methods.bargaining.domain import Domain, make_domain
from samskab.methods.bargaining.leximin import leximin
from samskab.methods.bargaining.program import Clock
from samskab.methods.bargaining.sticking import fewest_objections, with_fewest_objections
from tests.methods.bargaining.negotiations import (
    all_within_limits,
    brute_force,
    grade,
    random_negotiation,
    satisfaction,
    sheets,
)

SEEDS = st.integers(0, 10**9)


def _domain(negotiation: Negotiation) -> Domain | None:
    whole = make_domain(negotiation)
    fewest = fewest_objections(whole, Clock(None))
    return None if fewest.n_objections is None else with_fewest_objections(whole, fewest.n_objections)


def _names(packages: object) -> set[tuple[tuple[str, str], ...]]:
    return {tuple(sorted(package.items())) for package in packages}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "block", [0, 1, *(pytest.param(block, marks=pytest.mark.slow) for block in range(2, 10))]
)
def test_settle_equals_brute_force_on_a_thousand_small_cases(block: int) -> None:
    for seed in range(100 * block, 100 * block + 100):
        negotiation = random_negotiation(seed)
        expected = brute_force(negotiation)
        result = settle(negotiation)
        if expected is None:
            assert result.code == "infeasible_constraints", seed
            continue
        fewest, levels, packages = expected
        assert (result.leximin, result.optimal, result.pareto) == (levels, True, True), seed
        assert (result.sticking_points.n_objections, result.code == "impasse") == (fewest, fewest > 0), seed
        assert len(result.packages) == min(20, len(packages)), seed
        assert _names(result.packages) <= _names(packages), seed
        assert result.all_ties == (len(packages) <= 20), seed
        zeros = sum(
            len(names) * (grade(negotiation, names[0], q, o) == 0)
            for names in sheets(negotiation).values()
            for q, o in result.package.items()  # type: ignore[union-attr]
        )
        assert sum(len(objection.parties) for objection in result.dissent) == zeros, seed


@pytest.mark.parametrize(
    "block", [0, *(pytest.param(block, marks=pytest.mark.slow) for block in range(1, 4))]
)
def test_the_solver_equals_brute_force_when_nothing_is_listed(block: int) -> None:
    for seed in range(5000 + 25 * block, 5000 + 25 * block + 25):
        negotiation = random_negotiation(seed)
        expected, domain = brute_force(negotiation), _domain(negotiation)
        assert (expected is None) == (domain is None)
        if expected is None or domain is None:
            continue
        _, levels, packages = expected
        found = leximin(domain, enumerate_up_to=0)
        assert (found.levels, found.optimal, found.gap) == (levels, True, ""), seed
        assert _names(map(domain.named, found.packages)) <= _names(packages), seed
        if len(packages) < 20:
            assert found.all_ties, seed
            assert len(found.packages) == len(packages), seed
        assert pareto(domain, found.packages[0], clock=Clock(None), enumerate_up_to=0).holds, seed
        zero = [0] * len(domain.groups)
        listed = nash(domain, zero, clock=Clock(None))
        solved = nash(domain, zero, clock=Clock(None), enumerate_up_to=0)
        assert (solved.product, solved.optimal, solved.code) == (listed.product, True, listed.code), seed


@settings(max_examples=60, deadline=None)
@given(SEEDS, st.integers(1, 3))
def test_an_exact_copy_of_a_party_changes_nothing(seed: int, copies: int) -> None:
    negotiation = random_negotiation(seed)
    first = negotiation.parties[0]
    new = [f"copy{number}" for number in range(copies)]
    more = Negotiation(
        (*negotiation.parties, *(Party(name, first.side) for name in new)),
        tuple(
            replace(
                question,
                options=tuple(
                    replace(o, grades={**o.grades, **dict.fromkeys(new, o.grades[first.id])})
                    for o in question.options
                ),
            )
            for question in negotiation.questions
        ),
        {**negotiation.weights, **dict.fromkeys(new, negotiation.weights[first.id])}
        if negotiation.weights
        else {},
        negotiation.limits,
    )
    before, after = settle(negotiation), settle(more)
    assert (after.leximin, _names(after.packages)) == (before.leximin, _names(before.packages))
    assert after.sticking_points.n_objections == before.sticking_points.n_objections
    assert (after.nash.product, after.fallback.depth) == (before.nash.product, before.fallback.depth)


@settings(max_examples=60, deadline=None)
@given(SEEDS, st.randoms(use_true_random=False))
def test_order_of_parties_questions_and_options_leaves_no_trace(seed: int, random: object) -> None:
    negotiation = random_negotiation(seed)

    def mixed(rows: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(random.sample(rows, len(rows)))  # type: ignore[attr-defined]  a random.Random

    questions = mixed(tuple(replace(q, options=mixed(q.options)) for q in negotiation.questions))
    other = replace(negotiation, parties=mixed(negotiation.parties), questions=questions)
    one, two = settle(negotiation), settle(other)
    assert replace(one, consent=()) == replace(two, consent=())


@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_new_names_change_names_only(seed: int) -> None:
    negotiation = random_negotiation(seed)
    party = {row.id: f"x{9 - number}" for number, row in enumerate(negotiation.parties)}
    option = {f"o{number}": f"y{9 - number}" for number in range(4)}
    renamed = Negotiation(
        tuple(replace(row, id=party[row.id]) for row in negotiation.parties),
        tuple(
            replace(
                q,
                options=tuple(
                    Option(option[o.id], {party[p]: g for p, g in o.grades.items()}) for o in q.options
                ),
            )
            for q in negotiation.questions
        ),
        {party[name]: given for name, given in negotiation.weights.items()},
        tuple(
            replace(limit, amounts={(q, option[o]): a for (q, o), a in limit.amounts.items()})
            for limit in negotiation.limits
        ),
    )  # fmt: skip
    before, after = settle(negotiation), settle(renamed)
    translated = [{q: option[o] for q, o in package.items()} for package in before.packages]
    if before.all_ties:
        assert _names(after.packages) == _names(translated)
    assert (after.leximin, after.code) == (before.leximin, before.code)


@settings(max_examples=50, deadline=None)
@given(SEEDS)
def test_raising_a_grade_of_a_chosen_option_never_lowers_the_worst_off(seed: int) -> None:
    negotiation = random_negotiation(seed * 3)  # no limits, no moved points
    result = settle(negotiation)
    party, question = negotiation.parties[0].id, negotiation.questions[0]
    chosen = result.package[question.id]  # type: ignore[index]
    options = tuple(
        replace(o, grades={**o.grades, party: min(4, o.grades[party] + 1)}) if o.id == chosen else o
        for o in question.options
    )
    raised = replace(negotiation, questions=(replace(question, options=options), *negotiation.questions[1:]))
    if result.code != "impasse":
        worst = [min(settle(n).satisfaction.values()) for n in (negotiation, raised)]
        assert worst[1] >= worst[0]


@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_lifting_an_objection_never_makes_the_sticking_point_larger(seed: int) -> None:
    negotiation = random_negotiation(seed * 3)
    before = settle(negotiation).sticking_points
    for objection in before.sometimes[:2]:
        lifted = tuple(
            replace(
                q,
                options=tuple(
                    replace(o, grades={**o.grades, **dict.fromkeys(objection.parties, 1)})
                    if (q.id, o.id) == (objection.question, objection.option)
                    else o
                    for o in q.options
                ),
            )
            for q in negotiation.questions
        )
        assert (
            settle(replace(negotiation, questions=lifted)).sticking_points.n_objections <= before.n_objections
        )


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.integers(2, 5))
def test_multiplying_all_points_changes_nothing(seed: int, factor: int) -> None:
    negotiation = random_negotiation(seed - seed % 3 + 2)
    weights = {
        p: {q: factor * points for q, points in given.items()} for p, given in negotiation.weights.items()
    }
    before, after = settle(negotiation), settle(replace(negotiation, weights=weights))
    assert _names(after.packages) == _names(before.packages)
    assert after.leximin == tuple(factor * level for level in before.leximin)


def test_fewest_objections_lists_every_smallest_set_and_what_is_always_in_the_way() -> None:
    options = tuple(
        Option(name, grades) for name, grades in [("x", {"a": 0, "b": 4}), ("y", {"a": 4, "b": 0})]
    )
    fine = (Option("z", {"a": 2, "b": 3}), Option("w", {"a": 0, "b": 4}))
    parties = (Party("a", "citizens"), Party("b", "town"))
    result = settle(Negotiation(parties, (Question("stuck", options), Question("fine", fine))))
    points = result.sticking_points
    assert (points.n_objections, points.n_questions, len(points.sets), points.always) == (1, 1, 2, ())
    assert {objection.parties for objection in points.sometimes} == {("a",), ("b",)}
    assert [consent.state for consent in result.consent] == ["stuck", "settled"]
    assert result.code == "impasse"
    assert len(result.dissent) == 1


def test_a_missing_grade_is_neither_a_zero_nor_a_four() -> None:
    question = Question("q", (Option("x", {"a": 4}), Option("y", {"a": 1, "b": 3})))
    result = settle(Negotiation((Party("a", "l"), Party("b", "r")), (question,)))
    assert (result.code, result.package, result.not_heard) == ("not_heard", None, (("q", "b"),))


def test_a_floor_nobody_can_meet_is_printed_as_dissent() -> None:
    question = Question("q", (Option("x", {"a": 4, "b": 2}), Option("y", {"a": 2, "b": 3})))
    result = settle(Negotiation((Party("a", "l", floor=3), Party("b", "r", floor=3)), (question,)))
    assert (result.code, len(result.below_floor)) == ("impasse", 1)
    kept = settle(Negotiation((Party("a", "l", floor=4), Party("b", "r")), (question,)))
    assert (kept.code, kept.package) == ("agreed_all", {"q": "x"})


def test_time_running_out_is_never_taken_for_a_floor_that_cannot_be_met() -> None:
    large = _large(15, 20, 5, 0)
    demanding = replace(large, parties=tuple(replace(party, floor=50) for party in large.parties))
    result = settle(demanding, seconds=0)
    assert (result.code, result.below_floor) == ("not_found", ())


def _large(parties: int, questions: int, options: int, seed: int) -> Negotiation:
    grades = np.random.default_rng(seed).integers(1, 5, size=(questions, options, parties)).tolist()
    rows = tuple(
        Question(
            f"q{i:02}",
            tuple(
                Option(f"o{o}", {f"p{p:02}": g for p, g in enumerate(line)}) for o, line in enumerate(block)
            ),
        )
        for i, block in enumerate(grades)
    )
    return Negotiation(tuple(Party(f"p{p:02}", f"s{p % 4}") for p in range(parties)), rows)


def test_eight_parties_ten_questions_five_options_are_proven_in_a_second() -> None:
    domain = _domain(_large(8, 10, 5, 0))
    assert domain is not None
    leximin(_domain(_large(3, 9, 5, 1)), enumerate_up_to=0)  # type: ignore[arg-type]  loads the solver
    start = time.process_time()
    assert leximin(domain).optimal
    assert time.process_time() - start < 2


def test_when_time_ends_it_says_what_is_proven_and_what_is_open() -> None:
    result = settle(_large(15, 20, 5, 0), seconds=0.4)
    assert not result.optimal
    assert result.gap
    assert result.code in {"agreed_all", "not_found"}
    if result.package:
        assert sorted(result.satisfaction.values()) == list(result.leximin)
    assert settle(_large(15, 20, 5, 0), seconds=0).code == "not_found"


def test_all_packages_of_the_twin_are_within_limits() -> None:
    negotiation = random_negotiation(1)
    assert len(all_within_limits(negotiation)) < len(all_within_limits(replace(negotiation, limits=())))
    assert satisfaction(negotiation, "p0", all_within_limits(negotiation)[0]) >= 0
