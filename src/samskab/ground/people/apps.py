from django.apps import AppConfig

from samskab.kit import checks, refusals, words


class PeopleConfig(AppConfig):
    name = "samskab.ground.people"
    label = "people"

    def ready(self) -> None:
        from samskab.ground.people import claiming  # noqa: PLC0415 - it reads the models
        from samskab.ground.people.concerns import CONCERNS  # noqa: PLC0415 - it reads the models
        from samskab.ground.people.words import EXPLANATIONS, WAYS_IN  # noqa: PLC0415 - translations load with the apps

        checks.register_concerns(CONCERNS)
        refusals.register(EXPLANATIONS)
        words.register("way_in", WAYS_IN)
        claiming.register(claiming.OWN)
