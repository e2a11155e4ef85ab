"""Template tags that print notices."""

from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from wagtail.models import Page

from core.notices.showing import shown_notices
from core.site.opening_messages import clock_words

register = template.Library()


@register.inclusion_tag("notices/components/site-notices.html", takes_context=True)
def site_notices(context: dict[str, Any]) -> dict[str, Any]:
    """Print the band with the notices of now; nothing without any."""
    return {"notices": shown_notices(context.get("request"))}


@register.inclusion_tag("notices/components/place-notices.html", takes_context=True)
def place_notices(context: dict[str, Any], place: Page) -> dict[str, Any]:
    """Print the notices of now that concern a place, in short, for beside its hours."""
    return {"notices": shown_notices(context.get("request"), place)}


@register.filter
def moment_words(moment: datetime) -> str:
    """A moment on the clinic's clock, in words that stay true on a cached page: November 27, 8 am."""
    local = timezone.localtime(moment)
    # Translators: a day without its year, in the letters of Django's date filter; Spanish: j \\d\\e F
    form = gettext("F j")
    return f"{date_format(local, form)}, {clock_words(local.time())}"
