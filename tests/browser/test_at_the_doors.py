"""Two stories at the doors in Chromium: a screen in a house, and a helper on the phone.

The house stands in this process, so its clock can be turned; the browser's own clock is turned beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse

from samskab.ground.people.models import Participant, Role
from samskab.ground.people.shared_screen import WIPED_AFTER
from samskab.kit import clock
from samskab.process.core.models import Stage
from samskab.process.doors.models import HelperQuota
from samskab.process.knowledge.models import Statement, Vote
from tests.browser.hands import Hands
from tests.builders import Table, office, table
from tests.builders import knowledge as known
from tests.how_far import WIDTHS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AT_EACH_WIDTH = pytest.mark.parametrize("width", WIDTHS)
LINES = "Jeg går ikke ud efter klokken fire.\nSkuret har ikke lys.\nMin søn henter mælken."
LARGE_PX = 20
FOURTEEN_POINTS_PX = 18.6
PHONE, VISIT = "I telefonen", "Hjemme hos personen eller ved døren"
Sit = Callable[..., Hands]
Look = Callable[[Hands], None]


@pytest.fixture
def made() -> Table:
    return table(Stage.KNOWLEDGE)


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Turn the clock of the house on; nobody sleeps."""

    return lambda **by: monkeypatch.setattr(clock, "_ahead", [lambda: timedelta(**by)])


def four_words(hands: Hands) -> str:
    words = str(hands.page.locator(".receipt-code").inner_text())
    assert len(words.split("-")) == 4
    return words


def size_of(hands: Hands, what: str) -> float:
    """How large this is drawn, in pixels."""
    return float(
        hands.page.locator(what).first.evaluate("element => parseFloat(getComputedStyle(element).fontSize)")
    )


def comes_in(hands: Hands, words: str) -> None:
    hands.go("/")
    hands.press("Jeg har en kode")
    hands.write("Dine fire ord", words)
    hands.press("Kom ind")


# -- a screen in a house ------------------------------------------------------------------------------------


def starts_screen(her: Hands, screen: Hands) -> None:
    """Who speaks for the house gets the key at a desk and types it on the machine that is to stand there."""
    her.go(reverse("doors:houses"))
    her.press("Åbn en skærm hos residents")
    key = four_words(her)
    screen.go(reverse("doors:kiosk"))
    screen.write("Skærmens fire ord", key)
    screen.press("Start skærmen")


def says_at(screen: Hands, made: Table) -> None:
    screen.press(made.process.title)
    screen.write("Hvad ved du?", LINES)
    screen.choose("Det har jeg selv oplevet")
    screen.write("Hvad skal vi kalde dig?", "opgang 7")


@AT_EACH_WIDTH
def test_from_the_poster_to_the_screen_and_two_weeks_later_the_words_are_taken_back(
    sit_here: Sit, made: Table, look: Look, wait: Callable[..., None], width: int
) -> None:
    him, screen = sit_here(width), sit_here(width)
    him.go(reverse("doors:poster", args=[made.process.slug]))
    him.sees("bruge skærmen i huset")
    him.sees("00 00 00 00")
    assert him.page.locator(".square-code").is_visible()
    look(him)

    starts_screen(sit_here(width, made.speakers["residents"]), screen)
    look(screen)
    says_at(screen, made)
    look(screen)
    screen.press("Send")
    words = four_words(screen)
    screen.sees("Skuret har ikke lys.")
    look(screen)
    screen.press("Jeg er færdig. Slet skærmen")
    assert words not in screen.text

    her = sit_here(width, made.speakers["unit"])
    known.element(made.process)
    her.go(reverse("knowledge:statement", args=[made.process.slug, Statement.objects.get().public_id]))
    her.press("Vis, hvor ordene er brugt")
    her.choose("1.", "Hvilken del af problemforståelsen bygger på ordene?")
    her.press("Læg sporet")

    wait(days=14)
    comes_in(him, words)
    him.sees("Blev du forstået rigtigt?")
    look(him)
    him.press("Svar ja eller nej")
    look(him)
    him.write("Nej, jeg mente", "Det er lyset, ikke turen.")
    him.press("Nej, jeg mente …")
    him.sees("Det er lyset, ikke turen.")
    him.press("Træk tilbage")
    look(him)
    him.press("Træk tilbage")
    her.go(reverse("knowledge:page", args=[made.process.slug]))
    assert "Skuret har ikke lys" not in her.text
    assert Participant.objects.get(statements__isnull=False).user is None


@AT_EACH_WIDTH
def test_a_screen_that_is_left_alone_wipes_itself_and_back_shows_nothing(
    sit_here: Sit, made: Table, width: int
) -> None:
    screen = sit_here(width, script=True)
    screen.page.clock.install()
    starts_screen(sit_here(width, made.speakers["residents"]), screen)
    says_at(screen, made)
    screen.page.clock.fast_forward((WIPED_AFTER - timedelta(seconds=9)).total_seconds() * 1000)
    assert screen.page.get_by_label("Hvad ved du?").input_value() == LINES
    with screen.page.expect_navigation():
        screen.page.clock.fast_forward(10_000)
    assert screen.heading == "Hvad ved du?"
    screen.page.go_back()
    assert LINES[:20] not in screen.page.content() + str(screen.page.locator("textarea").all_inner_texts())

    screen.go(reverse("doors:kiosk"))
    says_at(screen, made)
    screen.press("Send")
    words = four_words(screen)
    with screen.page.expect_navigation():
        screen.page.clock.fast_forward(WIPED_AFTER.total_seconds() * 1000)
    assert screen.heading == "Hvad ved du?"
    screen.page.go_back()
    assert words not in screen.page.content()


