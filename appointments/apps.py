"""App configuration of the appointments room."""

from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    """Appointment requests."""

    name = "appointments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the room's system checks, and the worker's sign of life among the health checks."""
        from core.health.checks import register_check

        from . import checks, worker  # noqa: F401

        register_check("worker", lambda: "" if worker.is_alive() else "the worker has given no sign of life lately")
