"""Reading locations with everything their cards and pages show, in a fixed number of queries."""

from typing import Self

from wagtail.models import PageManager

from core.site.querysets import PublicPageQuerySet


class LocationQuerySet(PublicPageQuerySet):
    """Queries for places."""

    def for_cards(self) -> Self:
        """Listed places with pictures and renditions: what `locations/components/location_card.html` needs."""
        return self.listed().select_related("main_image").prefetch_related("main_image__renditions")

    def for_footer(self) -> Self:
        """Listed places without their hours: name, address and phone only, in one query."""
        return self.listed().prefetch_related(None)


class LocationManager(PageManager.from_queryset(LocationQuerySet)):  # type: ignore[misc]
    """Reads hours along with the places (two queries for any number of places), because every card shows them."""

    def get_queryset(self) -> LocationQuerySet:
        """All places in tree order, with hours and exceptions."""
        return super().get_queryset().prefetch_related("hours", "exceptions")
