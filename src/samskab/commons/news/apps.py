from django.apps import AppConfig

from samskab.kit import checks, refusals, words


class NewsConfig(AppConfig):
    name = "samskab.commons.news"
    label = "news"

    def ready(self) -> None:
        from samskab.commons.news.claiming import MERGES  # noqa: PLC0415 - it reads the models
        from samskab.commons.news.concerns import CONCERNS  # noqa: PLC0415 - it reads the models
        from samskab.commons.news.talk import KIND  # noqa: PLC0415 - it reads the models
        from samskab.commons.news.words import (  # noqa: PLC0415 - translations load with the apps
            EXPLANATIONS,
            LABELS,
        )
        from samskab.ground.dialogue import subjects  # noqa: PLC0415 - it reads the models
        from samskab.ground.people import claiming  # noqa: PLC0415 - it reads the models

        checks.register_concerns(CONCERNS)
        refusals.register(EXPLANATIONS)
        claiming.register(MERGES)
        subjects.register(KIND)
        for kind, labels in LABELS.items():
            words.register(kind, labels)
