"""A pile of paper cards in Chromium: printed, keyed by two people, and settled where they differ.

The page's own share of the time is measured; what the hands take is added at the speed people type.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import reverse

from samskab.process.core.models import Stage
from samskab.process.knowledge.models import Statement
from tests.browser.hands import Hands
from tests.builders import Table, table

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEN_MINUTES = 600
SIGNS_A_SECOND = 3.3  # 40 words a minute: an office worker who is no typist
ROWS = 10
MISREAD = 7


@dataclass
class Watch:
    """How long the pages took, and how many keys were pressed meanwhile."""

    page_seconds: float = 0.0
    keys: int = 0

    @contextmanager
    def running(self) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.page_seconds += time.perf_counter() - began

    @property
    def hand_seconds(self) -> float:
        return self.keys / SIGNS_A_SECOND


def on_card(number: int) -> str:
    return f"Der er mørkt ved indgang {number}. Vi går udenom."


def press(hands: Hands, key: str, watch: Watch) -> None:
    hands.page.keyboard.press(key)
    watch.keys += 1


def key_row(hands: Hands, number: int, text: str, watch: Watch) -> None:
    """One card from its number to its last field: typed, with Tab between, the list by its letter."""
    for typed in (str(number), "E", text):
        hands.page.keyboard.type(typed)
        watch.keys += len(typed)
        press(hands, "Tab", watch)
    press(hands, "Tab", watch)


def keys_pile(hands: Hands, cards: dict[int, str], watch: Watch) -> None:
    """Ten on a page. The first field is reached once; from there every key is counted."""
    numbers = sorted(cards)
    for first in range(0, len(numbers), ROWS):
        with watch.running():
            hands.reach(hands.page.get_by_label("Kort nr.").first)
            for number in numbers[first : first + ROWS]:
                key_row(hands, number, cards[number], watch)
        is_last = first + ROWS >= len(numbers)
        with watch.running():
            hands.press("Gem. Bunken er færdig" if is_last else "Gem, og giv mig ti nye")
        assert hands.page.locator("#error-summary").count() == 0, hands.text


@pytest.mark.parametrize(
    ("width", "n_cards"), [(390, 11), pytest.param(1280, 40, marks=pytest.mark.slow)], ids=["few", "forty"]
)
def test_two_people_key_a_pile_and_settle_what_they_read_differently(
    sit_here: Callable[..., Hands], look: Callable[[Hands], None], width: int, n_cards: int, capsys: Any
) -> None:
    made: Table = table(Stage.KNOWLEDGE)
    one, two = (sit_here(width, made.speakers[who], script=True) for who in ("unit", "association"))
    doors = reverse("doors:page", args=[made.process.slug])
    one.go(doors)
    look(one)
    one.press("Print kort")
    one.write("Hvor mange kort?", str(n_cards))
    one.press("Lav kortene")
    assert one.page.locator(".paper-card .square-code").count() == n_cards
    assert len(set(one.page.locator(".paper-card-code").all_inner_texts())) == n_cards
    look(one)

    watch, cards = Watch(), {number: on_card(number) for number in range(1, n_cards + 1)}
    one.go(doors)
    one.press("Tast kort ind")
    one.press("Begynd på en bunke")
    look(one)
    keys_pile(one, cards, watch)
    two.go(doors)
    two.press("Tast kort ind")
    two.press("Tast bunken igen")
    assert on_card(1) not in two.page.content(), "the second reads the cards, not the first"
    keys_pile(two, cards | {MISREAD: "Der er mærkt ved indgang 7. Vi går udenom."}, watch)
    assert not Statement.objects.exists()

    for hands in (two, one):
        if hands is one:
            one.go(reverse("doors:piles", args=[made.process.slug]))
            one.press("Bliv enige om kortene")
        hands.sees(f"Kort nr. {MISREAD}")
        assert hands.page.locator("section.card").count() == 1, "what was read alike needs nobody"
        look(hands)
        with watch.running():
            hands.choose("Som den første har læst")
            hands.press("Det står der")
    assert set(Statement.objects.filter(channel="card").values_list("text", flat=True)) == set(cards.values())
    with capsys.disabled():
        sys.stdout.write(
            f"\n{n_cards} cards keyed by two: {watch.page_seconds:.1f} s of page time together, "
            f"{watch.keys} keys, {watch.hand_seconds / 60:.1f} minutes of typing together\n"
        )
    assert watch.page_seconds < TEN_MINUTES / 5
    assert watch.page_seconds + watch.hand_seconds < 2 * TEN_MINUTES * n_cards / 40 + 60
