from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "samskab.commons.measures"
    label = "measures"
