"""The worked example in docs/explanation/record.md is true."""

from __future__ import annotations

from pathlib import Path

from samskab.ground.record import wire
from samskab.methods import merkle

PAGE = (Path(__file__).parents[3] / "docs/explanation/record.md").read_text("utf-8")


def test_the_hashes_worked_out_by_hand_are_those_of_the_program() -> None:
    a, b, c = (merkle.leaf_hash(text) for text in (b"a", b"b", b"c"))
    ab = merkle.node_hash(a, b)
    for value in (a, b, c):
        assert f"# {value.hex()}" in PAGE
    assert f"# AB   = {ab.hex()}" in PAGE
    assert f"# root = {merkle.node_hash(ab, c).hex()}" in PAGE
    frontier = merkle.Frontier()
    for leaf in (a, b, c):
        frontier, _ = merkle.grow(frontier, leaf)
    assert frontier.hashes == (ab, c)


def test_the_commitment_in_the_example_is_that_of_the_program() -> None:
    assert wire.commitment(b"s" * 32, "text", "Vi mangler en bænk.") in PAGE
