"""No dead ends, whatever staff have filled in: every page, and every answer of the forms, in English and in Spanish.

Words follow data. Nobody is told to call without a number, to ask without a way to ask, or led to a page that is not
there or lacks what the link said; no heading stands over nothing.
"""

import json
import re
from collections.abc import Callable, Iterator
from datetime import time
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client
from wagtail.models import Page

from appointments.models import AppointmentPage, AppointmentRequest, AppointmentSettings, ConsentWording
from core.site.models import ClinicSettings
from core.web.contact_cache import Contact, keep_contact, refresh_contact
from home.models import HomePage
from locations.models import LocationIndexPage, LocationPage, OpeningPeriod
from news.models import NewsIndexPage
from tests import starter_site
from tests.browser.pages import fill_location
from tests.filled_fields import fill_every_field
from therapy.models import ConditionIndexPage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_start_of_a_window")]

CALL_US = re.compile(r"\bcall (us|our)\b|llám", re.IGNORECASE)
HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
REQUEST = re.compile(r"request an? ?appointment|open the form|solicitar (una )?cita|abrir el formulario", re.IGNORECASE)
# What a link says it leads to, and where that is on a page.
PROMISES = {
    re.compile(r"\bhours\b(?! of| without)|\bhorario", re.IGNORECASE): ".opening-hours",
    re.compile(r"\bdirections\b|cómo llegar", re.IGNORECASE): "#directions",
    re.compile(r"all reports", re.IGNORECASE): ".news-list",
    re.compile(r"phone number|call us|número de teléfono|llámenos", re.IGNORECASE): "a[href^='tel:+']",
}
# What has no page behind it that a visitor could read.
NO_PAGES = ("/static/", "/media/", "/documents/")


# -- What is filled in ------------------------------------------------------------------------------------------------


def nothing() -> None:
    """The state that the site ships in."""


def a_phone() -> None:
    ClinicSettings.objects.update(phone="+19045550123")


def a_phone_at_one_place() -> None:
    LocationPage.objects.filter(slug="jacksonville").update(phone="+19045550199")


def hours_at_one_place() -> None:
    place = LocationPage.objects.get(slug="jacksonville")
    place.hours = [OpeningPeriod(weekday=0, opens=time(8), closes=time(12))]
    place.save()


def a_form_on_the_home_page() -> None:
    for home in HomePage.objects.live():
        home.body.append(("appointment_request", {"title": "Write to us"}))
        home.save()


def no_page_with_the_form() -> None:
    unpublish(AppointmentPage)


def one_place() -> None:
    LocationPage.objects.get(slug="middleburg-orange-park").unpublish()


def no_place() -> None:
    unpublish(LocationPage)


def no_lists() -> None:
    """What is listed is live, the pages that list it are not."""
    unpublish(LocationIndexPage, ConditionIndexPage, NewsIndexPage)


def everything() -> None:
    for place in LocationPage.objects.all():
        fill_location(place)
    fill_every_field(HomePage.objects.get(locale__language_code=django_settings.LANGUAGE_CODE))


def unpublish(*models: type[Page]) -> None:
    for model in models:
        for page in model.objects.live():
            page.unpublish()


STATES = [
    nothing,
    a_phone,
    a_phone_at_one_place,
    hours_at_one_place,
    a_form_on_the_home_page,
    no_page_with_the_form,
    one_place,
    no_place,
    no_lists,
    everything,
]


# -- What a visitor sees ----------------------------------------------------------------------------------------------


