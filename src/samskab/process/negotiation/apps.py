from django.apps import AppConfig

from samskab.kit import refusals, words


class NegotiationConfig(AppConfig):
    name = "samskab.process.negotiation"
    label = "negotiation"

    def ready(self) -> None:
        from samskab.process.negotiation.words import (  # noqa: PLC0415 - translations load with the apps
            EXPLANATIONS,
            OBJECTION_STATES,
        )

        refusals.register(EXPLANATIONS)
        words.register("objection_state", OBJECTION_STATES)
