""" "Ketamine in the news": our own short summaries of coverage elsewhere."""

import datetime
import json
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.search import index
from wagtailseo.models import SeoType

from core.pages.blocks import BodyStreamBlock
from core.pages.indexes import NewestFirstIndex, newest_first
from core.pages.models import BasePage
from core.site.querysets import PublicPageQuerySet

from .feeds import NewsFeed
from .listing import FILTERS, NewsListing
from .structured_data import news_article_nodes, news_index_nodes

# By date of the coverage, undated articles last; of one day, the one that was made last comes first.
NEWEST_FIRST = ("published_on", "page_ptr")


class CoverageKind(models.TextChoices):
    """What sort of coverage an article is about."""

    STUDY = "study", _("Study")
    PRESS = "press", _("Press")
    TELEVISION = "television", _("Television")
    REGULATOR = "regulator", _("Regulator")
    CLINIC = "clinic", _("Clinic news")


class DatePrecision(models.TextChoices):
    """How much of a date its source tells."""

    DAY = "day", _("The day")
    MONTH = "month", _("Month and year only")
    YEAR = "year", _("Year only")


class Stance(models.TextChoices):
    """Which way the coverage leans; both sides are listed."""

    SUPPORTIVE = "supportive", _("Supportive")
    MIXED = "mixed", _("Mixed")
    CRITICAL = "critical", _("Critical")
    NEUTRAL = "neutral", _("Neutral")


# Attributes of the fields that the clinic's own news has no use for; while no kind is chosen, all are there.
SHOWN_FOR_COVERAGE = {
    "data-w-rules-target": "show",
    "data-w-rules": json.dumps({"kind": ["", *(kind.value for kind in CoverageKind if kind != CoverageKind.CLINIC)]}),
}


