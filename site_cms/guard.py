"""The outermost net: whatever a request raises, also what Django lets pass, is answered and logged like an error 500.

Without it gunicorn would answer in words of its own, without the site's headers, and log the whole address, query
included. What ends a program (`core.web.exits`) goes on.
"""

import logging
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse

from core.web.error_pages import error_response
from core.web.exits import EXITS
from core.web.middleware.request_log import RequestLogMiddleware
from core.web.middleware.security_headers import SecurityHeadersMiddleware
from site_cms.views import server_error

logger = logging.getLogger("clinic.unhandled")

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]


def _unhandled(request: HttpRequest) -> HttpResponse:
    """Log the exception that is being handled, with the request's reference, and make its page."""
    logger.error("unhandled exception", exc_info=sys.exc_info(), extra={"request": request})
    return server_error(request)


class OutermostGuard:
    """A WSGI application around the site's: answers where it raises before it has sent anything."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self._answer = RequestLogMiddleware(SecurityHeadersMiddleware(_unhandled))

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Pass the request on; answer it here where that fails."""
        held: list[Any] = []

        def hold(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[[bytes], object]:
            held[:] = [status, headers]
            return _no_write

        body: Iterable[bytes] = ()
        try:
            body = self.application(environ, hold)
            if not isinstance(body, list | tuple | environ.get("wsgi.file_wrapper", tuple)):
                # A body that is made as it is sent may fail at its first piece, when nothing is on its way yet.
                body = Begun(body)
        except EXITS:
            raise
        except BaseException:  # noqa: BLE001 - that is what it is for
            return self._error(environ, start_response)
        start_response(*held)
        return body

    def _error(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """The page for an error that is being handled; a bare one where even that cannot be made."""
        head = False
        try:
            request = WSGIRequest(environ)
            head = request.method == "HEAD"
            response = self._answer(request)
        except EXITS:
            raise
        except BaseException:
            logger.exception("no error page could be made")
            response = error_response(500)
        start_response(f"{response.status_code} {response.reason_phrase}", list(response.items()))
        content = b"" if head else response.content
        # Django's own end of a request: connections are given back.
        response.close()
        return [content]


def _no_write(data: bytes) -> None:
    raise NotImplementedError("Django never uses PEP 3333's old write().")


class Begun:
    """A body whose first piece was asked for already."""

    def __init__(self, body: Iterable[bytes]) -> None:
        self._body = body
        self._rest = iter(body)
        try:
            self._first = next(self._rest, b"")
        except BaseException:
            self.close()
            raise

    def __iter__(self) -> Iterator[bytes]:
        """All pieces."""
        yield self._first
        yield from self._rest

    def close(self) -> None:
        """Tell Django that the response was sent, or will not be."""
        if hasattr(self._body, "close"):
            self._body.close()
