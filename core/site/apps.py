"""App configuration of `core.site`."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Settings, languages, navigation: what all pages of a site share."""

    name = "core.site"
    label = "site"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep the contact of error pages in step with the settings."""
        from core.site import registration  # noqa: PLC0415 - models come after apps

        registration.register()
