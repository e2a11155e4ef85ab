"""Handling a request: what was done is kept with time and name, the answer says nothing, the day fits on a sheet."""

import json
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone

from appointments.models import AppointmentRequest, AuditEvent, RequestStep, StaffLimit
from core.site.models import ClinicSettings
from home.models import HomePage

pytestmark = pytest.mark.django_db

INBOX = "/admin/appointment-requests/"


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("id").values_list("action", flat=True))


def words(html: bytes, selector: str) -> str:
    return " ".join(
        " ".join(part.get_text(" ") for part in BeautifulSoup(html, "html.parser").select(selector)).split()
    )


@pytest.mark.parametrize(
    ("kind", "done"), [("called", "Called"), ("left_message", "Left a message"), ("wrote", "Sent the answer")]
)
def test_a_button_keeps_what_was_done_when_and_by_whom(desk: Any, make_request: Any, kind: str, done: str) -> None:
    request = make_request()
    User.objects.update(first_name="Ana", last_name="Diaz")
    page = desk.post(f"{INBOX}{request.pk}/step/", {"kind": kind}, follow=True).content
    assert f"Saved: {done.lower()}, by Ana Diaz." in words(page, ".messages")
    step = RequestStep.objects.get()
    at = timezone.localtime(step.at).strftime("%-m/%-d/%Y %-I:%M %p")
    assert f"{done} , {at} , Ana Diaz" in words(page, ".inbox-done")
    request.refresh_from_db()
    assert request.status == "contacted"
    assert actions() == [kind, "status", "viewed"]
    assert f"{done}, {at}, Ana Diaz" in words(desk.get(INBOX).content, "tbody td")


def test_a_step_changes_no_status_that_is_further(desk: Any, make_request: Any) -> None:
    request = make_request(status="scheduled")
    desk.post(f"{INBOX}{request.pk}/step/", {"kind": "called"})
    request.refresh_from_db()
    assert request.status == "scheduled"


def test_a_booking_is_kept_encrypted_and_shown(desk: Any, make_request: Any) -> None:
    request = make_request(wish="change", status="contacted")
    day = date.today() + timedelta(days=9)  # noqa: DTZ011
    page = desk.post(
        f"{INBOX}{request.pk}/step/", {"kind": "booked", "day": day.isoformat(), "time": "08:30"}, follow=True
    )
    assert f"{day:%A}, {day:%-m/%-d/%Y} 8:30 AM" in words(page.content, ".inbox-answers")
    request = AppointmentRequest.objects.get()
    assert (request.status, request.wish, request.booked_for) == ("scheduled", "", f"{day}T08:30")
    assert actions() == ["wish_done", "status", "booked", "viewed"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT booked_for FROM appointments_appointmentrequest")
        assert str(day) not in cursor.fetchone()[0]
    assert str(day) not in json.dumps([event.details for event in AuditEvent.objects.exclude(action="day_sheet")])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"day": "", "time": "08:00"}, "Give the day"),
        ({"day": "2020-01-01", "time": "08:00"}, "That day is over"),
        ({"day": "2199-01-01", "time": "08:00"}, "That is more than two years ahead"),
        ({"day": "x\0", "time": "25:00"}, "Give the time, such as 8:00 AM"),
    ],
)
def test_a_booking_that_cannot_be_comes_back_with_what_was_typed(
    desk: Any, make_request: Any, data: dict[str, str], said: str
) -> None:
    request = make_request()
    response = desk.post(f"{INBOX}{request.pk}/step/", {"kind": "booked", **data})
    assert response.status_code == 422
    assert said in words(response.content, ".inbox-steps .error-message")
    if "\0" not in data["day"]:
        assert f'value="{data["time"]}"' in response.content.decode()
    request.refresh_from_db()
    assert (request.status, request.booked_for) == ("new", None)


def test_nonsense_and_closed_requests_are_left_alone(desk: Any, make_request: Any) -> None:
    request = make_request(status="closed")
    assert "What did you do?" not in desk.get(f"{INBOX}{request.pk}/").content.decode()
    page = desk.post(f"{INBOX}{request.pk}/step/", {"kind": "called"}, follow=True).content
    assert "Nothing was kept" in words(page, ".messages")
    desk.post(f"{INBOX}{make_request().pk}/step/", {"kind": "erased"})
    assert not RequestStep.objects.exists()


