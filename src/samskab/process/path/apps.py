from django.apps import AppConfig

from samskab.kit import refusals


class PathConfig(AppConfig):
    name = "samskab.process.path"
    label = "path"

    def ready(self) -> None:
        from samskab.process.path.words import EXPLANATIONS  # noqa: PLC0415 - translations load with the apps

        refusals.register(EXPLANATIONS)
