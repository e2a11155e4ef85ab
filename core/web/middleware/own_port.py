"""Leads whoever comes by a port that is not the site's to its address.

A Host header may name any port, and what is rendered for a made-up one would be one more copy of the page. A port
belongs to the site when it is the scheme's own, the one that the server listens on, or part of `SITE_URL` or of a
site's address in the admin. Where nobody can know (`ANY_PORT`: a container whose port is mapped, `make run` for the
whole network), every port is answered, and the page cache leaves it out.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from wagtail.models import Site

from core.web.page_cache.requests import DEFAULT_PORTS, split_host
from core.web.request_scope import once_per_generation

# Asked from the inside, by whatever address.
EXEMPT = "/health/"


@once_per_generation
def _site_addresses() -> dict[str, tuple[int, str]]:
    """Port and whole address of each site, by host name."""
    return {site.hostname.lower(): (site.port, site.root_url) for site in Site.objects.all()}


def address_for_foreign_port(request: HttpRequest) -> str:
    """Where a request for a port that is not the site's belongs: "https://clinic.example"; empty for all others."""
    if settings.ANY_PORT:
        return ""
    try:
        name, port = split_host(request.get_host())
    except DisallowedHost:
        return ""  # answered further in
    if not port or port in {str(number) for number in DEFAULT_PORTS.values()}:
        return ""
    # On a unix socket nobody has an address, and the server makes up its port from the Host header.
    listening = request.META.get("SERVER_PORT") if request.META.get("REMOTE_ADDR") else ""
    site = urlsplit(settings.SITE_URL)
    if port == listening or (name == site.hostname and port == str(site.port)):
        return ""
    try:
        known_port, address = _site_addresses().get(name, (0, settings.SITE_URL))
    except DatabaseError:
        return str(settings.SITE_URL)
    return "" if port == str(known_port) else address


class OwnPortMiddleware:
    """Answers reads at a foreign port with a redirect; forms are taken, they leave no copy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Redirect, or pass on."""
        if request.method in ("GET", "HEAD") and not request.path.startswith(EXEMPT):
            address = address_for_foreign_port(request)
            if address:
                return HttpResponsePermanentRedirect(f"{address}{request.get_full_path()}")
        return self.get_response(request)
