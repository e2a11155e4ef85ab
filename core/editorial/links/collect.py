"""Finding the links that lead out of the site, in everything that is live."""

import re
from collections import defaultdict
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple
from urllib.parse import urlsplit

from django.db import transaction
from wagtail.models import Page, Site

from core.editorial.models.links import OutsideLink
from core.editorial.models.references import Reference
from core.editorial.text import raw_strings
from core.pages.models import BasePage

LONGEST_URL = 500
HREF = re.compile(r"""href\s*=\s*["'](https?://[^"'\s]+)["']""", re.IGNORECASE)
ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


class Uses(NamedTuple):
    """Where one address is linked from: ids of pages and of references."""

    pages: set[int]
    sources: set[int]


def _addresses(text: str) -> Iterator[str]:
    """The web addresses in a string: itself when it is one, and those that rich text links to."""
    if ADDRESS.fullmatch(text.strip()):
        yield text.strip()
    else:
        yield from (unescape(url) for url in HREF.findall(text))


def addresses_of(page: Page) -> set[str]:
    """Every web address in the fields of a page, without a query."""
    return {url for name, text in raw_strings(page) if name != "canonical_url" for url in _addresses(text)}


def outside_links() -> dict[str, Uses]:
    """Every address elsewhere that live pages and living references link to."""
    own = {urlsplit(site.root_url).netloc for site in Site.objects.all()}
    found: dict[str, Uses] = defaultdict(lambda: Uses(set(), set()))
    for page in Page.objects.filter(depth__gt=1).live().specific().iterator(chunk_size=100):
        if isinstance(page, BasePage):
            for url in addresses_of(page):
                found[url.partition("#")[0]].pages.add(page.pk)
    for reference in Reference.objects.filter(dead_since=None):
        if reference.link:
            found[reference.link.partition("#")[0]].sources.add(reference.pk)
    return {url: uses for url, uses in found.items() if len(url) <= LONGEST_URL and urlsplit(url).netloc not in own}


@transaction.atomic
def refresh_links() -> int:
    """Bring the table of links up to date with the content; returns how many there are."""
    wanted = outside_links()
    known = {link.url: link for link in OutsideLink.objects.prefetch_related("pages", "sources")}
    OutsideLink.objects.filter(pk__in=[link.pk for url, link in known.items() if url not in wanted]).delete()
    for url, uses in wanted.items():
        link = known.get(url) or OutsideLink.objects.create(url=url)
        if {page.pk for page in link.pages.all()} != uses.pages:
            link.pages.set(uses.pages)
        if {reference.pk for reference in link.sources.all()} != uses.sources:
            link.sources.set(uses.sources)
    return len(wanted)
