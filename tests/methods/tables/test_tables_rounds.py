"""Tables: what a room may expect, with a brute-force twin for small rooms."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samskab.methods.tables import Room, Rounds, TablesError, lower_bound, room_of, seat_rounds, table_sizes
from samskab.methods.tables.room import prices
from samskab.methods.tables.rounds import _pairs
from samskab.methods.tables.seating import Table, deal, movable, swap_until_none_helps


def crowd(n: int, seed: int = 3, **options: object) -> Room:
    rng = np.random.default_rng(seed)
    drawn = {
        "area": rng.choice(list("abcdef"), n, p=[0.3, 0.25, 0.2, 0.1, 0.1, 0.05]),
        "kind": rng.choice(list("abc"), n, p=[0.6, 0.3, 0.1]),
        "view": rng.choice(list("abc"), n, p=[0.5, 0.3, 0.2]),
        "age": rng.choice(list("abcd"), n, p=[0.15, 0.3, 0.3, 0.25]),
    }
    attributes = {name: [str(v) for v in values] for name, values in drawn.items()}
    ids = [f"p{i:05}" for i in range(n)]
    return room_of(ids, attributes, weights={"age": 0.5}, **options)  # type: ignore[arg-type] # passed through


def pairs_of(plan: Rounds) -> list[set[tuple[str, str]]]:
    return [{p for table in s.tables for p in combinations(table, 2)} for s in plan.rounds]


def everyone_once(plan: Rounds, room: Room) -> None:
    for seating in plan.rounds:
        assert sorted(i for table in seating.tables for i in table) == list(room.ids)
        assert tuple(len(t) for t in seating.tables) == plan.sizes


@pytest.mark.parametrize("n", [60, 600])
def test_a_single_round_is_proven_best(n: int) -> None:
    room = crowd(n)
    plan = seat_rounds(room)
    everyone_once(plan, room)
    assert plan.mix >= 0.995
    assert plan.rounds[0].proven
    assert plan.rounds[0].cost == plan.rounds[0].bound


@pytest.mark.slow
def test_six_thousand_people_are_mixed_to_the_bound_three_times_without_a_repeat() -> None:
    room = crowd(6000)
    plan = seat_rounds(room, 3)
    everyone_once(plan, room)
    assert plan.mix >= 0.995
    assert plan.repeats == 0


def test_sixty_people_have_three_rounds_of_seven_without_a_repeat() -> None:
    room = crowd(60)
    plan = seat_rounds(room, 3)
    everyone_once(plan, room)
    first, second, third = pairs_of(plan)
    assert plan.repeats == 0
    assert not first & second | first & third | second & third
    assert plan.mix >= 0.99


def test_a_repeat_is_told_and_never_hidden() -> None:
    """Eight people at two tables of four cannot avoid each other twice."""
    plan = seat_rounds(room_of(list("abcdefgh"), {}), 2, size=4)
    again = pairs_of(plan)[0] & pairs_of(plan)[1]
    assert plan.repeats == len(again) == 4
    assert set(plan.rounds[1].repeats) == again


def test_people_who_met_before_or_know_each_other_are_kept_apart() -> None:
    met, known = [("a", "b"), ("c", "d")], [("e", "f")]
    plan = seat_rounds(room_of(list("abcdefgh"), {}), size=4, met=met, known=known)
    assert not pairs_of(plan)[0] & {*met, *known}
    assert plan.rounds[0].repeats == plan.rounds[0].known == ()


def test_companions_stay_together_and_fixed_seats_are_kept_in_every_round() -> None:
    together = ["x", "x", "", "y", "y", "y", *[""] * 54]
    room = crowd(60, together=together, fixed={"p00000": 4, "p00030": 2})
    plan = seat_rounds(room, 3, effort=0.2)
    everyone_once(plan, room)
    for seating in plan.rounds:
        at = {person: number for number, table in enumerate(seating.tables) for person in table}
        assert (at["p00000"], at["p00001"], at["p00030"]) == (4, 4, 2)
        assert at["p00003"] == at["p00004"] == at["p00005"]
    assert plan.repeats == 0


def test_a_limit_and_not_alone_are_kept_when_they_can_be() -> None:
    kinds = ["staff"] * 4 + ["deaf"] * 3 + ["other"] * 21
    room = room_of(
        [f"p{i:02}" for i in range(28)],
        {"kind": kinds},
        limits={("kind", "staff"): 1, ("kind", "nobody"): 1},
        not_alone=[("kind", "deaf")],
    )
    plan = seat_rounds(room)
    assert plan.rounds[0].unmet == ()
    for table in plan.rounds[0].tables:
        have = [kinds[int(person[1:])] for person in table]
        assert have.count("staff") <= 1
        assert have.count("deaf") != 1


def test_an_unmet_wish_is_told_with_its_table() -> None:
    room = room_of(
        list("abcdef"), {"kind": ["s"] * 5 + ["o"]}, limits={("kind", "s"): 2}, not_alone=[("kind", "o")]
    )
    codes = [code for code, _ in seat_rounds(room, size=3).rounds[0].unmet]
    assert codes == ["limit_exceeded", "alone"]


@pytest.mark.parametrize("n", [0, 1, 2, 5, 6, 9, 11, 12, 17, 60, 601])
def test_sizes_sum_and_never_exceed_the_wish_by_more_than_one(n: int) -> None:
    sizes = table_sizes(n, 7)
    assert sizes.sum() == n
    assert sizes.max(initial=0) <= 8
    assert n == 0 or sizes.max() - sizes.min() <= 1
    assert len(sizes) == 1 if 0 < n < 6 else True
    everyone_once(seat_rounds(crowd(n)), crowd(n))


def test_all_alike_all_different_and_unknown() -> None:
    assert seat_rounds(room_of(list("abcdefghijkl"), {"x": ["s"] * 12})).mix == 1.0
    assert seat_rounds(room_of(list("abcdefghijkl"), {"x": list("abcdefghijkl")})).mix == 1.0
    unknown = seat_rounds(room_of(list("abcdefghijkl"), {"x": [""] * 12}))
    assert (unknown.mix, unknown.rounds[0].cost) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("code", "call"),
    [
        ("id_twice", lambda: room_of(["a", "a"], {})),
        ("lengths_differ", lambda: room_of(["a"], {"x": []})),
        ("unknown_id", lambda: room_of(["a"], {}, fixed={"z": 0})),
        ("unknown_attribute", lambda: room_of(["a"], {}, limits={("x", "y"): 1})),
        ("weight_negative", lambda: room_of(["a"], {"x": ["y"]}, weights={"x": -1.0})),
        ("size_too_small", lambda: table_sizes(9, 1)),
        ("rounds_below_one", lambda: seat_rounds(crowd(9), 0)),
        ("sizes_do_not_sum", lambda: seat_rounds(crowd(9), sizes=[4, 4])),
        ("unknown_id", lambda: seat_rounds(crowd(9), met=[("p00000", "z")])),
        ("no_such_table", lambda: seat_rounds(crowd(12, fixed={"p00000": 9}))),
        ("table_overfull", lambda: seat_rounds(crowd(4, fixed={"p00000": 0, "p00001": 0}), sizes=[1, 3])),
        (
            "unit_fixed_apart",
            lambda: seat_rounds(crowd(12, together=["x"] * 2 + [""] * 10, fixed={"p00000": 0, "p00001": 1})),
        ),
        ("units_do_not_fit", lambda: seat_rounds(crowd(12, together=["x"] * 9 + [""] * 3))),
    ],
)
def test_what_cannot_be_seated_is_refused_with_a_code(code: str, call: object) -> None:
    with pytest.raises(TablesError) as caught:
        call()  # type: ignore[operator] # the lambdas above
    assert caught.value.code == code


def least_cost(room: Room, sizes: list[int]) -> float:
    """Every way to fill the tables, one by one."""

    def fill(left: frozenset[int], rest: list[int]) -> float:
        if not rest:
            return 0.0
        ways = combinations(sorted(left), rest[0])
        return min(pairs_cost(room, who) + fill(left - set(who), rest[1:]) for who in ways)

    return fill(frozenset(range(len(room.ids))), sizes)


def pairs_cost(room: Room, who: tuple[int, ...]) -> float:
    return sum(
        weight * (room.codes[a, column] == room.codes[b, column])
        for a, b in combinations(who, 2)
        for column, weight in enumerate(room.weights)
    )


@settings(max_examples=15, deadline=None)
@given(st.integers(4, 8), st.integers(0, 2**16))
def test_the_cost_is_the_least_of_all_seatings(n: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    values = {name: [str(v) for v in rng.integers(0, 3, n)] for name in ("x", "y")}
    room = room_of([f"p{i}" for i in range(n)], values, weights={"y": 0.5})
    sizes = [n - n // 2, n // 2]
    plan = seat_rounds(room, sizes=sizes, effort=0.1)
    assert plan.rounds[0].cost == pytest.approx(least_cost(room, sizes))
    assert plan.rounds[0].bound <= plan.rounds[0].cost + 1e-9


@settings(max_examples=10, deadline=None)
@given(st.permutations(range(20)), st.integers(0, 99))
def test_row_order_changes_nothing_and_names_change_no_cost(order: list[int], seed: int) -> None:
    values = [str(v) for v in np.random.default_rng(1).integers(0, 3, 20)]
    ids = [f"p{i:02}" for i in range(20)]
    plain = seat_rounds(room_of(ids, {"x": values}), 2, seed=seed, effort=0.03)
    mixed = room_of([ids[i] for i in order], {"x": [values[i] for i in order]})
    assert seat_rounds(mixed, 2, seed=seed, effort=0.03) == plain
    renamed = room_of([f"q{i:02}" for i in order], {"x": [f"v{v}" for v in values]})
    assert seat_rounds(renamed, 1, seed=seed, effort=0.03).rounds[0].cost == plain.rounds[0].cost


def test_after_polishing_no_swap_of_two_helps() -> None:
    room = crowd(24)
    sizes = np.array([8, 8, 8])
    met = _pairs(room, [(room.ids[i], room.ids[i + 1]) for i in range(0, 22, 2)]) * 5.0
    table = Table(room, prices(room, 8), met, deal(room, sizes, np.random.default_rng(0)), sizes)
    swap_until_none_helps(table, movable(room))
    best = table.cost()
    for a, b in combinations(range(24), 2):
        at = table.at.copy()
        at[[a, b]] = at[[b, a]]
        assert Table(room, table.prices, met, at, sizes).cost() >= best - 1e-9
    assert Table(room, table.prices, met, table.at.copy(), sizes).cost() == pytest.approx(best)


def test_the_bound_by_hand() -> None:
    """Seven north at three tables: 3 + 2 + 2 makes 3 + 1 + 1 pairs; two south: none."""
    assert lower_bound(room_of(list("abcdefghi"), {"x": ["n"] * 7 + ["s"] * 2}), 3) == 5.0
