from django.apps import AppConfig

from samskab.kit import refusals


class PeopleConfig(AppConfig):
    name = "samskab.ground.people"
    label = "people"

    def ready(self) -> None:
        from samskab.ground.people import claiming  # noqa: PLC0415 - it reads the models
        from samskab.ground.people.words import EXPLANATIONS  # noqa: PLC0415 - translations load with the apps

        refusals.register(EXPLANATIONS)
        claiming.register(claiming.OWN)
