"""Typed input, and the house's own time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django import forms
from django.utils import timezone

from samskab.kit import clock
from samskab.kit.forms import LineField, WordsField
from samskab.kit.text import CONTRIBUTION_CHARS, SHORT_CHARS
from tests.hostile import HOSTILE, IDS

pytestmark = pytest.mark.engine_free


class Sample(forms.Form):
    words = WordsField()
    line = LineField(required=False)


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    before = list(clock._ahead)
    clock._ahead.clear()
    yield
    clock._ahead[:] = before


def test_words_are_tidied_and_a_line_is_one_line() -> None:
    form = Sample({"words": " a\r\nb\x00 ", "line": " et\n to\ttre "})
    assert form.is_valid()
    assert form.cleaned_data == {"words": "a\nb", "line": "et to tre"}


@pytest.mark.parametrize("text", HOSTILE, ids=IDS)
def test_a_form_takes_any_text(text: str) -> None:
    assert Sample({"words": text}).is_valid()


@pytest.mark.parametrize("text", ["", " ", "\x00", "\u202e"])
def test_a_text_of_nothing_visible_is_missing(text: str) -> None:
    assert Sample({"words": text}).errors.as_data()["words"][0].code == "required"


def test_900_characters_are_enough_for_everyone_counted_after_tidying() -> None:
    assert Sample({"words": "\x00" * 50 + "a" * CONTRIBUTION_CHARS}).is_valid()
    assert "words" in Sample({"words": "a" * (CONTRIBUTION_CHARS + 1)}).errors
    assert "line" in Sample({"words": "a", "line": "a" * (SHORT_CHARS + 1)}).errors


def test_the_clock_is_the_wall_s_and_knows_its_zone() -> None:
    before = timezone.now()
    assert before <= clock.now() <= timezone.now()
    assert clock.now().tzinfo is not None


def test_a_demo_s_clock_may_stand_ahead_and_is_asked_every_time() -> None:
    days = iter([timedelta(days=3), timedelta(days=4)])
    clock.run_ahead(lambda: next(days))
    wall = datetime.now(tz=UTC)
    assert timedelta(days=3) <= clock.now() - wall < timedelta(days=3, minutes=1)
    assert timedelta(days=4) <= clock.now() - wall < timedelta(days=4, minutes=1)
