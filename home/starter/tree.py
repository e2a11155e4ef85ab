"""The page tree: which page is where, of which type, with which data. Parents stand before their children."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from appointments.models import AppointmentPage
from home.models import ContentPage, HomePage
from home.starter import appointment, conditions, content_pages, home_page, news, places
from home.starter.therapy import how_it_works, injection_or_iv, overview, questions, results, safety, your_visit
from locations.models import ClinicianPage, LocationIndexPage, LocationPage, LocationService, SpecialtyCertification
from news.models import NewsArticlePage, NewsIndexPage, Topic
from therapy.models import ConditionIndexPage, ConditionPage, TherapyPage

# Given the page and all pages by path, fills in what is neither a plain field nor a stream.
Finish = Callable[[Any, dict[str, Page]], None]


@dataclass(frozen=True)
class PageData:
    """One page: its path in the site, its type and the values of its fields."""

    path: str
    model: type[Page]
    values: dict[str, Any]
    finish: Finish | None = None

    @property
    def parent(self) -> str:
        """The path of the parent page; empty for the home page."""
        if self.path == "/":
            return ""
        return self.path.rstrip("/").rpartition("/")[0] + "/"

    @property
    def slug(self) -> str:
        """The last part of the path."""
        return self.path.strip("/").rpartition("/")[2] or "home"


def _texts(module: Any, prefix: str = "") -> dict[str, Any]:
    """Return the fields that every page has, from a module's constants."""
    names = ("title", "seo_title", "search_description", "introduction", "listing_summary")
    return {name: getattr(module, prefix + name.upper(), "") for name in names}


def _condition(data: conditions.Condition) -> PageData:
    return PageData(
        f"/conditions/{data.slug}/",
        ConditionPage,
        {
            "title": data.title,
            "seo_title": data.seo_title,
            "search_description": data.search_description,
            "introduction": data.summary,
            "listing_summary": data.listing_summary,
            "everyday_name": data.everyday_name,
            "other_names": "\n".join(data.other_names),
            "symptoms": data.symptoms,
            "usual_treatments": data.usual_treatments,
            "how_it_may_help": data.how_it_may_help,
            "evidence_level": data.evidence_level,
            "evidence": data.evidence,
            "risks": data.risks,
            "who_should_not": data.who_should_not,
            "body": data.body,
            "related_conditions": [{"type": "condition", "value": f"/conditions/{slug}/"} for slug in data.related],
        },
    )


def _article(data: news.Article) -> PageData:
    def finish(page: NewsArticlePage, _pages: dict[str, Page]) -> None:
        page.topics = list(Topic.objects.filter(slug__in=data.topics))

    return PageData(
        f"/news/{data.slug}/",
        NewsArticlePage,
        {
            "title": data.title,
            "seo_title": data.seo_title,
            "search_description": data.search_description,
            "introduction": data.summary,
            "outlet": data.outlet,
            "coverage_author": data.author,
            "published_on": data.published_on,
            "date_precision": data.date_precision,
            "source_url": data.url,
            "kind": data.kind,
            "stance": data.stance,
            "body": data.body,
        },
        finish=finish,
    )


def _place(data: places.Place) -> PageData:
    def finish(page: LocationPage, pages: dict[str, Page]) -> None:
        page.services.set([LocationService(page=Page.objects.get(pk=pages["/therapy/"].pk))])

    return PageData(
        f"/locations/{data.slug}/",
        LocationPage,
        {
            "title": data.title,
            "seo_title": data.seo_title,
            "search_description": data.search_description,
            "introduction": data.introduction,
            "listing_summary": data.listing_summary,
            "show_in_menus": True,
            "landmark": data.landmark,
            "city": data.city,
            "state": "FL",
            "country": "US",
            "time_zone": "America/New_York",
            "directions": data.directions,
            "body": data.body,
        },
        finish=finish,
    )


def _content(data: content_pages.Content) -> PageData:
    return PageData(
        f"/{data.slug}/",
        ContentPage,
        {
            "title": data.title,
            "seo_title": data.seo_title,
            "search_description": data.search_description,
            "introduction": data.introduction,
            "listing_summary": data.listing_summary,
            "show_in_menus": data.in_menu,
            "body": data.body,
        },
    )


def _doctor() -> PageData:
    def finish(page: ClinicianPage, pages: dict[str, Page]) -> None:
        page.certifications = [  # type: ignore[misc]
            SpecialtyCertification(specialty=name) for name in places.DOCTOR_CERTIFICATIONS
        ]
        page.locations = [page for page in pages.values() if isinstance(page, LocationPage)]

    return PageData(
        f"/about/{places.DOCTOR_SLUG}/",
        ClinicianPage,
        {
            **_texts(places, "DOCTOR_"),
            "show_in_menus": True,
            "honorific": places.DOCTOR_HONORIFIC,
            "job_title": places.DOCTOR_JOB_TITLE,
            "body": places.DOCTOR_BODY,
        },
        finish=finish,
    )


# The order is the order of the menu.
TREE: list[PageData] = [
    PageData("/", HomePage, {**_texts(home_page), "hero_title": home_page.HERO_TITLE, "body": home_page.BODY}),
    PageData("/therapy/", TherapyPage, {**_texts(overview), "show_in_menus": True, "body": overview.BODY}),
    *(
        PageData(f"/therapy/{topic.SLUG}/", TherapyPage, {**_texts(topic), "body": topic.BODY})
        for topic in (your_visit, results, safety, how_it_works, injection_or_iv, questions)
    ),
    PageData(
        "/conditions/",
        ConditionIndexPage,
        {**_texts(conditions), "show_in_menus": True, "body": conditions.BODY},
    ),
    *(_condition(data) for data in conditions.CONDITIONS),
    PageData(
        "/locations/", LocationIndexPage, {**_texts(places, "INDEX_"), "show_in_menus": True, "body": places.INDEX_BODY}
    ),
    *(_place(data) for data in places.PLACES),
    *(_content(data) for data in content_pages.PAGES),
    _doctor(),
    PageData(
        "/news/",
        NewsIndexPage,
        {**_texts(news), "show_in_menus": True, "body": news.INDEX_BODY},
    ),
    *(_article(data) for data in news.ARTICLES),
    PageData(
        "/request-an-appointment/",
        AppointmentPage,
        {**_texts(appointment), "body": appointment.BODY, "next_steps": appointment.NEXT_STEPS},
    ),
]
