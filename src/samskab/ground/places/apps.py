from django.apps import AppConfig

from samskab.kit import refusals


class PlacesConfig(AppConfig):
    name = "samskab.ground.places"
    label = "places"

    def ready(self) -> None:
        from samskab.ground.places.words import EXPLANATIONS  # noqa: PLC0415 - translations load with the apps

        refusals.register(EXPLANATIONS)
