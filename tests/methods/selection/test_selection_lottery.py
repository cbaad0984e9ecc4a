"""The lot: what it promises people, worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samskab.methods.selection import (
    Lottery,
    Quota,
    Refused,
    SelectionError,
    check_feasibility,
    pool_of,
    refill,
    solve_lottery,
)

OLD_AND_YOUNG = [["old"], ["old"], ["old"], ["young"]]


def solved(*args: object, **options: object) -> Lottery:
    answer = solve_lottery(*args, **options)  # type: ignore[arg-type] # a thin wrapper that only narrows the answer
    assert isinstance(answer, Lottery)
    return answer


def test_without_quotas_everyone_has_the_same_chance() -> None:
    lottery = solved(pool_of(list("abcde"), [], [[]] * 5), [], 2)
    assert lottery.chances == pytest.approx([0.4] * 5)
    assert lottery.gini == pytest.approx(0.0, abs=1e-9)
    assert lottery.equal_chance == 0.4


def test_a_quota_moves_chances_by_hand() -> None:
    """One of two seats is for the only young person: three old people share the other."""
    lottery = solved(pool_of(list("abcd"), ["age"], OLD_AND_YOUNG), [Quota("age", "young", 1, 1)], 2)
    assert lottery.chances == pytest.approx([1 / 3] * 3 + [1.0])
    assert lottery.nearly_certain == ("d",)


def test_leximin_lifts_those_above_the_lowest_too() -> None:
    """Old people are held at 1/4 by their maximum; the others need not stop there: 3 seats for 4 people."""
    values = [["old"]] * 4 + [["young"]] * 2 + [["mid"]] * 2
    quotas = [Quota("age", "old", 0, 1), Quota("age", "young", 1, 2), Quota("age", "mid", 0, 2)]
    lottery = solved(pool_of(list("abcdefgh"), ["age"], values), quotas, 4)
    assert lottery.chances == pytest.approx([0.25] * 4 + [0.75] * 4, abs=1e-6)


def test_people_who_live_together_get_one_seat_between_them() -> None:
    lottery = solved(pool_of(list("abc"), [], [[]] * 3, ["home", "home", ""]), [], 2)
    assert lottery.chances == pytest.approx([0.5, 0.5, 1.0])


def test_one_person_and_all_seats_and_no_seats_and_nobody() -> None:
    assert solved(pool_of(["a"], [], [[]]), [], 1).chances == pytest.approx([1.0])
    assert solved(pool_of(list("abc"), [], [[]] * 3), [], 3).chances == pytest.approx([1.0] * 3)
    assert solved(pool_of(list("abc"), [], [[]] * 3), [], 0).chances == pytest.approx([0.0] * 3)
    assert solved(pool_of([], [], []), [], 0).chances == ()


def test_a_cap_frees_seats_and_says_when_it_cannot_be_kept() -> None:
    values = [["old"]] * 4 + [["young"]]
    quotas = [Quota("age", "young", 0, 1)]
    pool = pool_of(list("abcde"), ["age"], values)
    assert max(solved(pool, quotas, 4, cap=0.8).chances) <= 0.8001
    refused = solve_lottery(pool, [Quota("age", "young", 1, 1)], 4, cap=0.9)
    assert isinstance(refused, Refused)
    assert (refused.code, refused.lowest_cap) == ("cap_too_low", pytest.approx(1.0))


def test_stopping_early_gives_a_valid_lottery_and_its_gap() -> None:
    rng = np.random.default_rng(1)
    values = [[str(rng.integers(3)), str(rng.integers(4)), str(rng.integers(3))] for _ in range(80)]
    pool = pool_of([f"p{i:02}" for i in range(80)], list("abc"), values)
    quotas = [Quota(f, v, 2, 8) for f in "abc" for v in "012"]
    lottery = solved(pool, quotas, 16, watch=lambda *_: False, tolerance=1e-12)
    assert lottery.proof == "stopped"
    assert lottery.bound - lottery.min_chance == pytest.approx(lottery.gap, abs=1e-12)
    assert sum(lottery.chances) == pytest.approx(16)


@pytest.mark.parametrize(
    ("ids", "values", "quotas", "code"),
    [
        (["a", "a"], [["x"], ["x"]], [], "id_twice"),
        (["a", "b"], [["x"], [""]], [], "value_missing"),
        (["a"], [["x", "y"]], [], "lengths_differ"),
        (["a"], [["x"]], [Quota("g", "x", 0, 1)], "unknown_feature"),
        (["a"], [["x"]], [Quota("f", "x", 2, 1)], "quota_reversed"),
        (["a"], [["x"]], [Quota("f", "x", -1, 1)], "quota_negative"),
        (["a"], [["x"]], [Quota("f", "x", 0, 1)] * 2, "quota_twice"),
    ],
)
def test_input_that_means_nothing_is_refused_with_a_code(
    ids: list[str], values: list[list[str]], quotas: list[Quota], code: str
) -> None:
    with pytest.raises(SelectionError) as caught:
        solve_lottery(pool_of(ids, ["f"], values), quotas, 1)
    assert caught.value.code == code


def test_infeasible_quotas_name_their_contradictions_and_all_smallest_changes() -> None:
    pool = pool_of(list("abcd"), ["age"], OLD_AND_YOUNG)
    answer = check_feasibility(pool, [Quota("age", "old", 2, 2), Quota("age", "young", 1, 1)], 2)
    assert answer.reasons == (("minimums_exceed_seats", {"feature": "age", "minimums": 3, "seats": 2}),)
    assert {(c.code, c.value, c.after) for change in answer.relaxations for c in change} == {
        ("lower_minimum", "old", 1),
        ("lower_minimum", "young", 0),
    }
    assert answer.total == 1


def test_too_few_people_cannot_be_relaxed_away() -> None:
    answer = check_feasibility(pool_of(["a"], [], [[]]), [], 2)
    assert (answer.feasible, answer.relaxations) == (False, ())
    assert answer.reasons[0][0] == "too_few_people"
    homes = check_feasibility(pool_of(["a", "b"], [], [[]] * 2, ["h", "h"]), [], 2)
    assert homes.reasons[0][0] == "too_few_households"


def test_refill_recomputes_quotas_and_leaves_out_those_gone_and_their_households() -> None:
    pool = pool_of(list("abcde"), ["age"], [*OLD_AND_YOUNG, ["young"]], ["h", "h", "", "", ""])
    lot = refill(pool, [Quota("age", "young", 1, 2), Quota("age", "old", 1, 1)], 3, staying=["a"], gone=["d"])
    assert lot.pool.ids == ("c", "e")
    assert lot.seats == 2
    assert [(q.minimum, q.maximum) for q in lot.quotas] == [(1, 2), (0, 0)]
    over = refill(pool, [Quota("age", "old", 0, 0)], 3, staying=["c"], gone=[])
    assert over.overfull == (("age", "old", 1),)
    for staying, gone, code in (
        (["z"], [], "unknown_id"),
        (["a"], ["a"], "id_in_both"),
        ("abcd", [], "too_many_staying"),
    ):
        with pytest.raises(SelectionError) as caught:
            refill(pool, [], 3, staying=staying, gone=gone)
        assert caught.value.code == code


@settings(max_examples=6, deadline=None)
@given(st.permutations(range(10)), st.integers(0, 2**20))
def test_row_order_names_and_seed_change_nobodys_chance(order: list[int], seed: int) -> None:
    values = [["x"], ["x"], ["y"], ["x"], ["y"], ["z"], ["z"], ["z"], ["x"], ["y"]]
    homes = ["h", "h", "g", "g", "", "", "", "", "", ""]
    quotas = [Quota("f", "x", 1, 2), Quota("f", "y", 1, 1), Quota("f", "z", 1, 3)]
    plain = solved(pool_of([f"p{i}" for i in range(10)], ["f"], values, homes), quotas, 4)
    mixed = pool_of([f"q{i}" for i in order], ["f"], [values[i] for i in order], [homes[i] for i in order])
    other = solved(mixed, quotas[::-1], 4, seed=seed)
    assert other.chances == pytest.approx(plain.chances, abs=2e-4)
    again = solved(mixed, quotas, 4, seed=seed)
    assert again == other


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 1000))
def test_relaxing_a_quota_never_lowers_the_least_chance(seed: int) -> None:
    rng = np.random.default_rng(seed)
    pool = pool_of([f"p{i:02}" for i in range(24)], ["f"], [[v] for v in rng.choice(list("xyz"), 24)])
    tight = [Quota("f", "x", 2, 2), Quota("f", "y", 2, 2), Quota("f", "z", 2, 2)]
    looser = [Quota("f", "x", 1, 2), Quota("f", "y", 2, 3), Quota("f", "z", 2, 2)]
    before, after = solve_lottery(pool, tight, 6), solve_lottery(pool, looser, 6)
    if isinstance(before, Refused):
        return
    assert isinstance(after, Lottery)
    assert after.min_chance >= before.min_chance - 2e-4
