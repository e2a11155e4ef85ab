"""The append-only record of who did what with which request. It holds no health data and no answers."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AuditLogIsAppendOnly(Exception):
    """Somebody tried to change or delete a record of the audit log."""


class Action(models.TextChoices):
    """What can be done with requests."""

    RECEIVED = "received", _("Received")
    SET_ASIDE = "set_aside", _("Set aside as possible spam")
    LISTED = "listed", _("Shown in a list")
    SEARCHED = "searched", _("Searched")
    VIEWED = "viewed", _("Opened")
    STATUS = "status", _("Status changed")
    ASSIGNED = "assigned", _("Assigned")
    NOTED = "noted", _("Note added")
    CALLED = "called", _("Called")
    LEFT_MESSAGE = "left_message", _("Message left")
    WROTE = "wrote", _("Answer sent")
    BOOKED = "booked", _("Booked")
    DAY_SHEET = "day_sheet", _("Day sheet shown")
    RELEASED = "released", _("Released from spam")
    EXPORTED = "exported", _("Exported")
    EXPORTED_ONE = "exported_one", _("Handed to the patient")
    ERASED = "erased", _("Erased")
    PURGED = "purged", _("Deleted after its time")
    NOTICE_FAILED = "notice_failed", _("Notice given up")
    NOTICE_RETRIED = "notice_retried", _("Notice sent again")
    ACCESS = "access", _("Locations of a person changed")
    WISHED = "wished", _("Change asked for by the patient")
    WITHDRAWN = "withdrawn", _("Cancelled by the patient")
    WISH_REFUSED = "wish_refused", _("Change refused: wrong phone or e-mail, or closed")
    WISH_DONE = "wish_done", _("Change dealt with")
    KEYS_ROTATED = "keys_rotated", _("Encryption keys rotated")


class AuditQuerySet(models.QuerySet):
    """Refuses every way to change or delete records; triggers in the database do the same."""

    def update(self, **kwargs: Any) -> int:
        """Refuse."""
        raise AuditLogIsAppendOnly("Records of the audit log are never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise AuditLogIsAppendOnly("Records of the audit log are never deleted.")


class AuditEvent(models.Model):
    """One thing that somebody, or the site itself, did. No foreign keys: it outlives requests and people."""

    # No public page shows these rows: writing one makes no cached page old.
    affects_public_pages = False

    at = models.DateTimeField(default=timezone.now, editable=False, db_index=True)
    action = models.CharField(max_length=16, choices=Action)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=255, blank=True, help_text="Empty: the site itself")
    request_id = models.UUIDField(null=True, db_index=True)
    reference = models.CharField(max_length=16, blank=True)
    location_name = models.CharField(max_length=255, blank=True)
    details = models.JSONField(default=dict)

    objects = AuditQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-at", "-id"]
        default_permissions = ()
        permissions = [("view_auditevent", "Can read the audit log of appointment requests")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.reference}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new record.

        Raises:
            AuditLogIsAppendOnly: for a record that exists.
        """
        if not self._state.adding:
            raise AuditLogIsAppendOnly("Records of the audit log are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise AuditLogIsAppendOnly("Records of the audit log are never deleted.")
