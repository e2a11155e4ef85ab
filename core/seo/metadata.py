"""Everything that the head of a page says, resolved once."""

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Site
from wagtailseo.models import SeoSettings, SeoType, TwitterCard

from core.seo.markdown_urls import markdown_url
from core.seo.mixins import SearchMetadataMixin
from core.seo.sharing import SharingImage, sharing_image
from core.site.languages import Alternate
from core.site.models import ClinicSettings
from core.site.navigation import Navigation
from core.web.languages import Language, current, default

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Metadata:
    """What `core.seo.meta_tags` prints. The `seo_*` names are those of wagtail-seo.

    A value that is empty makes no tag.
    """

    seo_pagetitle: str
    seo_description: str = ""
    seo_canonical_url: str = ""
    robots: str = "noindex, follow"
    seo_sitename: str = ""
    seo_og_type: str = SeoType.WEBSITE.value
    seo_twitter_card_content: str = TwitterCard.LARGE.value
    published_at: datetime.datetime | None = None
    modified_at: datetime.datetime | None = None
    image: SharingImage | None = None
    language: Language = field(default_factory=default)
    # The same page in each language; empty where it is in one only.
    alternates: list[Alternate] = field(default_factory=list)
    twitter_site: str = ""
    markdown_url: str = ""
    verification: dict[str, str] = field(default_factory=dict)
    open_graph: bool = True
    twitter: bool = True

    @property
    def og_locale(self) -> str:
        """The language of the page, as Open Graph writes it."""
        return self.language.og_locale

    @property
    def other_locales(self) -> list[str]:
        """The other languages that the page is in."""
        return [each.language.og_locale for each in self.alternates if each.language != self.language]

    @property
    def is_article(self) -> bool:
        """Whether Open Graph's article dates apply."""
        return self.seo_og_type == SeoType.ARTICLE.value


def page_metadata(page: SearchMetadataMixin, request: HttpRequest) -> Metadata:
    """The metadata of one view of a page."""
    clinic = page.clinic
    switches = SeoSettings.for_request(request) if page.site else SeoSettings()
    return Metadata(
        seo_pagetitle=page_title(page, request),
        seo_description=page.seo_description,
        seo_canonical_url=page.get_canonical_url(request),
        robots="noindex, nofollow" if getattr(request, "preview_link", None) else page.robots,
        seo_sitename=page.seo_sitename,
        seo_og_type=page.seo_og_type,
        seo_twitter_card_content=page.seo_twitter_card_content,
        published_at=page.seo_published_at,
        modified_at=page.seo_modified_at,
        language=page.language,
        alternates=alternates(page, request),
        image=sharing_image(page) if switches.og_meta or switches.twitter_meta else None,
        twitter_site=switches.at_twitter_site.strip("@") and switches.at_twitter_site,
        markdown_url=markdown_url(page) if clinic and clinic.offer_markdown and page.is_indexable else "",
        verification=verification_tags(clinic) if clinic and page.is_site_home else {},
        open_graph=switches.og_meta,
        twitter=switches.twitter_meta,
    )


def alternates(page: SearchMetadataMixin, request: HttpRequest) -> list[Alternate]:
    """The page in each of its languages: for the first page of a list, and for pages that may be listed."""
    navigation: Navigation | None = getattr(request, "navigation", None)
    if navigation is None or not page.is_indexable or page.get_canonical_url(request) != page.seo_canonical_url:
        return []
    return navigation.alternates


def page_title(page: SearchMetadataMixin, request: HttpRequest) -> str:
    """The title of one view of a page: later pages of a list say which they are."""
    canonical = page.get_canonical_url(request)
    number = canonical.rpartition("=")[2] if "?" in canonical and canonical != page.seo_canonical_url else ""
    return (
        _("%(title)s – page %(number)s") % {"title": page.seo_pagetitle, "number": number}
        if number
        else page.seo_pagetitle
    )


def view_metadata(request: HttpRequest, title: str, description: str = "") -> Metadata:
    """The metadata of a view that is not a page, such as search results or an error: never listed."""
    site = Site.find_for_request(request)
    name = ClinicSettings.for_request(request).display_name if site else ""
    return Metadata(
        seo_pagetitle=" – ".join(part for part in (title, name) if part),
        seo_description=description,
        seo_sitename=name,
        language=current(),
        open_graph=False,
        twitter=False,
    )


def verification_tags(clinic: ClinicSettings) -> dict[str, str]:
    """Meta names and codes that prove who owns the site."""
    pairs: Iterable[tuple[str, str]] = (
        ("google-site-verification", clinic.google_verification),
        ("msvalidate.01", clinic.bing_verification),
    )
    return {name: code for name, code in pairs if code}
