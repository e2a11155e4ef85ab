"""The worker renders pages anew after each change, the most wanted first, before visitors ask for them.

It asks the site as a visitor would, through a page cache of its own that keeps nothing and leaves what it renders to
the others (`shared.py`). So there is one way to render a page, and what is exact about it stays so: a page that was
overtaken by a change is left for nobody.
"""

import logging
import threading
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

from django.core.handlers.wsgi import WSGIHandler
from django.db import DatabaseError, close_old_connections
from wagtail.models import Page

from core.web.own_visits import visit
from core.web.page_cache import edge
from core.web.page_cache.config import get_config
from core.web.page_cache.generation import Token, get_generation
from core.web.page_cache.popularity import Popularity
from core.web.page_cache.wsgi import PageCache

logger = logging.getLogger("core.web.page_cache")

# How soon a change is noticed, in seconds.
LOOK_EVERY = 0.1
# Pages that are rendered after a change; those further down are left to their visitors.
MOST_PAGES = 300


class Warmer:
    """Keeps pages rendered while the worker runs."""

    def __init__(self) -> None:
        config = get_config()
        self._application = PageCache(WSGIHandler(), replace(config, max_bytes=0, not_found_max_bytes=0), starts=False)
        self._popularity = Popularity(config.directory)
        self._generation = get_generation()
        self._done: Token = None

    def watch(self, stop: threading.Event) -> None:
        """Look for changes until told to stop. Nothing that goes wrong ends it: visitors then render for themselves."""
        while not stop.wait(LOOK_EVERY):
            token = self._generation.current()
            edge.show(token)
            if token == self._done:
                continue
            try:
                self.warm(token, stop)
            except DatabaseError as error:
                logger.warning("Pages could not be rendered ahead: %s", type(error).__name__)
            except Exception:
                logger.exception("Pages could not be rendered ahead.")
            self._done = token
            close_old_connections()

    def warm(self, token: Token, stop: threading.Event) -> int:
        """Render pages until something changes again; return how many."""
        self._popularity.add_up()
        count = 0
        for address in self.addresses():
            if count >= MOST_PAGES or stop.is_set() or self._generation.current() != token:
                break
            visit(self._application, address)
            count += 1
            # Lets the worker's other work go on, where threads are greenlets.
            stop.wait(0)
        return count

    def addresses(self) -> Iterator[str]:
        """The addresses that were asked for, the most wanted first; then those of pages, the home page first."""
        known = set()
        for key in self._popularity.most_wanted():
            path = quote(key.path.encode("latin-1"))
            address = f"{key.scheme}://{key.host}{path}{'?' if key.query else ''}{key.query}"
            known.add(address)
            yield address
        for page in Page.objects.live().public().filter(depth__gt=1).order_by("depth", "path")[:MOST_PAGES]:
            address = page.get_full_url()
            if address and address not in known:
                yield address
