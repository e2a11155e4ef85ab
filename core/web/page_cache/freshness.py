"""What views and pages say about their own cacheability.

Pages need to say nothing: a live Wagtail page is cacheable. `expire_page_cache_at` is for what changes by the clock,
and `cache_publicly` for views that are not pages (feeds, sitemap, robots.txt).
"""

from collections.abc import Callable, Collection
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes

from core.web.page_cache.requests import is_tracking

View = Callable[..., HttpResponseBase]


def allow_page_cache(request: HttpRequest) -> None:
    """Say that the response to this request is the same for everybody, so that it may be kept (see `marking.py`)."""
    request.page_cache_allowed = True  # type: ignore[attr-defined]


def without_unknown_parameters(request: HttpRequest, known: Collection[str] = ()) -> HttpResponse | None:
    """Return a redirect to the same address without the query parameters that change nothing there; None: all do.

    Otherwise anybody could have copies of one page made and kept under made-up parameters. What advertising tools add
    stays in the address (scripts may look for it) and is taken off before the page is looked up (`requests.py`).
    """
    if request.method not in ("GET", "HEAD") or all(name in known or is_tracking(name) for name in request.GET):
        return None
    query = urlencode([(name, value) for name, value in request.GET.items() if name in known])
    # Not request.path alone: a path that begins with two slashes would lead to another host.
    address = escape_leading_slashes(escape_uri_path(request.path))
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)


def forbid_page_cache(request: HttpRequest) -> None:
    """Say that the response must not be kept, whatever else says that it may."""
    request.page_cache_forbidden = True  # type: ignore[attr-defined]


def expire_page_cache_at(request: HttpRequest, moment: datetime) -> None:
    """Say when the response stops being true (an aware datetime); of several moments the earliest counts.

    Raises:
        ValueError: when the datetime is naive.
    """
    if moment.tzinfo is None:
        raise ValueError("The moment at which a page expires needs a time zone.")
    known: datetime | None = getattr(request, "page_cache_expires_at", None)
    request.page_cache_expires_at = min(known, moment) if known else moment  # type: ignore[attr-defined]


def cache_publicly(view: View) -> View:
    """Decorate a view whose response is the same for everybody: `path("feed/", cache_publicly(feed))`.

    It knows no query parameters.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if away := without_unknown_parameters(request):
            return away
        allow_page_cache(request)
        return view(request, *args, **kwargs)

    return wrapped
