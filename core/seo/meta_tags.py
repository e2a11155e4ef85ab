"""What the head of a page says, as HTML. Made here and not by a template, which took a tenth of a page's whole time."""

import datetime
from collections.abc import Iterator
from html import escape

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from core.seo.metadata import Metadata


def render_metadata(metadata: Metadata) -> SafeString:
    """The title and all tags of a page's head; an empty value makes none, and nothing is said without a title."""
    if not metadata.seo_pagetitle:
        return SafeString("")
    parts = [*_basic(metadata), *(_open_graph(metadata) if metadata.open_graph else ())]
    parts += _twitter(metadata) if metadata.twitter else ()
    return mark_safe("\n".join(parts))  # noqa: S308 - each value is escaped below


def _tag(kind: str, name: str, content: object) -> str:
    return f'<meta {kind}="{name}" content="{escape(str(content))}">'


def _basic(metadata: Metadata) -> Iterator[str]:
    yield f"<title>{escape(metadata.seo_pagetitle)}</title>"
    if metadata.seo_canonical_url:
        yield f'<link rel="canonical" href="{escape(metadata.seo_canonical_url)}">'
    if metadata.seo_description:
        yield _tag("name", "description", metadata.seo_description)
    yield _tag("name", "robots", metadata.robots)
    if metadata.alternates:
        # The first is the default language: for whoever speaks none of them.
        versions = [(each.language.code, each.url) for each in metadata.alternates]
        for code, url in [versions[0], ("x-default", versions[0][1]), *versions[1:]]:
            yield f'<link rel="alternate" hreflang="{code}" href="{escape(url)}">'
    for name, code in metadata.verification.items():
        yield _tag("name", name, code)
    if metadata.markdown_url:
        yield f'<link rel="alternate" type="text/markdown" href="{escape(metadata.markdown_url)}">'


def _open_graph(metadata: Metadata) -> Iterator[str]:
    yield _tag("property", "og:title", metadata.seo_pagetitle)
    yield _tag("property", "og:description", metadata.seo_description)
    yield _tag("property", "og:url", metadata.seo_canonical_url)
    yield _tag("property", "og:type", metadata.seo_og_type)
    yield _tag("property", "og:locale", metadata.og_locale)
    for each in metadata.other_locales:
        yield _tag("property", "og:locale:alternate", each)
    if metadata.seo_sitename:
        yield _tag("property", "og:site_name", metadata.seo_sitename)
    if image := metadata.image:
        yield _tag("property", "og:image", image.url)
        yield _tag("property", "og:image:type", image.mime_type)
        yield _tag("property", "og:image:width", image.width)
        yield _tag("property", "og:image:height", image.height)
        yield _tag("property", "og:image:alt", image.alt)
    if metadata.is_article:
        if metadata.published_at:
            yield _tag("property", "article:published_time", _moment(metadata.published_at))
        if metadata.modified_at:
            yield _tag("property", "article:modified_time", _moment(metadata.modified_at))


def _twitter(metadata: Metadata) -> Iterator[str]:
    yield _tag("name", "twitter:card", metadata.seo_twitter_card_content)
    yield _tag("name", "twitter:title", metadata.seo_pagetitle)
    yield _tag("name", "twitter:description", metadata.seo_description)
    if image := metadata.image:
        yield _tag("name", "twitter:image", image.url)
        yield _tag("name", "twitter:image:alt", image.alt)
    if metadata.twitter_site:
        yield _tag("name", "twitter:site", metadata.twitter_site)


def _moment(moment: datetime.datetime) -> str:
    """A moment on the clinic's clock (ISO 8601)."""
    return timezone.localtime(moment).isoformat()
