"""A table is made anew on SQLite although a guard on another table reads it; a running house moves on."""

from __future__ import annotations

import pytest
from django.db import connection, models
from django.db.utils import IntegrityError

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite makes a table anew"),
]


class Read(models.Model):
    n = models.IntegerField()

    class Meta:
        app_label = "tests"
        managed = False
        db_table = "tests_read"


class Guarded(models.Model):
    n = models.IntegerField()

    class Meta:
        app_label = "tests"
        managed = False
        db_table = "tests_guarded"


def test_a_guard_elsewhere_steps_aside_and_comes_back_word_for_word() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE tests_read (id integer primary key, n integer NOT NULL)")
        cursor.execute("CREATE TABLE tests_guarded (id integer primary key, n integer NOT NULL)")
        cursor.execute(
            "CREATE TRIGGER guarded_needs_a_read BEFORE INSERT ON tests_guarded "
            "WHEN NOT EXISTS (SELECT 1 FROM tests_read) "
            "BEGIN SELECT RAISE(ABORT, 'guarded_needs_a_read'); END"
        )
        cursor.execute(
            "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = 'guarded_needs_a_read'"
        )
        before = cursor.fetchall()
    try:
        unique = models.UniqueConstraint(fields=["n"], name="read_is_once")
        with connection.schema_editor() as editor:
            editor.add_constraint(Read, unique)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = 'guarded_needs_a_read'"
            )
            assert cursor.fetchall() == before
        with pytest.raises(IntegrityError, match="guarded_needs_a_read"):
            Guarded._default_manager.create(n=1)
        Read._default_manager.create(n=1)
        assert Guarded._default_manager.create(n=1).pk
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE tests_guarded")
            cursor.execute("DROP TABLE tests_read")
