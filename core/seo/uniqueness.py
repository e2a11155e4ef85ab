"""Telling pages of the same words apart, so that no two live pages share a title or a description.

Copied pages are the usual case. The page that comes first in the tree keeps its words; a later one is told apart by its
parent's title, or by its slug where even that is the same.
"""

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q
from wagtail.models import Page

if TYPE_CHECKING:
    from core.models import BasePage

# More twins than this are not looked at: the first few decide.
MOST_TWINS = 50


class Twins(NamedTuple):
    """What earlier live pages share with a page."""

    title_paths: tuple[str, ...] = ()
    description: bool = False


def find_twins(page: "BasePage") -> Twins:
    """Earlier live pages with the same title or description (one query, two where the words are the introduction's)."""
    if not page.path:
        return Twins()
    title = page.seo_title or page.title
    same_title = Q(seo_title=title) | Q(seo_title="", title=title)
    wanted = same_title | Q(search_description=page.search_description) if page.search_description else same_title
    # A translation may well have the same title: a name, a town.
    earlier = Page.objects.filter(wanted, live=True, locale=page.locale_id, path__lt=page.path).order_by("path")
    rows = list(earlier.values_list("path", "title", "seo_title", "search_description")[:MOST_TWINS])
    paths = tuple(path for path, own, seo, _words in rows if (seo or own) == title)
    if page.search_description:
        described = any(words == page.search_description for *_names, words in rows)
    else:
        described = _shares_introduction(page)
    return Twins(paths, described)


def _shares_introduction(page: "BasePage") -> bool:
    if page.listing_summary:
        same = Q(listing_summary=page.listing_summary)
    elif page.introduction:
        same = Q(introduction=page.introduction, listing_summary="")
    else:
        return False
    same &= Q(search_description="", live=True, locale=page.locale_id, path__lt=page.path)
    pages = type(page)._default_manager.filter(same)
    return pages.exists()


def told_apart(page: "BasePage", twins: Twins) -> str:
    """The page's title, with what sets it apart from earlier pages of that title (a query where there are any)."""
    title = page.seo_title or page.title
    if not twins.title_paths:
        return title
    parent_path = page._get_basepath(page.path, page.depth - 1)
    if any(path.startswith(parent_path) and len(path) == len(page.path) for path in twins.title_paths):
        return f"{title} ({page.slug.replace('-', ' ')})"
    parent = page.get_parent()
    return f"{title} – {parent.title}" if parent and not parent.is_root() else title
