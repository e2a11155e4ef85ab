"""Promoted results: pages that staff put first for some words, for as long as they say."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.search_promotions.models import SearchPromotion


class PromotedResultQuerySet(models.QuerySet):
    """Promoted results by time."""

    def current(self, day: datetime.date | None = None) -> "PromotedResultQuerySet":
        """Return those shown on a day (today): begun, not expired, and leading to a live page."""
        day = day or timezone.localdate()
        return self.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=day),
            Q(ends_on__isnull=True) | Q(ends_on__gte=day),
            page__live=True,
        )


class PromotedResult(SearchPromotion):
    """A search promotion of Wagtail's own with a first and a last day. Its query matches by words, not by letters."""

    # No page of the page cache shows it.
    affects_public_pages = False

    starts_on = models.DateField(_("first day"), null=True, blank=True, help_text=_("Empty: from now on."))
    ends_on = models.DateField(_("last day"), null=True, blank=True, help_text=_("Empty: until you delete it."))

    objects = PromotedResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("promoted result")
        verbose_name_plural = _("promoted results")

    def __str__(self) -> str:
        return f"{self.query.query_string}: {self.title}"

    def clean(self) -> None:
        """Keep the days in order.

        Raises:
            ValidationError: on `ends_on` when it lies before `starts_on`.
        """
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day cannot come before the first.")})
