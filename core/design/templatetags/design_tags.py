"""Template tags of the design: icons, drawn branches, and small helpers for composing a page."""

import datetime
import re
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from core.design import body_map as bodies
from core.design import motif as branches
from core.design import people
from core.web.phones import format_phone

register = template.Library()

ICONS = Path(__file__).resolve().parent.parent / "icons"


@cache
def _icon_paths(name: str) -> str:
    """Return the inside of an icon of the set in ``core/design/icons`` (Lucide, ISC license).

    Raises:
        FileNotFoundError: when the set has no such icon: a slip in a template, to be seen at once.
    """
    return (ICONS / f"{name}.svg").read_text(encoding="utf-8").strip()


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """Draw an icon beside words. It is hidden from screen readers: the words say what it means."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor"'
        ' aria-hidden="true">{}</svg>',
        mark_safe(_icon_paths(name)),  # noqa: S308 - files of our own
    )


@register.simple_tag
def branch(seed: str) -> SafeString:
    """Draw the site's motif: the branch that belongs to ``seed`` (a slug), always the same one."""
    return mark_safe(branches.draw(seed))  # noqa: S308 - numbers only, made by core.design.motif


@register.simple_tag
def body_map(slug: str, decorative: bool = False) -> SafeString:
    """Draw the body with the region marked that a condition's slug names; nothing where it names none.

    ``decorative``: small and without a name, where the words beside it say what it would.
    """
    region = bodies.region_for(slug)
    return bodies.draw(region, decorative) if region else SafeString("")


@register.simple_tag
def people_of_ten(figure: str) -> SafeString:
    """Draw the share that a figure states as people out of ten, with the words for it; nothing without a share."""
    share = people.share_of(figure)
    return format_html("{}{}", people.draw(share), people.words(share)) if share else SafeString("")


@register.filter
def phone(e164: str) -> str:
    """Show a stored phone number in the national format."""
    return format_phone(e164) if e164 else ""


@register.filter
def long_date(day: datetime.date | None, precision: str = "day") -> str:
    """Show a date as the language of the page writes it (January 5, 2027), or what of it `precision` says is known."""
    # Translators: a date in full, in the letters of Django's date filter; Spanish: j \\d\\e F \\d\\e Y
    return _known(day, precision, gettext("F j, Y"))


@register.filter
def short_date(day: datetime.date | None, precision: str = "day") -> str:
    """Show a date with its month cut short: Jan 5, 2027; only what `precision` says is known."""
    # Translators: a short date, in the letters of Django's date filter
    return _known(day, precision, gettext("M j, Y"))


@register.filter
def iso_date(day: datetime.date | None, precision: str = "day") -> str:
    """A date for the `datetime` of `<time>`: 2027-01-05, or 2027-01 or 2027 where no more is known (HTML, 4.5.14)."""
    return day.isoformat()[: {"month": 7, "year": 4}.get(precision)] if day else ""


def _known(day: datetime.date | None, precision: str, full: str) -> str:
    if day is None:
        return ""
    if precision == "month":
        return month_of(day)
    return str(day.year) if precision == "year" else date_format(day, full)


@register.filter
def month_of(day: datetime.date | None) -> str:
    """Show the month of a date: January 2027."""
    # Translators: a month, in the letters of Django's date filter
    return date_format(day, gettext("F Y")) if day else ""


@register.filter
def tel(e164: str) -> str:
    """Return the address that dials a stored phone number (RFC 3966)."""
    return f"tel:{e164}" if e164 else ""


@register.filter
def plain_host(url: str) -> str:
    """Return the host of an address as people say it: ``example.com``."""
    match = re.match(r"https?://(?:www\.)?([^/:?#]+)", url or "")
    return match[1] if match else ""


@register.filter
def with_value(items: Any, field: str) -> list[Any]:
    """Keep the items whose ``field`` is filled in, such as the places that have a phone."""
    return [item for item in items if getattr(item, field, None)]


@register.filter
def values(items: Any, field: str) -> list[Any]:
    """What the items have in ``field``, such as the phones of the places."""
    return [getattr(item, field, None) for item in items]


@register.filter
def sentence(text: str) -> str:
    """Return a text with exactly one full stop at its end: "et al." keeps its own, a question and a call need none."""
    words = text.strip()
    if not words or words.endswith(("!", "?")):
        return words
    return f"{words.rstrip('.')}."


@register.filter
def holds(text: str, part: Any) -> bool:
    """Whether a text already says something, such as the year within a journal's volume line."""
    return str(part) in (text or "")
