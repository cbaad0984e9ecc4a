"""Outcomes become plain JSON without rounding, and every input has one fingerprint."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samskab.methods.outcome import differences, input_sha256, plain, to_json

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.floats(allow_nan=False)
    | st.binary()
    | st.fractions(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


class Word(Enum):
    YES = "yes"


@dataclass(frozen=True)
class Result:
    winners: tuple[str, ...]
    share: Fraction
    table: object
    word: Word = Word.YES


def test_a_dataclass_becomes_json_and_fractions_stay_exact() -> None:
    result = Result(("a",), Fraction(1, 3), np.array([[1, 2]]))
    assert to_json(result) == {"winners": ["a"], "share": "1/3", "table": [[1, 2]], "word": "yes"}
    json.dumps(to_json(result))
    for bad in (3, [1], Result):
        with pytest.raises(TypeError):
            to_json(bad)
    with pytest.raises(TypeError):
        plain({"a": object()})


@given(VALUES, VALUES)
def test_only_equal_inputs_share_a_fingerprint(left: object, right: object) -> None:
    assert input_sha256(left) == input_sha256(left)
    if repr(left) != repr(right) and left != right:
        assert input_sha256(left) != input_sha256(right)


def test_kind_and_shape_count_and_order_of_mappings_does_not() -> None:
    alike = [1, "1", 1.0, True, (1,), np.array([1.0]), np.array([[1.0]]), b"1", None, Fraction(1)]
    assert len({input_sha256(value) for value in alike}) == len(alike)
    assert input_sha256({"a": 1, "b": 2}) == input_sha256({"b": 2, "a": 1})
    assert input_sha256({"a", "b"}) == input_sha256({"b", "a"})
    big = np.arange(6, dtype=">i8").reshape(2, 3)
    assert input_sha256(big) == input_sha256(np.asfortranarray(big.astype("<i8")))
    assert input_sha256(np.array(["a"])) == input_sha256(["a"])
    assert input_sha256(np.int64(3), Word.YES) == input_sha256(3, "yes")
    with pytest.raises(TypeError):
        input_sha256(object())


def test_a_fingerprint_is_the_same_on_every_machine() -> None:
    assert input_sha256("a", 1) == "4116ea9db7703dcbafef7d335f02c8df13c3bb142fc86f50ab233148b26311ca"


def test_differences_name_the_places() -> None:
    stored = {"a": [1, {"b": 2}], "c": 1, "gone": 0}
    assert differences(stored, {"a": [1, {"b": 3}], "c": 1.0, "new": 0}) == ("a[1].b", "c", "gone", "new")
    assert differences(list(range(50)), list(range(1, 51)), at_most=3) == ("[0]", "[1]", "[2]")
    assert differences(1, 2) == ("(all)",)


def test_an_array_fed_without_a_copy_has_the_fingerprint_of_its_bytes() -> None:
    """The framing written out by hand: kind, length, kind and shape, bytes; also for empty and 0-d arrays."""
    for array in (np.arange(6, dtype="<i4").reshape(2, 3), np.zeros((0, 2)), np.array(2.5), np.array([True])):
        inner = f"{array.dtype.str}{array.shape}".encode()
        head = b"h" + len(inner).to_bytes(8, "big") + inner
        framed = b"a" + (len(head) + array.nbytes).to_bytes(8, "big") + head + array.tobytes()
        assert input_sha256(array) == hashlib.sha256(framed).hexdigest()
        assert input_sha256([array]) != input_sha256(array)
