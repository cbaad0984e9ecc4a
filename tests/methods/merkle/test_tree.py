"""The tree against the published vectors of RFC 6962 and a twin written from the recursive definition."""

import doctest
import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samskab.methods import merkle
from samskab.methods.merkle import proofs, tree

# The eight inputs of the Certificate Transparency reference implementations, and the root after each.
INPUTS = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def grown(entries: list[bytes]) -> tuple[merkle.Frontier, dict[tuple[int, int], bytes]]:
    frontier, stored = merkle.Frontier(), {}
    for entry in entries:
        frontier, nodes = merkle.grow(frontier, merkle.leaf_hash(entry))
        stored.update({(node.level, node.index): node.hash for node in nodes})
    return frontier, stored


def root_by_definition(entries: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, word for word: slow and obviously right."""
    if not entries:
        return hashlib.sha256(b"").digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    k = 1
    while k * 2 < len(entries):
        k *= 2
    return hashlib.sha256(
        b"\x01" + root_by_definition(entries[:k]) + root_by_definition(entries[k:])
    ).digest()


@pytest.mark.parametrize("module", [tree, proofs])
def test_the_examples_in_the_docstrings_hold(module) -> None:
    result = doctest.testmod(module)
    assert result.attempted > 3
    assert result.failed == 0


def test_leaf_and_node_hashes_are_the_published_ones() -> None:
    assert (
        merkle.leaf_hash(b"L123456").hex()
        == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
    )
    assert (
        merkle.node_hash(b"N123", b"N456").hex()
        == "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"
    )


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert (
        merkle.Frontier().root().hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )


@pytest.mark.parametrize("size", range(1, 9))
def test_the_root_after_each_input_is_the_published_one(size: int) -> None:
    assert grown(INPUTS[:size])[0].root().hex() == ROOTS[size - 1]


@given(st.lists(st.binary(max_size=3), max_size=70))
def test_the_frontier_gives_the_root_of_the_recursive_definition(entries: list[bytes]) -> None:
    frontier, _ = grown(entries)
    assert frontier.root() == root_by_definition(entries)
    assert len(frontier.hashes) == len(entries).bit_count()


@settings(max_examples=50)
@given(st.lists(st.binary(max_size=3), min_size=1, max_size=70))
def test_every_finished_node_is_handed_out_once_and_is_the_root_of_its_leaves(entries: list[bytes]) -> None:
    _, stored = grown(entries)
    n = len(entries)
    assert set(stored) == {(level, index) for level in range(n.bit_length()) for index in range(n >> level)}
    for (level, index), value in stored.items():
        assert value == root_by_definition(entries[index << level : (index + 1) << level])


@given(st.integers(0, 300))
def test_a_packed_frontier_unpacks_to_itself(size: int) -> None:
    frontier, _ = grown([bytes([i % 256]) for i in range(size)])
    assert merkle.Frontier.unpacked(size, frontier.packed()) == frontier


@pytest.mark.parametrize(
    ("size", "packed"),
    [(1, b""), (0, b"x" * 32), (3, b"x" * 32), (1, b"x" * 31), (1, b"x" * 33), (-1, b"x" * 32)],
)
def test_a_frontier_that_does_not_fit_its_size_is_refused(size: int, packed: bytes) -> None:
    with pytest.raises(ValueError, match=r"fit|32 bytes"):
        merkle.Frontier.unpacked(size, packed)
