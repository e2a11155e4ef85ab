"""App configuration of the therapy room."""

from django.apps import AppConfig


class TherapyConfig(AppConfig):
    """The therapy overview and the conditions treated."""

    name = "therapy"
    default_auto_field = "django.db.models.BigAutoField"
