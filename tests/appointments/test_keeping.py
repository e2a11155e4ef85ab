"""Retention, key rotation, the audit log's permanence, the worker's jobs and the system checks."""

import base64
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from appointments import audit_triggers, retention
from appointments.checks import check_durability
from appointments.crypto import KeyMissing, keyed_hash
from appointments.inbox.find import find
from appointments.models import (
    Action,
    AppointmentRequest,
    AuditEvent,
    AuditLogIsAppendOnly,
    NoticeKind,
    OutboxMessage,
    RequestNote,
)
from core.operations import worker
from core.operations.models import ScheduledJob
from home.models import HomePage

pytestmark = pytest.mark.django_db


def days_ago(days):
    return timezone.now() - timedelta(days=days)


# -- Retention --------------------------------------------------------------------------------------------------------
def test_requests_go_when_their_time_is_over_and_leave_a_tombstone(make_request, appointment_settings):
    gone = [
        make_request(status="closed", closed_at=days_ago(91)),
        make_request(status="spam", closed_at=days_ago(91)),
        make_request(status="new", created_at=days_ago(366)),
    ]
    kept = [
        make_request(status="closed", closed_at=days_ago(89), created_at=days_ago(200)),
        make_request(status="new", created_at=days_ago(364)),
    ]
    call_command("purge_requests", dry_run=True)
    assert AppointmentRequest.objects.count() == 5
    call_command("purge_requests")
    assert set(AppointmentRequest.objects.all()) == set(kept)
    tombstones = AuditEvent.objects.filter(action="purged")
    assert {event.reference for event in tombstones} == {request.reference for request in gone}
    assert "Pat Doe" not in str([vars(event) for event in tombstones])


def test_the_clinic_decides_how_long(make_request, appointment_settings):
    appointment_settings.closed_retention_days = 10
    appointment_settings.maximum_retention_days = 30
    appointment_settings.save()
    make_request(status="closed", closed_at=days_ago(11))
    make_request(status="scheduled", created_at=days_ago(31))
    make_request(status="closed", closed_at=days_ago(9))
    assert retention.purge() == 2


# -- Keys -------------------------------------------------------------------------------------------------------------
def new_key(name):
    return f"{name}:{base64.urlsafe_b64encode(name.encode().ljust(32, b'-')).decode()}"


def test_rotation_reads_old_and_new_and_lets_the_old_key_go(make_request, settings):
    requests = [make_request(full_name=f"Person {number}") for number in range(3)]
    RequestNote.objects.create(request=requests[0], author_name="A", text="a note")
    old = settings.APPOINTMENTS_KEYS[0]
    settings.APPOINTMENTS_KEYS = [new_key("k2"), old]
    between = make_request(full_name="Person between")
    assert AppointmentRequest.objects.get(pk=requests[1].pk).full_name == "Person 1"
    call_command("rotate_appointment_keys")
    settings.APPOINTMENTS_KEYS = [new_key("k2")]
    names = {AppointmentRequest.objects.get(pk=request.pk).full_name for request in [*requests, between]}
    assert names == {"Person 0", "Person 1", "Person 2", "Person between"}
    assert RequestNote.objects.get().text == "a note"
    event = AuditEvent.objects.get(action=Action.KEYS_ROTATED)
    assert event.details == {"rows": 4, "to": "k2"}
    call_command("rotate_appointment_keys")
    assert AuditEvent.objects.filter(action=Action.KEYS_ROTATED).count() == 1, "nothing left to do"


def test_rotation_says_loudly_what_it_could_not_read(make_request, settings):
    lost = make_request()
    settings.APPOINTMENTS_KEYS = [new_key("k2")]
    with pytest.raises(CommandError, match=f"1 rows could not be read(.|\n)*{lost.pk}"):
        call_command("rotate_appointment_keys")
    with pytest.raises(KeyMissing):
        _ = AppointmentRequest.objects.get(pk=lost.pk).full_name


def test_another_index_key_finds_everybody_again(make_request, settings):
    patient = make_request(full_name="Ada", phone="+19045550123", email="Ada@example.com")
    notice = OutboxMessage.objects.create(
        kind=NoticeKind.STAFF_NEW, request=patient, recipient="Desk@example.com", recipient_key="old"
    )
    settings.APPOINTMENTS_INDEX_KEY = new_key("x").partition(":")[2]
    everybody = AppointmentRequest.objects.all()
    assert not find("(904) 555-0123", everybody).requests
    call_command("rotate_appointment_keys", index_key=True)
    assert find("(904) 555-0123", everybody).requests == [patient]
    assert find("ada@EXAMPLE.com", everybody).requests == [patient]
    notice.refresh_from_db()
    assert notice.recipient_key == keyed_hash("recipient", "desk@example.com")
    assert AuditEvent.objects.get(action=Action.KEYS_ROTATED).details == {"rows": 2, "to": "index key"}


