"""Answers to what goes wrong: the 404 page of the site, and the plain pages for everything else."""

import errno
import sys

from django.db.utils import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from core.web.error_pages import error_response


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say so helpfully, inside the site: search, main pages, appointment. Plain when the database is gone as well."""
    try:
        response = TemplateResponse(request, "404.html", status=404)
        response.render()
    except DatabaseError:
        return error_response(503)
    # Kept for a few seconds by the page cache, which takes the edge off a flood of wrong addresses.
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that Django refused, such as one for a host name that is not ours; its log line says why."""
    request.refused_because = type(exception).__name__  # type: ignore[attr-defined]
    return error_response(400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request for something that is not open to this visitor."""
    return error_response(403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is missing or too old. The reason goes to nobody: it helps only attackers."""
    return error_response(403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a request that broke: 503 when database or disk cannot be used for the moment, else 500.

    Django logs the traceback before it calls this; the reference on the page is the one in that log line.
    """
    return error_response(503 if is_outage(sys.exc_info()[1]) else 500)


def is_outage(error: BaseException | None) -> bool:
    """Whether `error`, or what caused it, is a database that does not answer or a disk that is full."""
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError):
            return True
        if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
            return True
        error = error.__cause__ or error.__context__
    return False
