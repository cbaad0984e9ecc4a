"""A fresh database is built faster, and is the same database."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command, get_commands
from django.core.management.commands import migrate as djangos
from django.db import connections, models
from django.db.migrations.state import ModelState, ProjectState

from samskab.config import env
from samskab.kit.migrating import new_models_drawn_once

pytestmark = pytest.mark.engine_free


def model(name: str, **fields: models.Field[Any, Any]) -> ModelState:
    return ModelState("rooms", name, [("id", models.AutoField(primary_key=True)), *fields.items()])


def drawn_house() -> ProjectState:
    state = ProjectState()
    state.add_model(model("Person"))
    state.add_model(model("Party", person=models.ForeignKey("rooms.Person", models.CASCADE)))
    assert state.apps
    return state


def vote() -> ModelState:
    return model("Vote", party=models.ForeignKey("rooms.Party", models.CASCADE, related_name="votes"))


def test_a_new_model_leaves_the_classes_it_points_at_as_they_are() -> None:
    state = drawn_house()
    before = state.apps.get_model("rooms", "Party")
    with new_models_drawn_once():
        state.add_model(vote())
    assert state.apps.get_model("rooms", "Party") is before


def test_django_alone_draws_them_again() -> None:
    """The negative control: without it, this file would prove nothing about what is saved."""
    state = drawn_house()
    before = state.apps.get_model("rooms", "Party")
    state.add_model(vote())
    assert state.apps.get_model("rooms", "Party") is not before


def test_a_new_model_is_known_to_the_class_it_points_at() -> None:
    state = drawn_house()
    party = state.apps.get_model("rooms", "Party")
    assert not party._meta.related_objects
    with new_models_drawn_once():
        state.add_model(vote())
    assert [relation.name for relation in party._meta.related_objects] == ["votes"]
    assert state.apps.get_model("rooms", "Vote")._meta.get_field("party").related_model is party


def test_a_model_that_waits_for_another_gets_it() -> None:
    state = drawn_house()
    with new_models_drawn_once():
        state.add_model(model("Reply", to=models.ForeignKey("rooms.Word", models.CASCADE)))
        state.add_model(model("Word"))
    reply, word = (state.apps.get_model("rooms", name) for name in ("Reply", "Word"))
    assert reply._meta.get_field("to").related_model is word


def test_a_state_copied_from_another_goes_djangos_way() -> None:
    """Its classes belong to the registry they were drawn in, which would never hear of the new model."""
    state = drawn_house().clone()
    with new_models_drawn_once():
        state.add_model(vote())
    party = state.apps.get_model("rooms", "Party")
    assert [relation.name for relation in party._meta.related_objects] == ["votes"]


def test_the_house_migrates_this_way() -> None:
    assert get_commands()["migrate"] == "samskab.kit"


# -- the whole schema ---------------------------------------------------------------------------------------


@pytest.fixture
def two_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker: Any
) -> Iterator[tuple[str, str]]:
    """Two empty SQLite databases in files."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    names = ("djangos", "ours")
    for name in names:
        folder = tmp_path / name
        folder.mkdir()
        settings = connections.configure_settings({"default": env.database(folder)})["default"]
        monkeypatch.setitem(connections.settings, name, settings)
    with django_db_blocker.unblock():
        yield names
        for name in names:
            connections[name].close()
            del connections[name]


def everything_in(alias: str) -> list[tuple[Any, ...]]:
    """Every table, index and trigger as it was written, in order, and every row Django put there itself."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY rowid")
        found = cursor.fetchall()
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        found += cursor.fetchall()
        cursor.execute("SELECT content_type_id, codename, name FROM auth_permission ORDER BY id")
        return [*found, *cursor.fetchall()]


@pytest.mark.slow
def test_the_schema_is_djangos_to_the_last_letter(two_files: tuple[str, str]) -> None:
    plain, ours = two_files
    call_command(djangos.Command(), database=plain, verbosity=0, stdout=StringIO())
    call_command("migrate", database=ours, verbosity=0)
    assert everything_in(ours) == everything_in(plain)
    assert len(everything_in(ours)) > 400


def triggers(alias: str) -> dict[str, str]:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return dict(cursor.fetchall())


@pytest.mark.slow
def test_a_running_house_is_brought_up_to_date_and_keeps_every_guard(two_files: tuple[str, str]) -> None:
    _, house = two_files
    call_command("migrate", database=house, verbosity=0)
    whole = triggers(house)
    call_command("migrate", "core", "0001", database=house, verbosity=0)
    call_command("migrate", database=house, verbosity=0)
    assert triggers(house) == whole
    assert len(whole) > 10


@pytest.mark.slow
def test_guards_lost_when_a_change_was_stopped_in_the_middle_come_back(two_files: tuple[str, str]) -> None:
    _, house = two_files
    call_command("migrate", database=house, verbosity=0)
    whole = triggers(house)
    with connections[house].cursor() as cursor:
        for name in whole:
            cursor.execute(f"DROP TRIGGER {name}")
    call_command("migrate", database=house, verbosity=0)
    assert triggers(house) == whole
