"""Nobody sees what is not theirs: every address, role, state and method, with htmx and without."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from samskab.ground.access import visible as seeing
from samskab.kit import clock
from samskab.kit.middleware import PlainAddress
from samskab.process.framing.models import Framing
from samskab.process.knowledge import rules as knowledge
from samskab.process.knowledge.models import Statement
from tests.access import canaries
from tests.access.expected import TABLE, Row, read_table
from tests.access.matrix import Cell, Walked, everyday, walk
from tests.access.worlds import Case, addresses, cases, elsewhere
from tests.builders import NOW
from tests.how_far import IN_CI

# One worker has the worlds; they are made once.
pytestmark = pytest.mark.xdist_group("matrix")

FEWEST_ROLES = 17
FEWEST_EVERY_DAY, FEWEST_IN_ALL = 14_000, 135_000  # what the walk counts; it never shrinks without a word
FEWEST_BY_HAND = 5_000
NEW_ROW = """
{name} stands in no row of tests/access/{table}. Write who may do what there, in words, before it lands:

  {name}:
    reads: everyone          # who gets a page by GET (all others get 404); left out: GET is 405
    acts: known              # who may get through with a POST; left out: it takes none

Groups and roles: {words}
"""


@pytest.fixture(scope="module")
def worlds(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[list[Case]]:
    """All worlds in one transaction, with everybody at the door; rolled back after the module."""
    logging.disable(logging.WARNING)  # a refusal a line would be thousands
    with pytest.MonkeyPatch.context() as patched, django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's own object
        patched.setattr(clock, "now", lambda: NOW)
        with transaction.atomic():
            found = list(cases())
            for one, next_one in zip(found, [*found[1:], found[0]], strict=True):
                elsewhere(one, next_one)
            yield found
            transaction.set_rollback(True)
    logging.disable(logging.NOTSET)


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def rows(worlds: list[Case]) -> dict[str, Row]:
    return read_table(list(worlds[0].clients))


@pytest.fixture
def listed() -> list[tuple[str, list[str]]]:
    return list(addresses())


def test_every_address_has_a_row(
    rows: dict[str, Row], listed: list[tuple[str, list[str]]], worlds: list[Case]
) -> None:
    words = ", ".join(worlds[0].clients)
    new = [NEW_ROW.format(name=name, table=TABLE.name, words=words) for name, _ in listed if name not in rows]
    assert not new, "".join(new)


def test_every_row_has_an_address(rows: dict[str, Row], listed: list[tuple[str, list[str]]]) -> None:
    assert sorted(set(rows) - {name for name, _ in listed}) == []


def test_there_are_enough_people_at_the_door(worlds: list[Case]) -> None:
    assert len(worlds[0].clients) >= FEWEST_ROLES


def test_every_private_field_of_the_register_has_a_canary_in_some_world(worlds: list[Case]) -> None:
    """A field nobody writes in any world would be searched for in vain."""
    hidden = {secret.named.rpartition(": ")[2] for case in worlds for secret in case.secrets}
    assert sorted(canaries.planted() - hidden) == []


SHOWN = 60


def judged(told: Walked, fewest: int, *more: str) -> None:
    print(f"{told.cells} cells, {len(told.reached)} addresses, {dict(told.kinds)}")  # noqa: T201 - the figure
    faults = [*told.faults[:SHOWN], *more]
    assert not faults, f"{len(told.faults) + len(more)} faults\n" + "\n".join(faults)
    assert told.cells >= fewest


def test_nobody_gets_further_than_the_table_says(
    worlds: list[Case], rows: dict[str, Row], listed: list[tuple[str, list[str]]]
) -> None:
    homes: dict[str, str] = {}
    told = walk(worlds, listed, rows, lambda cell: everyday(cell, homes, rows))
    unreached = [
        f"{name}: no world of tests/every_form.py has what it names; give it a row, or say why in `unreached`"
        for name, row in rows.items()
        if name not in told.reached and not row.unreached
    ]
    stuck = [
        f"{name}: the table lets {sorted(row.acts)} through and nobody gets through; say why in `unfilled`"
        for name, row in rows.items()
        if IN_CI and row.acts and not row.unfilled and not row.unreached and not told.done[name]
    ]  # by hand, not every page with a form is opened
    judged(told, FEWEST_EVERY_DAY if IN_CI else FEWEST_BY_HAND, *unreached, *stuck)


@pytest.mark.slow
def test_nobody_gets_further_than_the_table_says_in_any_cell(
    worlds: list[Case], rows: dict[str, Row], listed: list[tuple[str, list[str]]]
) -> None:
    judged(walk(worlds, listed, rows), FEWEST_IN_ALL)


# -- that all of this can fail ------------------------------------------------------------------------------


def narrow(*views: str) -> Callable[[Cell], bool]:
    return lambda cell: cell.view in views and cell.is_core


def test_a_rule_of_who_sees_what_taken_away_is_found(
    worlds: list[Case],
    rows: dict[str, Row],
    listed: list[tuple[str, list[str]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chosen = narrow("agreement:clause", "negotiation:proposal", "framing:page", "framing:withdraw")
    assert walk(worlds, listed, rows, chosen).faults == []
    for model in (Statement, Framing):
        monkeypatch.setitem(seeing.rules(), model, lambda actor, now: Q())
    faults = " ".join(walk(worlds, listed, rows, chosen).faults)
    for secret in ("statement-withdrawn", "statement-hidden", "framing-of-unit"):
        assert re.search(rf"LEAK of \w+: {secret}", faults), secret


def test_a_rule_of_who_may_do_what_taken_away_is_found(
    worlds: list[Case],
    rows: dict[str, Row],
    listed: list[tuple[str, list[str]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(knowledge, "require_may_withdraw", lambda *_: None)
    faults = walk(worlds, listed, rows, narrow("knowledge:withdraw")).faults
    assert any("POST knowledge:withdraw" in fault and "as unit: 303" in fault for fault in faults)


def test_a_private_field_shown_to_a_stranger_is_found(
    worlds: list[Case],
    rows: dict[str, Row],
    listed: list[tuple[str, list[str]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As a page would that ends with how somebody logged in, for whoever asks."""
    case = next(case for case in worlds if case.name == "around")
    named = f"{case.name}: people.LoginSession.device"
    device = next(secret.canary for secret in case.secrets if secret.named == named)

    def leaking(self: PlainAddress, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.content += device.encode()
        return response

    monkeypatch.setattr(PlainAddress, "__call__", leaking)
    faults = walk([case], listed, rows, narrow("people:login")).faults
    assert any(f"as nobody: 200: LEAK of {named}" in fault for fault in faults)


def test_an_address_without_a_row_is_said_with_what_to_write(
    rows: dict[str, Row], listed: list[tuple[str, list[str]]], worlds: list[Case]
) -> None:
    with pytest.raises(AssertionError, match="new:side_door stands in no row"):
        test_every_address_has_a_row(rows, [*listed, ("new:side_door", [])], worlds)


# -- hidden and missing are one -----------------------------------------------------------------------------

TOKEN = re.compile(r'csrfmiddlewaretoken" value="[^"]+"')


def test_what_is_hidden_and_what_is_missing_answer_alike(worlds: list[Case]) -> None:
    case = next(case for case in worlds if "framing" in case.rows.get("draft", {}))
    drafts = dict(case.addresses("framing:withdraw", ["slug", "framing"]))
    for role in ("nobody", "association", "residents", "code", "facilitator", "operator"):
        pages = []
        for state in ("draft", "missing"):
            answer = case.clients[role].get(drafts[state])
            assert answer.status_code == 404
            pages.append(TOKEN.sub("", answer.content.decode()).replace(drafts[state], ""))
        assert pages[0] == pages[1]
