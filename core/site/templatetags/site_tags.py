"""Template tags that know the languages of the site."""

import json
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from core.site.languages import language_of
from core.site.opening_messages import sentences_for_browser
from core.web.languages import current, several

register = template.Library()


@register.simple_tag
def opening_messages_attribute() -> SafeString:
    """Return the attribute that brings open-state.js its sentences in another language than English."""
    words = sentences_for_browser()
    return format_html(' data-hours-words="{}"', json.dumps(words, ensure_ascii=False)) if words else mark_safe("")


@register.filter
def other_language(page: Any) -> SafeString:
    """Return the attributes of a link to a page in another language than the one around it; mostly nothing."""
    if not several() or not isinstance(page, Page) or language_of(page) == current():
        return mark_safe("")
    language = language_of(page)
    return format_html(' lang="{}" hreflang="{}"', language.tag, language.code)
