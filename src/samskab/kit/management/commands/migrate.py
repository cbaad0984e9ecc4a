"""Django's `migrate`, which builds a fresh database without drawing every model again for each new one, and
changes a running house's tables without its guards in the way.
"""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from samskab.kit.migrating import guards_aside, new_models_drawn_once


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        connection, named = connections[options["database"]], bool(options["app_label"])
        with new_models_drawn_once(), guards_aside(connection, always=named):
            super().handle(*args, **options)
