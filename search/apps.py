"""App configuration of the search room."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Site search in patients' words."""

    name = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Follow the page tree."""
        from search import signals  # noqa: PLC0415 - models come after apps

        signals.connect()
