"""App configuration of the move from WordPress."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WordPressConfig(AppConfig):
    """Moving in from WordPress."""

    name = "home.wordpress"
    label = "wordpress"
    verbose_name = _("Moving in from WordPress")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Answer old addresses, and have the worker run imports."""
        from home.wordpress import registration  # noqa: PLC0415 - models come after apps

        registration.register()
