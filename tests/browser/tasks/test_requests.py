"""The front desk: what is waiting, what was done, when somebody comes, and the day on paper."""

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone
from playwright.sync_api import expect

from appointments.models import AppointmentRequest, AppointmentSettings, AuditEvent, ConsentWording
from tests.browser.tasks.desk import Desk, make_staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# From the login screen. With a status to choose, a note to write and two buttons to press it took 9.
MOST_FOR_A_CALL = 6
MOST_FOR_A_BOOKING = 8


@pytest.fixture
def ana(any_desk: Desk, settings: Any) -> Desk:
    """Ana of the front desk, with two requests that wait."""
    settings.SECOND_STEP_PERMISSIONS = []
    # Tests with real transactions have emptied the tables that a migration had filled.
    import_module("appointments.migrations.0002_front_desk").make_groups(apps, None)
    make_staff("Front desk", "ana")
    row = AppointmentSettings.load()
    wording = ConsentWording.remember(row.consent_contact_text, row.consent_voicemail_text)
    for name, hours in (("Fresh Person", 2), ("Late Person", 60)):
        AppointmentRequest.objects.create(
            full_name=name,
            phone="+19045550123",
            email="pat@example.com",
            patient_type="new",
            preferences="{}",
            condition="Fibromyalgia",
            note="",
            location_name="Jacksonville",
            consent_wording=wording,
            created_at=timezone.now() - timedelta(hours=hours),
        )
    any_desk.sign_in("ana")
    any_desk.click(any_desk.page.get_by_role("link", name="Open the requests"))
    return any_desk


def test_say_that_a_message_was_left_and_print_the_day(ana: Desk) -> None:
    page = ana.page
    expect(page.locator(".inbox-name").first).to_have_text("Late Person")
    expect(page.locator("tbody tr").first).to_contain_text("Overdue:")
    ana.no_barriers()
    ana.click(page.get_by_role("link", name="Late Person"))
    expect(page.get_by_role("button", name="I called")).to_be_visible()
    ana.no_barriers()
    ana.click(page.get_by_role("button", name="I left a message"))
    ana.told("Saved: left a message, by Ana.")
    ana.done_within(MOST_FOR_A_CALL)
    expect(page.locator(".inbox-done")).to_contain_text("Ana")
    assert page.get_by_role("link", name="E-mail it").get_attribute("href").startswith("mailto:pat@example.com?")

    ana.click(page.get_by_role("link", name="Back to the list"))
    ana.click(page.get_by_role("link", name="Day sheet to print"))
    expect(page.locator(".inbox-sheet")).to_contain_text("Left a message")
    ana.no_barriers()
    page.emulate_media(media="print")
    for hidden in ("#wagtail-sidebar", "[data-print]", "header.w-slim-header"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator(".inbox-sheet")).to_contain_text("Fresh Person")
    assert "Fibromyalgia" not in page.content()


def test_keep_when_somebody_comes(ana: Desk) -> None:
    page = ana.page
    day = timezone.localdate() + timedelta(days=9)
    ana.click(page.get_by_role("link", name="Late Person"))
    ana.fill(page.get_by_label("Booked for: day"), day.isoformat())
    ana.fill(page.get_by_label("Time", exact=True), "13:30")
    ana.click(page.get_by_role("button", name="Save the booking"))
    ana.told("Saved: booked, by Ana.")
    ana.done_within(MOST_FOR_A_BOOKING)
    assert AppointmentRequest.objects.get(status="scheduled").booked_for == f"{day}T13:30"
    assert AuditEvent.objects.filter(action="booked").count() == 1
    page.goto(f"/admin/appointment-requests/day/?day={day}")
    expect(page.locator(".inbox-sheet")).to_contain_text("1:30 PM")
