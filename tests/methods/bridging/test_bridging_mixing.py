"""Mixing and structure: Zachary's karate club (1977) as reference, and what must never change."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samskab.methods.bridging import (
    BridgingError,
    betweenness,
    blau,
    change_is_real,
    constraint,
    mixing,
    roles,
    structure,
)

NEIGHBOURS = {
    0: [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 17, 19, 21, 31],
    1: [2, 3, 7, 13, 17, 19, 21, 30],
    2: [3, 7, 8, 9, 13, 27, 28, 32],
    3: [7, 12, 13],
    4: [6, 10],
    5: [6, 10, 16],
    6: [16],
    8: [30, 32, 33],
    9: [33],
    13: [33],
    14: [32, 33],
    15: [32, 33],
    18: [32, 33],
    19: [33],
    20: [32, 33],
    22: [32, 33],
    23: [25, 27, 29, 32, 33],
    24: [25, 27, 31],
    25: [31],
    26: [29, 33],
    27: [33],
    28: [31, 33],
    29: [32, 33],
    30: [32, 33],
    31: [32, 33],
    32: [33],
}
KARATE = [(a, b) for a, others in NEIGHBOURS.items() for b in others]
OFFICER = {9, 14, 15, 18, 20, 22, *range(23, 34)}
CLUB = [int(i in OFFICER) for i in range(34)]


def test_the_karate_club_is_more_divided_than_chance() -> None:
    told = mixing(KARATE, CLUB, permutations=4999)
    figures = told.figures
    assert figures is not None
    assert (told.ties, told.crossing, told.isolates) == (78, 11, 0)
    assert figures.e_i == pytest.approx(-0.718, abs=5e-4)
    assert figures.expected == pytest.approx(1 - 2 * (2 * 17 * 16 / 2) / (34 * 33 / 2))
    assert figures.null_mean == pytest.approx(figures.expected, abs=3 * figures.null_sd / math.sqrt(4999))
    assert figures.null_sd == pytest.approx(0.096, abs=0.005)
    assert figures.p_segregated == pytest.approx(0.0002)
    assert figures.assortativity == pytest.approx(0.717530864197531)
    assert figures.excess_crossing == pytest.approx((11 / 78) / (1 - 272 / 561))


def test_structure_of_the_karate_club_agrees_with_published_values() -> None:
    told = structure(KARATE, 34)
    assert (told.ties, told.components, told.giant_share, told.core, told.in_core) == (78, 1, 1.0, 4, 10)
    assert (told.connectivity, told.reason) == (None, "too_few_people")
    between = betweenness(KARATE, 34)
    assert between is not None
    assert between[:3] == pytest.approx([0.437635, 0.053937, 0.143657], abs=1e-6)
    assert constraint(KARATE, 34)[:3] == pytest.approx([0.155423, 0.279535, 0.185177], abs=1e-6)


def test_roles_equal_a_count_of_every_open_triad() -> None:
    group = np.random.default_rng(2).integers(0, 3, 34)
    friends = {i: {b for a, b in [*KARATE, *[(b, a) for a, b in KARATE]] if a == i} for i in range(34)}
    counted = np.zeros((4, 34), dtype=int)
    for v in range(34):
        for a in friends[v]:
            for c in friends[v]:
                if a < c and c not in friends[a]:
                    ga, gv, gc = group[a], group[v], group[c]
                    alike = 0 if ga == gv else 1
                    role = alike if ga == gc else 2 if gv in (ga, gc) else 3
                    counted[role, v] += 1
    told = roles(KARATE, group)
    found = [told.coordinator, told.itinerant, told.gatekeeper, told.liaison]
    assert np.array(found).tolist() == counted.tolist()


@pytest.mark.parametrize("people", [120, 2300])
def test_connectivity_of_a_ring_is_known(people: int) -> None:
    """A ring of n has second eigenvalue 2 - 2 cos(2 pi / n); chords keep the large one well conditioned."""
    steps = [1] if people < 1000 else [1, 7, 50, 300]
    ring = [(i, (i + s) % people) for i in range(people) for s in steps]
    exact = min(sum(2 - 2 * math.cos(2 * math.pi * k * s / people) for s in steps) for k in range(1, people))
    told = structure(ring, people)
    assert told.connectivity == pytest.approx(exact, rel=1e-3)
    assert told.core == 2 * len(steps)


def test_a_net_in_pieces_or_empty_gives_a_reason() -> None:
    assert structure([(i, i + 1) for i in range(0, 200, 2)], 201).reason == "in_pieces"
    assert structure([], 0).reason == "too_few_people"
    assert structure([], 3).isolates == 3
    assert betweenness([], 3001) is None
    assert np.isnan(constraint([], 2)).all()


def test_below_fifty_ties_there_are_counts_and_no_figure() -> None:
    told = mixing(KARATE[:49], CLUB)
    assert (told.figures, told.reason, told.ties) == (None, "too_few_ties", 49)
    assert mixing(KARATE, [0] * 34).reason == "one_group"
    assert mixing([], []).reason == "too_few_ties"


def test_unknown_groups_are_left_out_and_counted() -> None:
    group = [*CLUB[:-1], -1]
    told = mixing(KARATE, group)
    assert (told.unknown_people, told.unknown_ties) == (1, 17)
    assert told.ties + told.unknown_ties == 78


def test_homophily_by_hand() -> None:
    """17 of 34: w = 16/33; the officer's half has 32 inner ties and 11 crossing."""
    told = mixing(KARATE, CLUB)
    inner = told.observed[1][1]
    s, w = 2 * inner / (2 * inner + 11), 16 / 33
    assert told.homophily[1] == pytest.approx((s - w) / (1 - w))
    assert mixing([(0, 1)], [0, 1]).homophily == (None, None)


