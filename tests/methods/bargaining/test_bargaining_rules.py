"""Power, fallback, Nash and the two majorities: known values, properties, and plain counting as a twin."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations
from math import prod

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from samskab.methods.bargaining import (
    BadSheetsError,
    Limit,
    Negotiation,
    Option,
    Party,
    Question,
    Tally,
    consent_by_side,
    double_majority,
    fallback,
    judge_drafts,
    majority_in_every_side,
    never_together,
    only_if,
    party_grade,
    power,
    quota,
    say_under_rules,
    settle,
    why_not,
)
from tests.methods.bargaining.negotiations import random_negotiation, satisfaction

HALF = Fraction(1, 2)


def test_known_values_of_power() -> None:
    plain = power("abcde", quota([5, 3, 2, 1, 1], 7))
    assert plain[0].banzhaf == HALF
    assert plain[2].banzhaf == pytest.approx(0.17, abs=0.005)
    veto = power("abcde", quota([5, 3, 2, 1, 1], 7, veto=[2]))
    assert veto[2].banzhaf == pytest.approx(0.47, abs=0.005)
    assert veto[2].shapley == pytest.approx(0.55, abs=0.005)
    assert {say.banzhaf for say in power("abcde", quota([1] * 5, 4))} == {Fraction(1, 5)}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=1, max_size=6), st.integers(1, 20))
def test_power_equals_counting_all_orders_of_joining(weights: list[int], needed: int) -> None:
    assume(sum(weights) >= needed)
    says = power([str(number) for number in range(len(weights))], quota(weights, needed))
    turned = [0] * len(weights)
    orders = list(permutations(range(len(weights))))
    for order in orders:
        total = 0
        for player in order:
            total += weights[player]
            if total >= needed:
                turned[player] += 1
                break
    assert [say.shapley for say in says] == [Fraction(count, len(orders)) for count in turned]
    assert sum(say.banzhaf for say in says) == 1
    for one, say in zip(weights, says, strict=True):
        assert say.banzhaf == 0 or one > 0
        assert all(other.banzhaf == say.banzhaf for w, other in zip(weights, says, strict=True) if w == one)


def test_a_dictator_has_all_the_say_and_a_rule_that_punishes_joining_is_refused() -> None:
    assert [say.shapley for say in power("ab", quota([3, 1], 3))] == [1, 0]
    with pytest.raises(BadSheetsError, match="not_monotone"):
        power("ab", lambda coalition: coalition.sum(axis=1) == 1)
    with pytest.raises(BadSheetsError, match="too_many"):
        power([str(n) for n in range(21)], quota([1] * 21, 11))
    assert say_under_rules({str(n): "s" for n in range(21)}) == {}


def test_one_party_alone_on_its_side_can_block_a_double_majority() -> None:
    says = power("abcd", majority_in_every_side(["x", "x", "x", "y"]))
    assert says[3].shapley == max(say.shapley for say in says)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from("abcd"), st.permutations(list("vwxyz")), min_size=1), st.data())
def test_fallback_stops_at_the_first_depth_where_all_meet(
    orders: dict[str, list[str]], data: st.DataObject
) -> None:
    lines = {party: data.draw(st.integers(0, 5)) for party in sorted(orders)}
    met = fallback({party: [[name] for name in order[: lines[party]]] for party, order in orders.items()})

    def shared(depth: int) -> set[str]:
        return set.intersection(*(set(order[: min(depth, lines[party])]) for party, order in orders.items()))

    depths = [depth for depth in range(1, 6) if shared(depth)]
    assert met.impasse == (not depths)
    if depths:
        assert (met.depth, set(met.packages)) == (depths[0], shared(depths[0]))


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10**6))
def test_nash_is_the_greatest_product_among_packages_nobody_refuses(seed: int) -> None:
    negotiation = random_negotiation(seed * 3)
    result = settle(negotiation)
    named = result.nash.package
    assume(result.code == "agreed_all" and named is not None)
    one_each = {row.id for row in negotiation.parties} - {
        name for names in result.merged for name in names[1:]
    }
    for package in (*result.packages, named):
        reached = prod(satisfaction(negotiation, name, package or {}) for name in sorted(one_each))
        assert reached <= result.nash.product
    assert (
        prod(satisfaction(negotiation, name, named or {}) for name in sorted(one_each)) == result.nash.product
    )


def test_nash_measures_gains_from_the_status_quo() -> None:
    options = (
        Option("now", {"a": 1, "b": 3}),
        Option("x", {"a": 2, "b": 4}),
        Option("y", {"a": 4, "b": 3}),
    )
    parties = (Party("a", "l"), Party("b", "r"))
    with_now = settle(Negotiation(parties, (Question("q", options, status_quo="now"),)))
    assert (with_now.nash.package, with_now.nash.product) == ({"q": "x"}, 1)
    assert settle(Negotiation(parties, (Question("q", options),))).nash.package == {"q": "y"}


@given(st.integers(0, 60), st.integers(0, 60), st.sampled_from([HALF, Fraction(3, 5), Fraction(2, 3)]))
def test_a_text_and_its_negation_never_both_pass(yes: int, no: int, threshold: Fraction) -> None:
    votes, against = {"x": Tally(yes, no), "y": Tally(7, 7)}, {"x": Tally(no, yes), "y": Tally(7, 7)}
    passed = [double_majority(each, side_threshold=threshold).passed for each in (votes, against)]
    assert not all(passed)


@given(st.integers(5, 60), st.integers(0, 60), st.integers(5, 20), st.integers(0, 20))
def test_one_more_yes_never_sinks_a_text(yes: int, no: int, more_yes: int, more_no: int) -> None:
    before = double_majority({"x": Tally(yes, no), "y": Tally(more_yes, more_no)}).passed
    after = double_majority({"x": Tally(yes + 1, no), "y": Tally(more_yes, more_no)}).passed
    assert after >= before


def test_small_sides_are_pooled_or_decide_by_consent_and_abstentions_count_for_the_quorum() -> None:
    votes = {"citizens": Tally(60, 40), "firm": Tally(2, 1), "town": Tally(6, 4)}
    assert double_majority(votes).code == "not_every_side"
    pooled = double_majority(votes, pooled={"firm": "town"})
    assert (pooled.code, pooled.sides[1].side, pooled.sides[1].tally) == ("adopted", "firm+town", Tally(8, 5))
    assert double_majority({"citizens": Tally(5, 5)}, strict=False).passed
    assert double_majority({"citizens": Tally(6, 0, 5)}, quorum=12).code == "no_quorum"
    assert double_majority({"citizens": Tally(6, 0, 6)}, quorum=12).passed
    assert double_majority({"citizens": Tally(4, 30), "town": Tally(9, 0)}).code == "not_all_persons"
    for pooling in ({"firm": "nobody"}, {"firm": "town", "town": "citizens"}):
        with pytest.raises(BadSheetsError):
            double_majority(votes, pooled=pooling)


def test_drafts_are_judged_by_their_least_pleased_side_and_equal_drafts_share_a_rank() -> None:
    judged = judge_drafts(
        {
            "loved_by_one": {"x": [5, 5, 5], "y": [1, 2, 2]},
            "good_enough": {"x": [3, 3, 4], "y": [3, 3, 3]},
            "same_words": {"x": [3, 4, 3], "y": [3, 3, 3]},
            "slightly_less": {"x": [3, 3, 3], "y": [3, 3, 3]},
        }
    )
    assert [(draft.draft, draft.rank) for draft in judged.drafts] == [
        ("good_enough", 1),
        ("same_words", 1),
        ("slightly_less", 3),
        ("loved_by_one", 4),
    ]
    for bad in ({"a": {"x": []}}, {"a": {"x": [6]}}, {"a": {"x": [1]}, "b": {"x": [1, 2]}}):
        with pytest.raises(BadSheetsError):
            judge_drafts(bad)


def test_limits_say_never_together_only_if_and_how_much_money() -> None:
    def question(name: str) -> Question:
        return Question(name, (Option("yes", {"a": 4, "b": 3}), Option("no", {"a": 1, "b": 2})))

    parties, questions = (Party("a", "l"), Party("b", "r")), (question("p"), question("q"))
    apart = settle(Negotiation(parties, questions, limits=(never_together(("p", "yes"), ("q", "yes")),)))
    assert sorted(apart.package.values()) == ["no", "yes"]  # type: ignore[union-attr]
    money = Limit({("p", "yes"): 60, ("q", "yes"): 50}, 55)
    needs = settle(Negotiation(parties, questions, limits=(only_if(("q", "yes"), ("p", "yes")), money)))
    assert needs.package == {"p": "no", "q": "no"}
    impossible = Limit({("p", "yes"): 1, ("p", "no"): 1}, 0)
    assert settle(Negotiation(parties, questions, limits=(impossible,))).code == "infeasible_constraints"


def test_objections_coupled_by_money_are_found_by_the_solver() -> None:
    """Each question has an option without a 0, but the money allows only one of them."""
    cheap, dear = Option("cheap", {"a": 0, "b": 3}), Option("dear", {"a": 3, "b": 3})
    questions = (Question("p", (cheap, dear)), Question("q", (cheap, dear)))
    limit = Limit({("p", "dear"): 5, ("q", "dear"): 5}, 5)
    points = settle(
        Negotiation((Party("a", "l"), Party("b", "r")), questions, limits=(limit,))
    ).sticking_points
    assert (points.n_objections, points.n_questions, len(points.sets), points.all_sets) == (1, 1, 2, True)


def test_consent_shows_every_side_and_settled_needs_good_enough_everywhere() -> None:
    options = (Option("x", {"a": 4, "b": 1}), Option("y", {"a": 2, "b": 2}))
    parties = (Party("a", "citizens"), Party("b", "town"))
    (consent,) = consent_by_side(Negotiation(parties, (Question("q", options),)))
    assert consent.state == "settled"
    assert [view.lowest for _, sight in consent.views for view in sight] == [4, 1, 2, 2]
    (only_x,) = consent_by_side(Negotiation(parties, (Question("q", options[:1]),)))
    assert only_x.state == "open"


def test_a_partys_grade_is_its_members_lower_median_and_overruled_zeros_become_dissent() -> None:
    assert party_grade([4, 0, 2, 1]) == (1, 1)
    assert party_grade([0, 0, 4]) == (0, 0)
    assert party_grade([3] * 10 + [1] * 10) == party_grade([3, 1])
    options = (Option("x", {"a": 2}, overruled={"a": 1}),)
    result = settle(Negotiation((Party("a", "l"),), (Question("q", options),)))
    assert (result.code, result.overruled) == ("agreed_with_dissent", (("q", "x", "a", 1),))
    with pytest.raises(BadSheetsError):
        party_grade([])


def test_dissent_is_printed_with_party_question_option_and_reason() -> None:
    options = (Option("x", {"a": 0, "b": 4}, reasons={"a": "no way in by wheelchair"}),)
    result = settle(Negotiation((Party("a", "l"), Party("b", "r")), (Question("q", options),)))
    (dissent,) = result.dissent
    assert (dissent.question, dissent.option, dissent.parties) == ("q", "x", ("a",))
    assert dissent.reasons == (("a", "no way in by wheelchair"),)
    assert (result.code, result.satisfaction) == ("impasse", {"a": 0, "b": 4})


def test_why_not_names_who_would_be_worse_off() -> None:
    options = (Option("x", {"a": 4, "b": 1}), Option("y", {"a": 2, "b": 3}))
    negotiation = Negotiation((Party("a", "l"), Party("b", "r")), (Question("q", options),))
    assert why_not(negotiation, {"q": "y"}, {"q": "x"}) == (("b", 3, 1),)
    with pytest.raises(BadSheetsError):
        why_not(negotiation, {"q": "y"}, {})


def test_equally_kind_packages_are_all_shown_and_the_lot_chooses_by_the_seed() -> None:
    options = (Option("x", {"a": 3, "b": 1}), Option("y", {"a": 1, "b": 3}))
    negotiation = Negotiation((Party("a", "l"), Party("b", "r")), (Question("q", options),))
    results = [settle(negotiation, seed=seed) for seed in range(20)]
    assert all(result.by_lot and len(result.packages) == 2 for result in results)
    assert {tuple(result.package.values()) for result in results} == {("x",), ("y",)}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("code", "make"),
    [
        ("no_parties", lambda: Negotiation((), ())),
        ("no_questions", lambda: Negotiation((Party("a", "l"),), ())),
        ("no_options", lambda: Negotiation((Party("a", "l"),), (Question("q", ()),))),
        (
            "id_twice",
            lambda: Negotiation((Party("a", "l"), Party("a", "r")), (Question("q", (Option("x", {}),)),)),
        ),
        (
            "unknown_party",
            lambda: Negotiation((Party("a", "l"),), (Question("q", (Option("x", {"b": 1}),)),)),
        ),
        (
            "grade_out_of_range",
            lambda: Negotiation((Party("a", "l"),), (Question("q", (Option("x", {"a": 5}),)),)),
        ),
        (
            "unknown_option",
            lambda: Negotiation((Party("a", "l"),), (Question("q", (Option("x", {}),), "y"),)),
        ),
    ],
)
def test_sheets_that_cannot_be_used_say_why(code: str, make: object) -> None:
    with pytest.raises(BadSheetsError) as caught:
        make()  # type: ignore[operator]  one lambda per case
    assert caught.value.code == code


def test_every_party_has_the_same_points() -> None:
    questions = tuple(Question(name, (Option("x", {"a": 1, "b": 1}),)) for name in "pq")
    parties = (Party("a", "l"), Party("b", "r"))
    for weights, code in [
        ({"a": {"p": 1, "q": 2}, "b": {"p": 1, "q": 1}}, "totals_differ"),
        ({"a": {"p": 0, "q": 2}, "b": {"p": 1, "q": 1}}, "weight_not_positive"),
        ({"a": {"p": 1, "q": 2}}, "weight_not_positive"),
    ]:
        with pytest.raises(BadSheetsError, match=code):
            Negotiation(parties, questions, weights)
    moved = settle(Negotiation(parties, questions, {"a": {"p": 1, "q": 2}, "b": {"p": 2, "q": 1}}))
    assert (moved.same_with_equal_weights, moved.top) == (True, 12)
