"""App configuration of the appointments room."""

from core.web import app_config


class AppointmentsConfig(app_config.RegisteringAppConfig):
    """Appointment requests."""

    name = "appointments"
