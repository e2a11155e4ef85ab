"""What this room adds to the Wagtail admin."""

from collections.abc import Iterator

from django.contrib.auth.models import AbstractBaseUser
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from .copy_hours import CopyHoursView, may_copy
from .listings.access import ListingsMenuItem
from .listings.comparing import DifferencesView, UploadView
from .listings.exports import PROVIDERS
from .listings.views import DownloadView, ListingsView
from .models import LocationPage


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """The addresses of the view that copies hours, and of the listings."""
    return [
        path("locations/<int:page_id>/copy-hours/", CopyHoursView.as_view(), name="locations_copy_hours"),
        path("locations/listings/", ListingsView.as_view(), name="locations_listings"),
        path("locations/listings/compare/", UploadView.as_view(), name="locations_listings_compare"),
        path(
            "locations/listings/compare/<int:file_id>/",
            DifferencesView.as_view(),
            name="locations_listings_differences",
        ),
        *(
            path(
                f"locations/listings/{provider.slug}/",
                DownloadView.as_view(),
                {"provider": provider.slug},
                name=f"locations_listings_{provider.slug}",
            )
            for provider in PROVIDERS.values()
        ),
    ]


@hooks.register("register_reports_menu_item")
def listings_menu_item() -> MenuItem:
    """The listings, among the reports."""
    url = reverse_lazy("locations_listings")
    return ListingsMenuItem(_("Listings: Google, Bing, Apple"), url, name="listings", icon_name="globe", order=95)


@hooks.register("register_page_header_buttons")
def copy_hours_button(
    page: Page, user: AbstractBaseUser, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Offer to copy hours in the menu of a place's editor."""
    if view_name == "edit" and isinstance(page, LocationPage) and may_copy(page, user):
        url = reverse("locations_copy_hours", args=[page.pk])
        yield Button(_("Copy hours from another location"), url, icon_name="copy", priority=35)
