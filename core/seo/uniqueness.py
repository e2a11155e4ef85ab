"""Telling pages of the same words apart, so that no two live pages share a title or a description.

Copied pages are the usual case. The page that comes first in the tree keeps its words; a later one is told apart by its
parent's title, or by its slug where even that is the same.
"""

from typing import TYPE_CHECKING

from django.db.models import Q
from wagtail.models import Page

if TYPE_CHECKING:
    from core.models import BasePage


def told_apart(page: "BasePage", title: str) -> str:
    """`title` with what sets this page apart, where an earlier live page has the same one (one query, or two)."""
    if not page.path:
        return title
    same = Q(seo_title=title) | Q(seo_title="", title=title)
    earlier = Page.objects.live().filter(same, path__lt=page.path).exclude(pk=page.pk)
    paths = list(earlier.order_by("path").values_list("path", flat=True)[:50])
    if not paths:
        return title
    parent_path = page._get_basepath(page.path, page.depth - 1)
    if any(path.startswith(parent_path) and len(path) == len(page.path) for path in paths):
        return f"{title} ({page.slug.replace('-', ' ')})"
    parent = page.get_parent()
    return f"{title} – {parent.title}" if parent and not parent.is_root() else title


def has_description_twin(page: "BasePage") -> bool:
    """Whether an earlier live page is described by the same words (one query)."""
    if not page.path:
        return False
    if page.search_description:
        pages, same = Page.objects.all(), Q(search_description=page.search_description)
    elif page.listing_summary:
        pages, same = type(page)._default_manager.all(), Q(listing_summary=page.listing_summary, search_description="")
    elif page.introduction:
        pages = type(page)._default_manager.all()
        same = Q(introduction=page.introduction, listing_summary="", search_description="")
    else:
        return False
    return pages.filter(same, live=True, path__lt=page.path).exclude(pk=page.pk).exists()
