"""App configuration of `core.operations`."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Worker, backups, health, deployment, mail and logging."""

    name = "core.operations"
    label = "operations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Give the worker its backups, and staff their health checks."""
        from core.operations import registration  # noqa: PLC0415 - models come after apps

        registration.register()