def test_only_the_front_desk_and_only_for_its_places(log_in: Any, desk: Any, places: Any, make_request: Any) -> None:
    hidden = make_request(full_name="There Person", location=places[1])
    StaffLimit.objects.create(user=User.objects.get(username="front-desk")).locations.set([places[0]])
    assert desk.post(f"{INBOX}{hidden.pk}/step/", {"kind": "called"}).status_code == 404
    assert "There Person" not in desk.get(f"{INBOX}day/").content.decode()
    marketing = log_in("Marketing editor")
    assert marketing.post(f"{INBOX}{hidden.pk}/step/", {"kind": "called"}).status_code == 302
    assert "There Person" not in marketing.get(f"{INBOX}day/", follow=True).content.decode()
    assert not RequestStep.objects.exists()


def test_a_saved_note_is_confirmed(desk: Any, make_request: Any) -> None:
    page = desk.post(f"{INBOX}{make_request().pk}/note/", {"text": "Prefers mornings"}, follow=True).content
    assert "The note is saved." in words(page, ".messages")


# -- The answer -------------------------------------------------------------------------------------------------------
def test_the_answer_is_ready_and_says_nothing_about_the_patient(
    desk: Any, make_request: Any, home_page: HomePage
) -> None:
    clinic = ClinicSettings.for_site(home_page.get_site())
    clinic.name, clinic.phone = "Branch Clinic", "+19045550123"
    clinic.save()
    told = {"full_name": "Canary Name", "condition": "Fibromyalgia", "note": "secret"}
    request = make_request(**told, phone="+19045557777", email="a+b@example.com")
    page = BeautifulSoup(desk.get(f"{INBOX}{request.pk}/").content, "html.parser")
    text = page.select_one("[data-controller=w-clipboard] textarea").text
    assert request.reference in text
    assert "(904) 555-0123" in text
    link = urlsplit(page.find("a", string="E-mail it")["href"])
    assert (link.scheme, link.path) == ("mailto", "a%2Bb@example.com")
    query = parse_qs(link.query)
    assert query["body"][0].replace("\r\n", "\n") == text.strip()
    for private in ("Canary", "Fibromyalgia", "secret", "555-7777", "Jacksonville"):
        assert private not in text + query["subject"][0]
    booked = make_request(status="scheduled", booked_for="2099-01-05T08:00", email="")
    page = desk.get(f"{INBOX}{booked.pk}/").content.decode()
    assert "We have kept a time for your request" in page
    assert "E-mail it" not in page
    assert "2099" not in words(page.encode(), "textarea")


@pytest.mark.parametrize("status", ["new", "scheduled"])
def test_the_answer_asks_nobody_to_call_where_no_number_is_known(
    desk: Any, make_request: Any, home_page: HomePage, status: str
) -> None:
    page = desk.get(f"{INBOX}{make_request(status=status).pk}/").content
    text = words(page, "[data-controller=w-clipboard] textarea")
    assert "call us" not in text
    assert "answer" in text


def test_the_answer_is_in_the_patients_language(
    desk: Any, make_request: Any, home_page: HomePage, settings: Any
) -> None:
    settings.LANGUAGES_OFFERED = ["en", "es"]
    page = BeautifulSoup(desk.get(f"{INBOX}{make_request(language='es').pk}/").content, "html.parser")
    area = page.select_one("[data-controller=w-clipboard] textarea")
    assert area["lang"] == "es"
    assert "su salud" in area.text
    assert "e-mail is not private" not in area.text


# -- The list ---------------------------------------------------------------------------------------------------------
def test_who_waits_longest_stands_first_and_the_overdue_are_named(desk: Any, make_request: Any) -> None:
    def ago(hours: int) -> Any:
        return timezone.now() - timedelta(hours=hours)

    make_request(full_name="Booked", status="scheduled", created_at=ago(1), booked_for="2099-01-05T13:30")
    make_request(full_name="Fresh", created_at=ago(2))
    make_request(full_name="Late", created_at=ago(50))
    make_request(full_name="Called", status="contacted", created_at=ago(90))
    make_request(full_name="Wishes", status="scheduled", wish="cancel", created_at=ago(9))
    page = desk.get(INBOX).content
    soup = BeautifulSoup(page, "html.parser")
    assert [name.get_text() for name in soup.select(".inbox-name")] == ["Wishes", "Late", "Fresh", "Called", "Booked"]
    assert [head.get_text() for head in soup.select("thead th")][1:3] == ["Name", "Waiting"]
    assert [row.select_one(".inbox-name").get_text() for row in soup.select("tr") if "Overdue:" in row.get_text()] == [
        "Late"
    ]
    assert "Booked for Mon, 1/5/2099 1:30 PM" in words(page, "tbody")


