"""One log line for each request, a reference for each, and the same reference on the page that says "something broke".

A line never holds a query string, a cookie, a form field or a visitor's address: what people look for on a clinic's
site is nobody's business. Long random parts of a path (a link sent to one person) are starred.
"""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from core.web.own_visits import OWN_VISIT
from core.web.request_reference import current_reference, new_reference, safe_path

logger = logging.getLogger("clinic.request")
_QUIET = ("/static/", "/media/", "/health/")


class RequestLogMiddleware:
    """Give every request a reference and leave one line about it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request and log it; a failure carries its reference as X-Request-ID."""
        reference = new_reference()
        token = current_reference.set(reference)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            if response.status_code >= 500:  # others may be kept by caches and sent to many
                response["X-Request-ID"] = reference
            self.write_line(request, response, time.perf_counter() - started)
            return response
        finally:
            current_reference.reset(token)

    def write_line(self, request: HttpRequest, response: HttpResponse, seconds: float) -> None:
        """Log the request; files, health checks and the site's own visits only when they failed."""
        path = request.path
        if response.status_code < 400 and (path.startswith(_QUIET) or OWN_VISIT in request.META):
            return
        level = logging.ERROR if response.status_code >= 500 else logging.INFO
        details = {
            "method": request.method if (request.method or "").isalpha() else "?",
            "path": safe_path(path),
            "status": response.status_code,
            "ms": round(seconds * 1000, 1),
        }
        if why := getattr(request, "refused_because", ""):  # the kind of Django's refusal: DisallowedHost
            details["why"] = why
        logger.log(level, "request", extra={"details": details})
