from django.apps import AppConfig

from samskab.kit import checks, refusals, words


class RightsConfig(AppConfig):
    name = "samskab.ground.rights"
    label = "rights"

    def ready(self) -> None:
        from samskab.ground.people import claiming  # noqa: PLC0415 - models load with the apps
        from samskab.ground.rights.claiming import MERGES  # noqa: PLC0415 - as above
        from samskab.ground.rights.concerns import CONCERNS  # noqa: PLC0415 - it reads the models
        from samskab.ground.rights.words import (  # noqa: PLC0415 - translations load with the apps
            BASES,
            EXPLANATIONS,
            LOOKS,
            OFFICES,
            RECORD,
        )

        claiming.register(MERGES)
        checks.register_concerns(CONCERNS)
        refusals.register(EXPLANATIONS)
        words.register("legal_basis", BASES)
        words.register("look", LOOKS)
        words.register("look_by", OFFICES)
        words.register("record", RECORD)
