from django.apps import AppConfig

from samskab.kit import guards, refusals
from samskab.process.action.guards import GUARDS


class ActionConfig(AppConfig):
    name = "samskab.process.action"
    label = "action"

    def ready(self) -> None:
        from samskab.ground.people import claiming  # noqa: PLC0415 - it reads the models
        from samskab.process.action.claiming import MERGES  # noqa: PLC0415 - it reads the models
        from samskab.process.action.words import EXPLANATIONS  # noqa: PLC0415 - translations load with the apps

        refusals.register(EXPLANATIONS)
        guards.register(GUARDS)
        claiming.register(MERGES)
