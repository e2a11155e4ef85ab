"""What a page tells search engines and the apps that it is shared in. Built on wagtail-seo, without its defects."""

import datetime
from collections.abc import Iterator
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.text import Truncator
from wagtail.models import Page, Site
from wagtailseo.models import SeoMixin, TwitterCard

from core.pictures.models import ClinicImage
from core.seo.sharing import sharing_image
from core.seo.text import first_words
from core.seo.uniqueness import Twins, find_twins, told_apart
from core.site.languages import language_of
from core.site.models import ClinicSettings
from core.site.public_settings import public_site
from core.web.languages import Language

# Longer descriptions are cut by search engines; this is about two lines on a phone.
META_DESCRIPTION_LENGTH = 160
# A longer title is cut in search results, so the clinic's name is left out of one that would not fit.
PAGE_TITLE_LENGTH = 65


def stands_for_itself(page: Page, canonical_url: str, address: str | None) -> bool:
    """Whether a page is the one to list for its content, which may belong to an original or to another address."""
    return not page.alias_of_id and canonical_url in ("", address)


class SearchMetadataMixin(SeoMixin):
    """Resolved title, description, canonical address, robots, sharing picture and dates of a page.

    Each comes from an ordered list of sources, so that none is ever empty or wrong because a field was left empty.
    """

    # The schema.org type of the page's own node.
    schema_page_type: ClassVar[str] = "WebPage"
    # The query parameter that pages of a list are reached by; the canonical address keeps it and drops all others.
    pagination_parameter: ClassVar[str] = ""
    # The parameters of the query that change what the page shows. Any other leads to the address without it.
    query_parameters: ClassVar[frozenset[str]] = frozenset()

    seo_twitter_card = TwitterCard.LARGE
    seo_description_sources: ClassVar[list[str]] = ["search_description", "listing_summary", "introduction"]
    seo_image_sources: ClassVar[list[str]] = ["og_image", "main_image"]

    class Meta:
        abstract = True

    @cached_property
    def site(self) -> Site | None:
        """The site this page belongs to; None for a page outside every site."""
        parts = self.get_url_parts()
        return public_site(parts[0]).site if parts else None

    @cached_property
    def clinic(self) -> ClinicSettings | None:
        """The clinic-wide settings of this page's site."""
        return public_site(self.site.pk).clinic if self.site else None

    @property
    def is_site_home(self) -> bool:
        """Whether this is the home page of its site, in any language."""
        return self.site is not None and self.site.root_page.translation_key == self.translation_key

    @property
    def language(self) -> Language:
        """The language that the page is written in."""
        return language_of(self)

    # -- Words --------------------------------------------------------------------------------------------------------

    @property
    def seo_sitename(self) -> str:
        """The name of the site, as search results and shared links show it."""
        return self.clinic.display_name if self.clinic else ""

    @cached_property
    def _twins(self) -> Twins:
        """What earlier live pages share with this one; nothing is read twice."""
        return find_twins(self)

    @cached_property
    def seo_pagetitle(self) -> str:
        """The resolved <title>: the editor's own; on the home page the clinic and its tagline; else title and clinic.

        Never the same as that of an earlier live page (see `core.seo.uniqueness`).
        """
        if self.is_site_home and not self.seo_title:
            parts = [self.seo_sitename, self.clinic.tagline if self.clinic else ""]
        else:
            parts = [told_apart(self, self._twins), "" if self.seo_title else self.seo_sitename]
        full = " – ".join(part for part in parts if part)
        return full if len(full) <= PAGE_TITLE_LENGTH else parts[0]

    @property
    def sharing_title(self) -> str:
        """What the page is called where its own title says too little: “Home” means nothing outside the site."""
        if not self.is_site_home:
            return self.title
        return self.seo_title or (self.clinic.tagline if self.clinic else "") or self.seo_sitename

    @cached_property
    def seo_description(self) -> str:
        """The resolved meta description, one line cut at a word.

        From the search description, the short summary, the introduction or the first words of the page; a page without
        any text is described by its title and the clinic's tagline. Words that an earlier page has are told apart.
        """
        for text in self._description_candidates():
            line = " ".join(strip_tags(text).split())
            if line:
                line = f"{self.title}: {line}" if self._twins.description else line
                return Truncator(line).chars(META_DESCRIPTION_LENGTH)
        return ""

    def _description_candidates(self) -> Iterator[str]:
        for name in self.seo_description_sources:
            yield getattr(self, name, "")
        yield first_words(self, META_DESCRIPTION_LENGTH)
        tagline = self.clinic.tagline if self.clinic else ""
        yield ". ".join(part for part in (self.title, tagline or self.seo_sitename) if part)

    @property
    def seo_author(self) -> str:
        """Nobody: wagtail-seo would publish the account name of whoever made the page."""
        return ""

    # -- Address ------------------------------------------------------------------------------------------------------

    @cached_property
    def seo_canonical_url(self) -> str:
        """The one absolute address of this content: the editor's own, an alias's original, or the page's."""
        if self.canonical_url:
            return self.canonical_url
        page = self.alias_of or self
        return page.get_full_url() or ""

    def get_canonical_url(self, request: HttpRequest) -> str:
        """The canonical address of one view of the page: query strings go, all but the number of a list's page."""
        number = request.GET.get(self.pagination_parameter, "") if self.pagination_parameter else ""
        if number.isascii() and number.isdigit() and int(number[:6]) > 1:
            return f"{self.seo_canonical_url}?{self.pagination_parameter}={int(number[:6])}"
        return self.seo_canonical_url

    @property
    def is_indexable(self) -> bool:
        """Whether search engines may list this page once the site is launched: staff can switch it off."""
        address = self.get_full_url() if self.canonical_url else None
        return self.show_in_search_engines and stands_for_itself(self, self.canonical_url, address)

    @property
    def robots(self) -> str:
        """The directives of the robots meta tag and the X-Robots-Tag header."""
        if self.clinic is None or not self.clinic.launched:
            return "noindex, nofollow"
        return "index, follow, max-image-preview:large" if self.show_in_search_engines else "noindex, follow"

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Serve the page; one that is not to be listed also says so in its headers."""
        response = super().serve(request, *args, **kwargs)
        if "noindex" in self.robots:
            response.headers["X-Robots-Tag"] = self.robots
        return response

    # -- Dates --------------------------------------------------------------------------------------------------------

    @property
    def seo_published_at(self) -> datetime.datetime | None:
        """When the page was first published; None before."""
        return self.first_published_at

    @cached_property
    def seo_modified_at(self) -> datetime.datetime | None:
        """When what readers see last changed: publishing again without a change does not count (one query)."""
        record = getattr(self, "content_record", None)
        return record.changed_at if record else self.last_published_at

    # -- Picture ------------------------------------------------------------------------------------------------------

    @property
    def seo_image(self) -> ClinicImage | None:
        """The picture for sharing: the page's own, its main picture, or the clinic's default; else a card is drawn."""
        return self.og_image or self.main_image or (self.clinic.default_sharing_image if self.clinic else None)

    @property
    def seo_image_url(self) -> str:
        """The absolute address of the 1200x630 sharing picture, drawn when the page has none."""
        image = sharing_image(self)
        return image.url if image else ""
