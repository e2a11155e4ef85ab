"""App configuration of `core.editorial`."""

from django.apps import AppConfig


class EditorialConfig(AppConfig):
    """Review, claims, findings, reports, previews: what staff need to stand behind their pages."""

    name = "core.editorial"
    label = "editorial"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the roles, check pages and links, and keep exports harmless."""
        from core.editorial import registration  # noqa: PLC0415 - models come after apps

        registration.register()
