"""The sitemap (sitemaps.org, protocol 0.9), with pictures, written while it is read.

Above `PAGES_PER_FILE` pages it is an index of several files, so that no file takes more memory or time than that many
pages, however large the site is. A file is read in one query: what its entries need of each page type is joined to the
table of all pages. No query is open while a slow client reads.
"""

import datetime
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import F, Max, QuerySet, Window
from django.db.models.functions import Coalesce, RowNumber
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from wagtail.contrib.sitemaps import Sitemap as WagtailSitemap
from wagtail.images import get_image_model
from wagtail.models import Page, Site, get_page_models

from core.pictures.renditions import SHARING_FILTER
from core.seo.mixins import SearchMetadataMixin, stands_for_itself
from core.site.languages import Alternate, alternates_among, pages_of
from core.site.linked_pages import LINK_FIELDS
from core.web.characters import xml_escape
from core.web.languages import several
from core.web.request_scope import once_per_generation

# The protocol allows 50,000 addresses a file, and as many files.
PAGES_PER_FILE = 1_000
MINUTES = 10 * 60
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
IMAGE_NAMESPACE = "http://www.google.com/schemas/sitemap-image/1.1"
XHTML_NAMESPACE = "http://www.w3.org/1999/xhtml"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


class Part(NamedTuple):
    """The pages of one file, by their place in the tree: from the first path to before the last, where there is one."""

    first: str
    last: str | None


class Files(NamedTuple):
    """What a site's sitemap consists of, and when the newest of its pages was published."""

    parts: tuple[Part, ...]
    newest: datetime.datetime | None


@once_per_generation
def files_of(site: Site, size: int) -> Files:
    """The files of a site, of so many pages each; the database counts, and sends no page for that (two queries)."""
    pages = pages_of(site)
    numbered = pages.annotate(number=Window(RowNumber(), order_by=F("path").asc()))
    starts = list(numbered.alias(rest=F("number") % size).filter(rest=1 % size).values_list("path", flat=True))
    parts = tuple(Part(*ends) for ends in zip(starts, [*starts[1:], None], strict=True))
    return Files(parts, pages.aggregate(newest=Max("last_published_at"))["newest"])


def _from_each_type(name: str) -> Coalesce | F:
    """A field that all page types of the site have, each in a table of its own."""
    found = [
        F(f"{model._meta.model_name}__{name}") for model in get_page_models() if issubclass(model, SearchMetadataMixin)
    ]
    return Coalesce(*found) if len(found) > 1 else found[0]


class Sitemap(WagtailSitemap):
    """Live, public pages of one site in the order of the tree."""

    def pages(self) -> QuerySet[Page]:
        """All live, public pages."""
        return pages_of(self.get_wagtail_site()).order_by("path")

    def files(self) -> Files:
        """What the sitemap consists of."""
        return files_of(self.get_wagtail_site(), PAGES_PER_FILE)

    def entries(self, part: Part) -> Iterator[dict[str, Any]]:
        """The entries of one file's pages."""
        pages = self.pages().filter(path__gte=part.first)
        pages = (pages.filter(path__lt=part.last) if part.last else pages).annotate(
            shown=_from_each_type("show_in_search_engines"),
            canonical=_from_each_type("canonical_url"),
            picture=_from_each_type("main_image_id"),
        )
        found = list(pages.select_related("content_record").only(*LINK_FIELDS, "last_published_at", "content_record"))
        pictures = self.pictures({page.picture for page in found if page.picture})
        alternates = self.alternates(found)
        for page in found:
            address = page.get_full_url(self.request)
            if page.shown is not False and stands_for_itself(page, page.canonical or "", address):
                record = getattr(page, "content_record", None)
                yield {
                    "location": address,
                    "lastmod": record.changed_at if record else page.last_published_at,
                    "images": pictures.get(page.picture, []),
                    "alternates": alternates.get(page.pk, []),
                }

    def alternates(self, pages: list[Page]) -> dict[int, list[Alternate]]:
        """Each page in its languages, by page; nothing, and no query, where the site has one language."""
        if not several():
            return {}
        site = self.get_wagtail_site()
        same: dict[Any, list[Page]] = {}
        for other in self.pages().filter(translation_key__in={page.translation_key for page in pages}):
            same.setdefault(other.translation_key, []).append(other)
        return {page.pk: alternates_among(site, page, same.get(page.translation_key, [])) for page in pages}

    def pictures(self, images: set[int]) -> dict[int, list[str]]:
        """Addresses of the main pictures as the pages show them, by image; only copies that exist already."""
        if not images:
            return {}
        root = self.get_wagtail_site().root_url
        copies = get_image_model().get_rendition_model().objects.filter(image_id__in=images, filter_spec=SHARING_FILTER)
        return {copy.image_id: [f"{root}{copy.url}" if copy.url.startswith("/") else copy.url] for copy in copies}


