"""The pages of the room through HTTP: with everything, with nothing, and many of them."""

import json
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.site.models import ClinicSettings
from locations.models import ClinicianPage, HoursException, LocationIndexPage, LocationPage, OpeningPeriod
from locations.models.clinician import FLORIDA_STATEMENT
from tests.pages import make_image

from .conftest import url_of


def soup_of(client: Client, page: object) -> BeautifulSoup:
    """The page as a visitor gets it."""
    response = client.get(url_of(page))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words_of(soup: BeautifulSoup) -> str:
    """The visible words of the main part on one line."""
    return " ".join(soup.main.get_text(" ").split())


class TestLocationPage:
    def test_reads_well_when_nothing_but_the_name_is_known(self, client: Client, bare_location: LocationPage) -> None:
        soup = soup_of(client, bare_location)
        words = words_of(soup)
        assert soup.h1.get_text(strip=True) == "Springfield"
        assert "Ask for the address when you request an appointment." in words
        for absent in ("FL", "Opening hours", "Parking", "Directions", "None", "Call 9", "Fax"):
            assert absent not in words
        assert not soup.select("[data-hours], main a[href^=tel]")
        assert not soup.select('main a[href=""], main a:not([href])')

    def test_the_footer_has_the_whole_address_and_a_phone_once(
        self, client: Client, bare_location: LocationPage, full_location: LocationPage
    ) -> None:
        clinic = ClinicSettings.for_site(full_location.get_site())
        clinic.phone = full_location.phone
        clinic.save()
        footer = soup_of(client, bare_location).select_one(".site-footer")
        assert footer is not None
        assert "Suite 5" in footer.get_text(" ")
        assert len(footer.select(f'a[href="tel:{full_location.phone}"]')) == 1

    def test_shows_every_fact(self, client: Client, full_location: LocationPage, clinician: ClinicianPage) -> None:
        soup = soup_of(client, full_location)
        words = words_of(soup)
        for fact in (
            "On the ground floor.",
            "Near the monorail",
            "742 Evergreen Terrace",
            "Suite 5",
            "Shelbyville, FL 32256",
            "(904) 555-0123",
            "(904) 555-0124",
            "front@example.com",
            "Take exit 3.",
            "Free lot behind the house.",
            "No steps.",
            "More to know",
            "Dr. Nick Riviera",
            "Ketamine therapy",
        ):
            assert fact in words
        assert soup.select_one('main a[href="tel:+19045550123"]')
        [link] = soup.select('main a[href^="https://www.google.com/maps/dir/"]')
        assert "742+Evergreen+Terrace" in link["href"]

    def test_hours_are_a_table_and_the_state_is_left_to_the_browser(
        self, client: Client, full_location: LocationPage
    ) -> None:
        soup = soup_of(client, full_location)
        rows = [
            (row.th.get_text(strip=True), [time.get_text() for time in row.select("td span:not(.visually-hidden)")])
            for row in soup.select("table tr")
        ]
        assert rows == [
            ("Monday to Friday", ["8 am to noon", "1 pm to 5 pm"]),
            ("Saturday and Sunday", ["Closed"]),
        ]
        [root] = soup.select("[data-hours]")
        assert json.loads(root["data-hours"]) == {
            "zone": "America/New_York",
            "week": [[[480, 720], [780, 1020]]] * 5 + [[], []],
            "special": [],
        }
        assert [state.decode_contents() for state in soup.select("[data-open-state]")] == [""]
        assert "Open now" not in words_of(soup)

    def test_a_holiday_appears_until_it_is_over(self, client: Client, full_location: LocationPage) -> None:
        today = full_location.today
        full_location.exceptions.add(
            HoursException(date_from=today - timedelta(days=2), date_to=today - timedelta(days=1), note="Gone"),
            HoursException(date_from=today, note="Today only"),
            HoursException(
                date_from=today + timedelta(days=9), closed=False, opens=time(9), closes=time(12), note="Short day"
            ),
        )
        full_location.save()
        soup = soup_of(client, full_location)
        words = words_of(soup)
        assert "Gone" not in words
        assert "(Today only): Closed" in words
        assert "(Short day): 9 am to noon" in words
        assert [item["data-last"] for item in soup.select("li[data-last]")] == [
            today.isoformat(),
            (today + timedelta(days=9)).isoformat(),
        ]

    def test_the_page_ends_with_its_own_request_form_once(self, client: Client, full_location: LocationPage) -> None:
        soup = soup_of(client, full_location)
        assert soup.select_one('main a[href="#request"]')
        [form] = soup.select("#request form")
        assert form.select_one("input[name=location][checked], option[selected]")["value"] == "shelbyville"
        assert "Request an appointment: Shelbyville" in words_of(soup)
        full_location.body = [("appointment_request", {"title": "Come and see us"})]
        full_location.save()
        soup = soup_of(client, full_location)
        assert len(soup.select("#request form")) == 1
        assert "Come and see us" in words_of(soup)
        assert "Request an appointment: Shelbyville" not in words_of(soup)

    def test_a_holiday_is_told_also_where_the_weekly_hours_are_unknown(
        self, client: Client, bare_location: LocationPage
    ) -> None:
        assert not soup_of(client, bare_location).select(".opening-hours")
        bare_location.exceptions.add(HoursException(date_from=bare_location.today, note="Thanksgiving"))
        bare_location.save()
        words = words_of(soup_of(client, bare_location))
        assert "(Thanksgiving): Closed" in words
        assert "Closed now" not in words

    def test_by_appointment_only_is_said_also_without_hours(self, client: Client, bare_location: LocationPage) -> None:
        bare_location.by_appointment_only = True
        bare_location.save()
        assert "By appointment only." in words_of(soup_of(client, bare_location))

    def test_drafts_of_services_and_clinicians_stay_private(
        self, client: Client, full_location: LocationPage, clinician: ClinicianPage
    ) -> None:
        clinician.unpublish()
        full_location.services.get().page.unpublish()
        words = words_of(soup_of(client, full_location))
        assert "Riviera" not in words
        assert "Ketamine therapy" not in words


