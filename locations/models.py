"""The clinic's places and the clinicians who see patients there."""

from wagtail.models import PageManager, PageQuerySet

from core.models import BasePage


class LocationQuerySet(PageQuerySet):
    """Queries for lists of places."""

    def for_cards(self) -> "LocationQuerySet":
        """Live, public places in the order of the tree."""
        return self.live().public().order_by("path")


class LocationIndexPage(BasePage):
    """The list of places."""


class LocationPage(BasePage):
    """One place."""

    objects = PageManager.from_queryset(LocationQuerySet)()


class ClinicianPage(BasePage):
    """A clinician's biography."""
