"""Whatever is sent: a clear answer, nothing lost, nothing half written, no mail injected."""

from urllib.parse import urlencode

import pytest
from django.core import mail

from appointments import outbox
from appointments.models import AppointmentRequest, AuditEvent, OutboxMessage

pytestmark = pytest.mark.django_db

HEADERS = {"Sec-Fetch-Site": "same-origin"}
URL = "/appointments/request/"


def nothing_stored():
    return not (AppointmentRequest.objects.exists() or OutboxMessage.objects.exists() or AuditEvent.objects.exists())


def test_a_note_that_is_too_long_comes_back_whole(send, answers):
    response = send({**answers, "note": "x" * 5000})
    assert response.status_code == 422
    assert "must be 500 characters or fewer. You have used 5000." in response.content.decode()
    assert "x" * 5000 in response.content.decode()
    assert nothing_stored()


def test_a_megabyte_is_refused_in_words(send, answers):
    response = send({**answers, "note": "x" * 1_000_000})
    assert response.status_code == 413
    assert "<h1" in response.content.decode()
    assert nothing_stored()


@pytest.mark.parametrize("typed", ["Pat\0Doe", "Pat\x1b[31mDoe", "Pat\x07Doe", "Pat\x08\x0bDoe", "Pat\udcffDoe"])
def test_control_characters_are_dropped(client, appointment_page, answers, typed):
    others = urlencode({name: value for name, value in answers.items() if name != "full_name"}, doseq=True)
    escaped = "".join(f"%{byte:02x}" for byte in typed.encode("utf-8", "surrogatepass"))
    response = client.post(
        URL, f"full_name={escaped}&{others}", content_type="application/x-www-form-urlencoded", headers=HEADERS
    )
    assert response.status_code == 303
    name = AppointmentRequest.objects.get().full_name
    assert name.startswith("Pat")
    assert name.endswith("Doe")
    assert not any(ord(character) < 32 for character in name)


def test_invalid_utf8_is_no_error(client, appointment_page):
    body = b"full_name=%ff%fe%80&phone=904-555-0123&location=jacksonville&patient_type=new"
    response = client.post(URL, body, content_type="application/x-www-form-urlencoded", headers=HEADERS)
    assert response.status_code in (303, 422)


@pytest.mark.parametrize(
    "value", ["a@example.com\nBcc: victim@example.com", "a@example.com\r\nSubject: x", "a@b@c.com"]
)
def test_no_mail_header_is_injected(send, answers, value):
    send({**answers, "email": value})
    outbox.send_due()
    for message in mail.outbox:
        assert message.recipients() != ["victim@example.com"]
        assert "victim" not in str(message.message()["To"])
        assert message.message()["Bcc"] is None
    assert len(mail.outbox) <= 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("location", "999999"),
        ("location", "atlantis"),
        ("location", "' OR 1=1 --"),
        ("patient_type", "other"),
        ("days", ["someday"]),
        ("times", ["midnight"]),
        ("condition", "not-a-condition"),
        ("email", "x" * 300 + "@example.com"),
        ("phone", "<script>alert(1)</script>"),
        ("phone", "0" * 500),
        ("full_name", "   "),
        ("full_name", "y" * 200),
    ],
)
def test_what_the_form_does_not_offer_is_an_error_beside_its_field(send, answers, field, value):
    response = send({**answers, field: value})
    assert response.status_code == 422
    assert 'class="form__error"' in response.content.decode()
    assert "<script>alert" not in response.content.decode()
    assert nothing_stored()


@pytest.mark.parametrize("charset", ["utf-16", "utf-7", "latin-1", "nonsense"])
def test_another_charset_is_415(client, appointment_page, charset):
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    response = client.generic("POST", URL, b"full_name=x", content_type=kind, headers=HEADERS)
    assert response.status_code == 415
    assert nothing_stored()


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "", "application/xml"])
def test_what_is_no_form_is_415_in_words(client, appointment_page, kind):
    response = client.generic("POST", URL, b"{}", content_type=kind, headers=HEADERS)
    assert response.status_code == 415
    assert "cannot read" in response.content.decode()


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"nothing"),
        ("multipart/form-data; boundary=", b"--x"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name"),
        ("multipart/form-data; boundary=\xff", b"--x--"),
        (
            "multipart/form-data; boundary=x",
            (
                b'--x\r\nContent-Disposition: form-data; name="a"\r\n'
                b"Content-Transfer-Encoding: base64\r\n\r\n!!!\r\n--x--\r\n"
            ),
        ),
        ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % number for number in range(20_000))),
    ],
)
def test_broken_bodies_are_answered_in_words(client, appointment_page, kind, body):
    response = client.generic("POST", URL, body, content_type=kind, headers=HEADERS)
    assert response.status_code in (400, 413, 415, 422)
    assert "<h1" in response.content.decode()
    assert nothing_stored()


def test_files_are_read_past(client, appointment_page, answers, tmp_path):
    file = tmp_path / "virus.exe"
    file.write_bytes(b"MZ" * 1000)
    with file.open("rb") as stream:
        response = client.post(URL, {**answers, "full_name": "With File", "attachment": stream}, headers=HEADERS)
    assert response.status_code == 303
    assert AppointmentRequest.objects.get().full_name == "With File"


@pytest.mark.parametrize("method", ["put", "delete", "patch", "trace"])
def test_other_methods_are_405(client, appointment_page, method):
    assert getattr(client, method)(URL, headers=HEADERS).status_code == 405


def test_script_in_a_name_is_shown_as_text(send, answers, admin_client):
    send({**answers, "full_name": "<script>alert(1)</script>", "note": ""})
    request = AppointmentRequest.objects.get()
    page = admin_client.get(f"/admin/appointment-requests/{request.pk}/").content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page
