"""Django's `flush`, made to work: emptying the whole database also means beginning a new record.

The record's triggers refuse to lose a line, so they are taken off while everything is emptied and set again
after. Tests that need real transactions empty the database this way.
"""

from __future__ import annotations

from typing import Any

from django.core.management.commands import flush
from django.db import connections

from samskab.ground.record import guards


class Command(flush.Command):
    help = flush.Command.help + " The public record begins anew."

    def handle(self, **options: Any) -> None:
        connection = connections[options["database"]]
        guarded = guards.GUARDED[0] in connection.introspection.table_names()
        with connection.cursor() as cursor:
            guards.run_all(cursor.execute, guards.removal(connection.vendor) if guarded else [])
        try:
            super().handle(**options)
        finally:
            with connection.cursor() as cursor:
                guards.run_all(cursor.execute, guards.statements(connection.vendor) if guarded else [])
