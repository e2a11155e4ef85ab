"""Writes notices beside what they tell of, and sends them later: at least once, with patience.

Nothing is sent while a visitor waits. The worker (`run_worker`) claims what is due, sends it, and only then marks it
sent; killed in between, it sends again, with the same Message-ID. Notices to one person within a few minutes become one
mail.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Site

from core.operations.mail import Failure, claim, close, deliver, due, pause_after
from core.site.models import ClinicSettings, ClinicSettingsTranslation
from core.web.clock import lately
from core.web.languages import default

from . import audit
from .crypto import CryptoError, keyed_hash
from .models import (
    Action,
    AppointmentRequest,
    AppointmentSettings,
    NoticeKind,
    NoticeRecipient,
    OutboxMessage,
    spoken_settings,
)

logger = logging.getLogger(__name__)

GIVE_UP_AFTER = timedelta(days=3)
GATHER = timedelta(minutes=5)  # between two mails of a kind to one member of staff
SUSPECTS_AFTER = timedelta(hours=4)
SMTP_TIMEOUT = 15  # seconds without a reply
LATE_AFTER = timedelta(minutes=15)  # staff are told of notices that have waited so long
STAFF_KINDS = (NoticeKind.STAFF_NEW, NoticeKind.STAFF_SUSPECT, NoticeKind.STAFF_WISH)


# -- Writing ----------------------------------------------------------------------------------------------------------
def enqueue_for(request: AppointmentRequest) -> None:
    """Write the notices of a request, in the transaction that stores or releases it."""
    clinic = AppointmentSettings.load()
    if request.is_suspect:
        _enqueue_staff(request, NoticeKind.STAFF_SUSPECT, after=SUSPECTS_AFTER)
        return
    _enqueue_staff(request, NoticeKind.STAFF_NEW)
    if request.email and clinic.confirm_by_email:
        _enqueue(request, NoticeKind.PATIENT_RECEIVED, request.email)


def enqueue_wish(request: AppointmentRequest) -> None:
    """Write the notice of what a patient asks for, in the transaction that stores it."""
    _enqueue_staff(request, NoticeKind.STAFF_WISH)


def _enqueue_staff(request: AppointmentRequest, kind: NoticeKind, *, after: timedelta = timedelta()) -> None:
    of_location = Q(location=None) | Q(location=request.location_id)
    emails = NoticeRecipient.objects.filter(of_location).values_list("email", flat=True)
    for email in sorted({email.casefold() for email in emails}):
        _enqueue(request, kind, email, after=after)


def _enqueue(request: AppointmentRequest, kind: NoticeKind, email: str, *, after: timedelta = timedelta()) -> None:
    OutboxMessage.objects.create(
        kind=kind,
        request=request,
        recipient=email,
        recipient_key=keyed_hash("recipient", email.casefold()),
        next_attempt_at=timezone.now() + after,
    )


# -- Sending ----------------------------------------------------------------------------------------------------------
def send_due(stopping: Callable[[], bool] = lambda: False) -> int:
    """Send what is due and return how many notices went out. A server that is down ends the round."""
    sent = 0
    connection: BaseEmailBackend | None = None
    seen: set[tuple[str, str]] = set()
    try:
        for message in due_messages():
            if stopping():
                break
            group = (message.kind, message.recipient_key)
            if message.kind in STAFF_KINDS and (group in seen or _wrote_lately(message)):
                continue
            seen.add(group)
            batch = _claim(message)
            if not batch:
                continue
            connection = connection or get_connection(timeout=SMTP_TIMEOUT)
            failure = _send(connection, batch)
            if failure is None:
                OutboxMessage.objects.filter(pk__in=[row.pk for row in batch]).update(
                    sent_at=timezone.now(), last_error=""
                )
                sent += len(batch)
            else:
                _postpone(batch, failure.what)
                if failure.server_down:
                    break
    finally:
        if connection is not None:
            close(connection)
    return sent


def due_messages() -> Iterable[OutboxMessage]:
    """Notices whose time has come, oldest first."""
    return OutboxMessage.objects.filter(_due()).order_by("created_at").select_related("request")[:1000]


def _due() -> Q:
    return Q(sent_at=None, failed_at=None) & due(SUSPECTS_AFTER)


def _wrote_lately(message: OutboxMessage) -> bool:
    return OutboxMessage.objects.filter(
        kind=message.kind, recipient_key=message.recipient_key, sent_at__range=lately(GATHER)
    ).exists()


def _claim(message: OutboxMessage) -> list[OutboxMessage]:
    """Take the notice, and for staff all that wait for the same person, so that no other worker sends them."""
    rows = [message]
    if message.kind in STAFF_KINDS:
        same = OutboxMessage.objects.filter(_due(), kind=message.kind, recipient_key=message.recipient_key)
        rows = list(same.order_by("created_at").select_related("request")[:500])
    return [row for row in rows if claim(OutboxMessage.objects.filter(_due(), pk=row.pk))]


def _send(connection: BaseEmailBackend, batch: list[OutboxMessage]) -> Failure | None:
    """Send one mail for the batch."""
    try:
        message = compose(batch)
    except CryptoError as error:  # one that can never be sent must not hold up the others
        return Failure(type(error).__name__, server_down=False)
    return deliver(connection, message)


def _postpone(batch: list[OutboxMessage], what: str) -> None:
    now = timezone.now()
    for message in batch:
        attempts = message.attempts + 1
        logger.warning("Notice %s not sent, attempt %d: %s", message.pk, attempts, what)
        message.last_error = what[:80]
        message.next_attempt_at = now + pause_after(attempts)
        fields = ["last_error", "next_attempt_at"]
        with transaction.atomic():
            if now - message.created_at > GIVE_UP_AFTER:
                message.failed_at = now
                fields.append("failed_at")
                audit.record(Action.NOTICE_FAILED, request=message.request, notice=message.kind)
            message.save(update_fields=fields)


# -- Words ------------------------------------------------------------------------------------------------------------
def compose(batch: list[OutboxMessage]) -> EmailMessage:
    """The mail for a batch of notices of one kind to one person. It says nothing about anybody's health or name.

    Staff are written to in the site's language, patients in the one that they filled in the form in.
    """
    first = batch[0]
    language = default().code if first.kind in STAFF_KINDS else first.request.language
    with translation.override(language):
        return _composed(batch)


def _composed(batch: list[OutboxMessage]) -> EmailMessage:
    first = batch[0]
    site = Site.objects.filter(is_default_site=True).first()
    clinic = ClinicSettingsTranslation.spoken(ClinicSettings.for_site(site), site) if site else ClinicSettings()
    context = {
        "clinic": clinic,
        "appointments": spoken_settings(),
        "requests": [message.request for message in batch],
        "links": [(message.request, inbox_link(message.request)) for message in batch],
        "change_url": f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{reverse('appointments:change')}",
        "places": sorted({message.request.location_name for message in batch}),
    }
    template = f"appointments/mail/{first.kind}"
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"
    return EmailMessage(
        subject=" ".join(render_to_string(f"{template}.subject.txt", context).split()),
        body=render_to_string(f"{template}.txt", context),
        to=[first.recipient],
        headers={"Message-ID": f"<{first.pk}@{host}>", "Auto-Submitted": "auto-generated"},
    )


def inbox_link(request: AppointmentRequest) -> str:
    """The address of a request in the admin."""
    path = reverse("appointments_inbox:detail", args=[request.pk])
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"


# -- What staff see of it ---------------------------------------------------------------------------------------------
def undelivered() -> Q:
    """Notices that were given up, or that have been tried and are late."""
    late = timezone.now() - LATE_AFTER
    return Q(sent_at=None) & (Q(failed_at__isnull=False) | Q(created_at__lt=late, attempts__gt=0))


def retry(messages: Iterable[OutboxMessage]) -> None:
    """Put notices back in the queue, from the start."""
    for message in messages:
        message.failed_at = None
        message.attempts = 0
        message.created_at = message.next_attempt_at = timezone.now()
        message.save(update_fields=["failed_at", "attempts", "created_at", "next_attempt_at"])
