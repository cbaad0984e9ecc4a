"""Django's `flush`, made to work: emptying the whole database also means beginning a new record.

The database's guards refuse to lose a line, so they are lifted while everything is emptied and set again
after. Tests that need real transactions empty the database this way.
"""

from __future__ import annotations

from typing import Any

from django.core.management.commands import flush
from django.db import connections

from samskab.kit import guards


class Command(flush.Command):
    help = flush.Command.help + " The public record begins anew."

    def handle(self, **options: Any) -> None:
        with guards.lifted(connections[options["database"]]):
            super().handle(**options)
