from django.apps import AppConfig

from samskab.kit import refusals


class CoreConfig(AppConfig):
    name = "samskab.process.core"
    label = "core"

    def ready(self) -> None:
        from samskab.ground.people import claiming  # noqa: PLC0415 - it reads the models
        from samskab.process.core.claiming import MERGES  # noqa: PLC0415 - it reads the models
        from samskab.process.core.words import EXPLANATIONS  # noqa: PLC0415 - translations load with the apps

        refusals.register(EXPLANATIONS)
        claiming.register(MERGES)
