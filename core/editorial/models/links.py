"""Links that lead out of the site."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkState(models.TextChoices):
    """What the last look at a link said."""

    NEW = "new", _("Not checked yet")
    ALIVE = "alive", _("Alive")
    # Journals and shops often answer programs with 401, 403 or 429, and people with the page.
    GUARDED = "guarded", _("Answers, but keeps programs out")
    UNSURE = "unsure", _("No answer last time")
    DEAD = "dead", _("Dead")
    REFUSED = "refused", _("Not a public web address")


class OutsideLink(models.Model):
    """One address elsewhere that live pages or sources link to. Kept by `core.editorial.links`."""

    # For the page cache: nothing of this is shown to visitors.
    affects_public_pages = False
    wagtail_reference_index_ignore = True

    url = models.CharField(_("address"), max_length=500, unique=True)
    state = models.CharField(_("state"), max_length=8, choices=LinkState, default=LinkState.NEW)
    status = models.PositiveSmallIntegerField(_("answer"), null=True, blank=True)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)
    checked_at = models.DateTimeField(_("last checked"), null=True, blank=True)
    alive_at = models.DateTimeField(_("last seen alive"), null=True, blank=True)
    pages: Any = models.ManyToManyField("wagtailcore.Page", related_name="+", blank=True)
    sources = models.ManyToManyField("editorial.Reference", related_name="+", blank=True)

    class Meta:
        verbose_name = _("link to elsewhere")
        verbose_name_plural = _("links to elsewhere")
        ordering = ["url"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.url
