from django.apps import AppConfig

from samskab.kit import guards, refusals, words


class DialogueConfig(AppConfig):
    name = "samskab.ground.dialogue"
    label = "dialogue"

    def ready(self) -> None:
        from samskab.ground.dialogue.claiming import MERGES  # noqa: PLC0415 - it reads the models
        from samskab.ground.dialogue.guards import GUARDS  # noqa: PLC0415 - loads with the apps
        from samskab.ground.dialogue.words import EXPLANATIONS, LABELS  # noqa: PLC0415 - translations load with the apps
        from samskab.ground.people import claiming  # noqa: PLC0415 - it reads the models

        claiming.register(MERGES)
        guards.register(GUARDS)
        refusals.register(EXPLANATIONS)
        for kind, labels in LABELS.items():
            words.register(kind, labels)
