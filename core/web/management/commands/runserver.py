"""`manage.py runserver` (`make dev`) begins what a web process of gunicorn's begins, such as writing sums of visits."""

from typing import Any

from whitenoise.runserver_nostatic.management.commands.runserver import Command as RunserverCommand

from core.web.serving import begin_serving


class Command(RunserverCommand):
    """Django's server for development, as WhiteNoise changes it."""

    def inner_run(self, *args: Any, **options: Any) -> None:
        """Serve; called in the process that serves, not in the one that waits for changes of the code."""
        begin_serving()
        super().inner_run(*args, **options)
