from django.apps import AppConfig

from samskab.kit import refusals


class AccessConfig(AppConfig):
    name = "samskab.ground.access"
    label = "access"

    def ready(self) -> None:
        from samskab.ground.access.words import EXPLANATIONS  # noqa: PLC0415 - translations load with the apps

        refusals.register(EXPLANATIONS)
