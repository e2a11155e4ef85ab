"""Template tags that know the languages of the site."""

import json
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from core.site.languages import language_of
from core.site.linked_pages import address_of
from core.site.opening_messages import sentences_for_browser
from core.web.languages import current, default, several

register = template.Library()
register.filter(address_of)


@register.simple_tag
def opening_messages_attribute() -> SafeString:
    """Return the attribute that brings open-state.js its sentences in another language than English."""
    words = sentences_for_browser()
    return format_html(' data-opening-messages="{}"', json.dumps(words, ensure_ascii=False)) if words else mark_safe("")


@register.filter
def other_language(page: Any) -> SafeString:
    """Return the attributes of a link to a page in another language than the one around it; mostly nothing."""
    words = words_language(page)
    return format_html('{} hreflang="{}"', words, language_of(page).code) if words else words


@register.filter
def words_language(page: Any) -> SafeString:
    """The `lang` of words that are a page's own, where that is in another language than the request (WCAG 3.1.2)."""
    if not several() or not isinstance(page, Page) or (language := language_of(page)) == current():
        return SafeString("")
    return format_html(' lang="{}"', language.tag)


@register.simple_tag
def default_language() -> SafeString:
    """The `lang` of words that exist in the default language only, such as references, on pages in another one."""
    return SafeString("") if current() == default() else format_html(' lang="{}"', default().tag)
