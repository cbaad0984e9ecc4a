"""Triggers by which the database itself refuses to change what was written.

They stop mistakes and bugs, not an owner of the database, who can drop them: against that only checkpoints
kept by others help (docs/explanation/record.md).
"""

from __future__ import annotations

from collections.abc import Callable

GUARDED = ("record_entry", "record_node", "record_checkpoint")
REFUSAL = "record_is_append_only"

_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {REFUSAL}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE USING ERRCODE = 'restrict_violation', MESSAGE = '{REFUSAL}: ' || TG_TABLE_NAME; END $$
"""


def statements(vendor: str) -> list[str]:
    """The SQL that sets the guards."""
    if vendor == "postgresql":
        return [_FUNCTION, *(sql for table in GUARDED for sql in _postgresql(table))]
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER IF NOT EXISTS {table}_no_{act} BEFORE {act} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}: {table}'); END"
            for table in GUARDED
            for act in ("UPDATE", "DELETE")
        ]
    raise NotImplementedError(f"no guards written for {vendor}")


def _postgresql(table: str) -> list[str]:
    return [
        f"CREATE OR REPLACE TRIGGER {table}_no_{name} BEFORE {acts} ON {table} "
        f"FOR EACH {each} EXECUTE FUNCTION {REFUSAL}()"
        for name, acts, each in (("change", "UPDATE OR DELETE", "ROW"), ("truncate", "TRUNCATE", "STATEMENT"))
    ]


def removal(vendor: str) -> list[str]:
    """The SQL that takes the guards away: only for undoing the migration and emptying the whole database."""
    if vendor == "postgresql":
        return [
            f"DROP TRIGGER IF EXISTS {table}_no_{what} ON {table}"
            for table in GUARDED
            for what in ("change", "truncate")
        ]
    return [f"DROP TRIGGER IF EXISTS {table}_no_{act}" for table in GUARDED for act in ("UPDATE", "DELETE")]


def run_all(execute: Callable[[str], object], sql: list[str]) -> None:
    for statement in sql:
        execute(statement)
