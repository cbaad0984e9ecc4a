"""What tells who somebody is: promise P25 in figures, and the single cases behind it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest

from samskab.kit import private
from samskab.kit.errors import Invalid
from samskab.kit.private import ADDRESS, CPR, MAIL, NAME, PHONE, marked, numbers_in, passes_modulus, people_in
from samskab.kit.text import optional_text, require_text
from tests.kit import danish_texts

pytestmark = pytest.mark.engine_free
TEXTS = 1000
SEED = 20261123


def kinds(text: str) -> list[str]:
    return [found.kind for found in numbers_in(text)]


def share_stopped(make: Callable[[random.Random], str]) -> float:
    r = random.Random(SEED)  # noqa: S311 - texts for a test
    texts = [danish_texts.with_inside(r, make(r)) for _ in range(TEXTS)]
    return sum(bool(numbers_in(text)) for text in texts) / TEXTS


@pytest.mark.parametrize(
    ("make", "least"),
    [(danish_texts.cpr, 0.99), (danish_texts.mail, 0.99), (danish_texts.phone, 0.95)],
    ids=["cpr", "mail", "phone"],
)
def test_of_a_thousand_texts_with_a_number_as_good_as_all_are_stopped(
    make: Callable[[random.Random], str], least: float
) -> None:
    assert share_stopped(make) >= least


def test_of_a_thousand_clean_texts_at_most_two_in_a_hundred_are_stopped() -> None:
    r = random.Random(SEED)  # noqa: S311 - texts for a test
    stopped = [text for text in (danish_texts.clean(r) for _ in range(TEXTS)) if numbers_in(text)]
    assert len(stopped) <= TEXTS * 0.02, stopped[:5]


def test_the_figures_would_see_a_checker_that_sleeps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(private, "_phones_in", lambda text: iter(()))
    assert share_stopped(danish_texts.phone) < 0.5


@pytest.mark.parametrize(
    "text",
    [
        "010190-1234",
        "0101901234",
        "010190 1234",
        "01.01.90-1234",
        "01 01 90 1234",
        "0 1 0 1 9 0 1 2 3 4",
        "310100–1234",
    ],
)
def test_a_cpr_number_is_known_however_it_is_written(text: str) -> None:
    assert kinds(f"Hun har {text} og bor her.") == [CPR]


@pytest.mark.parametrize("text", ["9999991234", "320190-1234", "011390-1234", "1010101", "010190-12345"])
def test_digits_without_a_day_are_no_cpr_number(text: str) -> None:
    assert CPR not in kinds(f"Se {text} i listen.")


def test_a_case_number_is_a_cpr_number_only_when_the_modulus_holds() -> None:
    holds = next(f"010190{n:04}" for n in range(9999) if passes_modulus(f"010190{n:04}"))
    fails = next(f"010190{n:04}" for n in range(9999) if not passes_modulus(f"010190{n:04}"))
    assert kinds(f"Sag nr. {holds}") == [CPR]
    assert kinds(f"Sag nr. {fails}") == []
    assert kinds(f"Det er {fails}") == [CPR]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ring 20 30 40 50", [PHONE]),
        ("+45 20304050", [PHONE]),
        ("+46 70 123 45 67", [PHONE]),
        ("20304050 kr.", []),
        ("sag 20304050", []),
        ("CVR-nr. 20304050", []),
        ("fra 2023-2024", []),
        ("mail mig på a@b.dk", [MAIL]),
        ("a(at)b.dk", [MAIL]),
        ("@kommunen svarer ikke. Det er trist.", []),
        ("tlf. 2023 2024", [PHONE]),
    ],
)
def test_phones_and_mail_are_told_from_other_numbers(text: str, found: list[str]) -> None:
    assert kinds(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Lise Holm kom aldrig igen.", [NAME]),
        ("Vi talte med Jens Peter Hansen i går.", [NAME]),
        ("Karen M. Nørgaard har det svært.", [NAME]),
        ("Hun bor Bøgevej 12, 2. tv.", [ADDRESS]),
        ("Store Kongensgade 4 B er tom.", [ADDRESS]),
        ("Kommunen svarede. Borgmesteren svarede ikke.", []),
        ("Ældre Sagen og Røde Kors var med.", []),
        ("Lise sagde det på mødet i Vestby Forsamlingshus.", []),
        ("Vores vej 3 gange om ugen.", []),
        ("Klassen på Nørre Skole er stor.", []),
        ("Anna Klassen er tom.", []),
    ],
)
def test_names_and_addresses_are_guessed_carefully(text: str, found: list[str]) -> None:
    assert [one.kind for one in people_in(text)] == found


def test_the_place_is_shown_with_a_few_words_around_it() -> None:
    text = "Vi mødtes ved skuret, og hendes nummer er 20 30 40 50, men hun tager den ikke om natten mere."
    assert marked(text, numbers_in(text)) == "et, og hendes nummer er [20 30 40 50], men hun tager den ikke"


def test_a_text_for_an_open_page_is_refused_with_the_place_and_kept_ones_are_not() -> None:
    with pytest.raises(Invalid) as said:
        require_text("Ring 20 30 40 50.", field="text")
    assert said.value.code == "kit.text_gives_contact"
    assert said.value.params["place"] == "Ring [20 30 40 50]."
    with pytest.raises(Invalid) as said:
        optional_text("Hun er 010190-1234.", field="text")
    assert said.value.code == "kit.text_gives_cpr"
    assert require_text("Ring 20 30 40 50.", field="text", is_open=False)


@pytest.mark.parametrize("bit", ["1", "1 ", "a@", "a.", "0101 ", "+45 ", "Aa ", "Vej ", "a at b ", "10-"])
def test_no_text_makes_the_check_slow(bit: str) -> None:
    text = (bit * 2000)[:4000]
    began = time.process_time()
    numbers_in(text)
    people_in(text)
    assert time.process_time() - began < 1
