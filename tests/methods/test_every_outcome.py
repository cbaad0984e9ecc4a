"""Whatever a method hands out can be told apart, recounted and written down."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

import samskab.methods

OUTCOMES = {
    "Opinion", "Headlines", "AlikeBallots", "BridgingScore", "Slate", "Settlement", "DoubleMajority",
    "Judgement", "Lottery", "Refused", "Published", "Sharing", "Rounds", "Mixing", "Structure",
    "Introductions", "Invitations", "Deal", "Themes", "Nearest", "Release", "Share", "Representation",
    "Concentration", "Waiting", "Comparison", "Uptake", "Parity",
}  # fmt: skip
CARRIED = {"method", "version", "seed", "input_sha256", "rounds", "ties"}


def classes() -> Iterator[type]:
    for module in pkgutil.walk_packages(samskab.methods.__path__, "samskab.methods."):
        for thing in vars(importlib.import_module(module.name)).values():
            if isinstance(thing, type) and is_dataclass(thing) and thing.__module__ == module.name:
                yield thing


FOUND = {one.__name__: one for one in classes() if {"method", "input_sha256"} & {f.name for f in fields(one)}}


def test_the_list_of_outcomes_is_complete() -> None:
    assert set(FOUND) - {"Index"} == OUTCOMES  # an index is the ground an answer is found in, not an answer


@pytest.mark.parametrize("name", sorted(OUTCOMES))
def test_every_outcome_is_frozen_and_carries_what_a_recount_needs(name: str) -> None:
    assert {field.name for field in fields(FOUND[name])} >= CARRIED
    assert FOUND[name].__dataclass_params__.frozen  # type: ignore[attr-defined]


def test_one_fingerprint_for_all_methods() -> None:
    """No method has a hash of its own for its input."""
    own = [
        module.name
        for module in pkgutil.walk_packages(samskab.methods.__path__, "samskab.methods.")
        if not module.name.startswith(("samskab.methods.merkle", "samskab.methods.outcome"))
        and hasattr(importlib.import_module(module.name), "input_sha256")
        and importlib.import_module(module.name).input_sha256 is not samskab.methods.outcome.input_sha256
    ]
    assert own == []
