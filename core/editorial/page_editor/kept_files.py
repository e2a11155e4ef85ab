"""Two files that every screen of the admin waits for, kept by the browser of whoever is signed in.

Wagtail forbids the browser to keep its translations and its icons, though both change only with a release (the icons'
address holds a hash of them): each screen then waits for the server three times instead of once. Neither file knows
anything of the person but the language.
"""

from collections.abc import Callable
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponseBase

MINUTES, YEAR = 600, 365 * 24 * 3600  # seconds


class KeptAdminFilesMiddleware:
    """Let browsers keep these files (RFC 9111, RFC 5861), never a cache that people share."""

    how_long: ClassVar[dict[str, str]] = {
        "wagtailadmin_sprite": f"private, max-age={YEAR}, immutable",
        "wagtailadmin_javascript_catalog": f"private, max-age={MINUTES}, stale-while-revalidate={YEAR}",
    }

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Replace Wagtail's word on keeping the answer, where it is one of these files."""
        response = self.get_response(request)
        name: Any = getattr(request.resolver_match, "view_name", None)
        if response.status_code == 200 and name in self.how_long:
            response.headers["Cache-Control"] = self.how_long[name]
            del response.headers["Expires"]
        return response
