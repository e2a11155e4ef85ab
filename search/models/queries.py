"""What people look for, as counts by week. No row belongs to a visitor: no address, no time of day, no session."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class QueryCount(models.Model):
    """How often a (scrubbed) query was asked in one week, and how many pages it found the last time."""

    # No page of the page cache shows it.
    affects_public_pages = False

    week = models.DateField(_("week from"), help_text=_("The Monday."))
    text = models.CharField(_("query"), max_length=120)
    searches = models.PositiveIntegerField(_("searches"), default=0)
    results = models.PositiveIntegerField(_("pages found"), default=0)

    class Meta:
        verbose_name = _("search query")
        verbose_name_plural = _("search queries")
        ordering = ["-week", "-searches", "text"]
        constraints = [models.UniqueConstraint(fields=["week", "text"], name="search_query_once_a_week")]

    def __str__(self) -> str:
        return self.text


class HeldQuery(models.Model):
    """A query with words that are not the site's own, held back as a keyed hash until several searches asked for it.

    A name typed once must never become readable. Only what several people ask for is worth a page.
    """

    # No page of the page cache shows it.
    affects_public_pages = False

    week = models.DateField(_("week from"))
    digest = models.CharField(max_length=64)
    searches = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("held query")
        constraints = [models.UniqueConstraint(fields=["week", "digest"], name="search_held_once_a_week")]

    def __str__(self) -> str:
        return self.digest[:8]
