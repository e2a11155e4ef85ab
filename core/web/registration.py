"""What the web machinery registers once models are loaded."""

from django.core.checks import register as register_system_check
from django.db import connections
from django.db.backends.signals import connection_created

from core.web import characters
from core.web.page_cache import checks  # noqa: F401 - registers the system checks
from core.web.page_cache.writes import watch_connection
from core.web.site_address import check_site_address


def register() -> None:
    """Clean typed text, and attach the watch to connections as they open and to those that are open already."""
    characters.connect()
    register_system_check(check_site_address, deploy=True)
    connection_created.connect(watch_connection, dispatch_uid="page_cache.watch_connection")
    for connection in connections.all(initialized_only=True):
        watch_connection(connection=connection)
