"""The entries of one process: bounded in bytes, the least recently used leaves first."""

import threading
from collections import OrderedDict
from contextlib import suppress

from core.web.page_cache.entries import Entry
from core.web.page_cache.requests import PageKey


class EntryStore:
    """A dictionary of entries that never outgrows `max_bytes`. Safe for threads and greenlets: nothing waits inside."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._entries: OrderedDict[PageKey, Entry] = OrderedDict()
        self._lock = threading.Lock()
        self.size = 0

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: PageKey) -> Entry | None:
        """The entry, which thereby becomes the most recently used one."""
        entry = self._entries.get(key)
        if entry is not None:
            # Another thread may just have dropped it; what we hold is whole.
            with suppress(KeyError):
                self._entries.move_to_end(key)
        return entry

    def set(self, key: PageKey, entry: Entry) -> None:
        """Keep an entry, and let the least recently used ones go until all fit. One that never fits is not kept."""
        if entry.size > self._max_bytes:
            return
        with self._lock:
            self._drop(key)
            self._entries[key] = entry
            self.size += entry.size
            while self.size > self._max_bytes:
                self._drop(next(iter(self._entries)))

    def discard(self, key: PageKey) -> None:
        """Let an entry go, if it is there."""
        with self._lock:
            self._drop(key)

    def _drop(self, key: PageKey) -> None:
        entry = self._entries.pop(key, None)
        if entry is not None:
            self.size -= entry.size
