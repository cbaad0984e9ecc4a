"""The moderator's story and the appellant's in Chromium, by keyboard only, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.hands import Hands
from tests.browser.reading import overflow, violations
from tests.how_far import WIDTHS

pytestmark = pytest.mark.browser
TUNNEL = "Vi tør ikke gå hjem gennem tunnelen"
WORDS = "Det er ham fra nummer ti, der har slukket lyset, og han er lige blevet skilt."
WHY = "Alle her ved, hvem det er, og at han er blevet skilt."
FACTS = "Der står, hvor en mand bor, og at han er blevet skilt. Det er hans egen sag."
ANSWER = "Jeg nævner ikke hans navn, og lyset er slukket."
APPEAL = "Det handler om lyset. Det andet kan jeg tage ud."
REASON = "Nummer ti er nok til at vide, hvem det er. Skriv om lyset igen, uden ham."


@pytest.fixture
def sit(own_house: Callable[..., str], opened: Callable[..., Any]) -> Callable[[int], Hands]:
    """Sit down before the same house, each at a browser of their own."""
    house = own_house()
    return lambda width: Hands(opened(house + "/", width), house)


def looks_right(hands: Hands) -> None:
    assert violations(hands.page) + overflow(hands.page) == []


def to_the_talk(hands: Hands) -> None:
    hands.go("/kald/")
    hands.press(TUNNEL)
    hands.page.locator(".talk-link a").click()


def says(author: Hands) -> None:
    author.be("association")
    to_the_talk(author)
    author.write("Hvad vil du sige?", WORDS)
    author.press("Send")
    author.sees(WORDS)
    looks_right(author)


def reports(passer_by: Hands) -> str:
    """Without a login; the four words of the receipt."""
    to_the_talk(passer_by)
    passer_by.press("Bryder det en regel?")
    looks_right(passer_by)
    passer_by.choose("Private oplysninger om nogen", "Hvilken regel er brudt?")
    passer_by.write("Hvorfor?", WHY)
    passer_by.tick("Jeg mener, at det, jeg skriver her")
    passer_by.press("Send")
    looks_right(passer_by)
    return str(passer_by.page.locator(".receipt-code").inner_text())


def to_the_queue(moderator: Hands, role: str) -> None:
    moderator.be(role)
    moderator.press("Husets regler for samtaler")
    moderator.press("Det, der venter på en moderator")
    looks_right(moderator)


def hides(moderator: Hands) -> None:
    to_the_queue(moderator, "moderator")
    moderator.sees(WORDS)
    moderator.press("Læs og afgør")
    moderator.sees(WHY)
    looks_right(moderator)
    moderator.choose("Den skjules", "Hvad bliver afgørelsen?")
    moderator.select("Efter hvilken regel?", "Private oplysninger om nogen")
    moderator.write("Hvad lægger du vægt på?", FACTS)
    moderator.press("Afgør")
    moderator.sees("Ingen kommentarer venter.")


def answers_and_appeals(author: Hands) -> None:
    author.press("Husets regler for samtaler")
    author.press("Dine kommentarer")
    looks_right(author)
    author.press("Læs afgørelsen")
    author.sees(FACTS)
    looks_right(author)
    author.press("Svar")
    author.write("Dit svar", ANSWER)
    looks_right(author)
    author.press("Send svaret")
    author.sees(ANSWER)
    author.press("Klag over afgørelsen")
    looks_right(author)
    author.write("Hvorfor er afgørelsen forkert?", APPEAL)
    author.press("Send klagen")
    author.sees("Klagen venter på en anden moderator.")
    looks_right(author)


def judges(other: Hands) -> None:
    to_the_queue(other, "other_moderator")
    other.sees(APPEAL)
    other.press("Læs og afgør klagen")
    other.sees(ANSWER)
    looks_right(other)
    other.choose("Afgørelsen står ved magt", "Hvad er rigtigt?")
    other.write("Hvorfor?", REASON)
    other.press("Afgør klagen")
    other.sees("Ingen klager venter.")


@pytest.mark.parametrize("width", WIDTHS)
def test_from_a_notice_without_login_to_an_appeal_somebody_else_decides(
    sit: Callable[[int], Hands], width: int
) -> None:
    author, passer_by, moderator, other = (sit(width) for _ in range(4))
    says(author)
    code = reports(passer_by)
    hides(moderator)

    to_the_talk(passer_by)
    assert WORDS not in passer_by.text
    passer_by.sees("Det, der er sagt, kan ikke læses nu")
    passer_by.sees("Skjult af en moderator. Regel: Private oplysninger om nogen")
    looks_right(passer_by)

    answers_and_appeals(author)
    moderator.page.reload()
    moderator.sees("Du har afgjort det først")
    assert moderator.page.get_by_role("link", name="Læs og afgør klagen").count() == 0
    judges(other)
    author.page.reload()
    author.sees(REASON)

    passer_by.press("Husets regler for samtaler")
    passer_by.press("Følg noget, du har gjort opmærksom på")
    passer_by.write("De fire ord fra kvitteringen", code)
    passer_by.press("Se")
    passer_by.sees("Afgørelsen står ved magt")
    looks_right(passer_by)
    passer_by.press("Husets regler for samtaler")
    passer_by.press("Se loggen")
    looks_right(passer_by)
    newest = passer_by.page.locator("tbody tr").first.inner_text()
    assert all(part in newest for part in ("Den skjules", "Private oplysninger", "Afgørelsen står ved magt"))
    for kept_back in (WORDS, WHY, FACTS, ANSWER, APPEAL, REASON):
        assert kept_back not in passer_by.text
    assert all(one.page.complaints == [] for one in (author, passer_by, moderator, other))