def test_labels_dealt_within_classes_keep_each_class() -> None:
    """When every class holds one group only, dealing changes nothing: the null has no spread."""
    told = mixing(KARATE, CLUB, within=CLUB, permutations=50)
    assert told.figures is not None
    assert told.figures.null_sd == pytest.approx(0.0, abs=1e-12)
    assert told.figures.null_mean == pytest.approx(told.figures.e_i)
    assert told.figures.p_segregated == 1.0


def test_a_change_counts_only_beyond_two_standard_deviations() -> None:
    before = mixing(KARATE, CLUB)
    shuffled = mixing(KARATE, np.random.default_rng(0).permutation(CLUB))
    assert change_is_real(before, before) is False
    assert change_is_real(before, shuffled) is True


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**16))
def test_renaming_groups_and_people_changes_no_figure(seed: int) -> None:
    rng = np.random.default_rng(seed)
    order, names = rng.permutation(34), rng.permutation(5)[:2]
    plain = mixing(KARATE, CLUB, permutations=9)
    place = np.argsort(order)
    other = mixing(place[np.array(KARATE)[:, ::-1]], names[np.array(CLUB)[order]], permutations=9)
    assert plain.figures is not None
    assert other.figures is not None
    for name in ("e_i", "expected", "excess_crossing", "assortativity", "modularity"):
        assert getattr(other.figures, name) == pytest.approx(getattr(plain.figures, name))


def test_blau_plain_unbiased_and_too_small() -> None:
    assert blau([5, 0]) == 0.0
    assert blau([1]) is None
    assert blau([4], normalised=True) is None
    assert blau([1, 1, 1], normalised=True) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("code", "call"),
    [
        ("not_pairs", lambda: mixing([[0, 1, 2]], [0, 0, 0])),
        ("no_such_node", lambda: mixing([[0, 3]], [0, 0, 0])),
        ("lengths_differ", lambda: mixing([[0, 1]], [0, 0], within=[0])),
        ("permutations_below_one", lambda: mixing([[0, 1]], [0, 0], permutations=0)),
    ],
)
def test_what_is_no_network_is_refused_with_a_code(code: str, call: object) -> None:
    with pytest.raises(BridgingError) as caught:
        call()  # type: ignore[operator] # the lambdas above
    assert caught.value.code == code
