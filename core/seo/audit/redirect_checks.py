"""Redirects that visitors never see work: loops, dead ends, and old addresses that a page has taken up."""

from collections.abc import Callable, Iterator
from urllib.parse import quote

from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from core.seo.redirects.destinations import Ending, follow, local_target, what_answers


def redirect_problems(site: Site, answers: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """The old address and what is wrong, for each redirect of a site; `answers` tries where they end."""
    for redirect in Redirect.get_for_site(site).select_related("redirect_page").order_by("old_path"):
        old = redirect.old_path
        url = f"{site.root_url}{quote(old, safe='/?&=%')}"
        taken = what_answers(site, old) if "?" not in old else None
        if taken:
            # Wagtail's own redirect of a page that moved away and back is in nobody's way.
            if not redirect.automatically_created:
                title = taken.title if isinstance(taken, Page) else taken
                message = _("The redirect from {old} has no effect: “{title}” has this address.")
                yield url, message.format(old=old, title=title)
            continue
        route = follow(redirect, site)
        if route.ending is Ending.TOO_LONG:
            yield (
                url,
                _("The redirect from {old} leads over too many others, so visitors see “not found”.").format(old=old),
            )
            continue
        if route.ending is Ending.LOOPS:
            yield url, _("The redirect from {old} leads in a circle, so visitors see “not found”.").format(old=old)
            continue
        target = local_target(route.location, site)
        there = route.ending is Ending.ARRIVES
        if there and target is not None and target[0] == site:
            there = answers(target[1])
        if not there:
            message = _("The redirect from {old} leads to {target}, where nothing is.")
            yield url, message.format(old=old, target=route.location or "?")
