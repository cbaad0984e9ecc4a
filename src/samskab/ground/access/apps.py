from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "samskab.ground.access"
    label = "access"
