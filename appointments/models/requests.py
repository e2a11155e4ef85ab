"""What a patient asks for, and what staff note about it. Everything the patient typed is encrypted."""

import json
import secrets
import uuid
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from appointments.crypto import EncryptedTextField
from core.web.languages import KNOWN, default

# Crockford's base 32: no I, L, O or U, so a reference survives being read out over the phone.
REFERENCE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # pragma: allowlist secret
REFERENCE_LENGTH = 10


def new_reference() -> str:
    """Return a random reference of 50 bits such as "7QK4M-X2RD9": for people, not a secret that opens anything."""
    characters = [secrets.choice(REFERENCE_ALPHABET) for _position in range(REFERENCE_LENGTH)]
    return "".join(characters[:5]) + "-" + "".join(characters[5:])


def new_receipt() -> str:
    """Return the 192 random bits that address a confirmation page."""
    return secrets.token_urlsafe(24)


class Status(models.TextChoices):
    """How far staff have come with a request."""

    NEW = "new", _("New")
    CONTACTED = "contacted", _("Contacted")
    SCHEDULED = "scheduled", _("Scheduled")
    CLOSED = "closed", _("Closed")
    SPAM = "spam", _("Spam")


# The statuses that are done with: the clock of retention runs.
DONE = (Status.CLOSED, Status.SPAM)


class Wish(models.TextChoices):
    """What a patient can ask for after sending a request."""

    CANCEL = "cancel", _("Cancel my request")
    CHANGE = "change", _("Change my request")


class PatientType(models.TextChoices):
    """Whether the clinic knows the patient."""

    NEW = "new", _("I am a new patient")
    RETURNING = "returning", _("I have been a patient here before")


class Weekday(models.TextChoices):
    """Days a patient can prefer."""

    MONDAY = "monday", _("Monday")
    TUESDAY = "tuesday", _("Tuesday")
    WEDNESDAY = "wednesday", _("Wednesday")
    THURSDAY = "thursday", _("Thursday")
    FRIDAY = "friday", _("Friday")


class TimeOfDay(models.TextChoices):
    """Parts of the day a patient can prefer."""

    MORNING = "morning", _("Morning")
    AFTERNOON = "afternoon", _("Afternoon")


class AppointmentRequest(models.Model):
    """One request. Columns in clear hold nothing that a patient typed; `location` and `status` are what staff sort by.

    Kept out of Wagtail's generic machinery on purpose: no snippet, no revisions, no search or reference index.
    """

    # No public page shows these rows: writing one makes no cached page old.
    affects_public_pages = False

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=16, unique=True, default=new_reference, editable=False)
    receipt = models.CharField(max_length=64, unique=True, default=new_receipt, editable=False)
    # Hashes that keep a request from being stored twice; see `appointments.submission`. None once out of force.
    idempotency_key = models.CharField(max_length=64, unique=True, null=True, editable=False)
    answers_key = models.CharField(max_length=64, unique=True, null=True, editable=False)
    # Keyed hashes for exact look-ups; empty without such a contact.
    phone_key = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    email_key = models.CharField(max_length=64, blank=True, db_index=True, editable=False)

    full_name = EncryptedTextField()
    phone = EncryptedTextField()
    email = EncryptedTextField()
    patient_type = EncryptedTextField()
    preferences = EncryptedTextField(help_text="JSON: days and times")
    condition = EncryptedTextField()
    note = EncryptedTextField()
    # When the patient comes, on the clock of the place: "2026-12-20T08:00". None: not booked.
    booked_for = EncryptedTextField(null=True, editable=False)

    location = models.ForeignKey(
        "locations.LocationPage", null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("location")
    )
    location_name = models.CharField(max_length=255)
    consent_contact = models.BooleanField(default=False)
    consent_voicemail = models.BooleanField(default=False)
    consent_wording = models.ForeignKey("appointments.ConsentWording", on_delete=models.PROTECT, related_name="+")

    # What the confirmation is written in, and what staff had better speak.
    language = models.CharField(_("language"), max_length=12, default="en")

    status = models.CharField(_("status"), max_length=16, choices=Status, default=Status.NEW)
    wish = models.CharField(
        max_length=8, choices=Wish, blank=True, help_text="What the patient asks for and nobody has done"
    )
    suspicions = models.JSONField(default=list, help_text="Why the site itself set it aside as spam; codes, no answers")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("appointment request")
        ordering = ["-created_at"]
        default_permissions = ()
        permissions = [
            ("view_appointmentrequest", "Can read appointment requests"),
            ("change_appointmentrequest", "Can work on appointment requests"),
            ("export_appointmentrequest", "Can export appointment requests"),
            ("delete_appointmentrequest", "Can erase appointment requests"),
        ]
        indexes = [
            models.Index(fields=["status", "-created_at"]),
            models.Index(fields=["location", "-created_at"]),
            models.Index(fields=["closed_at"]),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def language_name(self) -> str:
        """The language that the form was filled in, by its own name; empty for the default one."""
        known = KNOWN.get(self.language, default())
        return "" if known == default() else known.name

    @property
    def is_done(self) -> bool:
        """Whether it is closed or spam."""
        return self.status in DONE

    @property
    def wish_words(self) -> str:
        """What the patient asks for, as staff read it; empty for nothing."""
        return {"cancel": str(_("Asks to cancel")), "change": str(_("Asks for a change"))}.get(self.wish, "")

    @property
    def booked_at(self) -> datetime | None:
        """When the patient comes, on the clock of the place (naive); None while nothing is booked.

        Raises:
            CryptoError: when it cannot be decrypted.
        """
        return datetime.fromisoformat(self.booked_for) if self.booked_for else None

    @property
    def today(self) -> date:
        """The date at the place of the request, or at the clinic where that place is gone."""
        zone = self.location.time_zone if self.location else settings.TIME_ZONE
        return timezone.now().astimezone(ZoneInfo(zone)).date()

    @property
    def is_suspect(self) -> bool:
        """Whether the site set it aside and nobody has decided yet."""
        return self.status == Status.SPAM and bool(self.suspicions)

    def set_status(self, status: str) -> None:
        """Change the status on the instance; closing starts the clock of retention, reopening stops it."""
        self.status = status
        if status not in DONE:
            self.closed_at = None
        elif self.closed_at is None:
            self.closed_at = timezone.now()

    @property
    def days(self) -> list[str]:
        """The preferred days, for people; empty when any day suits."""
        return self._preferred("days", Weekday)

    @property
    def times(self) -> list[str]:
        """The preferred times of day, for people; empty when any time suits."""
        return self._preferred("times", TimeOfDay)

    def _preferred(self, part: str, choices: type[models.TextChoices]) -> list[str]:
        wanted: dict[str, Any] = json.loads(self.preferences or "{}")
        return [str(choice.label) for choice in choices if choice.value in wanted.get(part, [])]

    @property
    def patient_type_label(self) -> str:
        """Whether the patient is new, for staff."""
        return {"new": str(_("New patient")), "returning": str(_("Returning patient"))}.get(self.patient_type, "")


class RequestNote(models.Model):
    """What staff wrote about a request; encrypted, since it tells of a patient."""

    # No public page shows these rows: writing one makes no cached page old.
    affects_public_pages = False

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(AppointmentRequest, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    author_name = models.CharField(max_length=255, blank=True, help_text="Empty: the patient")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    text = EncryptedTextField()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["created_at"]
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)
