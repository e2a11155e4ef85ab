"""App configuration of the page cache."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class PageCacheConfig(AppConfig):
    """Watches every database connection for writes that public pages may show."""

    name = "core.page_cache"
    label = "page_cache"

    def ready(self) -> None:
        """Attach the watch to connections as they open, and to those that are open already."""
        from django.db import connections

        from . import checks  # noqa: F401  (registers the system checks)
        from .writes import watch_connection

        connection_created.connect(watch_connection, dispatch_uid="page_cache.watch_connection")
        for connection in connections.all(initialized_only=True):
            watch_connection(connection=connection)
