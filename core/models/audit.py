"""The last findings of the findability check, for the report in the admin."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


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
