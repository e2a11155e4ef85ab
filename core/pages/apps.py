"""App configuration of `core.pages`."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """The base page, its blocks and its editor."""

    name = "core.pages"
    label = "pages"
    default_auto_field = "django.db.models.BigAutoField"
