"""Whole errands through the house, by keyboard only and without JavaScript, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.browser.hands import Hands
from tests.how_far import WIDTHS

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("width", WIDTHS)]
Open = Callable[[str, int], Hands]
YARD, MORNING = "/forloeb/den-blaa-groenne-gaard/", "/forloeb/godmorgen-i-birkelunden/"


@pytest.fixture
def sit(opened: Callable[..., Any]) -> Open:
    """Sit down before a house with a keyboard and no script."""
    return lambda house, width: Hands(opened(house + "/", width, java_script_enabled=False), house)


def fill_opening(hands: Hands, *, chosen: str) -> None:
    hands.choose(chosen, "Er løsningen valgt?")
    hands.choose("Nej", "Er der allerede truffet en beslutning?")
    hands.write("Hvad er spørgsmålet?", "Hvem ser til de gamle i Vest?")
    hands.select("Hvor?", "Nørre Vadby")
    hands.write("Hvad kan ændres?", "Hvem der kommer, hvornår og hvor.")
    hands.write("Hvem bestemmer til sidst?", "Parterne aftaler. Udvalget siger ja til penge.")
    hands.choose("Nej", "Er en besparelse en del af det her?")
    hands.write("Hvor meget, og hvor er det oplyst?", "Nej.")
    hands.write("Hvilke penge og timer er der?", "Otte timer om ugen.")
    hands.write("Hvem rammes uden at være med?", "Pårørende, der bor langt væk.")


def take_seat_and_key(hands: Hands) -> None:
    hands.press("Tag en plads ved bordet")
    hands.press("Vi sætter os")
    hands.go(hands.page.url.removeprefix(hands.house).split("bord/")[0] + "noegler/")
    hands.press("Vælg en procesvært fra jeres side")
    hands.press("Giv nøglen")


def test_a_coordinator_is_stopped_and_helped_and_cannot_open_a_stage_alone(
    own_house: Callable[..., str], sit: Open, width: int
) -> None:
    house = own_house()
    coordinator, chair = sit(house, width), sit(house, width)
    coordinator.be("coordinator")
    coordinator.press("Forløb")
    coordinator.press("Åbn et forløb")
    fill_opening(coordinator, chosen="Ja")
    coordinator.press("Åbn forløbet")
    coordinator.sees("Så er det ikke samskabelse")
    kept = coordinator.page.locator("textarea[readonly]").first
    assert kept.input_value() == "Hvem ser til de gamle i Vest?"
    coordinator.press("Tilbage til siden, du kom fra")
    fill_opening(coordinator, chosen="Nej")
    coordinator.press("Åbn forløbet")
    path = coordinator.page.url.removeprefix(house).split("bord/")[0]
    coordinator.go(path + "noegler/")
    coordinator.press("Vælg en procesvært fra jeres side")
    coordinator.press("Giv nøglen")
    coordinator.go(path + "noegler/")
    assert coordinator.page.get_by_role("button", name="Drej min nøgle").count() == 0

    chair.be("association")
    chair.go(path)
    take_seat_and_key(chair)
    coordinator.go(path + "noegler/")
    coordinator.press("Drej min nøgle")
    coordinator.go(path)
    coordinator.sees("Én nøgle er drejet. Den anden mangler.")
    chair.go(path + "noegler/")
    chair.press("Drej min nøgle")

    coordinator.go(path + "problem/")
    coordinator.press("Åbn en runde")
    coordinator.date("Sidste dag at skrive", datetime.now(tz=UTC).date() + timedelta(days=40))
    coordinator.press("Åbn runden")
    coordinator.press("Skriv jeres egen")
    coordinator.write("Hvad er problemet, set fra jer?", "Vi kommer, når vi kan. Ikke når de vil.")
    coordinator.press("Gem vores tekst")
    coordinator.sees("Ingen andre ser den endnu")
    chair.go(path + "problem/")
    assert "Ikke når de vil" not in chair.text


def test_a_resident_needs_no_account_and_owns_their_words(
    own_house: Callable[..., str], sit: Open, width: int
) -> None:
    house = own_house(40)  # by then the yard gathers what people know
    resident = sit(house, width)
    resident.write("Hvad drejer det sig om?", "Lyset på stien er gået. Min mor tør ikke gå hjem.")
    resident.select("Hvor?", "Kanalkarréen")
    resident.press("Rejs et kald")
    words = resident.page.locator(".receipt-code").inner_text()
    assert len(words.split("-")) == 4
    resident.go("/kode/kvittering/")
    assert words not in resident.text  # shown once
    resident.press("Log ud")

    resident.press("Jeg har en kode")
    resident.write("Dine fire ord", words)
    resident.press("Kom ind")
    assert resident.heading == "Dine spor"
    resident.sees("Lyset på stien er gået")

    resident.go(YARD)
    resident.press("Viden")
    resident.write(
        "Hvad ved du?", "Vandet står i porten, hver gang det regner. Vi går udenom med barnevognen."
    )
    resident.choose("Det har jeg selv oplevet")
    resident.press("Send")
    resident.sees("Vandet står i porten")
    resident.go(YARD + "viden/stem/")
    resident.press("Enig")
    resident.press("Spring over")
    resident.press("Log ud")

    tenants = sit(house, width)
    tenants.be("civic_steward")
    tenants.go(YARD + "viden/")
    tenants.press("Ikke besvaret endnu. Åbn")  # the newest statement stands first
    tenants.sees("Vandet står i porten")
    tenants.press("Vis, hvor ordene er brugt")
    tenants.choose("1.", "Hvilken del af problemforståelsen bygger på ordene?")
    tenants.press("Læg sporet")

    resident.press("Jeg har en kode")
    resident.write("Dine fire ord", words)
    resident.press("Kom ind")
    resident.press("Svar ja eller nej")
    resident.write("Nej, jeg mente", "Jeg mente porten. Ikke kælderen.")
    resident.press("Nej, jeg mente …")
    resident.sees("Jeg mente porten. Ikke kælderen.")
    resident.press("Træk tilbage")
    resident.press("Træk tilbage")
    resident.go(YARD + "viden/")
    assert "Vandet står i porten" not in resident.text


def test_a_chair_objects_on_a_phone_and_is_answered(
    own_house: Callable[..., str], sit: Open, width: int
) -> None:
    chair = sit(own_house(), width)
    chair.be("association")
    chair.go(MORNING)
    chair.press("Tag en plads ved bordet")
    chair.press("Vi sætter os")
    chair.go(MORNING + "forhandling/")
    chair.press("Tag stilling")
    chair.choose("Indvending")
    chair.write("Hvorfor?", "Vi kan ikke hænge på det, når der ikke kommer nogen.")
    chair.unfold("Ved indvending: Hvad går det ud over?")
    chair.write("Eller hvilken skade? Skriv én linje", "De fem, der trækker det hele, holder op.")
    chair.press("Send vores holdning")
    chair.sees("Vi kan ikke hænge på det")


def test_a_chair_signs_with_the_mandate_of_the_board(
    own_house: Callable[..., str], sit: Open, width: int
) -> None:
    chair = sit(own_house(50), width)
    chair.be("association")
    chair.go(MORNING)
    chair.press("Tag en plads ved bordet")
    chair.press("Vi sætter os")
    chair.go(MORNING + "aftale/")
    chair.press("Skriv under")
    chair.write("I hvilken rolle skriver du under?", "Formand")
    chair.write("Hvordan har I besluttet det?", "Bestyrelsesbeslutning")
    chair.press("Vi skriver under")
    chair.sees("Tak. Jeres underskrift står på aftalen.")
    chair.sees("Bestyrelsesbeslutning")


def test_the_school_answers_in_public_and_says_what_the_trade_requires(
    own_house: Callable[..., str], sit: Open, width: int
) -> None:
    house = own_house()
    parents, school, worker = (sit(house, width) for _ in range(3))
    parents.be("parents")
    parents.go(MORNING + "bord/")
    parents.press("Det her kan ikke forhandles - og her er hvorfor. Vil du udfordre det?")
    parents.write("Hvorfor skal rammen stå?", "Hver dag er mange gange. Hvem har bestemt det?")
    parents.press("Send udfordringen")

    school.be("school")
    school.sees("Svar på udfordringen af jeres ramme")
    school.press("Gå i gang")
    school.choose("Står ved magt")
    school.write("Svar og grund", "Loven siger hver dag. Hvordan vi gør det, kan vi tale om.")
    school.press("Svar")
    school.go(MORNING + "viden/ubesvaret/")
    school.press("Svar")
    school.choose("Delvist fulgt")
    school.write("Hvorfor?", "Vi prøver det i to klasser først, fordi vi kun har to voksne om morgenen.")
    school.press("Send svaret")
    school.sees("Vi prøver det i to klasser først")

    worker.be("social_worker")
    worker.go(MORNING + "aftale/")
    worker.press("Se alt om punkt 2")
    worker.press("Hvad kræver mit fag?")
    worker.choose("Lov")
    worker.write(
        "Kravet, så alle kan forstå det", "Ved bekymring skal vi underrette. Det kan ikke aftales væk."
    )
    worker.press("Skriv kravet")
    worker.sees("Det kan ikke aftales væk")
