"""Notices begin and end on time, also on cached pages, stand on every page, and change a place's hours."""

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as django_settings
from django.core.exceptions import ValidationError
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client, override_settings
from django.utils import timezone

from core.notices.models import Notice, NoticeTranslation
from core.site.models import ClinicSettings
from core.web.page_cache.wsgi import wrap
from home.models import ContentPage, HomePage
from locations.models import HoursException, LocationIndexPage, LocationPage, OpeningPeriod
from tests.clock import Clock
from tests.core.web.test_page_cache import HOST, Answer, ask
from tests.pages import add_page
from tests.staff import login

pytestmark = pytest.mark.django_db

EVERY_KIND = ("/", "/about/", "/locations/", "/locations/jacksonville/", "/search/?q=pain", "/nothing-here/")


def notice(title: str = "Phones are down", minutes: tuple[int, int] = (-5, 60), **fields: Any) -> Notice:
    """A notice, checked as the admin checks it, shown from and until so many minutes from now."""
    now = timezone.now()
    starts, ends = (now + timedelta(minutes=each) for each in minutes)
    row = Notice(**{"title": title, "starts_at": starts, "ends_at": ends, **fields})
    row.full_clean()
    row.save()
    return row


@pytest.fixture
def place(home_page: HomePage) -> LocationPage:
    """A site with a text page and two places, one of them open every day from 8 to 5."""
    add_page(home_page, ContentPage, "About", slug="about")
    index = add_page(home_page, LocationIndexPage, "Locations", slug="locations")
    add_page(index, LocationPage, "Middleburg")
    address = {"street_address": "1 Main Street", "city": "Jacksonville", "postal_code": "32256"}
    page = add_page(index, LocationPage, "Jacksonville", phone="+19045550123", **address)
    page.hours = [OpeningPeriod(weekday=9, opens=time(8), closes=time(17))]
    page.save_revision().publish()
    clinic = ClinicSettings.for_site(home_page.get_site())
    clinic.name, clinic.launched = "Branch Clinic", True
    clinic.save()
    return LocationPage.objects.get(pk=page.pk)


def shown(client: Client, path: str = "/") -> str:
    """The words of the band on a page; empty without one."""
    band = BeautifulSoup(client.get(path).content, "html.parser").select_one("section.site-notices")
    return " ".join(band.get_text(" ").split()) if band else ""


def test_every_kind_of_page_shows_it(client: Client, place: LocationPage) -> None:
    assert [shown(client, path) for path in EVERY_KIND] == [""] * len(EVERY_KIND)
    notice("Closed for the storm", text="We call everybody who has a visit.", severity="urgent")
    for path in EVERY_KIND:
        assert "Urgent: Closed for the storm We call everybody who has a visit." in shown(client, path), path


def test_the_most_urgent_stand_first_and_no_more_than_three(client: Client, place: LocationPage) -> None:
    for number in range(3):
        notice(f"Note {number}", severity="information")
    notice("Parking is closed", severity="important", place=place)
    notice("Storm", severity="urgent")
    words = shown(client, "/about/")
    assert words.startswith("Urgent: Storm Important for Jacksonville: Parking is closed Note")
    assert words.count("Note") == 1


def test_a_link_leads_to_a_page_while_it_is_live_or_elsewhere(client: Client, place: LocationPage) -> None:
    about = ContentPage.objects.get()
    row = notice(link_page=about)
    for path in ("/", "/search/?q=pain"):
        assert (
            'href="/about/">Read more<span class="visually-hidden">: Phones are down'
            in client.get(path).content.decode()
        )
    about.unpublish()
    assert "Read more" not in shown(client)
    Notice.objects.filter(pk=row.pk).update(link_page=None, link_url="https://county.example/storm")
    assert 'href="https://county.example/storm"' in client.get("/").content.decode()


