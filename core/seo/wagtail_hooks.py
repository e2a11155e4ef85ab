"""What findability adds to the Wagtail admin."""

from django.urls import URLPattern
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from core.seo.admin import admin_urls, menu_items


# Before Wagtail's own addresses: its form for a new redirect is reached filled in.
@hooks.register("register_admin_urls", order=-1)
def findability_urls() -> list[URLPattern]:
    """The reports on findability and missed addresses."""
    return admin_urls()


@hooks.register("register_reports_menu_item")
def findability_report() -> MenuItem:
    """The findability report in the menu."""
    return menu_items()[0]


@hooks.register("register_reports_menu_item")
def missed_addresses_report() -> MenuItem:
    """The report of missed addresses in the menu."""
    return menu_items()[1]
