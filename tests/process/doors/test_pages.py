"""The pages of the doors, walked: a house and its screen, a pile keyed twice and settled, forty cards."""

from __future__ import annotations

import re
import time

import pytest
from django.test import Client
from django.urls import reverse

from samskab.process.core.models import Stage
from samskab.process.doors.models import CardBatch, Kiosk
from samskab.process.knowledge.models import Statement
from tests.builders import Table, table
from tests.builders.reading import client_of
from tests.journeys.walking import Walker

pytestmark = pytest.mark.django_db
TEN_MINUTES = 600


@pytest.fixture
def made() -> Table:
    return table(Stage.KNOWLEDGE)


def test_a_house_opens_its_screen_sees_the_key_once_and_closes_it(made: Table) -> None:
    her = Walker(made.speakers["residents"])
    her.goes("doors:houses")
    her.sends(to="doors:open_kiosk")
    assert re.search(r"receipt-code[^>]*>\s*[a-zæøå-]+", her.page.html)
    her.goes("doors:houses")
    assert "receipt-code" not in her.page.html
    her.sends(to="doors:close_kiosk")
    her.sees("Skærmen er lukket.")
    assert Kiosk.objects.get().closed_at


def test_the_sheet_is_printed_from_the_doors_page_with_square_codes_and_two_languages(made: Table) -> None:
    her = Walker(made.speakers["unit"])
    her.goes("knowledge:page", made.process.slug)
    her.follows("doors:page")
    her.follows("doors:print")
    her.sends(n_cards=3)
    her.sees("Kort nr. 3", "Keep this part.", "Gem denne del.")
    assert her.page.html.count('class="square-code"') == 3
    assert (
        "no-store"
        in client_of(made.speakers["unit"])
        .get(reverse("doors:print", args=[made.process.slug]))
        .headers["Cache-Control"]
    )


def row(number: int, card: int, text: str) -> dict[str, str]:
    return {
        f"r{number}-number": str(card),
        f"r{number}-basis": "experience",
        f"r{number}-text": text,
        f"r{number}-role": "Beboer",
    }


def page_of(cards: range, texts: dict[int, str]) -> dict[str, str]:
    filled: dict[str, str] = {}
    for place, card in enumerate(cards):
        filled |= row(place, card, texts[card])
    return filled


def prints(made: Table, n: int) -> None:
    client_of(made.speakers["unit"]).post(reverse("doors:print", args=[made.process.slug]), {"n_cards": n})


def test_a_row_that_lacks_something_loses_no_word_of_the_others(made: Table) -> None:
    prints(made, 3)
    client = client_of(made.speakers["unit"])
    client.post(reverse("doors:piles", args=[made.process.slug]))
    address = reverse("doors:key", args=[made.process.slug, CardBatch.objects.get().public_id])
    for wrong in ({"r1-number": "2"}, row(1, 99, "Ikke printet her."), row(1, 2, "Nummer 010190-1234.")):
        answer = client.post(address, row(0, 1, "Der er mørkt ved skuret.") | wrong)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "Der er mørkt ved skuret." in page
        assert wrong.get("r1-text", "") in page
    assert not CardBatch.objects.get().keyings.exists()


def test_what_was_keyed_is_given_back_when_the_login_has_ended(made: Table) -> None:
    prints(made, 1)
    client_of(made.speakers["unit"]).post(reverse("doors:piles", args=[made.process.slug]))
    batch = CardBatch.objects.get().public_id
    for page in ("doors:key", "doors:settle"):
        sent = row(1, 2, "Der er mørkt ved skuret.")
        answer = Client().post(reverse(page, args=[made.process.slug, batch]), sent)
        assert answer.status_code == 403
        assert "Der er mørkt ved skuret." in answer.content.decode()


def test_the_second_sees_nothing_of_what_the_first_keyed(made: Table) -> None:
    prints(made, 1)
    first, second = client_of(made.speakers["unit"]), client_of(made.speakers["association"])
    first.post(reverse("doors:piles", args=[made.process.slug]))
    address = reverse("doors:key", args=[made.process.slug, CardBatch.objects.get().public_id])
    first.post(address, row(0, 1, "Der er mørkt ved skuret.") | {"done": "1"})
    assert "Der er mørkt ved skuret." not in second.get(address).content.decode()
    assert first.get(address).status_code == 409
    settle = reverse("doors:settle", args=[made.process.slug, CardBatch.objects.get().public_id])
    assert second.get(settle).status_code == 403
    second.post(address, row(0, 1, "Der er mørkt ved huset.") | {"done": "1"})
    both = first.get(settle).content.decode()
    assert "Der er mørkt ved skuret." in both
    assert "Der er mørkt ved huset." in both


def key_forty(made: Table, client: Client, texts: dict[int, str], address: str) -> float:
    """How long the house took while one person keyed forty cards; the hands' own time is not in it."""
    spent = 0.0
    for first in (1, 11, 21, 31):
        sent = page_of(range(first, first + 10), texts) | ({"done": "1"} if first == 31 else {})
        began = time.perf_counter()
        client.get(address)
        assert client.post(address, sent).status_code == 303
        spent += time.perf_counter() - began
    return spent


def test_forty_cards_by_two_people_cost_far_less_than_ten_minutes_of_page_time(made: Table) -> None:
    """The browser's share is measured in tests/browser; this is the server's."""
    prints(made, 40)
    first, second = client_of(made.speakers["unit"]), client_of(made.speakers["association"])
    first.post(reverse("doors:piles", args=[made.process.slug]))
    batch = CardBatch.objects.get().public_id
    address = reverse("doors:key", args=[made.process.slug, batch])
    texts = {card: f"Der er mørkt ved indgang {card}." for card in range(1, 41)}
    spent = key_forty(made, first, texts, address)
    spent += key_forty(made, second, texts | {7: "Der er mærkt ved indgang 7."}, address)
    settle = reverse("doors:settle", args=[made.process.slug, batch])
    for client in (first, second):
        choice = re.search(r'name="(c\d+)-choice"', client.get(settle).content.decode())
        assert choice
        client.post(settle, {f"{choice[1]}-choice": "first", f"{choice[1]}-text": ""})
    assert Statement.objects.filter(channel="card").count() == 40
    assert Statement.objects.filter(text="Der er mørkt ved indgang 7.").count() == 1
    assert spent < TEN_MINUTES
