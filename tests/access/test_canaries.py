"""Every private field of the register has a canary or a reason, and what may not leave the house does not."""

from __future__ import annotations

import pytest

from tests.access.canaries import OPEN, PRIVATE, wordy

pytestmark = pytest.mark.engine_free
LEAST_WHY = 15


def unsaid(fields: set[str]) -> list[str]:
    return sorted(fields - set(PRIVATE) - set(OPEN))


def test_every_field_that_can_hold_words_has_a_canary_or_a_reason() -> None:
    """Add the field to PRIVATE (whose is it?) or OPEN (why?) in tests/access/canaries.py."""
    assert unsaid(set(wordy())) == []


def test_a_new_field_would_be_found() -> None:
    assert unsaid({*wordy(), "people.Participant.diary"}) == ["people.Participant.diary"]


def test_the_table_names_no_field_twice_and_none_that_is_gone() -> None:
    assert sorted(set(PRIVATE) & set(OPEN)) == []
    assert sorted((set(PRIVATE) | set(OPEN)) - set(wordy())) == []
    assert all(len(why) > LEAST_WHY for why in OPEN.values())
