"""What staff did about a request, by a button: when, and who."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .requests import AppointmentRequest


class StepKind(models.TextChoices):
    """What can be done about a request. None of it says anything about the patient's health."""

    CALLED = "called", _("Called")
    LEFT_MESSAGE = "left_message", _("Left a message")
    WROTE = "wrote", _("Sent the answer")
    BOOKED = "booked", _("Booked")


class RequestStep(models.Model):
    """One step: its kind, its time and its author in clear. What was booked stands encrypted on the request."""

    # No public page shows these rows: writing one makes no cached page old.
    affects_public_pages = False

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(AppointmentRequest, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=12, choices=StepKind)
    at = models.DateTimeField(default=timezone.now, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    author_name = models.CharField(max_length=255)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["at"]
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)
