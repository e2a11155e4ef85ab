"""Filtering and paginating the news list from a query string."""

import datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, TextField
from django.db.models.functions import Cast, Left
from django.http import Http404, QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.site.querysets import PublicPageQuerySet, few
from core.web.paging import page_number, require_page
from core.web.request_scope import once_per_generation

ARTICLES_PER_PAGE = 20
FILTERS = ("kind", "topic", "year")


class Choices(NamedTuple):
    """What a newsroom's articles can be filtered by."""

    kinds: frozenset[str]
    # Slug and name.
    topics: tuple[tuple[str, str], ...]
    # The newest first.
    years: tuple[str, ...]


@once_per_generation
def choices_of(index: Page) -> Choices:
    """The values that at least one article has; two queries, made again only after a change."""
    articles = index.articles().order_by()
    # As text: to take a date apart, SQLite calls Python for every row.
    year = Left(Cast("published_on", TextField()), 4)
    rows = list(articles.annotate(year=year).values_list("kind", "year").distinct())
    topics = articles.model.topics.rel.model.objects.filter(Exists(articles.filter(topics=OuterRef("pk")))).order_by(
        "name"
    )
    return Choices(
        frozenset(kind for kind, _year in rows),
        tuple(topics.values_list("slug", "name")),
        tuple(sorted({year for _kind, year in rows if year}, reverse=True)),
    )


def chosen_articles(index: Page, kind: str, topic: str, year: str) -> PublicPageQuerySet:
    """The articles that pass the filters; an empty one lets all pass."""
    articles = index.articles()
    if kind:
        articles = articles.filter(kind=kind)
    if topic:
        articles = articles.filter(topics__slug=topic)
    if year:
        days = (datetime.date(int(year), 1, 1), datetime.date(int(year), 12, 31))
        articles = articles.filter(published_on__range=days)
    return articles


@once_per_generation
def count_chosen(index: Page, kind: str, topic: str, year: str) -> int:
    """How many articles pass the filters; counted again only after a change."""
    return chosen_articles(index, kind, topic, year).count()


class NewsListing:
    """One view of the newsroom: which articles, which filters are on, and where the filters lead.

    Raises:
        Http404: on a filter value or a page number that does not exist.
    """

    def __init__(self, index: Page, query: QueryDict) -> None:
        self.index = index
        self.selected = {name: query.get(name, "") for name in FILTERS}
        self.page_number = page_number(query)
        self._check()

    def _check(self) -> None:
        choices = {name: {value for value, _label in options} for name, options in self.options.items()}
        for name, value in self.selected.items():
            if value and value not in choices[name]:
                raise Http404(_("There is no such filter."))
        require_page(self.page_number, self.paginator.num_pages)

    @cached_property
    def options(self) -> dict[str, list[tuple[str, str]]]:
        """The choices of each filter that lead to at least one article, as (value, words)."""
        found = choices_of(self.index)
        kinds = self.index.articles().model._meta.get_field("kind").choices
        return {
            "kind": [(kind, str(label)) for kind, label in kinds if kind in found.kinds],
            "topic": list(found.topics),
            "year": [(year, year) for year in found.years],
        }

    @cached_property
    def articles(self) -> PublicPageQuerySet:
        """The articles that pass the filters."""
        return chosen_articles(self.index, **self.selected)

    @cached_property
    def paginator(self) -> Paginator:
        """The filtered articles in pages."""
        paginator = Paginator(self.articles, ARTICLES_PER_PAGE)
        paginator.count = count_chosen(self.index, *self.selected.values())
        return paginator

    @cached_property
    def page(self) -> PaginatorPage:
        """The page asked for."""
        page = self.paginator.page(self.page_number)
        page.object_list = list(
            few(self.articles, (page.number - 1) * ARTICLES_PER_PAGE, page.number * ARTICLES_PER_PAGE)
        )
        return page

    @cached_property
    def by_year(self) -> list[tuple[int | None, list[Any]]]:
        """The page's articles grouped by year of the coverage, undated ones last."""
        groups: dict[int | None, list[Any]] = {}
        for article in self.page.object_list:
            groups.setdefault(article.published_on.year if article.published_on else None, []).append(article)
        return list(groups.items())

    @property
    def chosen(self) -> list[str]:
        """The words of the filters that are on."""
        return [dict(self.options[name])[value] for name, value in self.selected.items() if value]

    @property
    def filtered(self) -> bool:
        """Whether any filter is on."""
        return any(self.selected.values())

    def query(self, **changes: str) -> str:
        """The query string of this view with some values changed; empty values are left out."""
        values = {**self.selected, **changes}
        parts = {name: value for name, value in values.items() if value and not (name == "page" and value == "1")}
        return f"?{urlencode(parts)}" if parts else ""

    @property
    def previous_query(self) -> str:
        """The query string of the page before."""
        return self.query(page=str(self.page_number - 1))

    @property
    def next_query(self) -> str:
        """The query string of the page after."""
        return self.query(page=str(self.page_number + 1))
