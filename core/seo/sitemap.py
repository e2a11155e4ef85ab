"""The sitemap (sitemaps.org, protocol 0.9), with pictures, written while it is read.

Pages come in batches by their place in the tree, so that memory stays flat and no query is open while a slow client
reads. Above `PAGES_PER_FILE` pages the sitemap is an index of several files.
"""

import datetime
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

from django.db.models import Max
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from wagtail.contrib.sitemaps import Sitemap as WagtailSitemap
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from core.languages import Alternate, alternates_among, pages_of, several
from core.models import ContentRecord

from .icons import clinic_of
from .sharing import SHARING_FILTER

# The protocol allows 50,000 addresses a file.
PAGES_PER_FILE = 10_000
BATCH = 200
MINUTES = 10 * 60
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
IMAGE_NAMESPACE = "http://www.google.com/schemas/sitemap-image/1.1"
XHTML_NAMESPACE = "http://www.w3.org/1999/xhtml"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


class Sitemap(WagtailSitemap):
    """Live, public pages of one site in the order of the tree; each page decides on its own entry."""

    def pages(self) -> Any:
        """All live, public pages, not yet of their own types."""
        return pages_of(self.get_wagtail_site()).order_by("path")

    def entries(self, first: int, last: int) -> Iterator[dict[str, Any]]:
        """The entries of the pages number `first` to `last` (from 0, `last` not included)."""
        paths = self.pages().values_list("path", flat=True)
        after = paths[first - 1] if first else ""
        left = last - first
        while left > 0:
            batch = list(self.pages().filter(path__gt=after).defer_streamfields().specific()[: min(BATCH, left)])
            if not batch:
                return
            records = ContentRecord.objects.in_bulk([page.pk for page in batch])
            pictures = self.pictures(batch)
            alternates = self.alternates(batch)
            for page in batch:
                record = records.get(page.pk)
                page.seo_modified_at = record.changed_at if record else page.last_published_at
                for entry in page.get_sitemap_urls(self.request):
                    images = pictures.get(getattr(page, "main_image_id", None) or 0, [])
                    yield {**entry, "images": images, "alternates": alternates.get(page.pk, [])}
            after, left = batch[-1].path, left - len(batch)

    def alternates(self, pages: list[Page]) -> dict[int, list[Alternate]]:
        """Each page in its languages, by page; nothing, and no query, where the site has one language."""
        if not several():
            return {}
        site = self.get_wagtail_site()
        same: dict[Any, list[Page]] = {}
        for other in self.pages().filter(translation_key__in={page.translation_key for page in pages}):
            same.setdefault(other.translation_key, []).append(other)
        return {page.pk: alternates_among(site, page, same.get(page.translation_key, [])) for page in pages}

    def pictures(self, pages: list[Page]) -> dict[int, list[str]]:
        """Addresses of the main pictures as the pages show them, by image; only copies that exist already."""
        ids = {page.main_image_id for page in pages if getattr(page, "main_image_id", None)}
        root = self.get_wagtail_site().root_url
        copies = get_image_model().get_rendition_model().objects.filter(image_id__in=ids, filter_spec=SHARING_FILTER)
        return {copy.image_id: [f"{root}{copy.url}" if copy.url.startswith("/") else copy.url] for copy in copies}


def sitemap(request: HttpRequest) -> StreamingHttpResponse:
    """The sitemap of the site, or the index of its parts; empty before the launch."""
    site_map = Sitemap(request)
    if not clinic_of(request).launched:
        return _xml(_url_set(iter(())))
    count = site_map.pages().count()
    if count <= PAGES_PER_FILE:
        return _xml(_url_set(site_map.entries(0, count)))
    return _xml(_index(request, site_map, -(-count // PAGES_PER_FILE)))


def sitemap_part(request: HttpRequest, number: int) -> StreamingHttpResponse:
    """One part of a large site's sitemap, counted from 1.

    Raises:
        Http404: when there is no such part.
    """
    site_map = Sitemap(request)
    first = (number - 1) * PAGES_PER_FILE
    if number < 1 or not clinic_of(request).launched or first >= site_map.pages().count():
        raise Http404
    return _xml(_url_set(site_map.entries(first, first + PAGES_PER_FILE)))


def _index(request: HttpRequest, site_map: Sitemap, parts: int) -> Iterator[str]:
    site = Site.find_for_request(request)
    yield f'{HEAD}<sitemapindex xmlns="{NAMESPACE}">\n'
    newest = site_map.pages().aggregate(newest=Max("last_published_at"))["newest"]
    for number in range(1, parts + 1):
        location = f"{site.root_url if site else ''}{reverse('seo_sitemap_part', args=[number])}"
        yield f"<sitemap><loc>{escape(location)}</loc>{_lastmod(newest)}</sitemap>\n"
    yield "</sitemapindex>\n"


def _url_set(entries: Iterator[dict[str, Any]]) -> Iterator[str]:
    links = f' xmlns:xhtml="{XHTML_NAMESPACE}"' if several() else ""
    yield f'{HEAD}<urlset xmlns="{NAMESPACE}" xmlns:image="{IMAGE_NAMESPACE}"{links}>\n'
    for entry in entries:
        images = "".join(
            f"<image:image><image:loc>{escape(url)}</image:loc></image:image>" for url in entry.get("images", ())
        )
        links = "".join(_link(code, url) for code, url in _named(entry.get("alternates", [])))
        yield f"<url><loc>{escape(entry['location'])}</loc>{_lastmod(entry.get('lastmod'))}{links}{images}</url>\n"
    yield "</urlset>\n"


def _named(alternates: list[Alternate]) -> Iterator[tuple[str, str]]:
    """Hreflang and address of each version; x-default is the one in the default language."""
    yield from ((each.language.code, each.url) for each in alternates)
    yield from (("x-default", each.url) for each in alternates[:1])


def _link(code: str, url: str) -> str:
    return f'<xhtml:link rel="alternate" hreflang="{code}" href="{escape(url)}"/>'


def _lastmod(value: datetime.datetime | None) -> str:
    return f"<lastmod>{value.isoformat(timespec='seconds')}</lastmod>" if value else ""


def _xml(parts: Iterator[str]) -> StreamingHttpResponse:
    response = StreamingHttpResponse(parts, content_type="application/xml; charset=utf-8")
    response.headers["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, public=True, max_age=MINUTES)
    return response
