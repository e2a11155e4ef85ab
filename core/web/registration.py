"""What the web machinery registers once models are loaded."""

from django.db import connections
from django.db.backends.signals import connection_created

from core.web import characters
from core.web.page_cache import checks  # noqa: F401 - registers the system checks
from core.web.page_cache.writes import watch_connection


def register() -> None:
    """Clean typed text, and attach the watch to connections as they open and to those that are open already."""
    characters.connect()
    connection_created.connect(watch_connection, dispatch_uid="page_cache.watch_connection")
    for connection in connections.all(initialized_only=True):
        watch_connection(connection=connection)
