"""The picture of a page when it is shared: a 1200x630 crop of its own, or a drawn card."""

from typing import TYPE_CHECKING, NamedTuple

from django.urls import reverse
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import AbstractRendition, SourceImageIOError

from .cards import CARD_SIZE, card_name

if TYPE_CHECKING:
    from core.models import BasePage, ClinicImage

# What Open Graph and Twitter show uncut (ogp.me; 1.91 to 1).
SHARING_FILTER = "fill-1200x630|format-jpeg|jpegquality-80"


class SharingImage(NamedTuple):
    """A picture as the sharing tags describe it."""

    url: str
    width: int
    height: int
    alt: str
    mime_type: str


def rendition_or_none(image: "ClinicImage | None", spec: str) -> AbstractRendition | None:
    """A resized copy of a picture; None where there is none, or its file is gone or broken."""
    if image is None:
        return None
    try:
        return image.get_rendition(spec)
    except (SourceImageIOError, InvalidFilterSpecError, OSError, ValueError):
        return None


def absolute(page: "BasePage", url: str) -> str:
    """An address with the host of the page's site, unless it has one already (media on another host)."""
    root = page.site.root_url if page.site else ""
    return f"{root}{url}" if url.startswith("/") else url


def sharing_image(page: "BasePage") -> SharingImage | None:
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
    return SharingImage(absolute(page, path), *CARD_SIZE, f"{page.sharing_title} – {page.seo_sitename}", "image/png")
