"""What gunicorn's master does once it has loaded the site, before it forks: settle what all processes then share.

Memory is shared until somebody writes to it, a page of 4 kB at a time. So what is made once and then only read is made
here: templates are compiled, addresses resolved, by showing one page of each type to nobody. Connections are closed
again, since none may be used by two processes.
"""

import gc
import logging

from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler
from django.db import DatabaseError, connections
from django.db.models import Min
from wagtail.models import Page

from core.web.own_visits import visit
from locations import zip_codes

logger = logging.getLogger(__name__)


def settle(site: WSGIHandler) -> None:
    """Make what every process needs, close what none may inherit, put everything out of the collector's way."""
    zip_codes.prepare()
    try:
        for address in one_page_of_each_type():
            visit(site, address)
    except DatabaseError as error:
        logger.warning("No page was rendered before the start: %s", type(error).__name__)
    close_connections()
    # No collection before: the holes that it leaves would be filled by each process for itself.
    gc.freeze()


def one_page_of_each_type() -> list[str]:
    """Addresses of the oldest public page of each type."""
    oldest = Page.objects.live().public().order_by().values("content_type").annotate(oldest=Min("pk"))
    pages = Page.objects.filter(pk__in=[row["oldest"] for row in oldest])
    return [address for page in pages if (address := page.get_full_url())]


def close_connections() -> None:
    """Close what this process has opened to the database and the cache server."""
    for connection in connections.all():
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()
    caches.close_all()
