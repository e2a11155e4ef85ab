"""Template filters that belong to the content: rich text with its citations."""

import re
from functools import lru_cache
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import RichText
from wagtail.templatetags.wagtailcore_tags import richtext

from core.seo.text import CITATION
from core.site.linked_pages import address_of, ids_in_text, linked_pages

register = template.Library()

# What link handlers leave of a link to something that is gone, or (core.site.linked_pages) not published.
_DEAD_LINK = re.compile(r"<a>(.*?)</a>", re.DOTALL)
# Pictures, videos and files, whose addresses come from elsewhere.
_HANGS_ON_MORE = re.compile(r'<embed\b|\blinktype=(?!"page")')
# What Wagtail leaves of an embedded picture that was deleted, or whose file is gone.
_DELETED_PICTURE = re.compile(r'<img alt="">|<img\b[^>]* src="[^"]*/not-found"[^>]*>')


@register.filter
def without_dead_ends(html: str) -> SafeString:
    """Expanded rich text as words where its links lead nowhere, and without the pictures that were deleted."""
    return mark_safe(_DELETED_PICTURE.sub("", _DEAD_LINK.sub(r"\1", html)))  # noqa: S308 - expanded by Wagtail


@lru_cache(maxsize=1024)
def _expanded(source: str, _addresses: tuple[str, ...]) -> str:
    """Rich text as HTML. `_addresses`: where its links to pages lead, so that it is made anew when one changes."""
    return str(richtext(source))


def expanded(value: Any) -> str:
    """Rich text as HTML, made once for all renders where it hangs on nothing but its words and pages' addresses."""
    source = value.source if isinstance(value, RichText) else value
    if not isinstance(source, str) or _HANGS_ON_MORE.search(source):
        return str(richtext(value))
    keys = ids_in_text(source)
    pages = linked_pages(keys)
    return _expanded(source, tuple(address_of(pages.get(key)) for key in keys))


@register.filter
def richtext_cited(value: Any, page: Any = None) -> SafeString:
    """Render rich text; each link to ``#ref-<key>`` becomes the number of that source in ``page``'s references.

    A source that the page does not list (or a page without references) leaves the link's words as plain text: a number
    that leads nowhere would look like evidence.
    """
    numbers: dict[str, int] = getattr(page, "reference_numbers", None) or {}

    def cite(match: re.Match[str]) -> str:
        key, words = match[1], match[2]
        if key not in numbers:
            return f" {words}"
        # The words were cleaned by Wagtail's rich text whitelist; the key has only letters, digits, "_" and "-".
        told = f'<span class="visually-hidden">{words} </span>{numbers[key]}'
        return f'<sup class="cite"><a href="#ref-{key}">{told}</a></sup>'

    # Two numbers side by side would be read as one: a comma stands before the second.
    numbered = CITATION.sub(cite, expanded(value)).replace(
        '</sup><sup class="cite', '</sup><sup class="cite cite--next'
    )
    return mark_safe(numbered)  # noqa: S308 - the same


@register.simple_tag(takes_context=True)
def cited(context: dict[str, Any], value: Any) -> SafeString:
    """Render rich text with the citations of the page it stands on; also where there is none, as in block previews."""
    return richtext_cited(value, context.get("page"))
