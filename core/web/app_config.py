"""What app configurations share: once models are loaded, an app tells the others what it brings."""

from importlib import import_module

from django.apps import AppConfig


class RegisteringAppConfig(AppConfig):
    """An app with a module `registration`, whose `register()` is called when all models are loaded."""

    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what this app brings: jobs, checks, panels, observers."""
        import_module(f"{self.name}.registration").register()