class Visitor:
    """Somebody who reads all of the site and follows every link once."""

    def __init__(self, prefix: str) -> None:
        self.client = Client(headers={"host": "localhost"})
        self.prefix = prefix
        self.read: dict[str, tuple[int, BeautifulSoup]] = {}

    def get(self, path: str) -> tuple[int, BeautifulSoup]:
        """Status and page at a path, read once."""
        if path not in self.read:
            self.read[path] = self.seen(self.client.get(path, follow=True))
        return self.read[path]

    def seen(self, response: Any) -> tuple[int, BeautifulSoup]:
        """Status and page of an answer."""
        content = b"" if response.streaming else response.content
        return response.status_code, BeautifulSoup(content, "html.parser")

    def pages(self) -> Iterator[tuple[str, BeautifulSoup]]:
        """Every page of the tree."""
        for page in Page.objects.live().filter(depth__gt=1).order_by("path"):
            path = urlsplit(page.get_url()).path
            status, soup = self.get(path)
            assert status == 200, path
            yield path, soup

    def answers(self, settings: Any) -> Iterator[tuple[str, BeautifulSoup]]:
        """What the search and the forms answer, and what a path without a page says."""
        ours, form, change = {"Sec-Fetch-Site": "same-origin"}, "/appointments/request/", "/appointments/change/"
        receipt = stored_request().receipt
        for path in (
            f"/appointments/received/{receipt}/",
            "/appointments/received/long-gone/",
            "/appointments/changed/",
            "/appointments/cancelled/",
            change,
            "/search/",
            "/search/?q=xyzzy",
            "/no-such-page/",
        ):
            yield path, self.get(self.prefix + path)[1]
        for path in (form, change):
            path = self.prefix + path
            yield f"{path} incomplete", self.seen(self.client.post(path, {}, headers=ours))[1]
            yield f"{path} unknown", self.seen(self.client.post(path, {}))[1]
            yield f"{path} foreign", self.seen(self.client.post(path, {}, headers={"Sec-Fetch-Site": "cross-site"}))[1]
            yield f"{path} refused", self.seen(self.client.post(path, "?", content_type="text/plain"))[1]
        settings.APPOINTMENTS_LIMIT_PER_ADDRESS = "1/3600"
        sent = {"full_name": "Pat Doe", "phone": "(904) 555-0123", "patient_type": "new", "location": "jacksonville"}
        wish = {"reference": "7QK4M-X2RD9", "contact": "(904) 555-0123", "wish": "cancel"}
        for path, data in ((form, sent), (change, wish)):
            self.client.post(self.prefix + path, data, headers=ours)
            again = {**data, "full_name": "Sam Roe"}  # the same once more is no second request
            response = self.client.post(self.prefix + path, again, headers=ours)
            assert response.status_code == 429, path
            yield f"{path} too many", self.seen(response)[1]
        for path, data in ((form, sent), (f"/appointments/received/{receipt}/", None)):
            with connection.execute_wrapper(away):
                response = self.client.post(path, data, headers=ours) if data else self.client.get(path)
            assert response.status_code == 503
            yield f"{path} without a database", self.seen(response)[1]


def away(*args: object) -> None:
    raise OperationalError("gone")


def stored_request() -> AppointmentRequest:
    words = AppointmentSettings.load()
    return AppointmentRequest.objects.create(
        full_name="Pat Doe",
        phone="+19045550123",
        email="",
        patient_type="new",
        preferences="{}",
        condition="",
        note="",
        consent_wording=ConsentWording.remember(words.consent_contact_text, words.consent_voicemail_text),
    )


# -- What is wrong with it --------------------------------------------------------------------------------------------


def problems(visitor: Visitor, path: str, soup: BeautifulSoup) -> Iterator[str]:
    """The dead ends of a page, in words."""
    for part in soup(["script", "style", "template"]):
        part.decompose()
    words = " ".join(soup.body.get_text(" ").split())
    if (found := CALL_US.search(words)) and not soup.select("a[href^='tel:+']"):
        yield f"{found.group()}: no number"
    if soup.select_one(".site-footer") and not any(REQUEST.match(link.get_text().strip()) for link in soup("a")):
        yield "no way to ask"
    yield from empty_parts(soup)
    for link in soup.select("a[href]"):
        yield from problems_of_a_link(visitor, path.partition(" ")[0], link, soup)
    if (form := soup.select_one("#request-form")) is not None:
        above = form.find_previous(HEADINGS)
        if above.find_parent(class_="callout--emergency") or not above.get_text(strip=True):
            yield f"the form stands under {above.get_text(strip=True)!r}"


