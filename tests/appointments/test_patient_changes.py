"""A patient cancels or changes a request with its reference and the contact given; staff see it first."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.urls import reverse

from appointments import outbox
from appointments.models import (
    Action,
    AppointmentRequest,
    AppointmentSettings,
    AuditEvent,
    NoticeRecipient,
    OutboxMessage,
    Status,
    Wish,
)
from appointments.submission import contact_key

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_start_of_a_window")]

CHANGE = "/appointments/change/"


@pytest.fixture
def stored(make_request: Callable[..., AppointmentRequest]) -> AppointmentRequest:
    """A request with a phone number and an e-mail address."""
    return make_request(
        phone_key=contact_key("phone", "+19045550123"), email_key=contact_key("email", "pat@example.com")
    )


@pytest.fixture
def ask(client: Client, appointment_page: Any, stored: AppointmentRequest) -> Callable[..., Any]:
    """Post the form about the stored request, as a browser does."""

    def post(headers: dict[str, str] | None = None, **sent: str) -> Any:
        data = {"reference": stored.reference, "contact": "(904) 555-0123", "wish": "cancel", **sent}
        return client.post(CHANGE, data, headers={"Sec-Fetch-Site": "same-origin"} if headers is None else headers)

    return post


def told(response: Any) -> str:
    return BeautifulSoup(response.content, "html.parser").select_one("[data-error-summary]").get_text(" ", strip=True)


def test_a_new_request_is_cancelled_at_once(ask: Any, stored: AppointmentRequest, client: Client) -> None:
    response = ask()
    assert (response.status_code, response["Location"]) == (303, "/appointments/cancelled/")
    assert "You have cancelled" in client.get(response["Location"]).content.decode()
    stored.refresh_from_db()
    assert (stored.status, stored.wish) == (Status.CLOSED, "")
    assert stored.closed_at is not None
    assert AuditEvent.objects.get(action=Action.WITHDRAWN).reference == stored.reference
    assert ask().status_code == 303, "a second press changes nothing and frightens nobody"
    assert AuditEvent.objects.filter(action=Action.WITHDRAWN).count() == 1


@pytest.mark.parametrize("contact", ["904.555.0123", "+1 904 555 0123", "pat@example.com", "PAT@example.com"])
@pytest.mark.parametrize(
    "change", [str, str.lower, lambda text: text.replace("-", " "), lambda text: text.replace("-", "")]
)
def test_reference_and_contact_may_be_typed_in_any_usual_way(
    ask: Any, stored: AppointmentRequest, contact: str, change: Callable[[str], str]
) -> None:
    assert ask(reference=change(stored.reference), contact=contact).status_code == 303


def test_letters_that_no_reference_has_are_read_as_the_digits_they_look_like(make_request: Any, ask: Any) -> None:
    row = make_request(reference="01ABC-01DEF", phone_key=contact_key("phone", "+19045550123"))
    assert ask(reference="oIabc-OLdef").status_code == 303
    row.refresh_from_db()
    assert row.status == Status.CLOSED


def test_what_staff_have_worked_on_is_for_them_to_cancel(ask: Any, stored: AppointmentRequest, desk: Any) -> None:
    NoticeRecipient.objects.create(settings=AppointmentSettings.load(), email="desk@clinic.example")
    stored.set_status(Status.SCHEDULED)
    stored.save()
    assert ask(note="I found a ride after all, sorry").status_code == 303
    stored.refresh_from_db()
    assert (stored.status, stored.wish) == (Status.SCHEDULED, Wish.CANCEL)
    assert [note.text for note in stored.notes.all()] == ["I found a ride after all, sorry"]
    listed = BeautifulSoup(desk.get(reverse("appointments_inbox:list")).content, "html.parser")
    assert "Asks to cancel" in listed.select_one(".inbox-table tbody tr").get_text()
    detail = desk.get(reverse("appointments_inbox:detail", args=[stored.pk])).content.decode()
    assert "Asks to cancel" in detail
    assert "The patient" in detail
    assert "I found a ride after all, sorry" in detail
    outbox.send_due()
    assert [message.to for message in mail.outbox] == [["desk@clinic.example"]]
    assert "change or cancel" in mail.outbox[0].subject
    assert "ride" not in mail.outbox[0].body
    assert "Pat" not in mail.outbox[0].body
    desk.post(reverse("appointments_inbox:wish_done", args=[stored.pk]))
    stored.refresh_from_db()
    assert stored.wish == ""
    assert AuditEvent.objects.filter(action=Action.WISH_DONE, reference=stored.reference).exists()


def test_a_change_says_what_should_be_different_and_comes_first_in_the_list(
    ask: Any, stored: AppointmentRequest, make_request: Any, desk: Any
) -> None:
    make_request(full_name="Later Person")
    refused = ask(wish="change")
    assert refused.status_code == 422
    assert told(refused).endswith("Say what should be different")
    assert ask(wish="change", note="Only Fridays, please").status_code == 303
    stored.refresh_from_db()
    assert (stored.status, stored.wish) == (Status.NEW, Wish.CHANGE)
    rows = BeautifulSoup(desk.get(reverse("appointments_inbox:list")).content, "html.parser").select(
        ".inbox-table tbody tr"
    )
    assert stored.reference in rows[0].get_text()
    desk.post(reverse("appointments_inbox:update", args=[stored.pk]), {"status": "contacted", "assignee": ""})
    stored.refresh_from_db()
    assert stored.wish == ""


def test_who_was_set_aside_as_spam_is_heard_like_anybody_else(ask: Any, stored: AppointmentRequest) -> None:
    """They were told that we have their request, and do not know that it waits for a decision."""
    NoticeRecipient.objects.create(settings=AppointmentSettings.load(), email="desk@clinic.example")
    stored.suspicions = ["link"]
    stored.set_status(Status.SPAM)
    stored.save()
    assert ask(wish="change", note="Only Fridays, please").status_code == 303
    stored.refresh_from_db()
    assert (stored.status, stored.wish, stored.is_suspect) == (Status.SPAM, Wish.CHANGE, True)
    assert not OutboxMessage.objects.exists(), "a program must not ring the front desk"
    assert ask().status_code == 303
    stored.refresh_from_db()
    assert (stored.status, stored.wish, stored.suspicions) == (Status.CLOSED, "", [])
    assert ask(wish="change", note="Again").status_code == 422, "closed is closed"


def test_a_cancelled_request_rings_nobody(ask: Any, stored: AppointmentRequest) -> None:
    NoticeRecipient.objects.create(settings=AppointmentSettings.load(), email="desk@clinic.example")
    outbox.enqueue_for(stored)
    ask()
    outbox.send_due()
    assert [message.to for message in mail.outbox] == [["pat@example.com"]]
    assert not OutboxMessage.objects.filter(sent_at=None).exists()


@pytest.mark.parametrize(
    "sent",
    [
        {"contact": "904-555-0199"},
        {"contact": "somebody@example.com"},
        {"reference": "ZZZZZ-ZZZZZ"},
        {"website": "https://spam.example"},
    ],
)
def test_a_stranger_learns_nothing(ask: Any, stored: AppointmentRequest, sent: dict[str, str]) -> None:
    response = ask(**sent)
    assert response.status_code == 422
    assert (
        told(response)
        == "There is a problem We found no open request with this reference and this phone number or e-mail."
    )
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    stored.refresh_from_db()
    assert (stored.status, stored.wish) == (Status.NEW, "")


def test_an_empty_contact_of_a_request_fits_nobody(ask: Any, make_request: Any) -> None:
    row = make_request(email="", email_key="", phone_key=contact_key("phone", "+19045550123"))
    assert ask(reference=row.reference, contact="pat@example.com").status_code == 422


def test_guessing_is_limited_for_an_address_and_for_a_reference(
    ask: Any, stored: AppointmentRequest, settings: Any
) -> None:
    settings.APPOINTMENTS_LIMIT_PER_CONTACT = "3/86400"
    answers = [ask(contact=f"904-555-01{number:02}").status_code for number in range(4)]
    assert answers == [422, 422, 422, 429]
    assert ask().status_code == 429, "also with the right number"
    assert AuditEvent.objects.filter(action=Action.WISH_REFUSED, reference=stored.reference).count() == 3
    settings.APPOINTMENTS_LIMIT_PER_ADDRESS = "5/3600"
    references = [f"ZZZZZ-ZZZZ{number}" for number in range(4)]
    assert [ask(reference=reference).status_code for reference in references] == [422, 422, 429, 429]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"reference": ""}, "Enter your reference"),
        ({"reference": "7QK4M"}, "A reference has ten letters and digits, such as 7QK4M-X2RD9"),
        ({"reference": "7QK4M-X2RDU"}, "A reference has ten letters and digits, such as 7QK4M-X2RD9"),
        ({"contact": ""}, "Enter the phone number or e-mail address that you gave us"),
        ({"contact": "555-0123"}, "Enter a phone number with its area code, like 904-555-0123"),
        ({"contact": "pat@"}, "Enter the whole e-mail address, like name@example.com"),
        ({"wish": ""}, "Choose whether to cancel or to change your request"),
        ({"wish": "explode"}, "Choose whether to cancel or to change your request"),
        ({"note": "x" * 501}, "What should be different? must be 500 characters or fewer. You have used 501."),
    ],
)
def test_each_error_says_what_to_do_and_keeps_what_was_typed(ask: Any, sent: dict[str, str], words: str) -> None:
    response = ask(**sent)
    assert response.status_code == 422
    assert told(response) == f"There is a problem {words}"
    page = BeautifulSoup(response.content, "html.parser")
    assert page.title.get_text().startswith("Error:")
    kept = {"contact": "(904) 555-0123", **sent}
    assert page.select_one("[name=contact]")["value" if kept["contact"] else "name"] == (kept["contact"] or "contact")


def test_other_websites_and_silent_browsers_are_treated_as_by_the_request_form(ask: Any) -> None:
    assert ask(headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    asked_again = ask(headers={})
    assert asked_again.status_code == 403
    token = BeautifulSoup(asked_again.content, "html.parser").select_one("[name=sent_from]")["value"]
    assert ask(headers={}, sent_from=token).status_code == 303


def test_the_confirmation_offers_it_with_the_reference_filled_in(client: Client, send: Any) -> None:
    page = BeautifulSoup(client.get(send()["Location"]).content, "html.parser")
    form = page.select_one(f'form[action="{CHANGE}"]')
    assert form.select_one("[name=reference]")["value"] == page.select_one(".confirmation__reference").get_text()
    outbox.send_due()
    assert f"http://localhost{CHANGE}" in mail.outbox[0].body.replace("http://localhost:8000", "http://localhost")
    assert client.get(CHANGE).status_code == 200
