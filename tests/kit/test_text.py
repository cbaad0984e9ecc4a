"""What people write, made safe to keep: nothing hidden, one form, a fair length for all."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samskab.kit.errors import Invalid
from samskab.kit.text import CONTRIBUTION_CHARS, optional_text, require_text, tidy

pytestmark = pytest.mark.engine_free
ANYTHING = st.text(
    alphabet=st.characters(codec=None) | st.sampled_from("\r\n\t\x00\u202e\u2066\ud800e\u0301")
)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  a\r\nb\rc  ", "a\nb\nc"),
        ("e\u0301", "é"),
        ("e\x00\u0301", "é"),
        ("a\x00b\x1b\x7f\x85", "ab"),
        ("ja\u202egnen\u202c \u2066x\u2069", "jagnen x"),
        ("a\ud800b", "ab"),
        ("👩‍👩‍👧", "👩‍👩‍👧"),
        ("می‌خواهم", "می‌خواهم"),
        ("tab\tbliver", "tab\tbliver"),
        ("\u202e\x00 ", ""),
    ],
)
def test_tidy_keeps_the_words_and_takes_what_is_hidden(written: str, kept: str) -> None:
    assert tidy(written) == kept


@given(ANYTHING)
def test_tidy_text_is_tidy(text: str) -> None:
    clean = tidy(text)
    assert tidy(clean) == clean
    assert unicodedata.normalize("NFC", clean) == clean
    assert clean.encode("utf-8").decode("utf-8") == clean
    assert not {c for c in clean if unicodedata.category(c) in {"Cc", "Cs"}} - {"\n", "\t"}
    assert not set(clean) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(st.text(min_size=1, max_size=60).filter(lambda text: tidy(text) == text))
def test_a_text_of_fair_length_is_taken_as_it_stands(text: str) -> None:
    assert require_text(text, field="text") == text


@pytest.mark.parametrize(
    ("text", "most", "least", "code"),
    [
        ("", 9, 1, "kit.text_missing"),
        ("\u202e\x00\n", 9, 1, "kit.text_missing"),
        ("abc", 9, 4, "kit.text_too_short"),
        ("a" * 10, 9, 1, "kit.text_too_long"),
        ("a" * 10_000, CONTRIBUTION_CHARS, 1, "kit.text_too_long"),
    ],
)
def test_a_text_that_cannot_be_taken_says_which_field_and_why(
    text: str, most: int, least: int, code: str
) -> None:
    with pytest.raises(Invalid) as said:
        require_text(text, field="reason", most=most, least=least)
    assert said.value.code == code
    assert said.value.params["field"] == "reason"


def test_the_limits_themselves_are_allowed() -> None:
    assert require_text("a" * 9, field="f", most=9, least=9) == "a" * 9


def test_an_optional_text_may_be_empty_but_not_too_long() -> None:
    assert optional_text(" \x00 ", field="f") == ""
    with pytest.raises(Invalid):
        optional_text("a" * 10, field="f", most=9)
