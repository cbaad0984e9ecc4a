from django.apps import AppConfig

from samskab.kit import refusals


class PartiesConfig(AppConfig):
    name = "samskab.ground.parties"
    label = "parties"

    def ready(self) -> None:
        from samskab.ground.parties.claiming import MERGES  # noqa: PLC0415 - it reads the models
        from samskab.ground.parties.words import EXPLANATIONS  # noqa: PLC0415 - translations load with the apps
        from samskab.ground.people import claiming  # noqa: PLC0415 - it reads the models

        refusals.register(EXPLANATIONS)
        claiming.register(MERGES)
