"""Rows the machinery keeps for itself: limits, consent wordings, the worker's jobs."""

import hashlib

from django.db import models
from django.utils import timezone


class RateLimit(models.Model):
    """How often something happened within a window. The key is a keyed hash: no address is stored."""

    # No public page shows these rows: writing one makes no cached page old.
    affects_public_pages = False

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=1)
    expires_at = models.DateTimeField(db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.key[:8]


class ConsentWording(models.Model):
    """The exact words of the consent boxes at some time. Requests point to the words their sender saw."""

    # No public page shows these rows: writing one makes no cached page old.
    affects_public_pages = False

    digest = models.CharField(max_length=64, primary_key=True)
    contact_text = models.TextField()
    voicemail_text = models.TextField()
    first_used_at = models.DateTimeField(default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.digest[:8]

    @staticmethod
    def digest_of(contact_text: str, voicemail_text: str) -> str:
        """Name a pair of texts by what they say."""
        return hashlib.sha256(f"{contact_text}\0{voicemail_text}".encode()).hexdigest()

    @classmethod
    def remember(cls, contact_text: str, voicemail_text: str) -> "ConsentWording":
        """Return the row of these words, written when they are new."""
        digest = cls.digest_of(contact_text, voicemail_text)
        texts = {"contact_text": contact_text, "voicemail_text": voicemail_text}
        return cls.objects.get_or_create(digest=digest, defaults=texts)[0]


class ScheduledJob(models.Model):
    """When the worker last ran each of its jobs, so that daily jobs survive a restart and staff see a dead worker."""

    # No public page shows these rows: writing one makes no cached page old.
    affects_public_pages = False

    name = models.CharField(max_length=40, primary_key=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=120, blank=True, help_text="Kind of the last failure; empty after a success")

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
