"""The worker's part: a few links each hour, so that nothing else it does waits long."""

from datetime import timedelta

from django.conf import settings
from django.core.management import call_command

from core.operations.worker import register_job

SECONDS_AT_ONCE = 20


def register() -> None:
    """Have the worker check links where the clinic has switched that on: other websites see its requests."""
    if settings.CHECK_OUTSIDE_LINKS:
        register_job("check_links", timedelta(hours=1), _check)


def _check() -> None:
    call_command("check_links", seconds=SECONDS_AT_ONCE, verbosity=0)
