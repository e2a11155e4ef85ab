"""Filtering and paginating the news list from a query string."""

import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.http import Http404, QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.querysets import few

if TYPE_CHECKING:
    from .models import NewsArticleQuerySet

ARTICLES_PER_PAGE = 20
FILTERS = ("kind", "topic", "year")


class NewsListing:
    """One view of the newsroom: which articles, which filters are on, and where the filters lead.

    Raises:
        Http404: on a filter value or a page number that does not exist.
    """

    def __init__(self, articles: "NewsArticleQuerySet", query: QueryDict) -> None:
        self.all_articles = articles
        self.selected = {name: query.get(name, "") for name in FILTERS}
        self.page_number = query.get("page", "1")
        self._check()

    def _check(self) -> None:
        choices = {name: {value for value, _label in options} for name, options in self.options.items()}
        for name, value in self.selected.items():
            if value and value not in choices[name]:
                raise Http404(_("There is no such filter."))
        if not (self.page_number.isascii() and self.page_number.isdigit() and len(self.page_number) < 6):
            raise Http404(_("There is no such page."))
        if not 1 <= int(self.page_number) <= self.paginator.num_pages:
            raise Http404(_("There is no such page."))

    @cached_property
    def options(self) -> dict[str, list[tuple[str, str]]]:
        """The choices of each filter that lead to at least one article, as (value, words); two queries."""
        from .models import CoverageKind, Topic

        labels = dict(CoverageKind.choices)
        rows = list(self.all_articles.order_by().values_list("kind", "published_on__year").distinct())
        kinds = {kind for kind, _year in rows}
        years = sorted({year for _kind, year in rows if year}, reverse=True)
        topics = Topic.objects.filter(articles__in=self.all_articles.order_by()).distinct().order_by("name")
        return {
            "kind": [(kind, str(label)) for kind, label in labels.items() if kind in kinds],
            "topic": [(topic.slug, topic.name) for topic in topics],
            "year": [(str(year), str(year)) for year in years],
        }

    @cached_property
    def articles(self) -> "NewsArticleQuerySet":
        """The articles that pass the filters."""
        articles = self.all_articles
        if self.selected["kind"]:
            articles = articles.filter(kind=self.selected["kind"])
        if self.selected["topic"]:
            articles = articles.filter(topics__slug=self.selected["topic"])
        if self.selected["year"]:
            year = int(self.selected["year"])
            articles = articles.filter(published_on__range=(datetime.date(year, 1, 1), datetime.date(year, 12, 31)))
        return articles

    @cached_property
    def paginator(self) -> Paginator:
        """The filtered articles in pages."""
        return Paginator(self.articles, ARTICLES_PER_PAGE)

    @cached_property
    def page(self) -> PaginatorPage:
        """The page asked for."""
        page = self.paginator.page(int(self.page_number))
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
        return self.query(page=str(int(self.page_number) - 1))

    @property
    def next_query(self) -> str:
        """The query string of the page after."""
        return self.query(page=str(int(self.page_number) + 1))
