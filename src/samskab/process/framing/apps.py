from django.apps import AppConfig

from samskab.kit import refusals, words


class FramingConfig(AppConfig):
    name = "samskab.process.framing"
    label = "framing"

    def ready(self) -> None:
        from samskab.ground.dialogue import subjects  # noqa: PLC0415 - it reads the models
        from samskab.process.framing.talk import KIND  # noqa: PLC0415 - it reads the models
        from samskab.process.framing.words import (  # noqa: PLC0415 - translations load with the apps
            EXPLANATIONS,
            RECORD,
        )

        refusals.register(EXPLANATIONS)
        words.register("record", RECORD)
        subjects.register(KIND)
