"""App configuration of `core.web`."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Plain Django below the pages: page cache, proxies, guard, headers, log, limits, error pages."""

    name = "core.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Watch every database connection for writes that public pages may show."""
        from core.web import registration  # noqa: PLC0415 - models come after apps

        registration.register()
