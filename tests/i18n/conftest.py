"""A small site in English, and the same with some pages in Spanish."""

from collections.abc import Callable
from datetime import time
from typing import Any, NamedTuple

import pytest
from django.core.cache import caches
from django.test import Client
from wagtail.models import Locale, Page, Site

from appointments.models import AppointmentPage
from core.site.models import ClinicSettings
from home.models import ContentPage, HomePage
from locations.models import LocationIndexPage, LocationPage, OpeningPeriod
from news.models import NewsArticlePage, NewsIndexPage
from tests.pages import add_page
from therapy.models import ConditionIndexPage, ConditionPage, TherapyPage


class Pages(NamedTuple):
    """The English pages."""

    home: HomePage
    therapy: TherapyPage
    about: ContentPage
    conditions: ConditionIndexPage
    condition: ConditionPage
    locations: LocationIndexPage
    place: LocationPage
    news: NewsIndexPage
    article: NewsArticlePage
    appointment: AppointmentPage


@pytest.fixture(autouse=True)
def empty_caches(settings: Any) -> None:
    """Wagtail keeps where sites begin."""
    for alias in settings.CACHES:
        caches[alias].clear()


@pytest.fixture
def english(home_page: HomePage) -> Pages:
    """A launched site in English."""
    clinic = ClinicSettings.for_site(Site.objects.get(is_default_site=True))
    clinic.name, clinic.phone, clinic.launched = "Branch Clinic", "+19045550123", True
    clinic.save()
    home = home_page
    link = '<p>Read about <a linktype="page" id="{}">the therapy</a> and about <a linktype="page" id="{}">us</a>.</p>'
    therapy = add_page(
        home, TherapyPage, "Ketamine therapy", slug="therapy", show_in_menus=True, introduction="An injection for pain."
    )
    about = add_page(home, ContentPage, "About us", show_in_menus=True)
    about.body = [{"type": "text", "value": link.format(therapy.pk, about.pk)}]
    about.save_revision().publish()
    conditions = add_page(home, ConditionIndexPage, "Conditions", show_in_menus=True)
    condition = add_page(conditions, ConditionPage, "Fibromyalgia", introduction="Pain in the whole body.")
    locations = add_page(home, LocationIndexPage, "Locations", show_in_menus=True)
    place = add_page(locations, LocationPage, "Jacksonville", phone="+19045550199")
    place.hours = [OpeningPeriod(weekday=day, opens=time(8), closes=time(13)) for day in range(5)]
    place.save_revision().publish()
    news = add_page(home, NewsIndexPage, "News", show_in_menus=True)
    article = add_page(
        news, NewsArticlePage, "A study", kind="study", outlet="Journal", source_url="https://example.com/", body=[]
    )
    appointment = add_page(home, AppointmentPage, "Request an appointment")
    return Pages(home, therapy, about, conditions, condition, locations, place, news, article, appointment)


@pytest.fixture
def two_languages(settings: Any) -> None:
    """The settings of a site that offers Spanish as well."""
    settings.LANGUAGES_OFFERED = ["en", "es"]
    settings.WAGTAIL_I18N_ENABLED = True
    settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("es", "Español")]
    settings.ROOT_URLCONF = "tests.i18n.urls"


@pytest.fixture
def translate(two_languages: None, english: Pages) -> Callable[..., Any]:
    """Make the live Spanish version of a page; its parent must have one."""
    locale, _new = Locale.objects.get_or_create(language_code="es")

    def make(page: Page, title: str, slug: str, **fields: Any) -> Any:
        copy = page.specific.copy_for_translation(locale)
        copy.title = copy.draft_title = title
        copy.slug = slug
        for name, value in fields.items():
            setattr(copy, name, value)
        copy.save()
        copy.save_revision().publish()
        Site.clear_site_root_paths_cache()
        return type(copy).objects.get(pk=copy.pk)

    return make


@pytest.fixture
def spanish(translate: Callable[..., Any], english: Pages) -> dict[str, Any]:
    """Home, therapy and appointment page in Spanish, live."""
    return {
        "home": translate(english.home, "Inicio", "inicio", hero_title="Atención para el dolor"),
        "therapy": translate(
            english.therapy, "Terapia con ketamina", "terapia", introduction="Inyecciones para dolores crónicos."
        ),
        "appointment": translate(
            english.appointment,
            "Solicitar una cita",
            "solicitar-una-cita",
            confirmation_title="Hemos recibido su solicitud",
        ),
    }


@pytest.fixture
def visitor() -> Client:
    """Somebody who reads the site."""
    return Client(headers={"host": "localhost"})
