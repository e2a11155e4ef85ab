"""Whether this process was told to stop, and whether somebody wants to know: told by /health/live.

A proxy that asks every second or so (deploy/Caddyfile) hears of a stop before the port closes, and sends nobody more.
"""

import time
from threading import Event

LATELY = 60.0  # seconds

_told = Event()
_asked_at = -LATELY


def note_question() -> None:
    """Note that somebody asked whether this process lives."""
    global _asked_at  # noqa: PLW0603 - one process, one answer
    _asked_at = time.monotonic()


def is_watched() -> bool:
    """Whether somebody has asked lately, and so will hear that this process stops."""
    return time.monotonic() - _asked_at < LATELY


def begin() -> None:
    """Note that this process is about to stop: send nobody any more."""
    _told.set()


def is_leaving() -> bool:
    """Whether `begin` was called."""
    return _told.is_set()
