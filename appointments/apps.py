"""App configuration of the appointments room."""

from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    """Appointment requests."""

    name = "appointments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the room's system checks."""
        from . import checks  # noqa: F401