def _site_map(request: HttpRequest) -> Sitemap:
    """The sitemap of the site that is asked for.

    Raises:
        Http404: when the address belongs to no site.
    """
    if Site.find_for_request(request) is None:
        raise Http404
    return Sitemap(request)


def sitemap(request: HttpRequest) -> StreamingHttpResponse:
    """The sitemap of the site, or the index of its parts.

    Before the launch it holds what it will hold, so that it can be checked; robots.txt does not name it yet, and it is
    marked noindex as ever.
    """
    site_map = _site_map(request)
    parts, newest = site_map.files()
    if len(parts) > 1:
        return _xml(_index(site_map.get_wagtail_site(), len(parts), newest))
    return _xml(_url_set(entry for part in parts for entry in site_map.entries(part)))


def sitemap_part(request: HttpRequest, number: int) -> StreamingHttpResponse:
    """One part of a large site's sitemap, counted from 1.

    Raises:
        Http404: when there is no such part.
    """
    site_map = _site_map(request)
    if number < 1 or number > len(site_map.files().parts):
        raise Http404
    return _xml(_url_set(site_map.entries(site_map.files().parts[number - 1])))


def _index(site: Site, parts: int, newest: datetime.datetime | None) -> Iterator[str]:
    yield f'{HEAD}<sitemapindex xmlns="{NAMESPACE}">\n'
    for number in range(1, parts + 1):
        location = f"{site.root_url}{reverse('seo_sitemap_part', args=[number])}"
        yield f"<sitemap><loc>{xml_escape(location)}</loc>{_lastmod(newest)}</sitemap>\n"
    yield "</sitemapindex>\n"


def _url_set(entries: Iterator[dict[str, Any]]) -> Iterator[str]:
    links = f' xmlns:xhtml="{XHTML_NAMESPACE}"' if several() else ""
    yield f'{HEAD}<urlset xmlns="{NAMESPACE}" xmlns:image="{IMAGE_NAMESPACE}"{links}>\n'
    for entry in entries:
        images = "".join(
            f"<image:image><image:loc>{xml_escape(url)}</image:loc></image:image>" for url in entry["images"]
        )
        links = "".join(_link(code, url) for code, url in _named(entry["alternates"]))
        yield f"<url><loc>{xml_escape(entry['location'])}</loc>{_lastmod(entry['lastmod'])}{links}{images}</url>\n"
    yield "</urlset>\n"


def _named(alternates: list[Alternate]) -> Iterator[tuple[str, str]]:
    """Hreflang and address of each version; x-default is the one in the default language."""
    yield from ((each.language.code, each.url) for each in alternates)
    yield from (("x-default", each.url) for each in alternates[:1])


def _link(code: str, url: str) -> str:
    return f'<xhtml:link rel="alternate" hreflang="{code}" href="{xml_escape(url)}"/>'


def _lastmod(value: datetime.datetime | None) -> str:
    return f"<lastmod>{value.isoformat(timespec='seconds')}</lastmod>" if value else ""


def _xml(parts: Iterator[str]) -> StreamingHttpResponse:
    response = StreamingHttpResponse(parts, content_type="application/xml; charset=utf-8")
    response.headers["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, public=True, max_age=MINUTES)
    return response
