"""App configuration of `core.seo`."""

from django.apps import AppConfig


class SeoConfig(AppConfig):
    """Being found."""

    name = "core.seo"
    label = "seo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Follow what is published, moved and deleted."""
        from core.seo import registration  # noqa: PLC0415 - models come after apps

        registration.register()
