"""Addresses that visitors asked for and that do not exist."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