# -- On time ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def cached(place: LocationPage, tmp_path: Path) -> Iterator[Callable[[str], Answer]]:
    """The site behind its page cache, as a server runs it."""
    config = {**django_settings.PAGE_CACHE, "ENABLED": True, "DIRECTORY": tmp_path / "pages", "CACHE_ALIAS": None}
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    with override_settings(PAGE_CACHE=config, ALLOWED_HOSTS=[HOST]):
        application = wrap(WSGIHandler())
        yield lambda path: ask(application, path)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_it_begins_and_ends_on_time_on_pages_that_are_cached(
    cached: Callable[[str], Answer], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Copies live for ten minutes: those made two minutes before a moment would outlive it. Nobody is that slow."""
    real = monotonic
    monkeypatch.setattr("time.monotonic", lambda: real() + clock.ahead.total_seconds())
    notice("Holiday next week", minutes=(30, 60))
    paths = [path for path in EVERY_KIND if "?" not in path]
    for minute, expected in ((0, False), (28, False), (32, True), (58, True), (62, False)):
        clock.ahead = timedelta(minutes=minute)
        for path in paths:
            assert ("Holiday next week" in cached(path).text) is expected, (path, minute)
            # What is not found is kept for seconds only.
            assert path == "/nothing-here/" or cached(path).outcome == "HIT", (path, minute)


@pytest.mark.django_db(transaction=True)
def test_what_is_shared_with_a_cdn_ends_with_it(cached: Callable[[str], Answer]) -> None:
    header = cached("/about/").headers["cache-control"]
    assert "s-maxage=60, stale-while-revalidate=60" in header
    notice(minutes=(-5, 1))
    header = cached("/about/").headers["cache-control"]
    shared, while_asking = (int(part.partition("=")[2].partition(",")[0]) for part in header.split()[2:4])
    assert 0 < shared <= 60
    assert shared + while_asking <= 60


@pytest.mark.django_db(transaction=True)
def test_a_change_and_a_removal_show_at_once(cached: Callable[[str], Answer]) -> None:
    assert "Phones are down" not in cached("/about/").text
    row = notice()
    assert "Phones are down" in cached("/about/").text
    row.title = "Phones work again"
    row.save()
    assert "Phones work again" in cached("/about/").text
    row.delete()
    assert "Phones" not in cached("/about/").text


# -- Places and their hours -------------------------------------------------------------------------------------------


def test_beside_the_hours_stands_what_concerns_the_place(client: Client, place: LocationPage) -> None:
    notice("Elevator is broken", place=place)
    notice("Middleburg moves", place=LocationPage.objects.get(title="Middleburg"))
    side = BeautifulSoup(client.get(place.url).content, "html.parser").select_one(".place__facts .place-notices")
    assert "Elevator is broken until" in " ".join(side.get_text(" ").split())
    assert "Middleburg" not in side.get_text()


def test_days_of_a_notice_win_over_the_usual_hours_and_the_planned_ones(client: Client, place: LocationPage) -> None:
    today = timezone.localdate()
    first, last = today + timedelta(days=3), today + timedelta(days=5)
    planned = HoursException(date_from=first, closed=False, opens=time(9), closes=time(12), note="Half day")
    place.exceptions = [planned]
    place.save_revision().publish()
    row = notice("Closed for the storm", hours="closed", first_day=first, last_day=last)

    soup = BeautifulSoup(client.get(place.url).content, "html.parser")
    special = " ".join(soup.select_one(".opening-hours__special").get_text(" ").split())
    assert "(Closed for the storm): Closed" in special
    assert "Half day" not in special
    hours = json.loads(soup.select_one("[data-hours]")["data-hours"])
    assert hours["special"] == [[first.isoformat(), last.isoformat(), []]]
    graph = json.loads(soup.find("script", type="application/ld+json").string)["@graph"]
    clinic = next(node for node in graph if node["@type"] == "MedicalClinic")
    expected = {"validFrom": first.isoformat(), "validThrough": last.isoformat(), "opens": "00:00", "closes": "00:00"}
    assert clinic["specialOpeningHoursSpecification"] == [{"@type": "OpeningHoursSpecification", **expected}]
    assert "SpecialAnnouncement" not in soup.decode()

    row.delete()
    assert "Half day" in client.get(place.url).content.decode()


def test_hours_without_days_are_those_of_the_days_on_which_it_is_shown(place: LocationPage) -> None:
    midnight = timezone.make_aware(datetime(2099, 12, 26))  # noqa: DTZ001
    times = {"starts_at": midnight - timedelta(hours=30), "ends_at": midnight}
    row = notice("Christmas", hours="other", opens=time(9), closes=time(12), place=place, **times)
    assert (row.first_day, row.last_day) == (date(2099, 12, 24), date(2099, 12, 25))
    day = place.opening_hours.special[0]
    assert (day.first, day.last, day.periods[0].opens) == (date(2099, 12, 24), date(2099, 12, 25), time(9))
    other = LocationPage.objects.get(title="Middleburg")
    assert other.opening_hours.special == ()


def test_the_hours_outlive_the_message(client: Client, place: LocationPage) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    notice("Closed tomorrow", minutes=(-60, -5), hours="closed", first_day=tomorrow)
    assert shown(client) == ""
    assert tomorrow.isoformat() in client.get(place.url).content.decode()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"minutes": (5, 5)}, "ends_at"),
        ({"link_url": "https://example.com/", "link_page_id": 1}, "link_url"),
        ({"hours": "closed", "first_day": date(2099, 1, 2), "last_day": date(2099, 1, 1)}, "last_day"),
        ({"hours": "closed", "last_day": date(2099, 1, 1)}, "first_day"),
        ({"hours": "other", "closes": time(8)}, "opens"),
        ({"hours": "other", "opens": time(8)}, "closes"),
    ],
)
def test_what_does_not_fit_is_said_where_it_stands(db: None, fields: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        notice(**fields)
    assert field in caught.value.message_dict


def test_what_the_form_hides_counts_for_nothing(db: None) -> None:
    days = {"first_day": date(2099, 1, 1), "last_day": date(2099, 1, 2)}
    usual = notice(**days, opens=time(8))
    assert (usual.first_day, usual.last_day, usual.opens) == (None, None, None)
    closed = notice(hours="closed", **days, opens=time(8), closes=time(9))
    assert (closed.first_day, closed.opens, closed.closes) == (date(2099, 1, 1), None, None)


# -- Languages --------------------------------------------------------------------------------------------------------


@pytest.fixture
def spanish(settings: Any, place: LocationPage) -> None:
    """The site in Spanish, too."""
    from wagtail.models import Locale

    settings.LANGUAGES_OFFERED = ["en", "es"]
    settings.WAGTAIL_I18N_ENABLED = True
    settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("es", "Español")]
    settings.ROOT_URLCONF = "tests.i18n.urls"
    locale = Locale.objects.create(language_code="es")
    home = HomePage.objects.get()
    home.copy_for_translation(locale).specific.save_revision().publish()


def test_a_spanish_page_says_it_in_spanish_or_marks_the_english(client: Client, spanish: None) -> None:
    row = notice("Phones are down", text="Write to us.", link_url="https://county.example/")
    page = client.get("/es/").content.decode()
    assert '<span lang="en-US">Phones are down</span>' in page
    assert '<span class="visually-hidden" lang="en-US">: Phones are down</span>' in page
    assert '<span lang="en-US">Write to us.</span>' in page
    NoticeTranslation.objects.create(notice=row, language="es", title="Los teléfonos no funcionan")
    page = client.get("/es/").content.decode()
    assert "<span>Los teléfonos no funcionan</span>" in page
    assert '<span lang="en-US">Write to us.</span>' in page
    assert "teléfonos" not in client.get("/").content.decode()


# -- The admin --------------------------------------------------------------------------------------------------------


def test_marketing_puts_one_up_and_is_told_when_it_shows(client: Client, place: LocationPage) -> None:
    login(client, "Marketing editor")
    assert "Put up a notice" in client.get("/admin/").content.decode()
    form = client.get("/admin/snippets/notices/notice/add/").context["form"]
    assert form["starts_at"].value(), "shown from now on, unless somebody says otherwise"
    ends = timezone.localtime(timezone.now() + timedelta(hours=2))
    data = {
        "title": "Phones are down",
        "severity": "important",
        "hours": "",
        "ends_at": ends.strftime("%Y-%m-%d %H:%M"),
    }
    data["starts_at"] = timezone.localtime().strftime("%Y-%m-%d %H:%M")
    page = client.post("/admin/snippets/notices/notice/add/", data, follow=True).content.decode()
    assert "showing now" in page
    assert "Important: Phones are down" in shown(Client())


def test_the_editor_of_a_place_names_the_days_that_a_notice_changes(client: Client, place: LocationPage) -> None:
    login(client, "Marketing editor")
    notice("Closed for the storm", hours="closed", first_day=date(2099, 8, 1))
    page = client.get(f"/admin/pages/{place.pk}/edit/").content.decode()
    assert "August 1, 2099: Closed (Closed for the storm)" in page


def test_who_handles_requests_alone_puts_up_none(client: Client, place: LocationPage) -> None:
    login(client, "Medical reviewer")
    assert client.get("/admin/snippets/notices/notice/add/").status_code == 302
