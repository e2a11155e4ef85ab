"""Template filters that belong to the content: rich text with its citations."""

import re
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.templatetags.wagtailcore_tags import richtext

from core.seo.text import CITATION

register = template.Library()

# What link handlers leave of a link to something that is gone, or (core.site.linked_pages) not published.
_DEAD_LINK = re.compile(r"<a>(.*?)</a>", re.DOTALL)
# What Wagtail leaves of an embedded picture that was deleted, or whose file is gone.
_DELETED_PICTURE = re.compile(r'<img alt="">|<img\b[^>]* src="[^"]*/not-found"[^>]*>')


@register.filter
def without_dead_ends(html: str) -> SafeString:
    """Expanded rich text as words where its links lead nowhere, and without the pictures that were deleted."""
    return mark_safe(_DELETED_PICTURE.sub("", _DEAD_LINK.sub(r"\1", html)))  # noqa: S308 - expanded by Wagtail


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
        return str(
            format_html(
                '<sup class="cite"><a href="#ref-{}"><span class="visually-hidden">{} </span>{}</a></sup>',
                key,
                mark_safe(words),  # noqa: S308 - already cleaned by Wagtail's rich text whitelist
                numbers[key],
            )
        )

    # Two numbers side by side would be read as one: a comma stands before the second.
    numbered = CITATION.sub(cite, str(richtext(value))).replace(
        '</sup><sup class="cite', '</sup><sup class="cite cite--next'
    )
    return mark_safe(numbered)  # noqa: S308 - the same


@register.simple_tag(takes_context=True)
def cited(context: dict[str, Any], value: Any) -> SafeString:
    """Render rich text with the citations of the page it stands on; also where there is none, as in block previews."""
    return richtext_cited(value, context.get("page"))
