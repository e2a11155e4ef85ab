"""App configuration of the appointments room."""

from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    """Appointment requests."""

    name = "appointments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the room's system checks, what the worker does for it, its keys, and a look at its mail."""
        from datetime import timedelta

        from core.backup.keys import register_key_fingerprints
        from core.health.checks import register_check
        from core.worker import register_job, register_queue

        from . import checks, outbox, retention  # noqa: F401
        from .crypto.keys import key_fingerprints
        from .mail_health import MAIL

        register_queue(outbox.send_due)
        register_job(retention.JOB, timedelta(days=1), retention.purge_daily)
        register_key_fingerprints(key_fingerprints)
        register_check(MAIL)
