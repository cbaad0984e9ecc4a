from django.apps import AppConfig

from samskab.kit import refusals


class MeetingsConfig(AppConfig):
    name = "samskab.process.meetings"
    label = "meetings"

    def ready(self) -> None:
        from samskab.process.meetings.words import EXPLANATIONS  # noqa: PLC0415 - translations load with the apps

        refusals.register(EXPLANATIONS)