class Topic(models.Model):
    """A subject that news articles are filtered by."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("short name"), max_length=60, unique=True, help_text=_("Used in addresses."))

    panels = [FieldPanel("name"), FieldPanel("slug")]

    class Meta:
        ordering = ["name"]
        verbose_name = _("news topic")
        verbose_name_plural = _("news topics")

    def __str__(self) -> str:
        return self.name


class NewsArticleQuerySet(PublicPageQuerySet):
    """Queries for lists of articles."""

    def newest_first(self, below: Page | None = None) -> "NewsArticleQuerySet":
        """Live, public articles by date of the coverage, undated ones last; those of one newsroom where it is named."""
        return self.shown(below).order_by(*newest_first(*NEWEST_FIRST))


class NewsArticlePage(BasePage):
    """Our own short summary of one piece of coverage, with a link out; or news of the clinic itself."""

    kind = models.CharField(_("kind"), max_length=12, choices=CoverageKind)
    outlet = models.CharField(
        _("outlet"), max_length=120, blank=True, help_text=_("Who published it, such as: The New York Times.")
    )
    coverage_author = models.CharField(_("author of the coverage"), max_length=160, blank=True)
    published_on = models.DateField(
        _("date"),
        null=True,
        blank=True,
        help_text=_("Of the coverage; empty when the source gives none. Of clinic news; empty for today."),
    )
    # A date of which only month or year is known stands at its first day, and shows what is known.
    date_precision = models.CharField(
        _("known of the date"),
        max_length=5,
        choices=DatePrecision,
        default=DatePrecision.DAY,
        help_text=_("Where the source tells the month or the year only, give the first day of it above."),
    )
    source_url = models.URLField(
        _("link to the coverage"), max_length=500, blank=True, help_text=_("So that readers can check it.")
    )
    stance = models.CharField(_("stance"), max_length=12, choices=Stance, default=Stance.NEUTRAL)
    topics = ParentalManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="articles")
    body = StreamField(BodyStreamBlock(), verbose_name=_("body"), blank=True)
    link_checked_on = models.DateField(_("link last seen alive"), null=True, blank=True)

    page_description = _("Our short summary of a study, article or broadcast elsewhere, or news of the clinic itself.")
    parent_page_types: ClassVar[list[str]] = ["news.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    seo_content_type = SeoType.ARTICLE
    template = "news/news_article_page.html"
    card_template = "news/components/news_item.html"

    objects = PageManager.from_queryset(NewsArticleQuerySet)()

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("outlet", boost=2),
        index.SearchField("coverage_author"),
        index.SearchField("body"),
        index.FilterField("kind"),
        index.FilterField("published_on"),
    ]
    content_panels = [
        *Page.content_panels,
        # What is asked depends on the kind: Wagtail's own rules show and hide the rest in the browser.
        MultiFieldPanel(
            [
                FieldPanel("kind", help_text=_("For the clinic's own news, nothing of the rest is asked.")),
                FieldRowPanel(
                    [FieldPanel("published_on"), FieldPanel("date_precision", attrs=SHOWN_FOR_COVERAGE)],
                ),
                FieldRowPanel([FieldPanel("outlet"), FieldPanel("coverage_author")], attrs=SHOWN_FOR_COVERAGE),
                FieldPanel("stance", attrs=SHOWN_FOR_COVERAGE),
                FieldPanel("source_url", attrs=SHOWN_FOR_COVERAGE),
                FieldPanel(
                    "link_checked_on",
                    attrs=SHOWN_FOR_COVERAGE,
                    help_text=_(
                        "The day on which the link last worked; readers see it. Where the site checks links by itself, "
                        "it fills this in."
                    ),
                ),
            ],
            heading=_("What it is"),
            attrs={"data-controller": "w-rules", "data-action": "change->w-rules#resolve"},
        ),
        *BasePage.intro_panels,
        FieldPanel("topics"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("in-the-news article")
        verbose_name_plural = _("in-the-news articles")
        indexes = [NewestFirstIndex(fields=NEWEST_FIRST, name="news_newest_first")]

    def clean(self) -> None:
        """Require outlet and link for coverage elsewhere; the clinic's own news without a date is of today.

        Raises:
            ValidationError: on `outlet` and `source_url`.
        """
        super().clean()
        if self.is_own:
            self.published_on = self.published_on or timezone.localdate()
            self.date_precision = DatePrecision.DAY
        elif self.kind:
            errors = {}
            if not self.outlet:
                errors["outlet"] = _("Say who published it.")
            if not self.source_url:
                errors["source_url"] = _("Give the address of the coverage, so that readers can check it.")
            if errors:
                raise ValidationError(errors)

    @property
    def is_own(self) -> bool:
        """Whether it is the clinic's own news: no outlet, no stance, no link out."""
        return self.kind == CoverageKind.CLINIC

    @property
    def published_day(self) -> datetime.date | None:
        """The day of the coverage, where the source tells it."""
        return self.published_on if self.date_precision == DatePrecision.DAY else None

    @property
    def index_url(self) -> str:
        """Where the list stands that this article belongs to; empty while that page is not live.

        In the trail it is the step before the article; alone before it stands the home page.
        """
        return self.breadcrumbs[-2].url if len(self.breadcrumbs) > 2 else ""

    @cached_property
    def topic_list(self) -> list[Topic]:
        """The article's topics (one query)."""
        return list(self.topics.all())

    def structured_data(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Add the coverage as a citation with its own publisher, or the clinic's own news as an article of ours."""
        return [*super().structured_data(request), *news_article_nodes(self)]


class NewsIndexPage(RoutablePageMixin, BasePage):
    """The newsroom: coverage by year, with filters, pages and a feed."""

    body = StreamField(BodyStreamBlock(), verbose_name=_("body"), blank=True)

    max_count = 1
    # The newest first, as readers see it.
    admin_default_ordering: ClassVar[str] = "-latest_revision_created_at"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["news.NewsArticlePage"]
    schema_page_type = "CollectionPage"
    pagination_parameter = "page"
    query_parameters: ClassVar[frozenset[str]] = frozenset({"page", *FILTERS})
    template = "news/news_index_page.html"

    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    content_panels = [*BasePage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("list of news")

    @path("feed/", name="feed")
    def feed(self, request: HttpRequest) -> HttpResponse:
        """The newest articles as an Atom feed."""
        return NewsFeed(self)(request)

    def articles(self) -> NewsArticleQuerySet:
        """All live articles below this page, newest first."""
        return NewsArticlePage.objects.newest_first(below=self)

    def listing_for(self, query: QueryDict) -> NewsListing:
        """The filtered, paginated articles of one view; read once, for the list and for its structured data.

        Raises:
            Http404: for an unknown filter or page.
        """
        known: dict[str, NewsListing] = self.__dict__.setdefault("_listings", {})
        key = query.urlencode()
        if key not in known:
            known[key] = NewsListing(self, query)
        return known[key]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `listing`: the filtered, paginated articles.

        Raises:
            Http404: for an unknown filter or page.
        """
        context = super().get_context(request, *args, **kwargs)
        return {**context, "listing": self.listing_for(request.GET)}

    def structured_data(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Add the list of the articles in view."""
        return [*super().structured_data(request), *news_index_nodes(self, request)]
