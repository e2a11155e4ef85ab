"""Notices go out at least once, whatever the mail server does, and never while a visitor waits."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from appointments import outbox
from appointments.models import AppointmentRequest, AuditEvent, NoticeRecipient, OutboxMessage
from core.operations import mail as core_mail
from tests.appointments.smtp_server import MODES, FaultySmtpServer
from tests.site_cms.servers import wait_until

pytestmark = pytest.mark.django_db


@pytest.fixture
def recipients(appointment_settings, places):
    for address, location in (
        ("all@example.com", None),
        ("jax@example.com", places[0]),
        ("mid@example.com", places[1]),
    ):
        NoticeRecipient.objects.create(settings=appointment_settings, email=address, location=location)


@pytest.fixture
def smtp(settings, monkeypatch):
    server = FaultySmtpServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    monkeypatch.setattr(outbox, "SMTP_TIMEOUT", 1)
    monkeypatch.setattr(core_mail, "FIRST_RETRY", timedelta(milliseconds=20))
    monkeypatch.setattr(outbox, "GATHER", timedelta())
    yield server
    server.close()


def waiting():
    return OutboxMessage.objects.filter(sent_at=None)


@pytest.mark.parametrize("mode", [*MODES, "down"])
def test_in_every_failure_the_visitor_is_answered_and_the_notices_arrive_later(send, recipients, smtp, mode, settings):
    port = settings.EMAIL_PORT
    if mode == "down":
        settings.EMAIL_PORT = 1
    else:
        smtp.mode = mode
    assert send().status_code == 303
    assert set(waiting().values_list("attempts", flat=True)) == {0}, "no mail is tried while a visitor waits"
    outbox.send_due()
    if mode not in {"ok", "slow"}:
        assert waiting().count() >= 1
        failed = waiting().exclude(attempts=0)
        assert failed.exists()
        assert all(message.last_error for message in failed)
        assert not any("@" in message.last_error for message in failed)
    smtp.mode, settings.EMAIL_PORT = "ok", port

    def all_sent():
        outbox.send_due()
        return not waiting().exists()

    wait_until(all_sent, "notices still wait")
    assert {str(message["To"]) for message in smtp.received} >= {
        "all@example.com",
        "jax@example.com",
        "pat@example.com",
    }


def test_only_the_people_of_the_place_are_told_and_nothing_about_the_patient(send, recipients):
    send()
    outbox.send_due()
    assert {message.to[0] for message in mail.outbox} == {"all@example.com", "jax@example.com", "pat@example.com"}
    request = AppointmentRequest.objects.get()
    for message in mail.outbox:
        text = f"{message.subject}\n{message.body}"
        assert request.reference in text
        for secret in ("Pat", "Doe", "555", "0123", "pat@", "after nine", "onday", "pain", "etamine"):
            assert secret not in text, (message.to, secret)
    to_staff = next(message for message in mail.outbox if message.to == ["jax@example.com"])
    assert to_staff.subject == "A request for Jacksonville is waiting"
    assert f"http://localhost:8000/admin/appointment-requests/{request.pk}/" in to_staff.body
    to_patient = next(message for message in mail.outbox if message.to == ["pat@example.com"])
    assert "911" in to_patient.body
    assert "988" in to_patient.body


def test_the_patient_hears_nothing_when_that_is_switched_off(send, appointment_settings):
    appointment_settings.confirm_by_email = False
    appointment_settings.save()
    send()
    assert not OutboxMessage.objects.exists()


def test_many_requests_become_one_mail(send, answers, recipients):
    for number in range(6):
        send({**answers, "full_name": f"P {number}", "phone": f"904-555-{2000 + number}", "email": ""})
    outbox.send_due()
    to_staff = [message for message in mail.outbox if message.to == ["jax@example.com"]]
    assert [message.subject for message in to_staff] == ["6 requests are waiting"]
    assert all(request.reference in to_staff[0].body for request in AppointmentRequest.objects.all())
    send({**answers, "full_name": "P 7", "phone": "904-555-3000", "email": ""})
    outbox.send_due()
    assert len([message for message in mail.outbox if message.to == ["jax@example.com"]]) == 1, "gathered for a while"
    OutboxMessage.objects.exclude(sent_at=None).update(sent_at=timezone.now() - timedelta(minutes=6))
    outbox.send_due()
    assert not waiting().exists()


def test_what_was_sent_is_not_sent_again_and_a_repeat_has_the_same_message_id(send):
    send()
    outbox.send_due()
    outbox.send_due()
    assert len(mail.outbox) == 1
    first = mail.outbox[0].extra_headers["Message-ID"]
    OutboxMessage.objects.update(sent_at=None, next_attempt_at=timezone.now())  # killed between sending and marking
    outbox.send_due()
    assert mail.outbox[1].extra_headers["Message-ID"] == first


def test_a_claim_is_taken_by_one_worker_and_ends_with_it(send):
    send()
    message = OutboxMessage.objects.get()
    assert outbox._claim(message)
    assert not outbox._claim(message), "another worker"
    assert list(outbox.due_messages()) == []
    OutboxMessage.objects.update(next_attempt_at=timezone.now() - timedelta(seconds=1))  # its worker died
    assert outbox.send_due() == 1


def test_patience_grows_to_an_hour_and_ends_after_three_days(send, smtp, monkeypatch):
    monkeypatch.setattr(core_mail, "FIRST_RETRY", timedelta(seconds=15))
    send()
    smtp.mode = "busy"
    pauses = []
    for _attempt in range(12):
        OutboxMessage.objects.update(next_attempt_at=timezone.now())
        outbox.send_due()
        pauses.append((OutboxMessage.objects.get().next_attempt_at - timezone.now()).total_seconds())
    assert pauses[0] == pytest.approx(15, abs=5)
    assert pauses[3] == pytest.approx(120, abs=5)
    assert pauses[-1] == pytest.approx(3600, abs=5)
    assert OutboxMessage.objects.get().last_error == "SMTP 451"
    OutboxMessage.objects.update(created_at=timezone.now() - timedelta(days=4), next_attempt_at=timezone.now())
    outbox.send_due()
    assert OutboxMessage.objects.get().failed_at is not None
    assert AuditEvent.objects.filter(action="notice_failed").count() == 1
    assert list(outbox.due_messages()) == []
    smtp.mode = "ok"
    outbox.retry([OutboxMessage.objects.get()])
    assert outbox.send_due() == 1


def test_one_notice_that_cannot_be_read_holds_up_no_other(send, answers, settings, recipients):
    send()
    key = settings.APPOINTMENTS_KEYS[0].partition(":")[2]
    OutboxMessage.objects.filter(kind="patient_received").delete()
    settings.APPOINTMENTS_KEYS = [f"other:{key[::-1].lstrip('=')}="]
    send({**answers, "full_name": "Second Person", "email": ""})
    outbox.send_due()
    assert OutboxMessage.objects.filter(last_error="KeyMissing").exists()
    settings.APPOINTMENTS_KEYS = [*settings.APPOINTMENTS_KEYS, f"test:{key}"]
    OutboxMessage.objects.filter(sent_at=None).update(next_attempt_at=timezone.now())
    outbox.send_due()
    assert not waiting().exists()


@pytest.mark.parametrize("leap", [timedelta(hours=1), timedelta(days=365)], ids=["an hour", "a year"])
def test_staff_are_told_at_once_although_a_clock_was_ahead(send, answers, recipients, clock, leap):
    clock.ahead = leap
    send(answers)
    assert outbox.send_due() > 0, "while it is ahead"
    send({**answers, "full_name": "Second Person"})
    clock.ahead = timedelta()
    mail.outbox.clear()
    assert outbox.send_due() > 0, "what was written while it was ahead"
    send({**answers, "full_name": "Third Person"})
    OutboxMessage.objects.filter(sent_at__lte=timezone.now()).update(sent_at=timezone.now() - outbox.GATHER)
    assert outbox.send_due() > 0, "what is written now, although mail went out in what is now the future"
    assert not waiting().exists()
    assert outbox.send_due() == 0
