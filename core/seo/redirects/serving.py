"""What visitors get at an old address."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import is_valid_path
from wagtail.models import Site

from core.seo.missed import note_miss
from core.seo.redirects.addresses import spellings
from core.seo.redirects.destinations import Ending, addresses_with_query, follow, is_own, redirect_for, what_answers


def gets_its_slash(request: HttpRequest) -> bool:
    """Whether Django's CommonMiddleware sends the visitor to this address with a slash at its end, found or not."""
    path = request.path_info
    return not path.endswith("/") and not is_valid_path(path) and bool(is_valid_path(f"{path}/"))


class SafeRedirectMiddleware:
    """Follows redirects, and counts the addresses that neither exist nor have one.

    In the place of Wagtail's middleware, by its rules but for these: an address with a query of its own (/?p=123) is
    redirected although a page answers without it; one that a live page takes up is not, with or without its last slash;
    a chain is one step; and where a redirect would end in a loop or at nothing, the visitor gets the 404 page at once.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Redirect by the query, else answer, else redirect what was not found."""
        redirected = self._by_query(request)
        if redirected is not None:
            return redirected
        response = self.get_response(request)
        if response.status_code != 404:
            return response
        redirected = self._by_path(request)
        if redirected is None and not gets_its_slash(request):
            note_miss(request)
        return redirected or response

    def _by_query(self, request: HttpRequest) -> HttpResponseBase | None:
        is_page = request.method in {"GET", "HEAD"} and not is_own(request.path)
        if not (is_page and request.META.get("QUERY_STRING")):
            return None
        known = addresses_with_query()
        wanted = [address for address in spellings(request.get_full_path()) if address in known] if known else []
        return self._redirect(request, wanted) if wanted else None

    def _by_path(self, request: HttpRequest) -> HttpResponseBase | None:
        # A page that only lacks its slash gets it from Django's own middleware.
        if not request.path.endswith("/") and what_answers(Site.find_for_request(request), f"{request.path}/"):
            return None
        return self._redirect(request, spellings(request.get_full_path()))

    def _redirect(self, request: HttpRequest, addresses: list[str]) -> HttpResponseBase | None:
        site = Site.find_for_request(request)
        redirect = redirect_for(site, addresses)
        if redirect is None:
            return None
        route = follow(redirect, site, request.get_host())
        if route.ending is not Ending.ARRIVES:
            return None
        kind = HttpResponsePermanentRedirect if route.is_permanent else HttpResponseRedirect
        return kind(route.location)
