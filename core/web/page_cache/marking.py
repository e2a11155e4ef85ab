"""The Django side: decides whether a response is public, says so to the page cache, and sets Cache-Control for all.

It must be the first of `MIDDLEWARE`, so that it sees the response after every other one.
"""

import math
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.http.request import split_domain_port
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from wagtail.models import Site

from core.web.page_cache.cdn import purge_what_changed
from core.web.page_cache.config import get_config
from core.web.page_cache.generation import get_generation
from core.web.page_cache.requests import RequestReader

# Where the WSGI layer leaves its ticket in the environ. A header cannot forge it: those all begin with HTTP_.
TICKET = "core.web.page_cache.ticket"
# What may be in Vary: the plain request had neither a cookie nor an Accept-Encoding, so both say nothing here.
HARMLESS_VARY = frozenset({"", "accept-encoding", "cookie"})
PRIVATE_DIRECTIVES = frozenset({"private", "no-store", "no-cache"})
PRIVATE = "private, no-cache"


class Ticket:
    """Asks Django whether the response may be kept; `seconds` is the answer, None is no."""

    __slots__ = ("seconds",)

    def __init__(self) -> None:
        self.seconds: float | None = None


class PageCacheMarkingMiddleware:
    """Marks public responses; every other page is marked private, so that no cache on the way keeps it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._config = get_config()
        self._reader = RequestReader(self._config)
        self._generation: Any = None

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request, then say who may keep the answer."""
        self._follow_generation()
        response = self.get_response(request)
        if request.path.startswith((settings.STATIC_URL, settings.MEDIA_URL)) and response.has_header("Cache-Control"):
            # Files bring their own rules; that one is not there is kept by nobody.
            return response
        seconds = self._seconds(request, response)
        if seconds is None:
            self._mark_private(response)
        else:
            self._mark_public(response, seconds, seconds_left(request))
            ticket = request.META.get(TICKET)
            if isinstance(ticket, Ticket) and response.status_code in (200, 404):
                ticket.seconds = seconds
        purge_what_changed()
        return response

    def _follow_generation(self) -> None:
        """Wagtail keeps the sites' addresses in the cache for an hour, which may be this process's own memory."""
        generation = get_generation().current()
        if generation != self._generation:
            self._generation = generation
            Site.clear_site_root_paths_cache()

    def _seconds(self, request: HttpRequest, response: HttpResponseBase) -> float | None:
        """How long the response may be kept by anybody; None: not at all."""
        if getattr(request, "page_cache_forbidden", False) or getattr(request, "is_preview", False):
            return None
        if self._reader.key(request.META) is None or not is_impersonal(request, response):
            return None
        if response.status_code == 404 and not request.META.get("QUERY_STRING"):
            longest = self._config.not_found_seconds
        elif response.status_code == 200 and getattr(request, "page_cache_allowed", False) and knows_host(request):
            longest = self._config.seconds
        else:
            return None
        seconds = min(longest, seconds_left(request))
        return seconds if seconds > 0 else None

    def _mark_public(self, response: HttpResponseBase, seconds: float, left: float) -> None:
        shared = int(min(seconds, self._config.cdn_seconds))
        # Nor may a CDN show it while it fetches a newer one, once it is no longer true.
        while_asking = int(max(0, min(shared, left - shared)))
        # Browsers ask again each time (a 304 costs no bytes), so that what is published shows at once; a CDN may keep
        # the page, is purged on publishing, and covers for a server that is down.
        response["Cache-Control"] = (
            f"public, max-age=0, s-maxage={shared}, stale-while-revalidate={while_asking}, stale-if-error=86400"
        )
        response["Vary"] = "Accept-Encoding"

    def _mark_private(self, response: HttpResponseBase) -> None:
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = PRIVATE
            patch_vary_headers(response, ["Cookie"])


def seconds_left(request: HttpRequest) -> float:
    """For how long the response stays true (`expire_page_cache_at`); infinity where no moment ends it."""
    expires_at: datetime | None = getattr(request, "page_cache_expires_at", None)
    return math.inf if expires_at is None else (expires_at - timezone.now()).total_seconds()


def is_impersonal(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether nothing in the response is one visitor's: no cookie, no form token, no login, nothing marked private."""
    if response.streaming or response.cookies or response.has_header("Set-Cookie"):
        return False
    # Set by Django as soon as a form token is made. Such a page belongs to one visitor, cookie or not.
    if "CSRF_COOKIE" in request.META or response.has_header("Content-Encoding"):
        return False
    directives = {part.split("=")[0].strip().lower() for part in response.get("Cache-Control", "").split(",")}
    if directives & PRIVATE_DIRECTIVES:
        return False
    if not {part.strip().lower() for part in response.get("Vary", "").split(",")} <= HARMLESS_VARY:
        return False
    user = getattr(request, "user", None)
    return user is None or not user.is_authenticated


def knows_host(request: HttpRequest) -> bool:
    """Whether the host is one of this site's by its full name.

    A wildcard in ALLOWED_HOSTS lets any name below it in, and anybody could have pages rendered under made-up names.
    """
    domain, _port = split_domain_port(request.get_host())
    if domain in {host.lower() for host in settings.ALLOWED_HOSTS if host != "*" and not host.startswith(".")}:
        return True
    site = Site.find_for_request(request)
    return site is not None and site.hostname.lower() == domain
