from django.apps import AppConfig
from django.core import checks

from samskab.kit import refusals


class AccessConfig(AppConfig):
    name = "samskab.ground.access"
    label = "access"

    def ready(self) -> None:
        from samskab.ground.access.claiming import MERGES  # noqa: PLC0415 - it reads the models
        from samskab.ground.access.visible import (  # noqa: PLC0415 - rules are read when all apps are there
            check_every_model_has_a_rule,
        )
        from samskab.ground.access.words import EXPLANATIONS  # noqa: PLC0415 - translations load with the apps
        from samskab.ground.people import claiming  # noqa: PLC0415 - it reads the models

        claiming.register(MERGES)
        refusals.register(EXPLANATIONS)
        checks.register(check_every_model_has_a_rule)
