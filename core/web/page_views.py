"""Who wants to know of each page that a visitor gets. An app that counts registers itself; nothing is counted here.

A page is an HTML answer to a GET that everybody could get: not the admin, nothing of somebody with a session, nothing
that is marked `no-store` (forms' answers, search results). A 304 is one too: its reader has the page.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings

from core.web.own_visits import OWN_VISIT

Environ = dict[str, Any]
Observer = Callable[[Environ], None]

_observers: list[Observer] = []


def register_page_view(observer: Observer) -> None:
    """Have `observer` called with the WSGI environ (PEP 3333) of each page that is answered, cached or not.

    It stands in the way of every answer: it must be done in a few microseconds, must never wait, and must not raise.
    """
    if observer not in _observers:
        _observers.append(observer)


def page_answered(environ: Environ) -> None:
    """Tell whoever counts that this request got a page, unless the site itself asked for it."""
    if OWN_VISIT in environ:
        return
    for observer in _observers:
        observer(environ)


def is_public_page(environ: Environ, status: str, headers: list[tuple[str, str]]) -> bool:
    """Whether an answer is a page that counts, by its status and headers."""
    if environ["REQUEST_METHOD"] != "GET" or not is_page(status, headers):
        return False
    if f"{settings.SESSION_COOKIE_NAME}=" in environ.get("HTTP_COOKIE", "") or "HTTP_AUTHORIZATION" in environ:
        return False
    return not any(name.lower() == "cache-control" and "no-store" in value for name, value in headers)


def is_page(status: str, headers: list[tuple[str, str]]) -> bool:
    """Whether an answer is an HTML page that was found."""
    if not status.startswith("200"):
        return False
    return any(name.lower() == "content-type" and value.startswith("text/html") for name, value in headers)
