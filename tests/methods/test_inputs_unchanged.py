"""Whatever a caller hands in, it has the same fingerprint afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
import pytest

from samskab.methods import (
    bargaining,
    bridging,
    disclosure,
    equality,
    merkle,
    opinion,
    selection,
    similarity,
    tables,
)
from samskab.methods.outcome import input_sha256

RNG = np.random.default_rng(0)
TIES = RNG.integers(0, 30, (80, 2))
GROUP = RNG.integers(-1, 3, 30)
ROOM = tables.room_of([f"p{i}" for i in range(30)], {"area": [f"a{i % 4}" for i in range(30)]})
POOL = selection.pool_of([f"p{i}" for i in range(20)], ["age"], [[str(i % 3)] for i in range(20)])
QUOTAS = [selection.Quota("age", "0", 1, 3), selection.Quota("age", "1", 1, 3)]
LOTTERY = selection.solve_lottery(POOL, QUOTAS, 5)
PERSON, STATEMENT = np.nonzero(RNG.random((40, 12)) < 0.9)
VOTE = RNG.choice([-1, 0, 1], len(PERSON))
VOTES = opinion.upsert(PERSON, STATEMENT, VOTE)
FIT = opinion.fit(VOTES, bridging=False)
SHEETS = bargaining.Negotiation(
    (bargaining.Party("a", "x"), bargaining.Party("b", "y")),
    (
        bargaining.Question(
            "q",
            (
                bargaining.Option("o", MappingProxyType({"a": 3, "b": 1})),
                bargaining.Option("p", MappingProxyType({"a": 2, "b": 2})),
            ),
        ),
    ),
)
TALLIES = {"x": bargaining.Tally(6, 2), "y": bargaining.Tally(5, 1)}
CIRCLE = bridging.Circle(
    topics=RNG.random((30, 4)) < 0.5,
    area=RNG.integers(0, 3, 30),
    kind=RNG.integers(0, 2, 30),
    view=RNG.integers(0, 2, 30),
    ties=TIES,
    opted_in=np.ones(30, dtype=bool),
    open_now=np.zeros(30, dtype=np.int64),
    shown=np.zeros(30, dtype=np.int64),
    barred=np.zeros((0, 2), dtype=np.int64),
)
NODES = {(0, 0): merkle.leaf_hash(b"a"), (0, 1): merkle.leaf_hash(b"b")}
PEOPLE = disclosure.Contributors.of(range(30), GROUP.clip(0), GROUP.clip(0))
AREAS = disclosure.Areas(("n", "s", "w"))

CALLS: list[tuple[str, Callable[..., Any], Sequence[Any], dict[str, Any]]] = [
    ("mixing", bridging.mixing, [TIES, GROUP], {"permutations": 20}),
    ("structure", bridging.structure, [TIES, 30], {}),
    ("introduce", bridging.introduce, [CIRCLE], {}),
    (
        "invite",
        bridging.invite,
        [GROUP[:, None], [[0.3, 0.3, 0.4]], GROUP > 0],
        {"invitations": 4, "ties": TIES},
    ),
    ("solve_lottery", selection.solve_lottery, [POOL, QUOTAS, 5], {}),
    ("publish", selection.publish, [LOTTERY, POOL, QUOTAS], {"n_panels": 20}),
    ("refill", selection.refill, [POOL, QUOTAS, 5], {"staying": ["p1"], "gone": ["p2"]}),
    ("seat_rounds", tables.seat_rounds, [ROOM, 2], {"met": [("p1", "p2")], "known": [("p3", "p4")]}),
    ("mend", tables.mend, [ROOM, [["p1", "p2", "p3"], ["p4", "gone"]]], {}),
    ("settle", bargaining.settle, [SHEETS], {}),
    ("double_majority", bargaining.double_majority, [TALLIES], {"pooled": {"y": "x"}}),
    ("judge_drafts", bargaining.judge_drafts, [{"d": {"x": [3, 1]}, "e": {"x": [2, 2]}}], {}),
    ("upsert", opinion.upsert, [PERSON, STATEMENT, VOTE], {}),
    ("fit", opinion.fit, [VOTES], {"previous": FIT.carry, "declared": {"area": ["n", "s"] * 20}}),
    ("choose_slate", opinion.choose_slate, [VOTES, 3], {"lot": np.arange(12)}),
    ("what_we_share", opinion.what_we_share, [FIT.counts], {}),
    ("where_we_differ", opinion.where_we_differ, [FIT.counts], {}),
    ("nearest", similarity.nearest, [similarity.Index.build(["ingen bus", "kaffe"]), "bus"], {}),
    ("themes", similarity.themes, [[[[0, 1], [2]]] * 5, 3], {}),
    ("release", disclosure.release, [PEOPLE, AREAS, ("x", "y", "z")], {"at": "q1"}),
    ("concentration", equality.concentration, [RNG.integers(0, 9, 12)], {"rounds": 20}),
    ("time_to_answer", equality.time_to_answer, [RNG.integers(0, 9, 12), RNG.random(12) < 0.5], {}),
    ("resolve", merkle.resolve, [(((0, 0), (0, 1)),), NODES], {}),
    ("representation", equality.representation, [[3, 4], np.array([1.0, 2.0])], {"rounds": 20}),
]


def seen(value: Any) -> Any:
    """What can be fingerprinted of an argument: an index without its sparse matrix and tools."""
    if isinstance(value, similarity.Index):
        return [value.forms, value.idf, value.postings.data, value.postings.indices]
    return value


@pytest.mark.parametrize(
    ("call", "given", "options"), [one[1:] for one in CALLS], ids=[one[0] for one in CALLS]
)
def test_what_is_handed_in_is_the_same_afterwards(
    call: Callable[..., Any], given: Sequence[Any], options: dict[str, Any]
) -> None:
    parts = [seen(part) for part in (*given, *options.values())]
    before = [input_sha256(part) for part in parts]
    call(*given, **options)
    assert [input_sha256(part) for part in parts] == before
