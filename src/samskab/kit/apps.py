from django.apps import AppConfig
from django.db.models import CharField, TextField
from django.db.models.functions import Length


class KitConfig(AppConfig):
    name = "samskab.kit"

    def ready(self) -> None:
        """`text__length` in constraints: a limit holds in the database too, not only in a form."""
        CharField.register_lookup(Length)
        TextField.register_lookup(Length)
        from samskab.kit.checks import look_after  # noqa: PLC0415 - translations load with the apps

        look_after()
