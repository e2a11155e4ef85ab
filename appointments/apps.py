"""App configuration of the appointments room."""

from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    """Appointment requests."""

    name = "appointments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the room's system checks, and what the worker does for it."""
        from datetime import timedelta

        from core.worker import register_job, register_queue

        from . import checks, outbox, retention  # noqa: F401

        register_queue(outbox.send_due)
        register_job("purge_requests", timedelta(days=1), retention.purge)
