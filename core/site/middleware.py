"""Tells Wagtail which site a page's request is for, without asking the database each time."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from wagtail.views import serve

from core.site.public_settings import find_cached_site


class CachedSiteMiddleware:
    """Knows the site before Wagtail's page view looks for it. Other views look for themselves."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Nothing of its own."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *args: Any) -> None:
        """Find the site of a request for a page."""
        if view is serve:
            find_cached_site(request)
