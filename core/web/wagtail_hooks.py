"""Live pages are cacheable; this is where they are told from everything else."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from wagtail import hooks
from wagtail.models import Page

from core.web.page_cache.freshness import allow_page_cache, expire_page_cache_at, without_unknown_parameters

ServePage = Callable[..., HttpResponseBase]


# The last in the chain: Wagtail's view restrictions come before, so a private page never gets here for a stranger.
@hooks.register("on_serve_page", order=1000)
def mark_live_pages(serve: ServePage) -> ServePage:
    """Let the page cache keep live pages, until they expire. A page type opts out with `page_cache_allowed = False`.

    A page type names the query parameters that change what it shows (`query_parameters`); others lead to the address
    without them.
    """

    def inner(page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]) -> HttpResponseBase:
        if away := without_unknown_parameters(request, _parameters_of(page, args)):
            return away
        if page.live and getattr(page, "page_cache_allowed", True) and not getattr(request, "is_preview", False):
            allow_page_cache(request)
            if page.expire_at is not None:
                expire_page_cache_at(request, page.expire_at)
        return serve(page, request, args, kwargs)

    return inner


def _parameters_of(page: Page, args: list[Any]) -> frozenset[str]:
    """What a page itself looks at; the further addresses of a routable page (a feed) look at nothing."""
    if args and getattr(args[0], "__name__", "") != "index_route":
        return frozenset()
    return getattr(page, "query_parameters", frozenset())
