from django.apps import AppConfig

from samskab.kit import guards, refusals


class PathConfig(AppConfig):
    name = "samskab.process.path"
    label = "path"

    def ready(self) -> None:
        from samskab.process.path.guards import GUARDS  # noqa: PLC0415 - it reads the models
        from samskab.process.path.words import EXPLANATIONS  # noqa: PLC0415 - translations load with the apps

        refusals.register(EXPLANATIONS)
        guards.register(GUARDS)
