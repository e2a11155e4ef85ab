"""One render per page under a stampede: the first request renders, the others wait for its result.

Within a process by an event (threads and greenlets alike: `threading` is looked up at run time, so gevent's own is
used in its workers); between processes by the lock of `shared.py`.
"""

import threading
from collections.abc import Hashable

from core.web.page_cache.entries import Entry


class Flight:
    """A render that is under way."""

    def __init__(self) -> None:
        self.landed = threading.Event()
        self.entry: Entry | None = None


class SingleFlight:
    """Which pages are being rendered in this process."""

    def __init__(self) -> None:
        self._flights: dict[Hashable, Flight] = {}
        self._lock = threading.Lock()

    def join(self, key: Hashable) -> tuple[Flight, bool]:
        """The flight for a page, and whether the caller leads it (and so must call `land`)."""
        with self._lock:
            flight = self._flights.get(key)
            if flight is not None:
                return flight, False
            flight = self._flights[key] = Flight()
            return flight, True

    def land(self, key: Hashable, flight: Flight, entry: Entry | None) -> None:
        """The leader is done, with an entry or without one."""
        with self._lock:
            if self._flights.get(key) is flight:
                del self._flights[key]
        flight.entry = entry
        flight.landed.set()
