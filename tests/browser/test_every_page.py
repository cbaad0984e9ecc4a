"""Every page of the demo that links lead to, as nobody and as each of its people, wide and narrow."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable
from typing import Any

import pytest

from samskab.demo.logins import LOGINS
from tests.browser.conftest import listen
from tests.browser.crawling import NOBODY, Reader, build_of
from tests.browser.reading import hidden, overflow, small, violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]
READERS = [NOBODY, *(login.role for login in LOGINS)]
ALIKE = {NOBODY: 25}  # how many pages that differ by one row are read; a person of the demo reads one of each
Walk = dict[str, list[str]]


def walk_as_all(house: str) -> Walk:
    """What is lost, and for each reader the pages that show a part, or a part inside a part, not seen before.

    A page built of the same parts with other words cannot break another rule of form, so the browser need not
    draw it again; that it answers has been seen over the wire.
    """
    known: set[str] = set()
    told: Walk = {"lost": [], "paths": []}
    for role in READERS:
        told[role] = []
        for path, seen in Reader(house, role).walk(ALIKE.get(role, 1)).items():
            told["paths"].append(path)
            if seen.status != 200:
                told["lost"].append(f"{role} {path} {seen.status}")
            build = build_of(seen.html)
            if not build <= known:
                told[role].append(path)
                known |= build
    return told


@pytest.fixture(scope="package")
def walked(house: str, tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """One walk for all workers: their houses are copies of one."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    kept = shared / "walk.json"
    with (shared / "walk.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_text(json.dumps(walk_as_all(house)))
    told: Walk = json.loads(kept.read_text())
    return told


def test_every_link_leads_somewhere(walked: Walk) -> None:
    assert not walked["lost"], "\n".join(walked["lost"])
    assert len(set(walked["paths"])) > 250


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_shuts_anybody_out(house: str, browser: Any, walked: Walk, width: int) -> None:
    faults = []
    for role in READERS:
        context = browser.new_context(viewport={"width": width, "height": 844}, locale="da-DK")
        page = context.new_page()
        listen(page, house)
        if role != NOBODY:
            jar = Reader(house, role).jar
            context.add_cookies([{"name": c.name, "value": str(c.value), "url": house} for c in jar])
        for path in walked[role]:
            page.goto(house + path)
            wrong = [*violations(page), *overflow(page), *small(page), *hidden(page)]
            faults += [f"{role} {path} {one}" for one in (*wrong, *page.complaints, *page.elsewhere)]
            page.complaints.clear()
            page.elsewhere.clear()
        context.close()
    assert not faults, "\n".join(faults)


def test_the_measures_can_find_a_fault(house: str, opened: Callable[..., Any]) -> None:
    page = opened(house + "/kald/")
    assert [violations(page), overflow(page), small(page), hidden(page)] == [[], [], [], []]
    page.evaluate(
        """() => {
        document.documentElement.removeAttribute('lang');
        const wide = document.createElement('div');
        wide.style.cssText = 'width: 900px; height: 9px';
        document.querySelector('main').append(wide);
        const button = document.querySelector('main button');
        button.style.cssText = 'all: unset; font-size: 6px; line-height: 1';
        document.querySelector('nav a').style.display = 'none'; }"""
    )
    assert all([violations(page), overflow(page), small(page), hidden(page)])


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
