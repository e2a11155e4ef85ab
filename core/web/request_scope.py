"""What is read once per request, or once until something changes, however many parts of a page ask for it."""

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from functools import wraps
from typing import Any, Generic, TypeVar

from django.db.transaction import get_connection
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import get_language

from core.web.page_cache.config import get_config
from core.web.page_cache.generation import Token, get_generation

Result = TypeVar("Result")

# Greenlets and threads have contexts of their own, so no request sees another's.
_kept: ContextVar[dict[Callable[..., Any], Any] | None] = ContextVar("request_scope", default=None)


def once_per_request(function: Callable[[], Result]) -> Callable[[], Result]:
    """Decorate a function without arguments: within one request it runs once; outside of requests, each time."""

    @wraps(function)
    def wrapped() -> Result:
        kept = _kept.get()
        if kept is None:
            return function()
        if function not in kept:
            kept[function] = function()
        return kept[function]

    return wrapped


class RequestScopeMiddleware:
    """Begins and ends the scope of a request; an inner one (a preview within the admin) has its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request within a fresh scope."""
        token = _kept.set({})
        try:
            return self.get_response(request)
        finally:
            _kept.reset(token)


class KeptForGeneration(Generic[Result]):
    """Things made from what every page shows, by key, each made again only after something public has changed.

    Once for each language: what is read may hang on the language of the request. What is kept is shared by all requests
    of the process, so nobody may change it. Inside a transaction nothing is kept: what the transaction wrote is seen by
    nobody else yet.
    """

    def __init__(self, most: int = 256) -> None:
        # The default is more than a site needs; made-up host names must not fill the memory.
        self._most = most
        self._kept: dict[Hashable, tuple[Token, Result]] = {}

    def get(self, key: Hashable, make: Callable[[], Result]) -> Result:
        """What was made for a key since the last change; otherwise it is made now."""
        # Read before the work: what changes meanwhile makes the result old.
        token = get_generation().current()
        if token is None or get_config().replica_lag_seconds or get_connection().in_atomic_block:
            return make()
        name = (get_language(), key)
        found = self._kept.get(name)
        if found is not None and found[0] == token:
            return found[1]
        result = make()
        if len(self._kept) >= self._most:
            self._kept.clear()
        self._kept[name] = (token, result)
        return result


def once_per_generation(function: Callable[..., Result]) -> Callable[..., Result]:
    """Decorate a function that reads what every page shows: it runs again only after something public has changed.

    Its arguments must be hashable and few (see `KeptForGeneration`).
    """
    kept = KeptForGeneration[Result]()

    @wraps(function)
    def wrapped(*args: Any) -> Result:
        return kept.get(args, lambda: function(*args))

    return wrapped
