"""Old addresses that others than staff's redirects know: an app above registers where to ask.

A moved site has thousands of them, most waiting for a page that is not published yet, and some that nothing follows:
those answer 410 Gone (RFC 9110, 15.5.11), which search engines take as final sooner than 404.
"""

from collections.abc import Callable
from enum import Enum, auto
from typing import NamedTuple
from urllib.parse import quote, unquote

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from core.seo.redirects.addresses import spellings
from core.seo.redirects.destinations import Ending, addresses_with_query, follow, is_own, redirect_for, what_answers


class OldAddressFound(NamedTuple):
    """What is known of an old address: the redirect to what follows it; None where nothing does."""

    redirect: Redirect | None


# Given spellings of an address as `addresses.spellings` makes them, best first.
Source = Callable[[list[str]], OldAddressFound | None]

_sources: list[Source] = []


def register_old_addresses(source: Source) -> None:
    """Have addresses that neither a page nor a redirect of staff's answers looked up by `source`."""
    if source not in _sources:
        _sources.append(source)


def find_old(addresses: list[str]) -> OldAddressFound | None:
    """What the first source that knows one of these spellings says."""
    return next((found for source in _sources if (found := source(addresses)) is not None), None)


class Outcome(Enum):
    """What a visitor gets at an old address today."""

    ANSWERED = auto()
    REDIRECTED = auto()
    # A redirect is ready, but what it leads to is not published.
    WAITING = auto()
    GONE = auto()
    LOST = auto()


def outcome_of(site: Site, path: str) -> tuple[Outcome, str]:
    """What a visitor gets who asks for `path` (encoded, with its query), and where they arrive."""
    with_query = "?" in path
    addresses = spellings(path)
    if with_query and not is_own(path):
        known = addresses_with_query()
        wanted = [address for address in addresses if "?" in address]
        decided = _follow(site, [address for address in wanted if address in known], wanted)
        if decided is not None:
            return decided
    if what_answers(site, unquote(path.partition("?")[0])) is not None:
        return Outcome.ANSWERED, path.partition("?")[0]
    return _follow(site, addresses, addresses) or (Outcome.LOST, "")


def _follow(site: Site, redirected: list[str], old: list[str]) -> tuple[Outcome, str] | None:
    redirect = redirect_for(site, redirected) if redirected else None
    if redirect is None:
        found = find_old(old)
        if found is None:
            return None
        if found.redirect is None:
            return Outcome.GONE, ""
        redirect = found.redirect
    route = follow(redirect, site)
    if route.ending is Ending.ARRIVES:
        return Outcome.REDIRECTED, route.location
    return (Outcome.WAITING if redirect.redirect_page_id else Outcome.LOST), quote(route.location, safe="/:?&=%#")
