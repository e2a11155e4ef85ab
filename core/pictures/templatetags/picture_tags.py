"""The template tag that shows a picture."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.images.models import AbstractRendition

from core.pictures.models import ClinicImage
from core.pictures.renditions import rendition_or_none
from core.pictures.responsive import PACKED_BEST, PLACES, copies

register = template.Library()

AT_ONCE, LATER = SafeString('fetchpriority="high"'), SafeString('loading="lazy" decoding="async"')


@register.simple_tag
def photo(
    image: ClinicImage | None, place: str, css: str, alt: str | None = None, *, at_top: bool = False
) -> SafeString | str:
    """Show a picture as a place of `core.pictures` needs it; nothing where its file is gone.

    The one `at_top` is asked for at once and before anything else; any other when the reader comes near. `alt` is the
    picture's own where none is given.
    """
    made = copies(image, place) if image else {}
    plain = made.get(PLACES[place].plain)
    if plain is None:
        return ""
    sources = format_html_join("", '<source type="image/{}" srcset="{}" sizes="{}">', _sources(place, made))
    return format_html(
        '<picture>{}<img src="{}" width="{}" height="{}" alt="{}" class="{}" {}></picture>',
        sources,
        plain.url,
        plain.width,
        plain.height,
        plain.alt if alt is None else alt,
        css,
        AT_ONCE if at_top else LATER,
    )


@register.simple_tag
def resized(image: ClinicImage | None, spec: str) -> AbstractRendition | None:
    """A resized copy of a picture; None where it or its file is gone, so that something else can stand in."""
    return rendition_or_none(image, spec)


def _sources(name: str, made: dict[str, AbstractRendition]) -> list[tuple[str, str, str]]:
    """Type, addresses with widths, and sizes of each format. A small picture has fewer widths: none is made larger."""
    place = PLACES[name]
    found = []
    for kind in PACKED_BEST:
        by_width = {copy.width: copy for width in place.widths if (copy := made.get(place.spec(width, kind)))}
        if by_width:
            found.append((kind, ", ".join(f"{copy.url} {width}w" for width, copy in by_width.items()), place.sizes))
    return found