class TestLocationIndexPage:
    def test_lists_live_places_in_the_order_of_the_tree(
        self,
        client: Client,
        location_index: LocationIndexPage,
        bare_location: LocationPage,
        full_location: LocationPage,
    ) -> None:
        hidden = location_index.add_child(instance=LocationPage(title="Ogdenville", slug="ogdenville", live=False))
        soup = soup_of(client, location_index)
        assert [link.get_text(strip=True) for link in soup.select("main h3 a, main h2 a")] == [
            "Springfield",
            "Shelbyville",
        ]
        assert hidden.title not in words_of(soup)
        bare_location.move(full_location, "right")
        titles = [link.get_text(strip=True) for link in soup_of(client, location_index).select("main h3 a, main h2 a")]
        assert titles == ["Shelbyville", "Springfield"]

    def test_says_so_when_there_are_none(self, client: Client, location_index: LocationIndexPage) -> None:
        assert "No location is listed at the moment." in words_of(soup_of(client, location_index))


class TestClinicianPage:
    def test_shows_name_role_places_and_certifications(self, client: Client, clinician: ClinicianPage) -> None:
        words = words_of(soup_of(client, clinician))
        for fact in ("Dr. Nick Riviera, MD", "Physician", "Hello, everybody.", "Training", "Shelbyville", "ME00000"):
            assert fact in words

    def test_floridas_statement_stands_once_in_the_block_of_the_claims(
        self, client: Client, clinician: ClinicianPage
    ) -> None:
        block = soup_of(client, clinician).select_one(".credentials")
        items = [item.get_text(" ", strip=True) for item in block.select("li")]
        assert items == ["Internal Medicine, American Board of Internal Medicine", "Interventional Pain Management*"]
        assert [notice.get_text(" ", strip=True) for notice in block.select("p")] == [f"* {FLORIDA_STATEMENT}"]

    def test_without_a_recognized_board_the_statement_is_about_all_claims(
        self, client: Client, clinician: ClinicianPage
    ) -> None:
        clinician.certifications.update(recognized_by_florida_board=False)
        block = soup_of(client, clinician).select_one(".credentials")
        assert "*" not in block.get_text()
        assert block.get_text().count(FLORIDA_STATEMENT) == 1

    @pytest.mark.browser
    def test_the_statement_is_printed_as_large_as_the_claim(self, browser_page: Any, clinician: ClinicianPage) -> None:
        """Rule 64B8-11.001, Florida Administrative Code: in the same print size."""
        browser_page.goto(clinician.get_url())
        sizes = browser_page.eval_on_selector_all(
            ".credentials li, .credentials p", "found => found.map(one => getComputedStyle(one).fontSize)"
        )
        assert len(sizes) == 3
        assert len(set(sizes)) == 1

    @pytest.mark.parametrize(
        ("board", "recognized", "needed"),
        [("", False, True), ("", True, True), ("Board X", False, True), ("Board X", True, False)],
    )
    def test_the_statement_goes_only_when_the_board_is_named_and_recognized(
        self, client: Client, clinician: ClinicianPage, board: str, recognized: bool, needed: bool
    ) -> None:
        certification = clinician.certifications.get(specialty="Interventional Pain Management")
        certification.board_name, certification.recognized_by_florida_board = board, recognized
        certification.save()
        assert (FLORIDA_STATEMENT in words_of(soup_of(client, clinician))) is needed

    def test_reads_well_with_a_name_alone(self, client: Client, location_index: LocationIndexPage) -> None:
        page = location_index.add_child(instance=ClinicianPage(title="Dr. Hibbert", slug="dr-hibbert"))
        words = words_of(soup_of(client, page))
        assert "Dr. Hibbert" in words
        for absent in ("None", "License", "certification", "Florida", ","):
            assert absent not in words.replace("Home Locations", "")


