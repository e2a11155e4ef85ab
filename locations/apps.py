"""App configuration of the locations room."""

from django.apps import AppConfig


class LocationsConfig(AppConfig):
    """The clinic's places with hours and directions, and the clinicians who see patients there."""

    name = "locations"
    default_auto_field = "django.db.models.BigAutoField"
