"""When content last changed, which addresses were missed, and what the last audit found."""

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
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


class MissedAddress(models.Model):
    """An address that was not found, and how often. Nothing about who asked; the table is bounded.

    Written only by `core.seo.missed`, which limits how many rows there are and how often they are written.
    """

    # For the page cache: counting a miss makes no page stale.
    affects_public_pages = False

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    path = models.CharField(_("address"), max_length=200)
    hits = models.PositiveIntegerField(_("times"), default=0)
    first_seen = models.DateTimeField(_("first"), auto_now_add=True)
    last_seen = models.DateTimeField(_("last"))

    class Meta:
        verbose_name = _("missed address")
        verbose_name_plural = _("missed addresses")
        ordering = ["-hits", "path"]
        constraints = [models.UniqueConstraint(fields=["site", "path"], name="unique_missed_address")]
        indexes = [models.Index(fields=["hits", "last_seen"], name="missed_least_wanted")]

    def __str__(self) -> str:
        return self.path


class AuditReport(models.Model):
    """What `audit_site` found the last time it walked a site. One per site; a new walk replaces it."""

    # For the page cache: what was found is shown to staff only.
    affects_public_pages = False

    site = models.OneToOneField("wagtailcore.Site", on_delete=models.CASCADE, primary_key=True, related_name="+")
    checked_at = models.DateTimeField(_("checked"))
    page_count = models.PositiveIntegerField(_("pages"))
    complete = models.BooleanField(_("all pages"), default=True)
    # A list of findings as `core.seo.audit.Finding` holds them, by field name.
    findings: Any = models.JSONField(_("findings"), default=list)

    class Meta:
        verbose_name = _("findability report")
        verbose_name_plural = _("findability reports")

    def __str__(self) -> str:
        return f"{self.site}: {self.checked_at:%Y-%m-%d %H:%M}"
