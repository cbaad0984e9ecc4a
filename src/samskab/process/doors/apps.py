from django.apps import AppConfig

from samskab.kit import refusals


class DoorsConfig(AppConfig):
    name = "samskab.process.doors"
    label = "doors"

    def ready(self) -> None:
        from samskab.ground.people import claiming  # noqa: PLC0415 - it reads the models
        from samskab.process.doors.claiming import MERGES  # noqa: PLC0415 - it reads the models
        from samskab.process.doors.words import EXPLANATIONS  # noqa: PLC0415 - translations load with the apps

        refusals.register(EXPLANATIONS)
        claiming.register(MERGES)
