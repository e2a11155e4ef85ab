"""App configuration of the core room."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The ground every room stands on."""

    name = "core"
    default_auto_field = "django.db.models.BigAutoField"
