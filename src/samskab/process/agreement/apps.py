from django.apps import AppConfig

from samskab.kit import guards, refusals
from samskab.process.agreement.guards import GUARDS


class AgreementConfig(AppConfig):
    name = "samskab.process.agreement"
    label = "agreement"

    def ready(self) -> None:
        from samskab.ground.dialogue import subjects  # noqa: PLC0415 - it reads the models
        from samskab.process.agreement.talk import KIND  # noqa: PLC0415 - it reads the models
        from samskab.process.agreement.words import EXPLANATIONS  # noqa: PLC0415 - translations load late

        refusals.register(EXPLANATIONS)
        guards.register(GUARDS)
        subjects.register(KIND)
