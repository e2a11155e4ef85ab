"""App configuration of the appointments room."""

from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    """Appointment requests."""

    name = "appointments"
    default_auto_field = "django.db.models.BigAutoField"
