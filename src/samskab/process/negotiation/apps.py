from django.apps import AppConfig

from samskab.kit import refusals, words


class NegotiationConfig(AppConfig):
    name = "samskab.process.negotiation"
    label = "negotiation"

    def ready(self) -> None:
        from samskab.ground.dialogue import subjects  # noqa: PLC0415 - it reads the models
        from samskab.ground.people import claiming  # noqa: PLC0415 - models load with the apps
        from samskab.process.negotiation.claiming import MERGES  # noqa: PLC0415 - it reads the models
        from samskab.process.negotiation.talk import KIND  # noqa: PLC0415 - it reads the models
        from samskab.process.negotiation.words import (  # noqa: PLC0415 - translations load with the apps
            BALLOT_ANSWERS,
            BALLOT_CODES,
            BALLOT_KINDS,
            DRAFT_WORDS,
            EXPLANATIONS,
            OBJECTION_STATES,
            PACKAGE_CODES,
            PACKAGE_GRADES,
            PACKAGE_RULES,
            PACKAGE_STATES,
            PACKAGE_WAYS,
        )

        claiming.register(MERGES)
        refusals.register(EXPLANATIONS)
        words.register("objection_state", OBJECTION_STATES)
        words.register("ballot_kind", BALLOT_KINDS)
        words.register("ballot_answer", BALLOT_ANSWERS)
        words.register("ballot_code", BALLOT_CODES)
        words.register("draft_word", DRAFT_WORDS)
        words.register("package_grade", PACKAGE_GRADES)
        words.register("package_code", PACKAGE_CODES)
        words.register("package_state", PACKAGE_STATES)
        words.register("package_way", PACKAGE_WAYS)
        words.register("package_rule", PACKAGE_RULES)
        subjects.register(KIND)
