"""What visitors get at an old address."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import get_resolver, is_valid_path
from wagtail.models import Site

from core.seo.missed import note_miss
from core.seo.redirects.addresses import spellings
from core.seo.redirects.destinations import Ending, addresses_with_query, follow, is_own, redirect_for, what_answers
from core.seo.redirects.old_addresses import find_old


def gets_its_slash(request: HttpRequest) -> bool:
    """Whether Django's CommonMiddleware sends the visitor to this address with a slash at its end, found or not."""
    path = request.path_info
    return not path.endswith("/") and not is_valid_path(path) and bool(is_valid_path(f"{path}/"))


def nothing_there(request: HttpRequest, status: HTTPStatus) -> HttpResponseBase:
    """The page that says “not found”: for now, or for good."""
    page_not_found: Callable[..., HttpResponseBase] = get_resolver().resolve_error_handler(404)
    response = page_not_found(request, exception=Http404())
    response.status_code = status
    return response


class SafeRedirectMiddleware:
    """Follows redirects, and counts the addresses that neither exist nor have one.

    In the place of Wagtail's middleware, by its rules but for these: an address with a query of its own (/?p=123) is
    redirected although a page answers without it; one that a live page takes up is not, with or without its last slash;
    a chain is one step; and where a redirect would end in a loop or at nothing, the visitor gets the 404 page at once.
    What staff have not redirected, registered old addresses may know (`old_addresses`).
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
        addresses = [address for address in spellings(request.get_full_path()) if "?" in address]
        return self._redirect(request, [address for address in addresses if address in known], addresses)

    def _by_path(self, request: HttpRequest) -> HttpResponseBase | None:
        # A page that only lacks its slash gets it from Django's own middleware.
        if not request.path.endswith("/") and what_answers(Site.find_for_request(request), f"{request.path}/"):
            return None
        addresses = spellings(request.get_full_path())
        return self._redirect(request, addresses, addresses)

    def _redirect(self, request: HttpRequest, redirected: list[str], old: list[str]) -> HttpResponseBase | None:
        """Follow a redirect from one of `redirected`, else what is registered for one of `old`."""
        site = Site.find_for_request(request)
        redirect = redirect_for(site, redirected) if redirected else None
        if redirect is None:
            found = find_old(old)
            if found is None:
                return None
            if found.redirect is None:
                return nothing_there(request, HTTPStatus.GONE)
            route = follow(found.redirect, site, request.get_host())
            if route.ending is not Ending.ARRIVES:
                # Its page is not published yet: nobody must learn meanwhile that it leads elsewhere.
                return nothing_there(request, HTTPStatus.NOT_FOUND)
            return HttpResponsePermanentRedirect(route.location)
        route = follow(redirect, site, request.get_host())
        if route.ending is not Ending.ARRIVES:
            return None
        kind = HttpResponsePermanentRedirect if route.is_permanent else HttpResponseRedirect
        return kind(route.location)
