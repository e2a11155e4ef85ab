"""A clock that was wrong and is put right while the site runs: nothing waits for it to come round, nothing lives on."""

from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.utils import timezone

from core.accounts import limits, sessions
from core.accounts import mail as account_mail
from core.accounts.models import MailKind
from core.operations import worker
from core.operations.backup.making import is_due
from core.operations.health.topics import BACKUP
from core.operations.models import BackupRun
from core.web.page_cache.entries import Entry
from tests.clock import Clock

HOUR, YEAR = timedelta(hours=1), timedelta(days=365)
LEAPS = pytest.mark.parametrize("leap", [HOUR, YEAR], ids=["an hour", "a year"])


@LEAPS
@pytest.mark.django_db
def test_mail_about_logins_does_not_wait_for_a_clock_to_come_round(
    clock: Clock, leap: timedelta, admin_user: Any
) -> None:
    clock.ahead = leap
    account_mail.tell(admin_user, MailKind.PASSWORD_CHANGED, address="anna@clinic.example")
    clock.ahead = timedelta()
    assert account_mail.send_due() == 1
    assert account_mail.send_due() == 0
    assert [message.to for message in mail.outbox] == [["anna@clinic.example"]]


@LEAPS
def test_a_session_of_which_nobody_knows_how_long_it_lasts_is_over(clock: Clock, leap: timedelta) -> None:
    session = SessionStore()
    sessions.begin(session)
    clock.ahead = -timedelta(seconds=90)  # what a time server corrects every day
    assert not sessions.is_over(session)
    assert sessions.confirmed_lately(session)
    clock.ahead = -leap
    assert sessions.is_over(session)
    assert not sessions.confirmed_lately(session)
    clock.ahead = leap
    assert sessions.is_over(session)


@LEAPS
@pytest.mark.django_db
def test_a_dead_worker_is_not_taken_for_alive(clock: Clock, leap: timedelta) -> None:
    assert worker.claim(worker.HEARTBEAT, worker.HEARTBEAT_EVERY)
    assert worker.is_alive()
    clock.ahead = -leap
    assert not worker.is_alive()
    assert worker.claim(worker.HEARTBEAT, worker.HEARTBEAT_EVERY), "a living one says so at once"
    assert worker.is_alive()


@pytest.mark.django_db
def test_backups_go_on_as_planned(clock: Clock, settings: Any) -> None:
    settings.BACKUP_KEY, settings.BACKUP_EVERY_HOURS = "x", 24
    clock.ahead = YEAR
    BackupRun.keep(timezone.now(), name="ahead")
    clock.ahead = timedelta()
    assert is_due()
    assert BACKUP.ask(), "the site does not say that all is well"
    BackupRun.keep(timezone.now(), name="right")
    assert not is_due(), "one backup puts it right, instead of one an hour for a year"
    assert not BACKUP.ask()


@LEAPS
@pytest.mark.django_db
def test_a_locked_name_is_not_locked_for_a_year(clock: Clock, leap: timedelta) -> None:
    clock.ahead = leap
    AccessAttempt.objects.create(username="anna", ip_address="192.0.2.1", failures_since_start=5)
    AccessAttempt.objects.update(attempt_time=timezone.now())
    assert limits.forget_old_attempts() == 0
    clock.ahead = timedelta()
    assert limits.forget_old_attempts() == 1
    AccessAttempt.objects.create(username="anna", ip_address="192.0.2.1", failures_since_start=5)
    assert limits.forget_old_attempts() == 0
    clock.ahead = settings.AXES_COOLOFF_TIME + timedelta(seconds=1)
    assert limits.forget_old_attempts() == 1


@LEAPS
def test_a_page_that_another_process_kept_does_not_outlive_its_time(clock: Clock, leap: timedelta) -> None:
    entry = Entry.from_body("200 OK", [("Content-Type", "text/html")], b"page", ("1",), seconds=600)
    data = entry.to_bytes()
    clock.ahead = timedelta(seconds=590)
    assert Entry.from_bytes(data, ("1",), 600) is not None
    clock.ahead = timedelta(seconds=610)
    assert Entry.from_bytes(data, ("1",), 600) is None
    clock.ahead = -leap
    assert Entry.from_bytes(data, ("1",), 600) is None
