"""The room of the public, append-only record."""

from django.apps import AppConfig

from samskab.ground.record.guards import GUARDS
from samskab.kit import checks, guards, words


class RecordConfig(AppConfig):
    name = "samskab.ground.record"
    label = "record"

    def ready(self) -> None:
        from samskab.ground.record.concerns import CONCERNS  # noqa: PLC0415 - it reads the models
        from samskab.ground.record.words import GROUP, LABELS  # noqa: PLC0415 - translations load with the apps

        checks.register_concerns(CONCERNS)
        words.register(GROUP, LABELS)
        guards.register(GUARDS)
