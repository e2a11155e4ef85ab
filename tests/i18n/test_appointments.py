"""Requests in Spanish: the form, what is stored, and what the patient is written."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client

from appointments import outbox
from appointments.models import AppointmentRequest, AppointmentSettings, AppointmentSettingsTranslation, NoticeRecipient
from tests.i18n.conftest import Pages

ANSWERS = {
    "full_name": "Ana Pérez",
    "phone": "904-555-0123",
    "email": "ana@example.com",
    "location": "jacksonville",
    "patient_type": "new",
    "condition": "fibromyalgia",
}


def send(client: Client, path: str = "/es/appointments/request/", **changes: Any) -> Any:
    return client.post(path, {**ANSWERS, **changes}, headers={"Sec-Fetch-Site": "same-origin"})


def text_of(answer: Any) -> str:
    return BeautifulSoup(answer.content, "html.parser").get_text(" ", strip=True)


@pytest.fixture
def told(db: None) -> None:
    """Somebody is told of new requests."""
    row = AppointmentSettings.load()
    row.recipients.add(NoticeRecipient(email="desk@example.com"))
    row.save()


def test_the_form_asks_in_spanish(spanish: dict[str, Any], visitor: Client) -> None:
    soup = BeautifulSoup(visitor.get("/es/solicitar-una-cita/").content, "html.parser")
    form = soup.select_one("form[data-request-form]")
    assert form["action"] == "/es/appointments/request/"
    words = form.get_text(" ", strip=True)
    for expected in ("Nombre completo", "¿Qué consultorio quiere visitar?", "Lunes", "Pueden llamarme", "Enviar"):
        assert expected in words
    assert [radio["value"] for radio in form.select('[name="location"]')] == ["jacksonville"]


def test_mistakes_are_named_in_spanish(spanish: dict[str, Any], visitor: Client) -> None:
    answer = send(visitor, full_name="", phone="", email="")
    assert answer.status_code == 422
    assert "Escriba su nombre completo" in text_of(answer)
    assert '<html lang="es-US">' in answer.content.decode()
    refused = visitor.post("/es/appointments/request/", "{}", content_type="application/json")
    assert "La solicitud no se envió" in text_of(refused)


def test_a_request_keeps_its_language_and_staff_read_theirs(
    spanish: dict[str, Any], english: Pages, visitor: Client, told: None
) -> None:
    answer = send(visitor)
    assert answer.status_code == 303
    assert answer["Location"].startswith("/es/appointments/received/")
    assert "Hemos recibido su solicitud" in text_of(visitor.get(answer["Location"]))
    (request,) = AppointmentRequest.objects.all()
    assert (request.language, request.language_name) == ("es", "Español")
    assert request.condition == "Fibromyalgia", "staff read the site's own language"
    assert request.location.pk == english.place.pk
    assert request.consent_wording.contact_text.startswith("Pueden llamarme")
    outbox.send_due()
    by_reader = {message.to[0]: message for message in mail.outbox}
    patient, staff = by_reader["ana@example.com"], by_reader["desk@example.com"]
    assert patient.subject == f"Hemos recibido su solicitud ({request.reference})"
    assert "No tiene una cita hasta que" in patient.body
    assert "llame al 911" in patient.body
    assert "Ana" not in patient.body + staff.body
    assert "An appointment request is waiting." in staff.body


def test_an_english_request_is_as_before(spanish: dict[str, Any], visitor: Client, told: None) -> None:
    answer = send(visitor, "/appointments/request/")
    assert answer["Location"].startswith("/appointments/received/")
    assert AppointmentRequest.objects.get().language_name == ""
    outbox.send_due()
    assert {message.subject.partition(" (")[0] for message in mail.outbox} == {
        "We have received your request",
        "A request for Jacksonville is waiting",
    }


def test_the_clinic_gives_its_own_words(spanish: dict[str, Any], visitor: Client) -> None:
    AppointmentSettingsTranslation.objects.create(
        language="es", reply_within="en un día hábil", consent_contact_text="Sí, llámenme.", consent_voicemail_text=""
    )
    words = text_of(visitor.get("/es/solicitar-una-cita/"))
    assert "Nos comunicaremos con usted en un día hábil." in words
    assert "Sí, llámenme." in words
    assert send(visitor).status_code == 303
    assert AppointmentRequest.objects.get().consent_wording.contact_text == "Sí, llámenme."


def test_a_wording_that_changed_meanwhile_is_still_ours(spanish: dict[str, Any], visitor: Client) -> None:
    soup = BeautifulSoup(visitor.get("/es/solicitar-una-cita/").content, "html.parser")
    digest = soup.select_one('[name="wording"]')["value"]
    send(visitor)
    AppointmentSettingsTranslation.objects.create(
        language="es", consent_contact_text="Otra cosa.", consent_voicemail_text="Nueva."
    )
    assert send(visitor, full_name="Luz Gil", wording=digest).status_code == 303


def test_staff_see_what_to_speak(spanish: dict[str, Any], visitor: Client, admin_client: Client) -> None:
    send(visitor)
    request = AppointmentRequest.objects.get()
    page = admin_client.get(f"/admin/appointment-requests/{request.pk}/")
    assert "Español" in page.content.decode()
