from django.apps import AppConfig

from samskab.kit import refusals, words


class KnowledgeConfig(AppConfig):
    name = "samskab.process.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        from samskab.ground.dialogue import subjects  # noqa: PLC0415 - it reads the models
        from samskab.ground.people import claiming  # noqa: PLC0415 - it reads the models
        from samskab.process.knowledge.claiming import MERGES  # noqa: PLC0415 - it reads the models
        from samskab.process.knowledge.talk import KIND  # noqa: PLC0415 - it reads the models
        from samskab.process.knowledge.words import EXPLANATIONS, LABELS  # noqa: PLC0415 - translations load with the apps

        refusals.register(EXPLANATIONS)
        words.register("map_why", LABELS)
        claiming.register(MERGES)
        subjects.register(KIND)
