from django.apps import AppConfig

from samskab.kit import clock, refusals


class DemoConfig(AppConfig):
    name = "samskab.demo"
    label = "demo"

    def ready(self) -> None:
        from samskab.demo.ahead import ahead  # noqa: PLC0415 - models load with the apps
        from samskab.demo.words import EXPLANATIONS  # noqa: PLC0415 - translations load with the apps

        refusals.register(EXPLANATIONS)
        clock.run_ahead(ahead)