def empty_parts(soup: BeautifulSoup) -> Iterator[str]:
    for heading in soup.find_all(HEADINGS):
        if not (heading.get_text(strip=True) or heading.select("img[alt]:not([alt=''])")):
            yield f"an empty heading: {heading}"
    for part in soup.select(":is(ul, ol, dl, table, address):not([hidden])"):
        if not part.get_text(strip=True):
            yield f"nothing in {part}"
    for heading in soup.select("main h2"):
        if not any(has_words(each) for each in below(heading)):
            yield f"nothing below {heading.get_text(strip=True)!r}"


def below(heading: Tag) -> Iterator[Any]:
    """What follows a heading of the second level, up to the next one."""
    inside = set(map(id, heading.descendants))
    for each in heading.next_elements:
        if isinstance(each, Tag) and each.name in {"h1", "h2", "footer"}:
            return
        if id(each) not in inside:
            yield each


def has_words(each: Any) -> bool:
    return each.name in {"img", "svg", "input"} if isinstance(each, Tag) else bool(each.strip())


def problems_of_a_link(visitor: Visitor, path: str, link: Tag, soup: BeautifulSoup) -> Iterator[str]:
    text, href = " ".join(link.get_text(" ").split()), str(link["href"])
    target, anchor = urldefrag(urljoin(f"http://localhost{path}", href))
    parts = urlsplit(target)
    if parts.scheme != "http" or parts.hostname != "localhost" or parts.path.startswith(NO_PAGES):
        return
    there = parts.path + (f"?{parts.query}" if parts.query else "")
    status, page = (200, soup) if href.startswith("#") else visitor.get(there)
    if status != 200:
        yield f"{text!r} leads to {there}, which answers {status}"
        return
    if anchor and not page.find(id=anchor):
        yield f"{text!r} leads to #{anchor}, which is not on {there}"
    if REQUEST.match(text) and not page.select("#request-form"):
        yield f"{text!r} leads to {there}, where no form is"
    if href.startswith("#"):
        return
    for promise, css in PROMISES.items():
        if promise.search(text) and not page.select(css):
            yield f"{text!r} leads to {there}, which has none"


@pytest.fixture
def walk(settings: Any, tmp_path: Any) -> Iterator[Callable[..., dict[str, list[str]]]]:
    """Read the site, filled in by a function; the dead ends by where they are."""
    settings.MEDIA_ROOT = tmp_path / "media"

    def go(fill: Callable[[], None], prefix: str = "") -> dict[str, list[str]]:
        fill()
        refresh_contact()
        visitor, found = Visitor(prefix), {}
        for seen in (visitor.pages(), visitor.answers(settings)):
            for path, soup in seen:
                if wrong := list(dict.fromkeys(problems(visitor, path, soup))):
                    found[path] = wrong
        assert len(visitor.read) > 30
        return found

    yield go
    keep_contact(Contact())


def some(fills: list[Callable[[], None]], *often: Callable[[], None]) -> list[Any]:
    """The states as parameters; those that are not looked at often only run with everything."""
    return [pytest.param(fill, id=fill.__name__, marks=() if fill in often else pytest.mark.full) for fill in fills]


@pytest.mark.slow
@pytest.mark.parametrize("fill", some(STATES, nothing))
def test_no_dead_ends(walk: Any, fill: Callable[[], None]) -> None:
    starter_site.fill()
    assert not (found := walk(fill)), json.dumps(found, indent=1, ensure_ascii=False)


@pytest.mark.slow
@pytest.mark.parametrize("fill", some([nothing, a_phone_at_one_place, no_page_with_the_form, everything]))
def test_no_dead_ends_in_spanish(walk: Any, two_languages: None, fill: Callable[[], None]) -> None:
    starter_site.fill()
    call_command("load_starter_content", if_empty=True, verbosity=0)
    for page in Page.objects.filter(locale__language_code="es").order_by("path").specific():
        page.get_latest_revision().publish()
    assert not (found := walk(fill, "/es")), json.dumps(found, indent=1, ensure_ascii=False)
