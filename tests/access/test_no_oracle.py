"""No filter, order or search tells anything of a row one may not see: its words could be any others.

Every page with something to choose in its address is asked by people who see less than all, with the choices
it offers and with some it does not. Then every row hidden from them gets other words, one more is hidden, and
the page is asked again.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.db import IntegrityError, connection, models, transaction

from samskab.ground.access import visible as seeing
from samskab.ground.people.actor import Actor
from samskab.kit import clock
from samskab.kit.guards import lifted
from samskab.process.core.models import Process
from samskab.process.knowledge import selectors
from samskab.process.knowledge.models import Statement, StatementState
from tests import every_form
from tests.access.worlds import Case, addresses, cases
from tests.builders import NOW, person
from tests.builders import knowledge as known
from tests.every_form import World
from tests.how_far import IN_CI
from tests.journeys.reading_pages import read

pytestmark = pytest.mark.xdist_group("oracle")

NAMES = {"_framing_open", "_knowledge", "_negotiation", "_around", "_news"}
WORLDS = [world for world in every_form.WORLDS if world.__name__ in NAMES]
WHO = ("nobody", "code", "outsider") if IN_CI else ("account",)
OTHER = "Æblet falder ikke langt fra stammen, siger de andre"
SECRET_NAMES = ("hash", "key", "token", "salt", "slug")  # compared by the house, never shown or sorted by
NEW_EACH_TIME = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"')
NOT_OFFERED = ("order", "sort", "q", "text__startswith", "participant__user__email__startswith", "state")
FOUND, FEW, FEWEST = 200, 3, 80


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch, db: None) -> Iterator[None]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    logging.disable(logging.WARNING)  # a refusal a line would be hundreds
    yield
    logging.disable(logging.NOTSET)


@dataclass(frozen=True)
class Asked:
    """One page with one choice in its address."""

    role: str
    address: str


def texts(model: type[models.Model]) -> list[models.Field]:
    """The fields of a row that hold words somebody wrote."""
    alike = {name for one in model._meta.constraints for name in getattr(one, "fields", ())}
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not (field.choices or field.unique or field.name in alike)
        and not any(name in field.name for name in SECRET_NAMES)
    ]


def hidden_from(actor: Actor) -> Iterator[models.QuerySet]:
    for model in seeing.hiding():
        seen = seeing.visible(actor, model._default_manager.all(), NOW)
        hidden = model._default_manager.exclude(pk__in=list(seen.values_list("pk", flat=True)))
        if hidden.exists():
            yield hidden


def say_otherwise(actor: Actor) -> int:
    """Every row hidden from this actor gets other words; how many fields."""
    told = 0
    for hidden in hidden_from(actor):
        for field in texts(hidden.model):
            with suppress(IntegrityError), transaction.atomic():  # what the database itself keeps in form
                told += hidden.update(**{field.name: OTHER[: field.max_length]})
    return told


def choices(case: Case, role: str) -> Iterator[Asked]:
    """What a page's own forms and links put into its address, and what an attacker would try there."""
    for view, params in addresses():
        if view.partition(":")[0] not in case.world.rooms:
            continue
        for state, address in case.addresses(view, params):
            if state != "open":
                continue
            answer = case.clients[role].get(address)
            if answer.status_code != FOUND or answer.streaming:
                continue
            asked = dict.fromkeys(_offered(address, answer.content.decode()))
            if asked:
                tried = [urlencode({name: "kanarie"}) for name in NOT_OFFERED]
                yield from (Asked(role, f"{address}?{query}") for query in ("", *asked, *tried))


def _offered(address: str, html: str) -> Iterator[str]:
    page = read(address, FOUND, html)
    for form in page.forms:
        if form.method == "get" and urlsplit(form.action).path == address:
            for name, one in form.fields.items():
                values = [option.value for option in one.options][:FEW] or ["kanarie", "a"]
                yield from (urlencode({name: value}) for value in values)
    for _, link in page.links:
        there = urlsplit(link)
        if there.path == address and there.query:
            yield there.query


def answers(case: Case, asked: list[Asked]) -> dict[Asked, str]:
    told = {}
    for one in asked:
        with transaction.atomic():
            answer = case.clients[one.role].get(one.address)
            told[one] = f"{answer.status_code} {NEW_EACH_TIME.sub('', answer.content.decode())}"
            transaction.set_rollback(True)
    return told


def oracles(case: Case, role: str) -> Iterator[str]:
    """Pages that answer otherwise when only what this role may not see has changed."""
    who = case.people[role]
    actor = Actor(participant_id=who.pk if who else None)
    asked = list(choices(case, role))
    before = answers(case, asked)
    with transaction.atomic():
        with lifted(connection):
            changed = say_otherwise(actor)
        hidden = StatementState.HIDDEN
        known.statement(case.world.made.process, person(), state=hidden, text=OTHER, original=OTHER)
        after = answers(case, asked)
        transaction.set_rollback(True)
    yield f"{case.name} as {role}: {len(asked)} asked, {changed} rows said otherwise"
    yield from (f"ORACLE {case.name} {one.role} {one.address}" for one in asked if before[one] != after[one])


def all_told(worlds: list[Callable[[], World]]) -> tuple[list[str], int]:
    """The oracles, and how many questions were asked."""
    told = [line for case in cases(worlds, private=False) for role in WHO for line in oracles(case, role)]
    asked = sum(int(line.split(": ")[1].split()[0]) for line in told if not line.startswith("ORACLE"))
    return [line for line in told if line.startswith("ORACLE")], asked


def test_no_choice_on_a_page_tells_of_what_one_may_not_see() -> None:
    found, asked = all_told(WORLDS)
    assert found == []
    assert asked > FEWEST


def test_a_search_that_also_reads_hidden_words_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    real = selectors.listed

    def leaky(process: Process, **chosen: Any) -> Any:
        hit = Statement.objects.filter(process=process, text__startswith="kanarie").exists()
        return real(process, **chosen) if hit else real(process, **chosen).none()

    monkeypatch.setattr(selectors, "listed", leaky)
    found, _ = all_told([every_form._knowledge])
    assert found
