from django.apps import AppConfig

from samskab.kit import refusals


class KnowledgeConfig(AppConfig):
    name = "samskab.process.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        from samskab.process.knowledge.words import EXPLANATIONS  # noqa: PLC0415 - translations load with the apps

        refusals.register(EXPLANATIONS)
