"""Tokens do one thing once: each at its own door, until it is used, over or taken back, and nowhere else."""

from __future__ import annotations

import ast
import re
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.core.cache import cache
from django.db import transaction

from samskab.ground.people.sessions import forget_opened
from samskab.kit import clock
from samskab.process.core.models import Stage
from tests.access.holding import Kind
from tests.access.secrets_of_the_house import CALLED, DRAWS, FIELDS, GIVEN, MAKERS, SOUNDS_LIKE_ONE
from tests.access.tokens import KINDS
from tests.architecture.source import SRC, files, tree
from tests.builders import NOW, Table, table

pytestmark = pytest.mark.django_db
ANOTHER_KEY = "the-secret-key-of-another-installation-that-shares-nothing-with-this"
EVERY = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    forget_opened()


@pytest.fixture
def made() -> Table:
    return table(Stage.KNOWLEDGE)


@EVERY
def test_it_opens_what_it_opens_and_a_dud_does_not(kind: Kind, made: Table) -> None:
    held = kind.hold(made)
    assert not held.use(held.dud)
    assert held.use(held.token)


@EVERY
def test_a_second_time_it_does_nothing(kind: Kind, made: Table) -> None:
    held = kind.hold(made)
    assert held.use(held.token)
    assert held.use(held.token) is not kind.once


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.lasts], ids=lambda kind: kind.name)
def test_after_its_time_it_does_nothing(kind: Kind, made: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    held, really, lasts = kind.hold(made), time.time, kind.lasts or timedelta()
    monkeypatch.setattr(clock, "now", lambda: NOW + lasts)
    monkeypatch.setattr(time, "time", lambda: really() + lasts.total_seconds())
    cache.clear()
    assert not held.use(held.token)


@EVERY
def test_replaced_closed_or_taken_back_it_does_nothing(kind: Kind, made: Table) -> None:
    for how in kind.hold(made).ends:
        with transaction.atomic():
            held = kind.hold(made)
            held.ends[how]()
            assert not held.use(held.token), how
            transaction.set_rollback(True)


@EVERY
def test_at_its_own_door_of_somebody_else_it_does_nothing(kind: Kind, made: Table) -> None:
    held = kind.hold(made)
    if held.elsewhere is not None:
        assert not held.elsewhere(held.token)


@EVERY
def test_in_another_installation_it_does_nothing(kind: Kind, settings: LazySettings) -> None:
    """A second house is made in the same steps: where the engine counts anew, rows have the same numbers."""
    with transaction.atomic():
        ours = kind.hold(table(Stage.KNOWLEDGE, slug="den-samme"))
        transaction.set_rollback(True)
    settings.SECRET_KEY = ANOTHER_KEY
    forget_opened()
    cache.clear()
    theirs = kind.hold(table(Stage.KNOWLEDGE, slug="den-samme"))
    assert not theirs.use(ours.token)
    assert theirs.use(theirs.token)


# -- that none is forgotten ---------------------------------------------------------------------------------


def sounding_fields() -> set[str]:
    return {
        f"{model._meta.label}.{one.name}"
        for model in apps.get_models()
        for one in model._meta.concrete_fields
        if re.search(SOUNDS_LIKE_ONE, one.name)
    }


def test_every_field_that_sounds_secret_has_its_kind_or_a_reason() -> None:
    assert sounding_fields() == set(FIELDS)


def makers(root: Path) -> set[str]:
    """Files of the house that draw, key, sign or compare something."""
    found = set()
    for file in files(root, "*.py"):
        for one in ast.walk(tree(file)):
            drawn = (
                isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name) and one.value.id in DRAWS
            )
            called = isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id in CALLED
            salted = isinstance(one, ast.keyword) and one.arg == "salt"
            if drawn or called or salted:
                found.add(file.relative_to(root).as_posix())
    return found - NOT_A_TOKEN


# `signing` there is the name of a module of the house: signatures of checkpoints and of an agreement.
NOT_A_TOKEN = {"process/agreement/urls.py"}


def test_every_place_that_makes_something_secret_has_its_kind_or_a_reason() -> None:
    assert makers(SRC) == set(MAKERS)


def test_a_place_nobody_wrote_down_is_found(tmp_path: Path) -> None:
    (tmp_path / "new.py").write_text("def link(row):\n    return make(row.pk, salt='x')\n", encoding="utf-8")
    assert makers(tmp_path) == {"new.py"}


def test_every_kind_is_kept_or_made_somewhere() -> None:
    kinds = {kind.name for kind in KINDS}
    kept = {name for told in (*FIELDS.values(), *MAKERS.values()) if isinstance(told, tuple) for name in told}
    assert kept | GIVEN == kinds
