"""What every template may use: the clinic's settings and the navigation."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from core.site.models import ClinicSettings
from core.site.navigation import Navigation
from core.site.public_settings import public_settings
from core.web.languages import current


def clinic(request: HttpRequest) -> dict[str, Any]:
    """Add `clinic` and `navigation`, both read only when a template uses them, and `language`: that of the request."""

    def settings() -> ClinicSettings:
        return public_settings(request) or ClinicSettings()

    def navigation() -> Navigation:
        # A page has brought its own, which knows what the page links to.
        return getattr(request, "navigation", None) or Navigation(request)

    return {
        "clinic": SimpleLazyObject(settings),
        "navigation": SimpleLazyObject(navigation),
        "language": current(),
    }
