"""Notices waiting to be sent. Written in the same transaction as what they tell of; sent by the worker."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from appointments.crypto import EncryptedTextField


class NoticeKind(models.TextChoices):
    """What a notice says. The words are made when it is sent, from templates/appointments/mail/."""

    STAFF_NEW = "staff_new", _("To staff: a request is waiting")
    STAFF_SUSPECT = "staff_suspect", _("To staff: possible spam to look at")
    STAFF_WISH = "staff_wish", _("To staff: a patient wants to change or cancel")
    PATIENT_RECEIVED = "patient_received", _("To the patient: your request was received")


class OutboxMessage(models.Model):
    """One notice to one address, kept until it is sent and for as long as its request."""

    # No public page shows these rows: writing one makes no cached page old.
    affects_public_pages = False

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=NoticeKind)
    request = models.ForeignKey("appointments.AppointmentRequest", on_delete=models.CASCADE, related_name="messages")
    recipient = EncryptedTextField()
    # Keyed hash of the address: notices to the same person are gathered into one mail.
    recipient_key = models.CharField(max_length=64, db_index=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True, help_text="When the worker gave up; staff can try again")
    last_error = models.CharField(
        max_length=80, blank=True, help_text="Kind and SMTP code only, never the reply's text"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["created_at"]
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=models.Q(sent_at=None, failed_at=None),
                name="appointments_outbox_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
