"""Adds up in the process's memory what happened, and has the sums written every few seconds and at the end.

Counting stands in the way of every cached page, so it is some look-ups and one dict increment: no lock, no database, no
regular expression. At most `SECONDS_BETWEEN_WRITES` of sums, and what a write takes, are lost when a process is killed.
What is in memory names a page, a referring host and a campaign; a browser's own words are not even there, only the hash
of those that were looked up before, which is another in each process.
"""

import atexit
import logging
import threading
import time

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections

from core.analytics.reading import (
    Environ,
    Event,
    Origin,
    Reader,
    View,
    campaign_in,
    may_be_counted,
    origin_in,
    origin_of,
    reader_of,
)
from core.analytics.writing import write

logger = logging.getLogger("clinic.analytics")

SECONDS_BETWEEN_WRITES = 5.0
# Different sums that wait at once: a flood of made-up campaigns, and a database that is away, fill no memory.
MOST_WAITING = 20_000
# Browsers that are known already, and how many new ones are looked up between two writes: each costs 0.2 ms, and who
# names another browser with each request is a program.
MOST_AGENTS = 5_000
MOST_NEW_AGENTS = 200
TRIES_AT_THE_END = 5


class Counter:
    """The sums of one process."""

    def __init__(self) -> None:
        self._views: dict[View, int] = {}
        self._events: dict[Event, int] = {}
        self._readers: dict[int, Reader] = {}
        self._new_agents = 0
        self._writing = threading.Lock()

    # -- Counting -----------------------------------------------------------------------------------------------------

    def view(self, environ: Environ) -> None:
        """Count a page that was answered (an observer of `core.web.page_views`)."""
        # A page that a script or a frame fetches has no reader.
        if may_be_counted(environ) and environ.get("HTTP_SEC_FETCH_DEST", "document") == "document":
            query = environ.get("QUERY_STRING")
            campaign = campaign_in(query) if query else ""
            self._add_view(environ, environ.get("PATH_INFO", "/"), origin_of(environ), campaign)

    def told_view(self, environ: Environ, referrer: str) -> None:
        """Count a view that the page's script tells of: the request comes from the page, `referrer` is its own."""
        page = environ.get("HTTP_REFERER", "")
        own = environ.get("HTTP_HOST", "")
        origin = origin_in(page, own)
        if origin.path and may_be_counted(environ):
            query = page.partition("?")[2].partition("#")[0]
            before = origin_in(referrer, own) if referrer else Origin()
            self._add_view(environ, origin.path, before, campaign_in(query))

    def event(self, environ: Environ, what: str, where: str = "") -> None:
        """Count something else that a reader did; programs and whoever does not want it are left out."""
        if may_be_counted(environ) and self._reader(environ) is not Reader.CRAWLER:
            self.add(what, where)

    def add(self, what: str, where: str = "") -> None:
        """Count something that happened, whoever did it."""
        key = Event(what, where)
        if key in self._events or len(self._events) < MOST_WAITING:
            self._events[key] = self._events.get(key, 0) + 1

    def _add_view(self, environ: Environ, path: str, origin: Origin, campaign: str) -> None:
        reader = self._reader(environ)
        key = View(path, reader, origin.host, origin.path, campaign)
        views = self._views
        if key not in views and len(views) >= MOST_WAITING:
            key = View("", reader)
        views[key] = views.get(key, 0) + 1

    def _reader(self, environ: Environ) -> Reader:
        agent = environ.get("HTTP_USER_AGENT", "")
        known = self._readers.get(hash(agent))
        return known or self._look_up(agent)

    def _look_up(self, agent: str) -> Reader:
        if self._new_agents >= MOST_NEW_AGENTS:
            return Reader.CRAWLER
        self._new_agents += 1
        if len(self._readers) >= MOST_AGENTS:
            self._readers.clear()
        reader = self._readers[hash(agent)] = reader_of(agent)
        return reader

    # -- Writing ------------------------------------------------------------------------------------------------------

    def flush(self) -> bool:
        """Write what has come together; what could not be written is kept for the next time. Returns whether all is."""
        with self._writing:
            self._new_agents = 0
            views, self._views = self._views, {}
            events, self._events = self._events, {}
            if not views and not events:
                return True
            try:
                write(views, events)
            except (DatabaseError, InterfaceError) as error:
                logger.warning("sums of visits wait: %s", type(error).__name__)
                self._put_back(views, events)
                return False
            except Exception as error:  # noqa: BLE001 - what can never be written must not end the counting
                logger.error("sums of visits were dropped: %s", type(error).__name__)  # noqa: TRY400 - no values in the log
            return True

    def _put_back(self, views: dict[View, int], events: dict[Event, int]) -> None:
        for view, times in views.items():
            self._views[view] = self._views.get(view, 0) + times
        for event, times in events.items():
            self._events[event] = self._events.get(event, 0) + times

    def keep_writing(self) -> None:
        """Write every few seconds from now on, in a thread of its own (under gevent: a greenlet), and at the end."""
        atexit.register(self._write_the_rest)
        threading.Thread(target=self._write_for_ever, name="visits", daemon=True).start()

    def _write_for_ever(self) -> None:
        while True:
            time.sleep(SECONDS_BETWEEN_WRITES)
            self.flush()
            close_old_connections()  # a pool wants its connection back

    def _write_the_rest(self) -> None:
        """At a clean stop: the database may be busy with others who stop at the same moment."""
        for _ in range(TRIES_AT_THE_END):
            if self.flush():
                return
            time.sleep(0.5)


counter = Counter()


def is_counting() -> bool:
    """Whether visits are counted at all."""
    return bool(settings.COUNT_VISITS != "off")


def count_search(environ: Environ) -> None:
    """Count a search; what was looked for is the search room's business."""
    if is_counting():
        counter.event(environ, "searches")


def page_of_form(environ: Environ) -> str:
    """The path of the page that a form was sent from; "" where that is not known, or is not to be counted."""
    if not is_counting() or environ.get("HTTP_DNT") == "1" or environ.get("HTTP_SEC_GPC") == "1":
        return ""
    return origin_of(environ).path


def count_request(path: str) -> None:
    """Count a request that was sent from the page at a path, once it is stored. Nothing leads from one to the other."""
    if path:
        counter.add("requests", path)
