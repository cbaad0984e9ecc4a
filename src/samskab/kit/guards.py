"""Triggers by which the database itself refuses what the acts never do.

A check constraint sees one row; a guard sees the row as it was, and the rows beside it. Guards stop mistakes,
bugs and hands that write past the acts - not an owner of the database, who can drop them: against that only
checkpoints kept by others help (docs/explanation/record.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.state import StateApps

Act = Literal["UPDATE", "DELETE"]


@dataclass(frozen=True)
class Guard:
    """One kind of write to one table, refused.

    `name` is the sentence it enforces, and what the database says when it refuses. `columns` narrows an
    update to those that name one of them. `when` and `unless` are conditions both engines read, over OLD and
    NEW; they are the house's own words and never hold anything a person wrote.
    """

    name: str
    table: str
    act: Act
    columns: tuple[str, ...] = ()
    when: str = "1 = 1"
    unless: str = "1 = 0"

    @property
    def _event(self) -> str:
        return f"{self.act} OF {', '.join(self.columns)}" if self.columns else self.act

    def set(self, vendor: str) -> list[str]:
        """The SQL that sets the guard; setting it twice is setting it once."""
        refused = f"({self.when}) AND NOT ({self.unless})"
        if vendor == "sqlite":
            return [
                (
                    f"CREATE TRIGGER IF NOT EXISTS {self.name} BEFORE {self._event} ON {self.table} "
                    f"WHEN {refused} BEGIN SELECT RAISE(ABORT, '{self.name}: {self.table}'); END"
                )
            ]
        if vendor == "postgresql":
            row = "NEW" if self.act == "UPDATE" else "OLD"
            refuse = f"RAISE USING ERRCODE = 'restrict_violation', MESSAGE = '{self.name}: {self.table}'"
            return [
                (
                    f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
                    f"BEGIN IF {refused} THEN {refuse}; END IF; RETURN {row}; END $$"
                ),
                (
                    f"CREATE OR REPLACE TRIGGER {self.name} BEFORE {self._event} ON {self.table} "
                    f"FOR EACH ROW EXECUTE FUNCTION {self.name}()"
                ),
                *(self._no_truncate() if self.act == "DELETE" else []),
            ]
        raise NotImplementedError(f"no guards written for {vendor}")

    def _no_truncate(self) -> list[str]:
        """PostgreSQL can empty a table without deleting a row; SQLite cannot."""
        refuse = f"RAISE USING ERRCODE = 'restrict_violation', MESSAGE = '{self.name}: {self.table}'"
        return [
            (
                f"CREATE OR REPLACE FUNCTION {self.name}_all() RETURNS trigger LANGUAGE plpgsql AS $$ "
                f"BEGIN {refuse}; END $$"
            ),
            (
                f"CREATE OR REPLACE TRIGGER {self.name}_all BEFORE TRUNCATE ON {self.table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {self.name}_all()"
            ),
        ]

    def lift(self, vendor: str) -> list[str]:
        """The SQL that takes the guard away."""
        if vendor == "sqlite":
            return [f"DROP TRIGGER IF EXISTS {self.name}"]
        names = [self.name, f"{self.name}_all"] if self.act == "DELETE" else [self.name]
        return [f"DROP TRIGGER IF EXISTS {name} ON {self.table}" for name in names]


_GUARDS: dict[str, Guard] = {}


def register(guards: Iterable[Guard]) -> None:
    """Tell the house of a room's guards, so that emptying the database can lift them and set them again."""
    _GUARDS.update({guard.name: guard for guard in guards})


def all_guards() -> list[Guard]:
    return list(_GUARDS.values())


def never_changed(name: str, table: str) -> list[Guard]:
    """The rows of a table only ever come: `name` begins the sentence, as in `dissent`."""
    return [
        Guard(f"{name}_is_never_changed", table, "UPDATE"),
        Guard(f"{name}_is_never_removed", table, "DELETE"),
    ]


def setting(guards: list[Guard]) -> RunPython:
    """The migration step that sets the guards; it comes after the tables."""

    def run(sql: Callable[[Guard, str], list[str]]) -> Callable[[StateApps, BaseDatabaseSchemaEditor], None]:
        def step(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
            for guard in guards:
                for statement in sql(guard, editor.connection.vendor):
                    editor.execute(statement)

        return step

    return RunPython(run(Guard.set), run(Guard.lift))


@contextmanager
def lifted(connection: BaseDatabaseWrapper, guards: Iterable[Guard] | None = None) -> Iterator[None]:
    """Without the guards while the block runs: to empty the whole database, or to begin a test in the middle.

    Never a part of an act. Guards of tables that are not there are left alone.
    """
    tables = set(connection.introspection.table_names())
    chosen = [guard for guard in (all_guards() if guards is None else guards) if guard.table in tables]
    _run(connection, [sql for guard in chosen for sql in guard.lift(connection.vendor)])
    try:
        yield
    finally:
        _run(connection, [sql for guard in chosen for sql in guard.set(connection.vendor)])


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and connection.in_atomic_block:
            # A table with checks still to come cannot have its triggers changed.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for statement in statements:
            cursor.execute(statement)
