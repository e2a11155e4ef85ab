"""Who may see the listings: whoever may edit places. Each sees and changes the places that are theirs to edit."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.permissions import page_permission_policy

from locations.models import LocationPage

from .facts import listed_places


def may_see(user: Any) -> bool:
    """True for whoever may edit a place, or any page while there is no place yet."""
    if not page_permission_policy.user_has_permission(user, "change"):
        return False
    return not LocationPage.objects.live().exists() or bool(editable_places(user))


def editable_places(user: Any) -> list[LocationPage]:
    """The listed places that somebody may edit, whether or not somebody has locked them."""
    return [page for page in listed_places() if page.permissions_for_user(user).can_edit()]


class ListingsMenuItem(MenuItem):
    """The entry among the reports."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person works on pages. Which places are theirs, the screen asks: this is asked on every one."""
        return bool(page_permission_policy.user_has_permission(request.user, "change"))


class ForEditorsOfPlaces:
    """A view of the admin that reads the places of whoever asks, before anything else; `places` are theirs."""

    section = page_title = _("Listings: Google, Bing, Apple")
    header_icon = "globe"
    places: list[LocationPage]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way here: by the screen of all listings, unless this is it."""
        start = [*super().get_breadcrumbs_items(), {"url": reverse("locations_listings"), "label": self.section}]  # type: ignore[misc]
        return start if self.page_title == self.section else [*start, {"url": "", "label": self.page_title}]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse those who may not edit any place.

        Raises:
            PermissionDenied: for everybody else.
        """
        if not may_see(request.user):
            raise PermissionDenied
        self.places = editable_places(request.user)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
