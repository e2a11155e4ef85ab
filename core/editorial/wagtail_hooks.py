"""What the editorial help adds to the Wagtail admin; the modules imported here register hooks of their own."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from core.editorial import (  # noqa: F401 - all register their hooks
    admin_dates,
    admin_scripts,
    comparing,
    dashboard,
    editors_guide,
    history,
    lists,
    pages_menu,
    publishing,
    questions,
    script_words,
    submitting,
    translation_screens,
    wagtail_checks,
)
from core.editorial.findings import Checker
from core.editorial.page_editor import citing, links  # noqa: F401 - the same
from core.editorial.preview_links import admin  # noqa: F401 - the same
from core.editorial.reports import REPORTS, ReportMenuItem


@hooks.register("insert_global_admin_css")
def lists_on_phones() -> SafeString:
    """Lists and reports that can be read on a phone."""
    return format_html('<link rel="stylesheet" href="{}">', static("editorial/admin/lists.css"))


@hooks.register("register_log_actions")
def log_medical_reviews(actions: LogActionRegistry) -> None:
    """Name the reviewer's signature in the history of a page."""
    actions.register_action("editorial.medical_review", _("Medical review"), _("Signed after a medical review"))


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


@hooks.register("after_publish_page")
def point_at_claims(request: HttpRequest, page: Page) -> None:
    """Tell who has published a page about words that promise too much."""
    claims = [finding.message for finding in Checker().findings(page.specific) if finding.code == "claim"]
    if claims:
        messages.warning(
            request, gettext("Published, but please look at this: %(claims)s") % {"claims": " ".join(claims)}
        )


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    """Addresses of the reports: the page and the results that its filters reload."""
    return [
        pattern
        for slug, view in REPORTS.items()
        for pattern in (
            path(f"reports/{slug}/", view.as_view(), name=view.index_url_name),
            path(f"reports/{slug}/results/", view.as_view(results_only=True), name=view.index_results_url_name),
        )
    ]


def _register_menu_item(name: str, view: Any, order: int) -> None:
    url = reverse_lazy(view.index_url_name)
    item = ReportMenuItem(view.page_title, url, name=name, icon_name=view.header_icon, order=order)
    hooks.register("register_reports_menu_item", lambda: item)


for number, (slug, report) in enumerate(REPORTS.items()):
    _register_menu_item(slug, report, 100 + 10 * number)
