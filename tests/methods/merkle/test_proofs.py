"""Every true proof is accepted, every false one refused: all sizes up to 40, larger ones by sampling."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samskab.methods import merkle
from tests.methods.merkle.test_tree import INPUTS, ROOTS, grown

MANY = [b"entry %d" % i for i in range(1100)]
FRONTIERS = [merkle.Frontier()]
NODES: dict[tuple[int, int], bytes] = {}
for _entry in MANY:
    _frontier, _finished = merkle.grow(FRONTIERS[-1], merkle.leaf_hash(_entry))
    FRONTIERS.append(_frontier)
    NODES.update({(node.level, node.index): node.hash for node in _finished})
ROOT = [frontier.root() for frontier in FRONTIERS]


def included(index: int, size: int) -> tuple[bytes, ...]:
    return merkle.resolve(merkle.inclusion_plan(index, size), NODES)


def consistent(old: int, new: int) -> tuple[bytes, ...]:
    return merkle.resolve(merkle.consistency_plan(old, new), NODES)


@pytest.mark.parametrize(
    ("index", "size", "path"),
    [
        (0, 1, []),
        (
            0,
            8,
            [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            5,
            8,
            [
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    ],
)
def test_inclusion_proofs_are_the_published_ones(index: int, size: int, path: list[str]) -> None:
    _, nodes = grown(INPUTS)
    proof = merkle.resolve(merkle.inclusion_plan(index, size), nodes)
    assert [step.hex() for step in proof] == path
    leaf = merkle.leaf_hash(INPUTS[index])
    assert merkle.verify_inclusion(leaf, index, size, proof, bytes.fromhex(ROOTS[size - 1]))


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        (1, 1, []),
        (
            6,
            8,
            [
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
    ],
)
def test_consistency_proofs_are_the_published_ones(old: int, new: int, path: list[str]) -> None:
    _, nodes = grown(INPUTS)
    proof = merkle.resolve(merkle.consistency_plan(old, new), nodes)
    assert [step.hex() for step in proof] == path
    assert merkle.verify_consistency(
        old, bytes.fromhex(ROOTS[old - 1]), new, bytes.fromhex(ROOTS[new - 1]), proof
    )


def test_every_entry_of_every_small_log_is_proved_and_at_no_other_place() -> None:
    for size in range(1, 41):
        for index in range(size):
            proof, leaf = included(index, size), NODES[0, index]
            for claimed in range(size):
                assert merkle.verify_inclusion(leaf, claimed, size, proof, ROOT[size]) == (claimed == index)


def test_every_pair_of_sizes_of_a_small_log_is_proved_and_no_other_old_root_with_it() -> None:
    for old, new in itertools.combinations_with_replacement(range(41), 2):
        proof = consistent(old, new)
        assert merkle.verify_consistency(old, ROOT[old], new, ROOT[new], proof)
        assert not merkle.verify_consistency(old, b"x" * 32, new, ROOT[new], proof)
        if new:
            assert not merkle.verify_consistency(old, ROOT[old], new, b"x" * 32, proof) or old == 0


@given(st.data(), st.integers(1, 1100))
def test_a_proof_with_anything_changed_is_refused(data: st.DataObject, size: int) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof, leaf = list(included(index, size)), NODES[0, index]
    assert merkle.verify_inclusion(leaf, index, size, proof, ROOT[size])
    assert not merkle.verify_inclusion(merkle.leaf_hash(b"other"), index, size, proof, ROOT[size])
    assert not merkle.verify_inclusion(leaf, index, size, [*proof, leaf], ROOT[size])
    if proof:
        at = data.draw(st.integers(0, len(proof) - 1))
        assert not merkle.verify_inclusion(leaf, index, size, proof[:at] + proof[at + 1 :], ROOT[size])
        changed = [*proof[:at], bytes(b ^ 1 for b in proof[at]), *proof[at + 1 :]]
        assert not merkle.verify_inclusion(leaf, index, size, changed, ROOT[size])


@given(st.data(), st.integers(2, 1100))
def test_a_consistency_proof_with_anything_changed_is_refused(data: st.DataObject, new: int) -> None:
    old = data.draw(st.integers(1, new - 1))
    proof = list(consistent(old, new))
    assert merkle.verify_consistency(old, ROOT[old], new, ROOT[new], proof)
    assert not merkle.verify_consistency(old, ROOT[old - 1], new, ROOT[new], proof)
    assert not merkle.verify_consistency(old, ROOT[old], new, ROOT[new], [*proof, ROOT[old]])
    at = data.draw(st.integers(0, len(proof) - 1))
    assert not merkle.verify_consistency(old, ROOT[old], new, ROOT[new], proof[:at] + proof[at + 1 :])
    changed = [*proof[:at], bytes(b ^ 1 for b in proof[at]), *proof[at + 1 :]]
    assert not merkle.verify_consistency(old, ROOT[old], new, ROOT[new], changed)


@given(
    st.integers(-2, 40),
    st.integers(-2, 40),
    st.lists(st.binary(max_size=40), max_size=8),
    st.binary(max_size=33),
)
def test_nonsense_is_refused_without_an_exception(a: int, b: int, proof: list[bytes], root: bytes) -> None:
    assert merkle.verify_inclusion(b"x" * 32, a, b, proof, root) is False
    assert merkle.verify_consistency(a, b"x" * 32, b, root, proof) is (
        0 < a == b and not proof and root == b"x" * 32
    )


@pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (-1, 3)])
def test_no_plan_for_an_entry_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no entry"):
        merkle.inclusion_plan(index, size)


@pytest.mark.parametrize(("old", "new"), [(2, 1), (-1, 1)])
def test_no_plan_from_a_longer_log_to_a_shorter(old: int, new: int) -> None:
    with pytest.raises(ValueError, match="cannot begin"):
        merkle.consistency_plan(old, new)


def test_a_damaged_store_is_an_error_and_not_a_false_proof() -> None:
    with pytest.raises(KeyError):
        merkle.resolve(merkle.inclusion_plan(0, 2), {})


def test_a_proof_in_a_hundred_thousand_entries_is_seventeen_hashes() -> None:
    assert max(len(merkle.inclusion_plan(i, 100_000)) for i in range(0, 100_000, 997)) == 17
    assert len(merkle.needed_nodes(merkle.inclusion_plan(0, 100_000))) <= 34


def test_an_entry_is_not_proved_at_the_place_after_the_last() -> None:
    assert not merkle.verify_inclusion(NODES[0, 0], 1, 1, (), ROOT[1])


def test_a_root_is_not_accepted_for_a_larger_log_than_its_own() -> None:
    assert not merkle.verify_consistency(2, ROOT[2], 8, ROOT[4], consistent(2, 4))
    assert not merkle.verify_inclusion(NODES[0, 0], 0, 8, included(0, 4), ROOT[4])


def test_a_log_and_itself_need_no_proof_and_take_none() -> None:
    assert merkle.verify_consistency(3, ROOT[3], 3, ROOT[3], ())
    assert not merkle.verify_consistency(3, ROOT[3], 3, ROOT[3], [ROOT[3]])
    assert not merkle.verify_consistency(0, merkle.EMPTY_ROOT, 3, ROOT[3], [ROOT[3]])


def test_the_border_between_two_hashes_cannot_be_moved() -> None:
    left, right = NODES[0, 0], NODES[0, 1]
    assert not merkle.verify_inclusion(left + right[:1], 0, 2, [right[1:]], ROOT[2])
