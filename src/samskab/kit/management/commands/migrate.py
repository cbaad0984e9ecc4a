"""Django's `migrate`, which builds a fresh database without drawing every model again for each new one."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate

from samskab.kit.migrating import new_models_drawn_once


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with new_models_drawn_once():
            super().handle(*args, **options)
