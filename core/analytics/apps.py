"""App configuration of `core.analytics`."""

from django.apps import AppConfig


class AnalyticsConfig(AppConfig):
    """Visits without visitors."""

    name = "core.analytics"
    label = "analytics"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Count pages as they are answered, and tell the worker what to send and to forget."""
        from core.analytics import registration  # noqa: PLC0415 - models come after apps

        registration.register()
