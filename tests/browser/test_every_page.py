"""Every page of the demo that links lead to, as nobody and as each of its people, today and later.

Every page is judged by its HTML. Chromium draws the few that together show every part and every template,
narrow, wide, light and dark, and looks with axe.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pytest

from samskab.demo.logins import LOGINS
from tests.browser.conftest import advance, copy_of, listen, served
from tests.browser.crawling import NOBODY, PAGE, REFUSED, Reader, Seen, cover, kind_of
from tests.browser.markup import Markup
from tests.browser.reading import axe_here, hidden, overflow, seen_otherwise, small, violations
from tests.how_far import IN_CI, some

pytestmark = pytest.mark.browser
READERS = [NOBODY, *some((login.role for login in LOGINS), 5)]
ALIKE = {NOBODY: 4}  # how many pages that differ by one row are read; a person of the demo reads one of each
# Days ahead, and who walks then: later has open rooms the first day has not, the end has closed ones.
LATER = {45: [NOBODY, "parents", "school", "civic_steward"], 600: [NOBODY, "association"]} if IN_CI else {}
FEWEST_PAGES, FEWEST_SENT, FEWEST_DRAWN = (1500, 200, 20) if IN_CI else (200, 20, 8)
PARTS = 4  # the drawing is shared out between the workers


@dataclass
class Walk:
    """What all readers together met."""

    pages: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    to_draw: list[dict[str, Any]] = field(default_factory=list)
    in_the_dark: list[str] = field(default_factory=list)


def walk_as_all(houses: dict[str, list[str]]) -> Walk:
    """Every reader through every house; two at a time, as the house has two workers."""
    told, candidates = Walk(), dict[frozenset[str], Seen]()

    def walk(house: str, role: str) -> None:
        for seen, markup in Reader(house, role).walk(ALIKE.get(role, 1), send=True):
            note(told, seen, markup)
            template = set() if seen.sent else {kind_of(seen.path)}
            if seen.html:
                candidates.setdefault(frozenset(markup.parts | template), seen)

    with ThreadPoolExecutor(2) as two:
        pairs = [(house, role) for house, readers in houses.items() for role in readers]
        list(two.map(lambda pair: walk(*pair), pairs))
    drawn = {seen: parts for parts, seen in candidates.items()}
    to_draw = cover(drawn.items())
    told.to_draw = [asdict(seen) for seen in to_draw]
    told.in_the_dark = [seen.name for seen in cover((seen, each_alone(drawn[seen])) for seen in to_draw)]
    return told


def each_alone(parts: frozenset[str]) -> frozenset[str]:
    """The parts without where they lie: its colours a part brings along."""
    return frozenset(part.rpartition(" > ")[2] for part in parts if " > " in part)


def note(told: Walk, seen: Seen, markup: Markup) -> None:
    (told.sent if seen.sent else told.pages).append(seen.name)
    if seen.status != PAGE and not (seen.sent and seen.status in REFUSED):
        told.lost.append(f"{seen.name}: {seen.status}")
    if seen.html:
        told.faults += [f"{seen.name}: {fault}" for fault in markup.faults]


@pytest.fixture(scope="package")
def walked(seed: Path, tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """One walk for all workers, through copies of one house."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    kept = shared / "walk.json"
    with (shared / "walk.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            with ExitStack() as houses:
                urls = {}
                for days, readers in {0: READERS, **LATER}.items():
                    folder = copy_of(seed, shared / f"walked-{days}")
                    if days:
                        advance(folder, days)
                    urls[houses.enter_context(served(folder, workers=2))] = readers
                kept.write_text(json.dumps(asdict(walk_as_all(urls))))
    return Walk(**json.loads(kept.read_text()))


def test_every_link_leads_somewhere(walked: Walk) -> None:
    assert not walked.lost, "\n".join(walked.lost)
    assert len(walked.pages) > FEWEST_PAGES
    assert len(walked.sent) > FEWEST_SENT
    courses = (
        f"/forloeb/{one}/"
        for one in ("godmorgen-i-birkelunden", "den-blaa-groenne-gaard", "noeglen-til-huset")
    )
    assert {f"{role} {course}" for role in READERS for course in courses} <= set(walked.pages)


def test_no_page_has_a_fault_in_its_html(walked: Walk) -> None:
    kinds = Counter(one.split(": ", 1)[1] for one in walked.faults)
    first = {kind: next(one for one in walked.faults if one.endswith(kind)) for kind in kinds}
    assert not walked.faults, "\n".join(f"{n} x {first[kind]}" for kind, n in kinds.items())


@pytest.fixture
def easel(house: str, browser: Any) -> Iterator[Any]:
    """A page of this house with axe in it, on which others are drawn; nothing on it moves."""
    context = browser.new_context(locale="da-DK", reduced_motion="reduce")
    page = context.new_page()
    page.goto(house + "/privatliv/")
    listen(page, house)
    axe_here(page)
    yield page
    context.close()


def looked_at(page: Any, html: str, *, in_the_dark: bool = True) -> Iterator[str]:
    """What is wrong with a page: narrow and light, as narrow as large type makes it, wide and dark."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="light")
    page.set_content(html)
    yield from (*violations(page), *overflow(page), *small(page), *hidden(page))
    page.set_viewport_size({"width": 320, "height": 640})
    yield from overflow(page)
    page.set_viewport_size({"width": 1280, "height": 844})
    page.emulate_media(color_scheme="dark")
    yield from (*overflow(page), *small(page), *hidden(page))
    if in_the_dark:
        yield from seen_otherwise(page)
    yield from (*page.complaints, *page.elsewhere)
    page.complaints.clear()
    page.elsewhere.clear()


@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_shuts_anybody_out(easel: Any, walked: Walk, part: int) -> None:
    mine = [Seen(**one) for one in walked.to_draw][part::PARTS]
    assert len(mine) > FEWEST_DRAWN
    faults = [
        f"{seen.name}: {wrong}"
        for seen in mine
        for wrong in looked_at(easel, seen.html, in_the_dark=seen.name in walked.in_the_dark)
    ]
    assert not faults, "\n".join(faults)


# -- that all of this can fail ------------------------------------------------------------------------------

FAULTS = {
    "id “a” 2 times": '<p id="a"></p><p id="a"></p>',
    "“gone” is pointed at and not there": '<a href="#gone">Ned</a>',
    "no label on input text": '<input name="text">',
    "from heading 1 to heading 3": "<h3>For dybt</h3>",
    "<a> inside <a>: a.[href]": '<a href="/">Ud<a href="/">ind</a></a>',
    "nothing to read on a.[href]": '<a href="/"><svg></svg></a>',
    "a picture without words: x.png": '<img src="x.png">',
    "forgotten in the words: None": "<p>None</p>",
    "2 <h1>": "<h1>Igen</h1>",
}
WHOLE = "<html><head><title>Ord</title></head><body><main><h1>Ord</h1>{}</main></body></html>"


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_the_html_is_seen(fault: str) -> None:
    assert Markup(WHOLE.format("")).faults == []
    assert fault in Markup(WHOLE.format(FAULTS[fault])).faults


BROKEN = """() => {
    document.documentElement.removeAttribute('lang');
    const wide = document.createElement('div');
    wide.style.cssText = 'width: 900px; height: 9px';
    document.querySelector('main').append(wide);
    const button = document.querySelector('main button');
    button.style.cssText = 'all: unset; font-size: 6px; line-height: 1';
    document.querySelector('nav a').style.display = 'none';
    document.querySelector('main h1').style.color = 'var(--line)'; }"""


def test_a_fault_in_the_drawing_is_seen(house: str, easel: Any) -> None:
    html = Reader(house).get("/kald/").html
    assert list(looked_at(easel, html)) == []
    easel.evaluate(BROKEN)
    assert seen_otherwise(easel)
    easel.set_viewport_size({"width": 390, "height": 844})
    assert all([violations(easel), overflow(easel), small(easel), hidden(easel)])


def test_few_pages_show_what_many_are_made_of() -> None:
    pages = [
        (Seen(path, PAGE, ""), frozenset(parts))
        for path, parts in {"/1": "ab", "/2": "abc", "/3": "d"}.items()
    ]
    assert [seen.path for seen in cover(pages)] == ["/2", "/3"]


@pytest.mark.parametrize("path", ["/kald/rejs/", "/kode/"])
def test_after_a_fault_the_reader_is_taken_to_the_summary(
    house: str, opened: Callable[..., Any], path: str
) -> None:
    page = opened(house + path)
    page.locator("main form button").first.click()
    page.locator("#error-summary").wait_for()
    assert page.evaluate("document.activeElement.id") == "error-summary"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('input, textarea, select')")
