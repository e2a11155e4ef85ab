"""App configuration of `core.design`."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """CSS, icons, fonts, drawings, components."""

    name = "core.design"
    label = "design"
    default_auto_field = "django.db.models.BigAutoField"
