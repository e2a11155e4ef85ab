"""Says which methods an address takes, before anything else judges the request: 405 with `Allow`, and OPTIONS.

Django checks the form token first, so a POST to a page would be 403, "reload the page and try again", where nothing can
ever be sent (RFC 9110, 15.5.6 and 9.3.7). Addresses of the public site take GET and HEAD unless they say otherwise: a
view class by its handlers, a page type by Wagtail's `allowed_http_methods`, any other view by `takes_forms`. In the
admin each view answers for itself.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from wagtail.models import Page
from wagtail.views import serve

from core.web.error_pages import error_response
from core.web.middleware.security_headers import in_admin

READING = ("GET", "HEAD", "OPTIONS")
FORMS = ("GET", "HEAD", "POST", "OPTIONS")
KNOWN = {*FORMS, "PUT", "PATCH", "DELETE"}

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def takes_forms(view: View) -> View:
    """Say that a view function takes POST besides GET."""
    view.allowed_methods = FORMS  # type: ignore[attr-defined]
    return view


def methods_of(request: HttpRequest, view: Any, path: str) -> tuple[str, ...]:
    """The methods that a view takes at an address; none where no page is."""
    if view is serve:
        route = Page.route_for_request(request, path)
        return tuple(route.page.allowed_http_method_names()) if route else ()
    if view_class := getattr(view, "view_class", None):
        named = {name.upper() for name in view_class.http_method_names if hasattr(view_class, name)}
        return tuple(sorted(named | {"OPTIONS"} | ({"HEAD"} if "GET" in named else set())))
    return getattr(view, "allowed_methods", READING)


class MethodsMiddleware:
    """Answers OPTIONS, and what an address does not take. Stands before Django's check of form tokens."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing of its own."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Answer, or pass on to the view."""
        method = request.method or ""
        if method in ("GET", "HEAD"):
            return None
        if in_admin(request):
            return None if method in KNOWN else error_response(405, FORMS)
        allowed = methods_of(request, view, kwargs.get("path", args[0] if args else ""))
        if not allowed:
            return None  # the view says that nothing is there
        if method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": ", ".join(allowed)})
        return None if method in allowed else error_response(405, allowed)
