"""What views and pages say about their own cacheability.

Pages need to say nothing: a live Wagtail page is cacheable. `expire_page_cache_at` is for what changes by the clock,
and `cache_publicly` for views that are not pages (feeds, sitemap, robots.txt).
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase

View = Callable[..., HttpResponseBase]


def allow_page_cache(request: HttpRequest) -> None:
    """Say that the response to this request is the same for everybody, so that it may be kept (see `marking.py`)."""
    request.page_cache_allowed = True  # type: ignore[attr-defined]


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
    """Decorate a view whose response is the same for everybody: `path("feed/", cache_publicly(feed))`."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        allow_page_cache(request)
        return view(request, *args, **kwargs)

    return wrapped
