from django.apps import AppConfig

from samskab.ground.record import kinds
from samskab.kit import refusals, words


class PurposeConfig(AppConfig):
    name = "samskab.process.purpose"
    label = "purpose"

    def ready(self) -> None:
        from samskab.process.purpose.words import (  # noqa: PLC0415 - translations load with the apps
            EXPLANATIONS,
            RECORD,
        )

        refusals.register(EXPLANATIONS)
        words.register("record", RECORD)
        kinds.register("purpose.purpose.adopted")  # `adopt` is no act: two keys do it, in `path`
