from django.apps import AppConfig

from samskab.kit import refusals


class CallsConfig(AppConfig):
    name = "samskab.process.calls"
    label = "calls"

    def ready(self) -> None:
        from samskab.ground.dialogue import subjects  # noqa: PLC0415 - it reads the models
        from samskab.ground.people import claiming  # noqa: PLC0415 - it reads the models
        from samskab.process.calls.claiming import MERGES  # noqa: PLC0415 - it reads the models
        from samskab.process.calls.talk import KIND  # noqa: PLC0415 - it reads the models
        from samskab.process.calls.words import EXPLANATIONS  # noqa: PLC0415 - translations load with the apps

        refusals.register(EXPLANATIONS)
        claiming.register(MERGES)
        subjects.register(KIND)