@AT_EACH_WIDTH
def test_without_a_script_the_screen_wipes_itself_too(
    sit_here: Sit, made: Table, wait: Callable[..., None], width: int
) -> None:
    screen = sit_here(width)
    starts_screen(sit_here(width, made.speakers["residents"]), screen)
    says_at(screen, made)
    screen.press("Send")
    words = four_words(screen)
    wipe = screen.page.locator("meta[http-equiv=refresh]").get_attribute("content")
    assert wipe == f"{WIPED_AFTER.total_seconds():.0f};url={reverse('doors:wipe')}"
    wait(minutes=3)
    screen.page.reload()
    assert words not in screen.text
    assert screen.heading == "Hvad ved du?"


@AT_EACH_WIDTH
def test_on_a_screen_the_type_is_large_and_the_receipt_is_printed_in_fourteen_points(
    sit_here: Sit, made: Table, width: int
) -> None:
    screen = sit_here(width)
    assert size_of(screen, "main p") < LARGE_PX, "an ordinary page, so that this can fail"
    starts_screen(sit_here(width, made.speakers["residents"]), screen)
    assert min(size_of(screen, "main p"), size_of(screen, "main .button")) >= LARGE_PX
    says_at(screen, made)
    fields = ("textarea", "input[type=text]", ".form-label", ".button")
    assert min(size_of(screen, f"main {one}") for one in fields) >= LARGE_PX
    screen.press("Send")
    assert size_of(screen, "main .receipt-code") >= LARGE_PX
    screen.page.emulate_media(media="print")
    assert size_of(screen, ".receipt p") >= FOURTEEN_POINTS_PX
    assert size_of(screen, ".receipt blockquote p") >= FOURTEEN_POINTS_PX


# -- a helper on the phone ----------------------------------------------------------------------------------


def sits_with(hand: Hands, how: str) -> None:
    hand.go(reverse("doors:desk"))
    hand.choose(how)
    hand.press("Vi begynder")


def writes_down(hand: Hands, made: Table, text: str) -> None:
    hand.press(made.process.title)
    hand.write("Hvad ved du?", text)
    hand.choose("Det har jeg selv oplevet")
    hand.press("Videre: læs det højt")
    hand.sees(text)


@AT_EACH_WIDTH
def test_a_helper_reads_it_back_and_the_citizen_undoes_it_in_one_press(
    sit_here: Sit, made: Table, look: Look, width: int
) -> None:
    helper = office(Role.HELPER)
    HelperQuota.objects.create(helper=helper, a_day=2, since=made.process.started_at)
    hand, her = sit_here(width, helper), sit_here(width)
    sits_with(hand, PHONE)
    look(hand)
    writes_down(hand, made, "Jeg bliver ude, når solen er nede.")
    look(hand)
    assert not Statement.objects.exists(), "nothing is kept before the yes"
    hand.press("Nej, ret teksten")
    hand.write("Hvad ved du?", "Jeg bliver inde, når solen er nede.")
    hand.press("Videre: læs det højt")
    hand.press("Personen sagde ja. Gem ordene")
    hand.press("Slut, og vis kvitteringen")
    words = four_words(hand)
    look(hand)

    her.go(reverse("knowledge:page", args=[made.process.slug]))
    her.sees("når solen er nede")
    her.sees("hjulpet af Kommunens hjælpere")
    comes_in(her, words)
    look(her)
    her.press("Fortryd det hele")
    her.sees("Det er fortrudt. 1 udsagn er trukket tilbage.")
    her.go(reverse("knowledge:page", args=[made.process.slug]))
    assert "når solen er nede" not in her.text

    sits_with(hand, VISIT)
    hand.press("Slut, og vis kvitteringen")
    sits_with(hand, VISIT)
    hand.sees("Du har hjulpet 2 i dag.")
    hand.sees("fortsæt i morgen")


@AT_EACH_WIDTH
def test_after_the_citizen_has_own_words_the_helper_has_no_way_in_and_no_vote(
    sit_here: Sit, made: Table, width: int
) -> None:
    known.statement(made.process, text="Der mangler en bænk.")
    helper = office(Role.HELPER)
    hand, her = sit_here(width, helper), sit_here(width)
    sits_with(hand, VISIT)
    writes_down(hand, made, "Jeg bliver inde, når solen er nede.")
    hand.press("Personen sagde ja. Gem ordene")
    hand.press("Slut, og vis kvitteringen")
    seen = four_words(hand)
    comes_in(her, seen)
    her.press("Giv mig mine egne ord")
    own = four_words(her)
    assert own != seen

    stranger = sit_here(width)
    for thief in (hand, stranger):
        thief.go(reverse("people:code"))
        thief.write("Dine fire ord", seen)
        thief.press("Kom ind")
        thief.go(reverse("path:traces"))
        assert "når solen er nede" not in thief.text
    said = Statement.objects.get(participant__isnull=False)
    hand.go(reverse("knowledge:statement", args=[made.process.slug, said.public_id]))
    assert hand.page.get_by_role("link", name="Træk tilbage").count() == 0
    for who in (hand, her):
        who.go(reverse("knowledge:vote", args=[made.process.slug]))
        who.press("Enig")
    voters = list(Vote.objects.order_by("pk").values_list("participant", flat=True))
    assert voters == [helper.pk, said.participant_id], "each for oneself"