def test_hashing_again_says_loudly_what_it_could_not_read(make_request, settings):
    lost = make_request()
    settings.APPOINTMENTS_KEYS = [new_key("k2")]
    with pytest.raises(CommandError, match=f"1 rows could not be read(.|\n)*{lost.pk}"):
        call_command("rotate_appointment_keys", index_key=True)


def test_a_fresh_key_is_usable(capsys, settings):
    call_command("rotate_appointment_keys", new_key=True)
    settings.APPOINTMENTS_KEYS = [f"k9:{capsys.readouterr().out.strip()}"]
    assert not run_checks(include_deployment_checks=False, tags=None) or all(
        not message.id.startswith("appointments.") for message in run_checks()
    )


# -- The audit log ----------------------------------------------------------------------------------------------------
def test_python_refuses_to_change_the_log():
    event = AuditEvent.objects.create(action=Action.VIEWED)
    for change in (
        event.save,
        event.delete,
        AuditEvent.objects.all().delete,
        lambda: AuditEvent.objects.update(action="x"),
    ):
        with pytest.raises(AuditLogIsAppendOnly):
            change()


def test_the_database_refuses_to_change_the_log():
    event = AuditEvent.objects.create(action=Action.VIEWED)
    old = AuditEvent.objects.create(action=Action.VIEWED, at=days_ago(366 * 6 + 30))
    audit_triggers.install(connection)
    try:
        for statement in (
            "UPDATE appointments_auditevent SET actor_name = 'nobody'",
            f"DELETE FROM appointments_auditevent WHERE id = {event.pk}",
            "DELETE FROM appointments_auditevent",
        ):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM appointments_auditevent WHERE id = {old.pk}")
        assert list(AuditEvent.objects.all()) == [event]
    finally:
        audit_triggers.remove(connection)


# -- The worker -------------------------------------------------------------------------------------------------------
def test_a_round_of_the_worker_does_everything_that_is_due(make_request, home_page):
    make_request(status="closed", closed_at=days_ago(100))
    page = home_page.add_child(instance=HomePage(title="Later", slug="later", hero_title="x", live=False))
    page.go_live_at = days_ago(1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    assert not worker.is_alive()
    call_command("run_worker", once=True)
    assert worker.is_alive()
    assert not AppointmentRequest.objects.exists()
    page.refresh_from_db()
    assert page.live
    assert set(ScheduledJob.objects.values_list("name", flat=True)) >= {
        "worker",
        "publish_scheduled",
        "forget_old_limits",
        "purge_requests",
    }


def test_a_clock_that_leaps_deletes_nothing_at_once(make_request):
    make_request(created_at=days_ago(400))
    job = ScheduledJob.objects.create(name=retention.JOB, started_at=timezone.now(), finished_at=days_ago(300))
    assert retention.purge_daily() == 0
    job.finished_at = days_ago(-300)
    job.save()
    assert retention.purge_daily() == 0
    assert AppointmentRequest.objects.exists()
    job.finished_at = days_ago(1)
    job.save()
    assert retention.purge_daily() == 1


# -- Checks and groups ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("APPOINTMENTS_KEYS", ["k1:short"], "appointments.E001"),
        ("APPOINTMENTS_INDEX_KEY", "short", "appointments.E001"),
        ("APPOINTMENTS_KEYS", [], "appointments.W001"),
        ("APPOINTMENTS_LIMIT_PER_ADDRESS", "many", "appointments.E002"),
        ("APPOINTMENTS_LIMIT_PER_CONTACT", "0/60", "appointments.E002"),
    ],
)
def test_unusable_settings_are_found_at_the_start(settings, name, value, expected):
    setattr(settings, name, value)
    assert expected in [message.id for message in run_checks()]


def test_a_database_that_forgets_is_found(settings):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = off")
            assert [message.id for message in check_durability(databases=["default"])] == ["appointments.E003"]
            cursor.execute("SET synchronous_commit = on")
    assert check_durability(databases=["default"]) == []


def test_the_groups_have_their_rights_and_no_more():
    def rights(name):
        permissions = Group.objects.get(name=name).permissions.all()
        return {permission.codename for permission in permissions}

    work = {"access_admin", "view_appointmentrequest", "change_appointmentrequest"}
    assert rights("Front desk") == work
    assert rights("Front desk managers") == work | {
        "export_appointmentrequest",
        "delete_appointmentrequest",
        "view_auditevent",
        "change_appointmentsettings",
        "change_stafflimit",
    }
