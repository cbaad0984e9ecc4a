"""Django's SQLite schema editor, which makes a table anew although a guard on another table names it.

SQLite changes little of a table that stands: Django makes a new one, drops the old and gives the new its
name. Between the two a trigger elsewhere that reads the old table names nothing, and SQLite refuses. Such
triggers step aside and come back word for word. Those on the table itself go with it, and the migration that
makes it anew sets them again.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.sqlite3 import schema
from django.db.models import Model

READING = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name <> %s AND instr(sql, %s) > 0"
)


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    """Guards of other tables step aside while a table is made anew."""

    def _remake_table(self, model: type[Model], *args: Any, **kwargs: Any) -> None:
        table = model._meta.db_table
        with self.connection.cursor() as cursor:
            cursor.execute(READING, [table, table])
            aside = cursor.fetchall()
        for name, _sql in aside:
            self.execute(f"DROP TRIGGER {self.quote_name(name)}")
        super()._remake_table(model, *args, **kwargs)  # type: ignore[misc]  # not in the stubs
        for _name, sql in aside:
            self.execute(sql, None)