def add_locations(index: LocationIndexPage, number: int) -> None:
    """Places with hours and an exception each."""
    for _ in range(number):
        count = index.get_children().count()
        index.add_child(
            instance=LocationPage(
                title=f"Place {count}",
                slug=f"place-{count}",
                city="Shelbyville",
                street_address=f"{count} Main Street",
                postal_code="32256",
                phone="+19045550123",
                hours=[OpeningPeriod(weekday=9, opens=time(8), closes=time(17))],
                exceptions=[HoursException(date_from=date(2099, 12, 25))],
            )
        )
        index.refresh_from_db()


@pytest.mark.full
class TestQueries:
    def counted(self, client: Client, page: object) -> int:
        """Queries of one uncached visit after a first one that fills Wagtail's own caches."""
        client.get(url_of(page))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url_of(page)).status_code == 200
        return len(queries)

    def test_are_as_many_for_300_places_as_for_3(
        self,
        client: Client,
        location_index: LocationIndexPage,
        clinician: ClinicianPage,
        full_location: LocationPage,
        named_clinic: ClinicSettings,
    ) -> None:
        add_locations(location_index, 2)
        clinician.locations.set(LocationPage.objects.all())
        clinician.save()
        few = [self.counted(client, page) for page in (location_index, full_location, clinician)]
        add_locations(location_index, 297)
        clinician.locations.set(LocationPage.objects.all())
        clinician.save()
        assert LocationPage.objects.count() == 300
        assert [self.counted(client, page) for page in (location_index, full_location, clinician)] == few


class TestPhotos:
    def test_stand_side_by_side_in_one_shape_and_are_gone_without_any(
        self, client: Client, full_location: LocationPage, settings: Any, tmp_path: Path
    ) -> None:
        settings.MEDIA_ROOT = tmp_path
        assert not soup_of(client, full_location).select("#photos, .photos, .page-head__art")
        door, room = make_image("Door", (900, 900)), make_image("Room", (1600, 900), credit="A. Example")
        photos = [
            {"type": "photo", "value": {"image": {"image": image.pk, "alt_text": image.title}, "caption": "Ours"}}
            for image in (door, room)
        ]
        full_location.photos = full_location.photos.stream_block.to_python(photos)
        full_location.save_revision().publish()
        shown = soup_of(client, full_location).select(".photos__item img")
        assert [image["alt"] for image in shown] == ["Door", "Room"]
        assert len({int(image["width"]) / int(image["height"]) for image in shown}) == 1
        full_location.photos = full_location.photos.stream_block.to_python(photos[:1])
        full_location.save_revision().publish()
        soup = soup_of(client, full_location)
        assert not soup.select(".photos")
        assert soup.select_one("#photos ~ figure img[alt=Door]")
