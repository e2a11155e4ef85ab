"""Telling pages of the same words apart, so that no two live pages share a title or a description.

Copied pages are the usual case. The page that comes first in the tree keeps its words; a later one is told apart by its
parent's title, or by its slug where even that is the same. An alias is no second page: search engines are led to its
original.
"""

from collections.abc import Iterator
from itertools import count
from typing import Any, NamedTuple

from django.db.models import Case, Count, Min, Q, QuerySet, When
from wagtail.models import Page

from core.web.request_scope import KeptForGeneration, once_per_generation

# More twins than this are not looked at: the first few decide.
MOST_TWINS = 50
# So many pages are looked up one by one after a change: for each that is a third of the work of grouping all words.
LOOKED_UP_ALONE = 3


class Twins(NamedTuple):
    """What earlier live pages share with a page."""

    title_paths: tuple[str, ...] = ()
    description: bool = False


# What was found for a page as its address shows it, by its key.
_found = KeptForGeneration[Twins]()


def find_twins(page: Page) -> Twins:
    """Earlier live pages with the same title or description.

    It costs a query, two where the page's words are the introduction's; for a page as its address shows it once until
    something changes. When more than a few of those were asked about, the repeated words of the site are read instead.
    """
    if not page.path:
        return Twins()
    if not page.as_published:
        return _look_up(page)
    return _found.get(page.pk, lambda: _look_up(page) if next(_asked_about()) < LOOKED_UP_ALONE else _among_all(page))


def _among_all(page: Page) -> Twins:
    paths = [path for path in repeated_titles(page.locale_id).get(page.seo_title or page.title, ()) if path < page.path]
    return Twins(tuple(paths[:MOST_TWINS]), _repeats_description(page))


def _look_up(page: Page) -> Twins:
    title = page.seo_title or page.title
    same_title = Q(seo_title=title) | Q(seo_title="", title=title)
    wanted = same_title | Q(search_description=page.search_description) if page.search_description else same_title
    # A translation may well have the same title: a name, a town.
    earlier = Page.objects.filter(wanted, live=True, alias_of=None, locale=page.locale_id, path__lt=page.path).order_by(
        "path"
    )
    rows = list(earlier.values_list("path", "title", "seo_title", "search_description")[:MOST_TWINS])
    found = tuple(path for path, own, seo, _words in rows if (seo or own) == title)
    if page.search_description:
        return Twins(found, any(words == page.search_description for *_names, words in rows))
    field = _described_by(page)
    described = bool(field) and _own_words(type(page), field, page.locale_id).filter(
        **{field: getattr(page, field)}, path__lt=page.path
    ).exists()  # fmt: skip
    return Twins(found, described)


@once_per_generation
def _asked_about() -> Iterator[int]:
    """Counts the pages that were asked about since the last change."""
    return count()


@once_per_generation
def repeated_titles(locale_id: int) -> dict[str, list[str]]:
    """The tree paths of a language's live pages that share a title with others, by title, in the order of the tree."""
    pages = Page.objects.live().filter(alias_of=None, locale=locale_id).order_by()
    titled = pages.annotate(words=Case(When(seo_title="", then="title"), default="seo_title"))
    # Read before it is asked with: within one query SQLite works them out a second time, and mostly there are none.
    shared = list(
        titled.values("words").annotate(number=Count("pk")).filter(number__gt=1).values_list("words", flat=True)
    )
    if not shared:
        return {}
    titles: dict[str, list[str]] = {}
    for words, path in titled.filter(words__in=shared).order_by("path").values_list("words", "path"):
        titles.setdefault(words, []).append(path)
    return titles


def _repeats_description(page: Page) -> bool:
    if page.search_description:
        first = _first_with(Page, "search_description", page.locale_id).get(page.search_description)
    else:
        field = _described_by(page)
        first = _first_with(type(page), field, page.locale_id).get(getattr(page, field)) if field else None
    return first is not None and first < page.path


def _described_by(page: Page) -> str:
    """The field that describes a page without a search description; empty where there are no words at all."""
    return "listing_summary" if page.listing_summary else "introduction" if page.introduction else ""


def _own_words(model: type[Page], field: str, locale_id: int) -> QuerySet[Any]:
    """The live pages of a language whose description is in this field, unsorted."""
    pages = model._default_manager.filter(live=True, alias_of=None, locale=locale_id).order_by()
    if field == "search_description":
        return pages.exclude(search_description="")
    only = {"listing_summary": ""} if field == "introduction" else {}
    return pages.filter(search_description="", **only).exclude(**{field: ""})


@once_per_generation
def _first_with(model: type[Page], field: str, locale_id: int) -> dict[str, str]:
    """Descriptions that more than one live page has, each with the path of the first of them."""
    repeated = _own_words(model, field, locale_id).values(field).annotate(number=Count("pk"), first=Min("path"))
    return dict(repeated.filter(number__gt=1).values_list(field, "first"))


def told_apart(page: Page, twins: Twins) -> str:
    """The page's title, with what sets it apart from earlier pages of that title (a query where there are any)."""
    title = page.seo_title or page.title
    if not twins.title_paths:
        return title
    parent_path = page._get_basepath(page.path, page.depth - 1)
    if any(path.startswith(parent_path) and len(path) == len(page.path) for path in twins.title_paths):
        return f"{title} ({page.slug.replace('-', ' ')})"
    parent = page.get_parent()
    return f"{title} – {parent.title}" if parent and not parent.is_root() else title
