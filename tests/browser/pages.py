"""The pages that browser tests and the gallery look at: one of every type, and the states that matter."""

import json
from datetime import date, time, timedelta
from decimal import Decimal

from django.conf import settings
from wagtail.models import Page

from core.site.models import ClinicSettings
from home.models import HomePage
from locations.models import ClinicianPage, HoursException, LocationPage, OpeningPeriod
from news.models import NewsArticlePage, NewsIndexPage
from tests import starter_site
from tests.filled_fields import fill_every_field
from therapy.models import ConditionPage

# name: address. The names are the gallery's file names.
PAGES = {
    "home": "/",
    "therapy": "/therapy/",
    "questions": "/therapy/questions/",
    "conditions": "/conditions/",
    "condition": "/conditions/crps/",
    "news": "/news/",
    "news-filtered-empty": "/news/?kind=television",
    "news-article": "/news/new-york-times-telehealth-ketamine/",
    "locations": "/locations/",
    "locations-near": "/locations/?near=32068",
    "locations-unknown-place": "/locations/?near=Atlantis",
    "location": "/locations/jacksonville/",
    "location-bare": "/locations/middleburg-orange-park/",
    "about": "/about/",
    "clinician": "/about/dr-tilak/",
    "cost": "/cost-and-insurance/",
    "privacy": "/privacy/",
    "accessibility": "/accessibility/",
    "request": "/request-an-appointment/",
    "search": "/search/?q=pain",
    "search-empty": "/search/?q=xyzzy",
    "not-found": "/no-such-page/",
}
# What the gallery shows again with the longest words, forty places and much news.
HARD = ("home", "condition", "news", "locations")
WIDTHS = (360, 768, 1280)
SCHEMES = ("light", "dark")


def load_starter() -> HomePage:
    """Fill the database with the starter site, as a clinic finds it on the first day."""
    starter_site.fill()
    return HomePage.objects.get(locale__language_code=settings.LANGUAGE_CODE)


def load_site() -> HomePage:
    """The starter site, with one place given every fact, so that all of it can be looked at."""
    home = load_starter()
    fill_location(LocationPage.objects.get(slug="jacksonville"))
    other = LocationPage.objects.get(slug="middleburg-orange-park")
    other.city = "Middleburg"
    other.save()
    return home


def load_full_site(*, longest: bool = False) -> HomePage:
    """The starter site with every field filled in; `longest`: each text is one word as long as its field takes."""
    home = load_site()
    fill(home, longest=longest)
    return home


def fill(home: HomePage, *, longest: bool = False) -> None:
    """Fill in every field of the starter site: facts of the places first, then whatever is still empty."""
    for place in LocationPage.objects.all():
        fill_location(place)
    fill_every_field(home, longest=longest)


def empty(home: HomePage) -> None:
    """Take away what staff may take away: settings, the entries of every list, and all words but titles."""
    clinic = ClinicSettings.for_site(home.get_site())
    ClinicSettings.objects.filter(pk=clinic.pk).delete()
    for model in (LocationPage, ClinicianPage, ConditionPage, NewsArticlePage):
        for page in model.objects.live():
            page.unpublish()
    for page in Page.objects.live().descendant_of(home, inclusive=True).specific():
        page.body, page.introduction, page.main_image = [], "", None
        page.save()


def fill_location(place: LocationPage) -> None:
    """Give a place made-up facts (555 numbers reach nobody)."""
    place.street_address, place.city, place.postal_code = "742 Evergreen Terrace", "Jacksonville", "32256"
    place.phone, place.email = "+19045550123", "desk@example.com"
    place.latitude, place.longitude = Decimal("30.18800"), Decimal("-81.55500")
    place.parking = "<p>Free, in front of the house.</p>"
    place.accessibility = "<p>No steps from the parking lot. The door is wide.</p>"
    place.hours = [
        OpeningPeriod(weekday=7, opens=time(8), closes=time(12)),
        OpeningPeriod(weekday=7, opens=time(13), closes=time(17)),
    ]
    place.exceptions = [HoursException(date_from=date(2099, 11, 26), note="Thanksgiving")]
    place.save()


def stress(home: HomePage) -> None:
    """Make the hard cases: the longest headings, a long name, forty places, and news for several pages."""
    settings = ClinicSettings.for_site(home.get_site())
    settings.name = "The Northeast Florida Interdisciplinary Center for Chronic Pain and Ketamine Therapy"
    settings.save()
    index = LocationPage.objects.first().get_parent()
    for number in range(38):
        index.add_child(
            instance=LocationPage(
                title=f"Place {number} with a rather long name of its own",
                slug=f"place-{number}",
                city="Tampa",
                latitude=Decimal(f"{25.5 + number / 8:.3f}"),
                longitude=Decimal("-81.500"),
            )
        )
    longest = "Electroencephalographically monitored pharmacotherapeutic treatment of long-lasting pain"
    condition = ConditionPage.objects.get(slug="crps")
    condition.title = longest
    condition.save()
    news = NewsIndexPage.objects.get()
    for number in range(25):
        news.add_child(
            instance=NewsArticlePage(
                title=f"Report {number}: {longest}, as told by people who have had it, and by some who have not",
                slug=f"report-{number}",
                kind="study",
                outlet="Journal of the Interdisciplinary Society of Interventional Pain Medicine",
                source_url=f"https://example.com/{number}",
                published_on=date(2025, 12, 31) - timedelta(days=number * 20),
            )
        )
    home.hero_title = longest
    home.body = json.dumps([dict(block) for block in home.body.raw_data])
    home.save()
