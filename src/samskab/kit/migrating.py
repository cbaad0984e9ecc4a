"""What a migration costs: one drawing of each new model instead of forty.

When a migration adds a model, Django draws the new class and, again, every class it is related to. In a house
where nearly everything is related to a person or a party, the classes of a hundred models are drawn four
thousand times, and an empty house took seven seconds of processor time before it could open.

The operations, their order and the SQL they write are Django's own. A class nobody has seen before cannot
have left anything behind in the classes it points at, so drawing it once is enough: that is how Django
itself loads models. Everything else (a model or a field changed, renamed or removed) goes Django's way.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState, StateApps

from samskab.kit import guards

_djangos_add_model = ProjectState.add_model


@contextmanager
def new_models_drawn_once() -> Iterator[None]:
    """While this holds, a model added to a drawn state is drawn alone. Django has no hook for it."""
    ProjectState.add_model = _add_model  # type: ignore[assignment, method-assign]  # put back below
    try:
        yield
    finally:
        ProjectState.add_model = _djangos_add_model  # type: ignore[method-assign]


def _add_model(state: ProjectState, model: ModelState) -> None:
    """`ProjectState.add_model`, drawing only what is new."""
    apps: StateApps | None = state.__dict__.get("apps")
    if apps is None or not _is_only_added(apps, model):
        _djangos_add_model(state, model)
        return
    del state.__dict__["apps"]  # what is not drawn is not drawn again
    try:
        _djangos_add_model(state, model)
    finally:
        state.__dict__["apps"] = apps
    apps.render_multiple([model])


def _is_only_added(apps: StateApps, model: ModelState) -> bool:
    """New by name, and every class drawn so far belongs to this registry, none to one it was copied from:
    a class asks its own registry who points at it.
    """
    if model.name_lower in apps.all_models.get(model.app_label, {}):
        return False
    drawn = (one for models in apps.all_models.values() for one in models.values())
    return all(one._meta.apps is apps for one in drawn)


@contextmanager
def guards_aside(connection: BaseDatabaseWrapper, *, always: bool = False) -> Iterator[None]:
    """While a running house's tables change, its guards are taken away, and then set again.

    SQLite changes a table by making it anew, and reads every trigger of the database when it gives the new
    one its name: a guard of another table that asks the old one stops it. PostgreSQL has no such trouble.
    """
    if connection.vendor != "sqlite":
        yield
        return
    if always or _is_behind(connection):
        _run(connection, [sql for guard in guards.all_guards() for sql in guard.lift("sqlite")])
    try:
        yield
    finally:  # also when nothing changed: whoever was stopped in the middle last time gets them back
        there = set(connection.introspection.table_names())
        standing = [guard for guard in guards.all_guards() if guard.table in there]
        _run(connection, [sql for guard in standing for sql in guard.set("sqlite")])


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _is_behind(connection: BaseDatabaseWrapper) -> bool:
    """Whether this is a house that has been run, and some of its migrations are still to come."""
    if "django_migrations" not in connection.introspection.table_names():
        return False
    loader = MigrationLoader(connection)
    return any(leaf not in loader.applied_migrations for leaf in loader.graph.leaf_nodes())
