"""When the content of a page last changed, as opposed to when somebody last pressed “Publish”."""

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from wagtail.models import Page

# Bookkeeping of Wagtail's: none of it is something that a reader sees.
BOOKKEEPING = {
    "pk",
    "path",
    "depth",
    "numchild",
    "url_path",
    "translation_key",
    "locale",
    "owner",
    "content_type",
    "draft_title",
    "latest_revision",
    "live_revision",
    "live",
    "has_unpublished_changes",
    "first_published_at",
    "last_published_at",
    "latest_revision_created_at",
    "go_live_at",
    "expire_at",
    "expired",
    "locked",
    "locked_at",
    "locked_by",
    "alias_of",
    "wagtail_admin_comments",
    "index_entries",
    "next_review",
    "link_checked_on",
}


class ContentRecord(models.Model):
    """A fingerprint of a page's published content, and when it last became different.

    Feeds the sitemap's `lastmod`, schema.org's `dateModified` and the visible “updated” date, which search engines only
    believe while they follow real changes.
    """

    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, primary_key=True, related_name="content_record"
    )
    fingerprint = models.CharField(max_length=64)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.page_id}: {self.changed_at:%Y-%m-%d}"

    @classmethod
    def note(cls, page: Page) -> None:
        """Record the content of a page that was just published; the date moves only when the content did."""
        fingerprint = fingerprint_of(page)
        changed_at = page.last_published_at or timezone.now()
        record, created = cls.objects.get_or_create(
            page_id=page.pk, defaults={"fingerprint": fingerprint, "changed_at": changed_at}
        )
        if not created and record.fingerprint != fingerprint:
            record.fingerprint, record.changed_at = fingerprint, changed_at
            record.save()


def fingerprint_of(page: Page) -> str:
    """A hash of everything in a page that readers may see."""
    data: dict[str, Any] = {key: value for key, value in page.serializable_data().items() if key not in BOOKKEEPING}
    text = json.dumps(data, cls=DjangoJSONEncoder, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
