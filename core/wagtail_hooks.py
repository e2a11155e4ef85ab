"""What the ground adds to the Wagtail admin."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry

from core.known_pages import KnownPageLinkHandler
from core.seo.admin import admin_urls, menu_items


# After Wagtail's own, which it replaces.
@hooks.register("register_rich_text_features", order=10)
def links_from_memory(features: FeatureRegistry) -> None:
    """Answer the links in texts from what the page has read already."""
    features.register_link_type(KnownPageLinkHandler)


@hooks.register("register_log_actions")
def log_medical_reviews(actions: LogActionRegistry) -> None:
    """Name the reviewer's signature in the history of a page."""
    actions.register_action("core.medical_review", _("Medical review"), _("Signed after a medical review"))


@hooks.register("before_publish_page")
def medical_pages_are_published_by_reviewers(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep a new medical page as a draft when somebody without the right to sign it chose “Publish”.

    On existing pages, and below a list of medical pages, the button is gone already (`MedicalPagePermissionTester`).
    """
    if page.permissions_for_user(request.user).can_publish():
        return None
    Page.objects.filter(pk=page.pk, first_published_at=None).update(live=False, has_unpublished_changes=True)
    messages.warning(
        request,
        gettext(
            "A medical page goes live after a medical review. It is kept as a draft: choose “Submit to Medical review”."
        ),
    )
    return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


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
