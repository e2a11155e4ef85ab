"""App configuration of `core.pictures`."""

from django.apps import AppConfig


class PicturesConfig(AppConfig):
    """The image model, its resized copies, and what leaves of a file."""

    name = "core.pictures"
    label = "pictures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the worker make what new pictures need."""
        from core.pictures import registration  # noqa: PLC0415 - models come after apps

        registration.register()
