"""The picture of a page when it is shared: a 1200x630 crop of its own, or a drawn card."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.http import urlencode
from wagtail.models import Page

from core.pictures.renditions import SHARING_FILTER, rendition_or_none
from core.seo.cards import CARD_SIZE, card_name


class SharingImage(NamedTuple):
    """A picture as the sharing tags describe it."""

    url: str
    width: int
    height: int
    alt: str
    mime_type: str
    # Whether it is a drawn card, which visitors get only of live pages.
    drawn: bool = False


def absolute(page: Page, url: str) -> str:
    """An address with the host of the page's site, unless it has one already (media on another host)."""
    root = page.site.root_url if page.site else ""
    return f"{root}{url}" if url.startswith("/") else url


def sharing_image(page: Page) -> SharingImage | None:
    """The page's picture for sharing; None for a page outside every site or not saved yet."""
    if page.site is None or page.pk is None:
        return None
    image = page.seo_image
    rendition = rendition_or_none(image, SHARING_FILTER)
    if image is not None and rendition is not None:
        alt = page.main_image_alt_text if image == page.main_image else image.default_alt_text
        return SharingImage(
            absolute(page, rendition.url), rendition.width, rendition.height, alt or page.sharing_title, "image/jpeg"
        )
    path = reverse("seo_sharing_card", args=[page.pk, card_name(page)])
    return SharingImage(
        absolute(page, path), *CARD_SIZE, f"{page.sharing_title} – {page.seo_sitename}", "image/png", drawn=True
    )


def draft_card_url(page: Page) -> str:
    """The address, in the admin, of the card that a page would have as it stands in memory, saved or not."""
    words = {"title": page.sharing_title, "name": page.seo_sitename, "seed": page.slug}
    return f"{reverse('seo_draft_card')}?{urlencode(words)}"
