"""What this room adds to the Wagtail admin."""

from collections.abc import Iterator

from django.contrib.auth.models import AbstractBaseUser
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from .copy_hours import CopyHoursView, may_copy
from .models import LocationPage


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """The address of the view that copies hours."""
    return [path("locations/<int:page_id>/copy-hours/", CopyHoursView.as_view(), name="locations_copy_hours")]


@hooks.register("register_page_header_buttons")
def copy_hours_button(
    page: Page, user: AbstractBaseUser, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Offer to copy hours in the menu of a place's editor."""
    if view_name == "edit" and isinstance(page, LocationPage) and may_copy(page, user):
        url = reverse("locations_copy_hours", args=[page.pk])
        yield Button(_("Copy hours from another location"), url, icon_name="copy", priority=35)
