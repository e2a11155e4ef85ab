"""What a web process begins once it serves visitors. Apps register it; gunicorn's worker calls it in each process.

Not at import, and not in `ready()`: the site is loaded once and then forked, and threads do not survive a fork.
"""

from collections.abc import Callable

_starts: list[Callable[[], None]] = []


def register_serving_start(start: Callable[[], None]) -> None:
    """Have `start` called in each process that begins to serve visitors."""
    if start not in _starts:
        _starts.append(start)


def begin_serving() -> None:
    """Call what was registered."""
    for start in _starts:
        start()
