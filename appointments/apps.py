"""App configuration of the appointments room."""

from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    """Appointment requests."""

    name = "appointments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the room's system checks, what the worker does for it, its keys, and a look at its mail."""
        from appointments import registration  # noqa: PLC0415 - models come after apps

        registration.register()
