"""App configuration of the core room."""

from django.apps import AppConfig
from django.core.checks import register


class CoreConfig(AppConfig):
    """The ground every room stands on."""

    name = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the house's system checks, and keep the clinic's phone number at hand for error pages."""
        from core.checks import check_imports
        from core.last_contact import connect

        register(check_imports)
        connect()
