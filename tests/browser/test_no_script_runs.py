"""P4 in Chromium: the poisoned house drawn with its policy on scripts and without, and not one payload runs.

Every day: that each payload does run where a careless hand lets it in, and some pages that together show many
fields. `./run test -m slow` draws every page for every role, then lets every payload lie in every text.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from samskab.kit.middleware import CONTENT_SECURITY_POLICY
from tests.access.worlds import Case
from tests.browser.firing import AT_ONCE, Range
from tests.payloads.corpus import PAYLOADS
from tests.payloads.fields import poisoned_fields
from tests.payloads.house import a_careless_template, poisoned_anew, poisoned_house
from tests.payloads.pages import Answer, Met, by_links, everybody, get, whole_walk
from tests.payloads.poison import can_lie_in
from tests.payloads.seeds import whole_house

pytestmark = pytest.mark.browser
EVERY_DAY = 40  # pages drawn
ALL_ROLES = ("nobody", "code", "residents", "unit", "facilitator", "moderator", "administrator", "editor")
MOST_ROUNDS = 80


@pytest.fixture
def ranges(browser: Any) -> Iterator[dict[bool, Range]]:
    """A window with the policy, and one that looks away from it."""
    both = {policy: Range(browser, policy=policy) for policy in (True, False)}
    yield both
    for one in both.values():
        one.close()


def planted(words: str, name: str) -> Answer:
    """A page of a careless hand, with the policy of the house and its scripts."""
    htmx = '<script src="/static/vendor/htmx/htmx.min.js" defer></script>'
    text = f"<!doctype html><html lang=da><head>{htmx}</head><body>{words}</body></html>"
    headers = {"Content-Type": "text/html", "Content-Security-Policy": CONTENT_SECURITY_POLICY}
    return Answer(name, "/", 200, "text/html", text, headers)


def test_each_payload_is_seen_when_let_in_and_the_policy_alone_stops_it(ranges: dict[bool, Range]) -> None:
    """The negative control: the hook is called, or the page shows what waits to be pressed."""
    ran: dict[bool, set[int]] = {True: set(), False: set()}
    missed = []
    for first in range(0, len(PAYLOADS), AT_ONCE):
        batch = PAYLOADS[first : first + AT_ONCE]
        pages = [planted(one.let_in(), one.pattern) for one in batch]
        for policy, window in ranges.items():
            told = window.told(pages)
            ran[policy] |= {first + place for place, _ in told.ran}
            seen = {place for place, _ in (*told.ran, *told.armed)}
            missed += [] if policy else [one.pattern for n, one in enumerate(batch) if n not in seen]
    assert missed == []
    assert len(ran[False]) > len(PAYLOADS) / 2, sorted(set(range(len(PAYLOADS))) - ran[False])
    assert ran[True] == set(), [PAYLOADS[code].pattern for code in sorted(ran[True])]


def drawn(ranges: dict[bool, Range], answers: Sequence[Answer]) -> list[str]:
    return [
        f"{'with' if policy else 'without'} the policy: {fault}"
        for policy, window in ranges.items()
        for fault in window.draw(answers)
    ]


@pytest.mark.django_db
def test_nothing_runs_on_pages_of_a_process_with_something_in_every_room(
    ranges: dict[bool, Range], tmp_path: Path
) -> None:
    with poisoned_house(tmp_path, [whole_house]) as (cases, _):
        start = ["/", reverse("path:process", args=[cases[0].world.made.process.slug])]
        met = Met()
        pages = [met.take(answer) for answer in islice(by_links(cases[0], "residents", start), EVERY_DAY)]
        faults = drawn(ranges, pages)
        with a_careless_template():
            planted_here = [get(cases[0], "nobody", start[1])]
    assert len(pages) == EVERY_DAY
    assert len({number for number, _ in met.pairs}) > EVERY_DAY
    assert faults == met.faults == []
    ran = drawn(ranges, planted_here)
    assert any("without the policy" in one for one in ran), "a careless template is found"


# -- all of it ----------------------------------------------------------------------------------------------


def tell(words: str) -> None:
    """How far the long way is."""
    sys.stderr.write(words + "\n")


def once_each(answers: Iterator[Answer]) -> Iterator[Answer]:
    """Of pages of one address that show words of the same fields, in all worlds and for all roles, the first.

    The build of each of them has been judged; what Chromium makes of it hangs on the template and the fields.
    """
    known = set[tuple[object, ...]]()
    for answer in answers:
        fields = frozenset(number for number, _ in answer.calls)
        key = (answer.view, answer.status, answer.name.startswith("POST"), fields)
        if key not in known:
            known.add(key)
            yield answer


@pytest.mark.django_db
@pytest.mark.slow
def test_nothing_runs_on_any_page_for_any_role(ranges: dict[bool, Range], tmp_path: Path) -> None:
    met, n, faults = Met(), 0, list[str]()
    with poisoned_house(tmp_path) as (cases, _):
        waiting = once_each(whole_walk(cases, everybody, ALL_ROLES, met))
        while batch := list(islice(waiting, AT_ONCE)):
            found = drawn(ranges, batch)
            faults, n = faults + found, n + len(batch)
            if found:
                tell("\n".join(found))
            if n % (AT_ONCE * 20) == 0:
                tell(f"{n} different pages of {met.answers} drawn twice, {len(faults)} faults")
    tell(f"{met.answers} answers, {n} different pages drawn twice, {len(met.pairs)} pairs, {met.kinds}")
    assert faults == met.faults == []


@pytest.mark.django_db
@pytest.mark.slow
def test_every_payload_lies_in_every_text_that_is_shown_and_none_runs(
    ranges: dict[bool, Range], tmp_path: Path
) -> None:
    """Rounds over few pages that show every field; after each, what was not shown yet goes first."""
    with poisoned_house(tmp_path) as (cases, poison):
        poison.most = 8
        pages = few_that_show_all(cases)
        shown = {number for _, _, _, numbers in pages for number in numbers}
        wanted = {
            (one.number, payload.code)
            for one in poisoned_fields()
            if one.number in shown
            for payload in PAYLOADS
            if can_lie_in(one, payload)
        }
        met, faults, began = Met(), list[str](), time.monotonic()
        for turn in range(MOST_ROUNDS):
            left = wanted - met.pairs
            hungry = {number for number, _ in left}
            if not left:
                break
            tell(f"round {turn}: {len(left)} of {len(wanted)} pairs left, {time.monotonic() - began:.0f} s")
            poison.seen = set(met.pairs)
            poisoned_anew(cases, poison)
            answers = [
                met.take(get(case, role, address))
                for case, role, address, numbers in pages
                if numbers & hungry
            ]
            faults += drawn(ranges, answers)
    tell(
        f"{len(wanted)} pairs of {len(shown)} fields, {len(wanted - met.pairs)} not shown, {met.answers} read"
    )
    assert faults == met.faults == []
    assert len(wanted - met.pairs) < len(wanted) / 100


def few_that_show_all(cases: list[Case]) -> list[tuple[Case, str, str, frozenset[int]]]:
    """For each address and each field it shows one page, as whoever saw it first."""
    found, known = [], set[tuple[str, int]]()
    by_name = {case.name: case for case in cases}
    for answer in whole_walk(cases, everybody, ALL_ROLES, Met()):
        if answer.name.startswith("POST"):
            continue
        numbers = frozenset(number for number, _ in answer.calls)
        new = {(answer.view, number) for number in numbers} - known
        if new:
            known |= new
            found.append((by_name[answer.world], answer.role, answer.address, numbers))
    return found