def test_the_first_bulk_action_does_nothing(desk: Any, make_request: Any) -> None:
    request = make_request(status="scheduled")
    options = BeautifulSoup(desk.get(INBOX).content, "html.parser").select("select[name=action] option")
    assert [option["value"] for option in options] == ["", "me", "contacted", "scheduled", "closed", "spam", "new"]
    page = desk.post(f"{INBOX}bulk/", {"action": "", "chosen": [str(request.pk)]}, follow=True).content
    assert "choose what to do" in words(page, ".messages")
    request.refresh_from_db()
    assert request.status == "scheduled"


# -- The day sheet ----------------------------------------------------------------------------------------------------
def test_the_sheet_of_a_day_has_its_bookings_by_time_and_who_is_to_be_called(desk: Any, make_request: Any) -> None:
    today = timezone.localdate().isoformat()
    private = {"condition": "Fibromyalgia", "note": "secret"}
    make_request(full_name="Second", status="scheduled", booked_for=f"{today}T13:00", **private)
    make_request(full_name="First", status="scheduled", booked_for=f"{today}T08:00", **private)
    make_request(full_name="Cancelled", status="closed", booked_for=f"{today}T09:00")
    make_request(full_name="Elsewhen", status="scheduled", booked_for="2099-01-05T08:00")
    waiting = make_request(full_name="Waiting", created_at=timezone.now() - timedelta(days=3), **private)
    page = desk.get(f"{INBOX}day/").content
    soup = BeautifulSoup(page, "html.parser")
    assert [name.get_text() for name in soup.select(".inbox-sheet bdi")] == ["First", "Second", "Waiting"]
    assert "8:00 AM" in words(page, ".inbox-sheet tr")
    assert "(904) 555-0123 Overdue:" in words(page, ".inbox-sheet")
    for absent in ("Cancelled", "Elsewhen", "Fibromyalgia", "secret"):
        assert absent not in page.decode()
    event = AuditEvent.objects.get(action="day_sheet")
    assert event.details["day"] == today
    assert waiting.reference in event.details["references"]
    other = desk.get(f"{INBOX}day/?day=2099-01-05").content.decode()
    assert "Elsewhen" in other
    assert "Waiting" not in BeautifulSoup(other, "html.parser").select_one(".inbox-sheet").get_text()


@pytest.mark.parametrize("day", ["", "x", "2026-02-31", "0001-01-01", "9999-12-31", "２０２６-01-01"])
def test_any_day_can_be_asked_for(desk: Any, day: str) -> None:
    assert desk.get(f"{INBOX}day/", {"day": day}).status_code == 200


def test_an_unreadable_booking_hides_no_other(desk: Any, make_request: Any) -> None:
    today = timezone.localdate().isoformat()
    make_request(full_name="Good Name", status="scheduled", booked_for=f"{today}T08:00")
    bad = make_request(status="scheduled", booked_for=f"{today}T09:00")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE appointments_appointmentrequest SET booked_for = 'x' WHERE reference = %s", [bad.reference]
        )
    assert "Good Name" in desk.get(f"{INBOX}day/").content.decode()
    assert desk.get(f"{INBOX}{bad.pk}/").status_code == 200


def test_what_is_handed_to_the_patient_has_the_booking_and_the_steps(log_in: Any, make_request: Any) -> None:
    manager = log_in("Front desk managers")
    request = make_request()
    manager.post(f"{INBOX}{request.pk}/step/", {"kind": "left_message"})
    manager.post(
        f"{INBOX}{request.pk}/step/", {"kind": "booked", "day": timezone.localdate().isoformat(), "time": "23:00"}
    )
    record = json.loads(manager.post(f"{INBOX}{request.pk}/hand-over/").content)
    assert record["booked_for"] == f"{timezone.localdate()}T23:00"
    assert [step["done"] for step in record["steps"]] == ["left_message", "booked"]
