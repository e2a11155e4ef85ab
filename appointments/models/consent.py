"""The exact words of the consent boxes, at any time."""

import hashlib

from django.db import models
from django.utils import timezone


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
