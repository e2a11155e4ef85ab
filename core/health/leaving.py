"""Whether this process was told to stop. Set by the web server (site_cms.gunicorn_worker), told by /health/live."""

from threading import Event

_told = Event()


def begin() -> None:
    """Note that this process is about to stop: send nobody any more."""
    _told.set()


def is_leaving() -> bool:
    """Whether `begin` was called."""
    return _told.is_set()
