"""What the ground adds to the Wagtail admin."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.templatetags.static import static
from django.urls import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.rich_text.feature_registry import FeatureRegistry

import core.admin_dates
import core.admin_scripts
import core.clinic_words
import core.editorial.admin
import core.editors_guide
import core.pages_menu
import core.preview_links.admin
import core.style_guide
import core.translation_screens  # noqa: F401 - all register their hooks
from core.health import staff
from core.known_pages import KnownPageLinkHandler
from core.seo.admin import admin_urls, menu_items


# After Wagtail's own, which it replaces.
@hooks.register("register_rich_text_features", order=10)
def links_from_memory(features: FeatureRegistry) -> None:
    """Answer the links in texts from what the page has read already."""
    features.register_link_type(KnownPageLinkHandler)


@hooks.register("insert_global_admin_css")
def lists_on_phones() -> SafeString:
    """Lists and reports that can be read on a phone."""
    return format_html('<link rel="stylesheet" href="{}">', static("core/admin/lists.css"))


# Before Wagtail's own addresses: its form for a new redirect is reached filled in.
@hooks.register("register_admin_urls", order=-1)
def findability_urls() -> list[URLPattern]:
    """The reports on findability and missed addresses."""
    return admin_urls()


@hooks.register("register_admin_urls")
def site_health_urls() -> list[URLPattern]:
    """The page “Is everything all right?”."""
    return staff.admin_urls()


@hooks.register("register_reports_menu_item")
def site_health_item() -> MenuItem:
    """The page “Is everything all right?” in the menu."""
    return staff.menu_item()


@hooks.register("register_permissions")
def site_health_permission() -> QuerySet[Permission]:
    """Let the right to see it be given to groups."""
    return Permission.objects.filter(content_type__app_label="core", codename="view_site_health")


@hooks.register("register_reports_menu_item")
def findability_report() -> MenuItem:
    """The findability report in the menu."""
    return menu_items()[0]


@hooks.register("register_reports_menu_item")
def missed_addresses_report() -> MenuItem:
    """The report of missed addresses in the menu."""
    return menu_items()[1]
