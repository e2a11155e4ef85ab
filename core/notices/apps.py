"""App configuration of `core.notices`."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Dated notices, shown on every page."""

    name = "core.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
