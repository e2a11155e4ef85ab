"""Places: a new one with hours and a holiday, and a phone number that changes everywhere at once."""

import json
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from locations.models import HoursException
from tests.browser.tasks.desk import Desk, fetch, words

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Fields and clicks from the login screen to the place on the public site.
MOST_ACTIONS = 25


def nodes(soup: BeautifulSoup, kind: str) -> list[dict[str, Any]]:
    """The nodes of one type in a page's structured data."""
    graph = json.loads(soup.find("script", type="application/ld+json").string)["@graph"]
    return [node for node in graph if kind in node["@type"]]


def test_add_a_location_with_hours_and_a_holiday(desk: Desk) -> None:
    page = desk.page
    desk.task("Add a location")
    desk.fill(page.get_by_placeholder("Name of the place*"), "Gainesville")
    desk.fill(desk.field("Phone"), "352 555 0188")
    desk.fill(desk.field("Street address"), "12 Main Street")
    desk.fill(desk.field("City"), "Gainesville")
    desk.fill(desk.field("ZIP code"), "32601")
    desk.tab("Hours")
    desk.click(page.get_by_role("button", name="Add opening hours"))
    desk.fill(page.locator("#id_hours-0-opens"), "08:00")
    desk.fill(page.locator("#id_hours-0-closes"), "17:00")
    desk.click(page.get_by_role("button", name="Add special days"))
    desk.fill_date(page.locator("#id_exceptions-0-date_from"), "2099-12-25")
    desk.fill(page.locator("#id_exceptions-0-note"), "Christmas")
    desk.action("Publish")
    desk.told("Gainesville")
    place = desk.view_live()
    assert len(desk.actions) <= MOST_ACTIONS, desk.actions

    main = words(place, "main")
    for shown in ("12 Main Street", "(352) 555-0188", "8 am to 5 pm", "December 25, 2099", "Christmas"):
        assert shown in main
    clinic = nodes(place, "MedicalClinic")[0]
    assert clinic["telephone"] == "+13525550188"
    assert clinic["address"]["postalCode"] == "32601"
    assert len(clinic["openingHoursSpecification"]) >= 1
    assert "2099-12-25" in json.dumps(clinic)

    home = desk.visit("/")
    assert "Gainesville" in words(home, "nav#menu")
    assert "(352) 555-0188" in words(home, "footer")
    near = desk.visit("/locations/?near=32601")
    assert near.select_one("main h3").get_text(strip=True) == "Gainesville"
    assert "Gainesville" in words(desk.visit("/request-an-appointment/"), "form label")
    assert "/locations/gainesville/" in fetch(desk.address("/sitemap.xml"))
    assert "Gainesville" in words(desk.visit("/search/?q=gainesville"), "main")


def test_a_holiday_typed_as_people_here_write_dates_is_that_day(desk: Desk) -> None:
    page = desk.page
    desk.task("Change hours or add a holiday")
    desk.click(page.get_by_role("link", name="Jacksonville", exact=True))
    desk.tab("Hours")
    desk.click(page.get_by_role("button", name="Add special days"))
    day = page.locator("#id_exceptions-0-date_from")
    day.press_sequentially("11/26/2099")
    page.keyboard.press("Tab")
    desk.fill(page.locator("#id_exceptions-0-note"), "Thanksgiving")
    expect(day).to_have_value("11/26/2099")
    desk.action("Publish")
    desk.told("Jacksonville")
    assert HoursException.objects.get().date_from == date(2099, 11, 26)


def test_a_phone_number_is_changed_once_and_shown_everywhere(desk: Desk) -> None:
    page = desk.page
    desk.task("Change hours or add a holiday")
    desk.click(page.get_by_role("link", name="Jacksonville", exact=True))
    desk.fill(desk.field("Phone"), "(904) 555-0177")
    desk.action("Publish")
    place = desk.view_live()
    page.goto("/admin/")
    desk.task("Change the clinic's phone number")
    desk.fill(desk.field("Main phone"), "904.555.0199")
    desk.click(page.get_by_role("button", name="Save"))
    desk.told("Clinic updated")

    assert "(904) 555-0177" in words(place, "main")
    for path in ("/", "/locations/", "/conditions/migraine/", "/about-us/"):
        soup = desk.visit(path)
        assert "(904) 555-0177" in words(soup, "footer"), path
        assert "(904) 555-0199" in words(soup, "footer"), path
        assert "555-0123" not in soup.get_text(), path
    assert "(904) 555-0177" in words(desk.visit("/locations/"), "main")
