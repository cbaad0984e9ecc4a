from django.apps import AppConfig

from samskab.kit import refusals, words


class KnowledgeConfig(AppConfig):
    name = "samskab.process.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        from samskab.process.knowledge.words import EXPLANATIONS, LABELS  # noqa: PLC0415 - translations load with the apps

        refusals.register(EXPLANATIONS)
        words.register("map_why", LABELS)
