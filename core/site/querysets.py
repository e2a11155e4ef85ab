"""Reading pages: which are public, told with one query per request."""

from typing import Self

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

from core.web.request_scope import once_per_generation, once_per_request


@once_per_request
@once_per_generation
def private_branches() -> tuple[str, ...]:
    """The tree paths of the pages that are restricted, and with them everything below. Mostly none."""
    return tuple(PageViewRestriction.objects.values_list("page__path", flat=True))


class PublicPageQuerySet(PageQuerySet):
    """Page queries whose `public()` asks for the restrictions once per request, not once per list."""

    def private_q(self) -> Q:
        """Pages at or below a restricted one."""
        condition = Q(pk__in=[])
        for path in private_branches():
            condition |= Q(path__startswith=path)
        return condition

    def each_once(self) -> Self:
        """Without the aliases that stand beside their original: one in another language is all that language has."""
        return self.filter(Q(alias_of=None) | ~Q(alias_of__locale=F("locale")))

    def listed(self) -> Self:
        """Live, public pages, each once, in the order that staff gave them in the page tree."""
        return self.live().public().each_once().order_by("path")

    def right_below(self, parent: Page) -> Self:
        """The children of a page, by the index of paths; Wagtail's `child_of` reads through all pages on SQLite."""
        return self.filter(depth=parent.depth + 1, path__range=Page._get_children_path_interval(parent.path))

    def shown(self, below: Page | None = None) -> Self:
        """Live, public pages, of a page's children where it is named, for lists sorted by an index of their own table.

        Where the table of all pages is only asked about each row, a database reads rows in the order of that index and
        stops after the first few; where it is joined, it may read and sort them all.
        """
        pages = live_pages().each_once().order_by().filter(pk=OuterRef("pk"))
        return self.filter(Exists(pages.right_below(below) if below else pages))


def live_pages() -> PublicPageQuerySet:
    """Every live, public page of any type, in tree order; aliases too, which staff may well put into the menu."""
    return PublicPageQuerySet(Page).live().public().order_by("path")


def few(pages: QuerySet, start: int, stop: int | None) -> QuerySet:
    """The rows of a slice of a long list, which is sorted by key alone: whole rows of pages are slow to sort."""
    return pages if stop is None else pages.filter(pk__in=pages.values("pk")[start:stop])
