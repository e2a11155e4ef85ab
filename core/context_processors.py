"""What every template may use: the clinic's settings and the navigation."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from wagtail.models import Site

from .models import ClinicSettings
from .navigation import Navigation


def clinic(request: HttpRequest) -> dict[str, Any]:
    """Add `clinic` and `navigation`; both are read only when a template uses them."""

    def settings() -> ClinicSettings:
        return ClinicSettings.for_request(request) if Site.find_for_request(request) else ClinicSettings()

    def navigation() -> Navigation:
        # A page has brought its own, which knows what the page links to.
        return getattr(request, "navigation", None) or Navigation(request)

    return {"clinic": SimpleLazyObject(settings), "navigation": SimpleLazyObject(navigation)}
