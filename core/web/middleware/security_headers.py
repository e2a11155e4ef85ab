"""Security headers on every answer: pages, files, redirects and errors alike.

Django's SecurityMiddleware and XFrameOptionsMiddleware send HSTS, nosniff, Referrer-Policy, COOP and X-Frame-Options.
This adds what they lack, and sees to it that answers made outside them (static files, refusals) have them too.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# Features that no page uses are switched off for the page and for every frame in it. fullscreen is for videos;
# geolocation is for the location finder, which asks for it only when its button is pressed.
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "encrypted-media",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
        "xr-spatial-tracking",
    )
)

# For answers that hold no page: files, redirects, feeds. Nothing in them may load or run anything.
BARE_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

Sources = dict[str, list[str]]


def is_preview(request: HttpRequest) -> bool:
    """Whether this is a draft that an editor looks at inside the admin, in a frame."""
    return bool(getattr(request, "is_preview", False))


def in_admin(request: HttpRequest) -> bool:
    """Whether the request is for the admin, which has a policy of its own."""
    return request.path.startswith(f"/{settings.ADMIN_PATH}/")


def build_policy(request: HttpRequest, response: HttpResponse) -> str:
    """Return the Content-Security-Policy of a page: the settings', and what this answer adds to it.

    Inline styles are allowed by their hash (`response.csp_style_hash`, set by core.design.inline_css, or a list in
    `response.csp_style_hashes`), never by a nonce: the bytes of a cached page stay valid for everybody. What has them
    is a page in the look of the public site, wherever it is.
    """
    hashes = [*getattr(response, "csp_style_hashes", []), getattr(response, "csp_style_hash", None)]
    hashes = [source for source in hashes if source]
    sources: Sources = dict(settings.SECURE_CSP_ADMIN if in_admin(request) and not hashes else settings.SECURE_CSP)
    sources["style-src"] = [*sources["style-src"], *hashes]
    if is_preview(request):  # which may show the page once more, in the frame of a phone
        sources["frame-src"] = [*sources["frame-src"], "'self'"]
    # Pages that the admin shows in a frame of its own: previews, and Wagtail's views that ask for it.
    if is_preview(request) or response.headers.get("X-Frame-Options") == "SAMEORIGIN":
        sources["frame-ancestors"] = ["'self'"]
    policy = "; ".join(f"{name} {' '.join(values)}" for name, values in sources.items())
    return f"{policy}; upgrade-insecure-requests" if request.is_secure() else policy


class SecurityHeadersMiddleware:
    """Give every answer, wherever it was made, the whole set of headers. Stands outside everything that answers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers that are missing and harden the cookies."""
        response = self.get_response(request)
        headers = response.headers
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("Referrer-Policy", settings.SECURE_REFERRER_POLICY)
        headers.setdefault("Cross-Origin-Opener-Policy", settings.SECURE_CROSS_ORIGIN_OPENER_POLICY)
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        headers.setdefault("X-Frame-Options", "DENY")
        if is_preview(request):
            headers["X-Frame-Options"] = "SAMEORIGIN"
        # Wagtail's own policy for documents says nothing about frames; a preview's, from its inner request, is whole.
        if "frame-ancestors" not in headers.get("Content-Security-Policy", ""):
            is_page = headers.get("Content-Type", "").startswith("text/html")
            headers["Content-Security-Policy"] = build_policy(request, response) if is_page else BARE_POLICY
        if request.is_secure():
            self.over_https(response)
        return response

    def over_https(self, response: HttpResponse) -> None:
        """Ask for https from now on, and keep cookies to it whatever the settings say."""
        if settings.SECURE_HSTS_SECONDS and "Strict-Transport-Security" not in response:
            value = f"max-age={settings.SECURE_HSTS_SECONDS}"
            value += "; includeSubDomains" if settings.SECURE_HSTS_INCLUDE_SUBDOMAINS else ""
            value += "; preload" if settings.SECURE_HSTS_PRELOAD else ""
            response["Strict-Transport-Security"] = value
        for cookie in response.cookies.values():
            cookie["secure"] = True
