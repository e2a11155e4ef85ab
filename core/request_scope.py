"""What is read once per request, however many parts of a page ask for it.

Outside of requests (commands, tests that call code directly) nothing is kept.
"""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponseBase

Result = TypeVar("Result")

# Greenlets and threads have contexts of their own, so no request sees another's.
_kept: ContextVar[dict[Callable[..., Any], Any] | None] = ContextVar("request_scope", default=None)


def once_per_request(function: Callable[[], Result]) -> Callable[[], Result]:
    """Decorate a function without arguments: within one request it runs once."""

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
