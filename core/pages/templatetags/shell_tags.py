"""Parts that look the same on every page: header, footer, cards. They are rendered once, until something changes."""

from collections.abc import Hashable
from typing import Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Site

from core.design.deferred_modules import LOADER
from core.web.request_scope import KeptForGeneration

register = template.Library()

_kept = KeptForGeneration[SafeString]()
# Cards of places and articles, sources: some hundred on a larger site, of about 1 kB each.
_parts = KeptForGeneration[SafeString](1000)


@register.simple_tag
def deferred_modules() -> SafeString:
    """Print the line of script that brings a page's modules after its first paint."""
    return mark_safe(LOADER)  # noqa: S308 - a constant


@register.simple_tag(takes_context=True)
def shared_part(context: dict[str, Any], name: str, alike: bool = False) -> SafeString:
    """Print a template that knows nothing but `clinic` and `navigation`, so that it is the same on every page.

    Of the page it may tell only which entry of the menu is current, whether it is the home page, and where it is in
    other languages; one that is `alike` on all pages tells not even that, and is rendered once for all of them.
    """
    navigation, request = context["navigation"], context.get("request")
    known = {"clinic": context["clinic"], "navigation": navigation}
    site = Site.find_for_request(request)
    if request is None or site is None or settings.DEBUG:  # an edited template shows at once
        return render_to_string(name, known)
    key = (name, site.pk, request.is_secure(), () if alike else navigation.as_shown)
    return _kept.get(key, lambda: render_to_string(name, known))


@register.simple_tag
def kept_part(name: str, key: Hashable, **known: Any) -> SafeString:
    """Print a template that knows nothing but the values given, such as the card of a place in a list.

    `key` stands for the values that are no plain ones: rows as the database has them, and what else their part hangs
    on, such as the day (see `BasePage.card_key`); None for what the database does not have. Never for a draft.
    """
    if settings.DEBUG or key is None:  # an edited template shows at once
        return render_to_string(name, known)
    # By name and type too: 1 is no True, and marked as safe, words are written as they are.
    plain = tuple(
        (name, type(value), str(value) if isinstance(value, Promise) else value)
        for name, value in sorted(known.items())
        if isinstance(value, str | int | Promise)
    )
    return _parts.get((name, key, plain), lambda: render_to_string(name, known))
