"""Each token at every address that is not its own: no more happens than with one that stands for nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from samskab.ground.dialogue.models import Decision
from samskab.kit import clock
from samskab.process.core.models import Stage
from tests.access.tokens import KINDS
from tests.access.trying import WAYS, Door, Tried, try_all
from tests.access.worlds import OPEN, Case, addresses, cases
from tests.builders import NOW, Table, person, table
from tests.builders import knowledge as known
from tests.builders.reading import client_of
from tests.every_form import WORLDS, World
from tests.journeys.reading_pages import Form, read, view_name

READERS = ("nobody", "account", "helper", "residents", "moderator", "administrator")
FEWEST_TRIES = 600  # what it counts; it never shrinks without a word
FOUND = 200
WITH_NOTHING = (
    "people:code",
    "people:claim_code",
    "people:own_words",
    "parties:join",
    "dialogue:follow",
    "doors:kiosk",
    "doors:desk",
    "rights:confirm_email",
    "account_confirm_login_code",
    "account_email_verification_sent",
    "mfa_authenticate",
)
NOBODYS = "0" * 40
WITH_A_TOKEN = ("access:switch", "news:confirm", "news:sign_off")


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    logging.disable(logging.WARNING)  # a refusal a line would be thousands


@pytest.fixture(autouse=True)
def _loud_again() -> Iterator[None]:
    yield
    logging.disable(logging.NOTSET)


def asking(made: Table) -> Iterator[Door]:
    """Every address that asks for a token or a code, and the front page."""
    statement = known.statement(made.process, made.speakers["unit"])
    decision = Decision.objects.earliest("pk")
    yield Door("path:front", "/")
    for view in WITH_NOTHING:
        yield Door(view, reverse(view))
    for view in WITH_A_TOKEN:
        yield Door(view, reverse(view, args=[NOBODYS]))
    for view in ("doors:enter", "doors:kiosk_write"):
        yield Door(view, reverse(view, args=[made.process.slug]))
    yield Door("knowledge:cast", reverse("knowledge:cast", args=[made.process.slug, statement.public_id]))
    yield Door("dialogue:appeal_notice", reverse("dialogue:appeal_notice", args=[decision.public_id]))


def judged(told: Tried, fewest: int) -> None:
    print(f"{told.n_tries} tries of {len(KINDS)} kinds at {len(told.doors)} addresses")  # noqa: T201 - the figure
    assert not told.faults, f"{len(told.faults)} faults\n" + "\n".join(told.faults[:40])
    assert told.n_tries >= fewest


def test_where_a_token_is_asked_for_another_kind_does_nothing() -> None:
    made = table(Stage.KNOWLEDGE)
    held = {kind: kind.hold(made) for kind in KINDS}
    doors = list(asking(made))
    assert {view for kind in KINDS for view in kind.own} <= {door.view for door in doors}
    told = try_all(doors, held, {"nobody": Client()}, ("address", "form"))
    as_a_cookie = try_all(doors[:1], held, {"nobody": Client()}, ("cookie", "form and cookie"))
    of_accounts = [door for door in doors if door.view in {"people:claim_code", "parties:join"}]
    more = try_all(of_accounts, held, {"account": client_of(person())}, ("form",))
    judged(told.and_also(as_a_cookie).and_also(more), FEWEST_TRIES)


def test_an_address_that_takes_anybody_s_token_is_found(settings: LazySettings) -> None:
    settings.ROOT_URLCONF = "tests.access.planted"
    made = table(Stage.KNOWLEDGE)
    kind = next(kind for kind in KINDS if kind.name == "no to a letter")
    planted = [Door(address, address) for address in ("/p/laes/", "/p/luk/", "/p/ind/")]
    told = try_all([*planted, Door("path:front", "/")], {kind: kind.hold(made)}, {"nobody": Client()})
    for address, what in (("/p/laes/", "text"), ("/p/luk/", "writes"), ("/p/ind/", "session")):
        assert any(f"at {address}" in fault and f": {what}:" in fault for fault in told.faults), address
    assert not any("path:front" in fault for fault in told.faults)


# -- everywhere, by hand ------------------------------------------------------------------------------------


def doors_of(case: Case, listed: list[tuple[str, list[str]]]) -> Iterator[Door]:
    """Every address of a world, with the form somebody was shown for it."""
    open_here: dict[str, str] = {}
    for view, params in listed:
        room = view.partition(":")[0] if ":" in view else ""
        if room in case.world.rooms:
            for state, address in case.addresses(view, params):
                open_here |= {view: address} if state == OPEN else {}
    forms: dict[str, Form] = {}
    for address in open_here.values():
        for role in READERS:
            with transaction.atomic():
                answer = case.clients[role].get(address)
                page = "" if answer.streaming or answer.status_code != FOUND else answer.content.decode()
                transaction.set_rollback(True)
            for form in read(address, FOUND, page).forms:
                if form.method == "post" and (to := view_name(form.action)):
                    forms.setdefault(to, form)
    for view, address in open_here.items():
        yield Door(view, address, forms.get(view))


@pytest.mark.slow
@pytest.mark.parametrize("build", WORLDS, ids=lambda build: build.__name__.strip("_"))
def test_at_every_address_a_token_of_another_does_nothing(build: Callable[[], World]) -> None:
    """World by world: every address it has, in every way, with every kind, by a stranger."""
    case = next(cases([build], private=False))
    held = {kind: kind.hold(table(Stage.KNOWLEDGE)) for kind in KINDS}
    told = try_all(doors_of(case, list(addresses())), held, {"nobody": case.clients["nobody"]}, WAYS)
    judged(told, len(KINDS))
