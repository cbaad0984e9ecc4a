"""Every part in a real browser: wide and narrow, light and dark, with and without JavaScript."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.reading import RULES, violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.browser.pattern_urls"),
]
STRICT = [*RULES, "best-practice"]
MENU = ["Forside", "Kald", "Forløb", "Områder", "Dine spor", "Registret", "Rettigheder"]


@pytest.fixture
def visit(opened: Any, live_server: Any, settings: Any) -> Any:
    """Open one of the pages of tests/browser/pattern_urls.py."""
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [Path(__file__).parent]}]
    return lambda path, width=390, **options: opened(live_server.url + path, width, **options)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", ["/", "/refused/", "/missing/"])
def test_no_part_shuts_anybody_out(visit: Any, path: str, width: int, scheme: str) -> None:
    page = visit(path, width, color_scheme=scheme)
    assert violations(page, STRICT) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.elsewhere == []
    assert [
        text for text in page.complaints if "404 (Not Found)" not in text and "409 (Conflict)" not in text
    ] == []


def test_the_checker_can_find_a_fault(visit: Any) -> None:
    page = visit("/")
    page.evaluate("document.querySelector('label[for=id_tom-what]').remove()")
    page.evaluate("document.documentElement.removeAttribute('lang')")
    assert {fault.split()[0] for fault in violations(page)} >= {"label", "html-has-lang"}


@pytest.mark.parametrize("script", [True, False])
def test_the_whole_menu_is_seen_on_a_phone(visit: Any, script: bool) -> None:
    page = visit("/", 390, java_script_enabled=script)
    links = page.locator("nav.site-nav a")
    assert links.all_inner_texts() == MENU
    for link in links.all():
        box = link.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert box["height"] >= 44


def test_everything_one_presses_is_big_enough_for_a_thumb(visit: Any) -> None:
    page = visit("/", 390)
    small = page.evaluate(
        """() => [...document.querySelectorAll('.button, .quiet-button, .form-input, select, summary')]
        .filter(e => !e.hidden && e.getBoundingClientRect().height < 44).map(e => e.className)"""
    )
    assert small == []


def test_the_three_kinds_of_knowledge_weigh_the_same(visit: Any) -> None:
    for scheme in ("light", "dark"):
        page = visit("/", 1280, color_scheme=scheme)
        cards = page.locator(".pair .statement")
        boxes = [card.bounding_box() for card in cards.all()]
        assert len({round(box["width"]) for box in boxes}) == 1
        assert len({round(box["height"]) for box in boxes}) == 1
        contrasts = page.evaluate(CONTRASTS)
        assert min(contrasts) >= 4.5
        assert max(contrasts) / min(contrasts) < 1.15


CONTRASTS = """() => {
  const parts = text => text.match(/[\\d.]+/g).slice(0, 3).map(c => c / 255);
  const linear = c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4;
  const light = text => parts(text).map(linear).reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
  return [...document.querySelectorAll('.pair .chip--basis')].map(chip => {
    const style = getComputedStyle(chip);
    const [low, high] = [light(style.color), light(style.backgroundColor)].sort((a, b) => a - b);
    return (high + .05) / (low + .05);
  });
}"""


def test_after_a_fault_the_reader_is_taken_to_the_summary_and_nothing_is_lost(visit: Any) -> None:
    page = visit("/form/")
    page.fill("#id_what", "Lys på stien")
    page.click("button.button-primary")
    page.wait_for_selector("#error-summary")
    assert page.evaluate("document.activeElement.id") == "error-summary"
    assert page.input_value("#id_what") == "Lys på stien"
    assert page.locator("nav.site-nav").count() == 1  # only the main part was exchanged


def test_a_form_works_the_same_without_javascript(visit: Any) -> None:
    page = visit("/form/", java_script_enabled=False)
    page.fill("#id_what", "Lys på stien")
    page.click("button.button-primary")
    assert page.locator("#error-summary a").count() == 4
    assert page.input_value("#id_what") == "Lys på stien"


def test_a_counter_counts_down_and_says_when_it_is_too_much(visit: Any) -> None:
    page = visit("/form/")
    page.fill("#id_what", "Lys 💡")
    assert page.inner_text("#id_what-limit") == "155 tegn tilbage"
    page.fill("#id_what", "x" * 170)
    assert page.inner_text("#id_what-limit") == "10 tegn for meget"
    assert len(page.input_value("#id_what")) == 170


def test_what_one_writes_survives_a_closed_page_and_is_forgotten_when_it_was_taken(visit: Any) -> None:
    page = visit("/form/")
    page.fill("#id_story", "Min mor tør ikke gå ud.")
    page.reload()
    assert page.input_value("#id_story") == "Min mor tør ikke gå ud."
    page.click("button.button-primary")
    page.wait_for_selector("h1:has-text('Tak')")
    page.goto(page.url)
    assert page.input_value("#id_story") == ""


def test_when_the_server_breaks_the_text_stays_and_somebody_says_so(visit: Any) -> None:
    page = visit("/form/")
    page.fill("#id_what", "500")
    page.fill("#id_story", "Noget langt og vigtigt.")
    page.click("button.button-primary")
    page.wait_for_selector("#send-failed:not([hidden])")
    assert page.evaluate("document.activeElement.id") == "send-failed"
    assert page.input_value("#id_story") == "Noget langt og vigtigt."
