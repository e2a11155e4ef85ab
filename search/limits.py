"""How many searches one sender may ask for. Counted in this process's memory for a minute: nothing is stored.

Searching changes nothing, so the limit only protects the machine; with several processes each counts for itself.
"""

import time
from collections import Counter
from threading import Lock

from django.conf import settings
from django.http import HttpRequest

from core.web.network import network_of

WINDOW = 60
# Beyond so many senders a minute, new ones are not counted: memory stays bounded.
MOST_SENDERS = 50_000

_lock = Lock()
_counts: Counter[tuple[str, str]] = Counter()
_window = 0


def seconds_to_wait(request: HttpRequest, scope: str) -> int:
    """Count a request. Returns 0, or after how many seconds its sender may ask again.

    `scope` is a key of settings.SEARCH_LIMITS, which gives requests a minute; 0 there means no limit.
    """
    global _window  # noqa: PLW0603 - the counts of one minute, shared by this process's requests
    limit = settings.SEARCH_LIMITS[scope]
    now = time.monotonic()
    with _lock:
        if int(now // WINDOW) != _window:
            _window = int(now // WINDOW)
            _counts.clear()
        key = (scope, network_of(request.META.get("REMOTE_ADDR", "")))
        if key in _counts or len(_counts) < MOST_SENDERS:
            _counts[key] += 1
        return int(WINDOW - now % WINDOW) + 1 if limit and _counts[key] > limit else 0


def forget() -> None:
    """Start counting anew (tests)."""
    with _lock:
        _counts.clear()
