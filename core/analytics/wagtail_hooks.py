"""What counting adds to the Wagtail admin."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet

from core.analytics import link_screens, reports
from core.analytics.dashboard import VisitsCard
from core.analytics.panels import PERMISSION

register_snippet(link_screens.CampaignLinkViewSet)


class VisitsMenuItem(MenuItem):
    """The report's entry in the menu."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Only for those who may see the sums."""
        return bool(request.user.has_perm(PERMISSION))


@hooks.register("register_admin_urls")
def analytics_urls() -> list[URLPattern]:
    """The report and the QR codes."""
    return [*reports.admin_urls(), *link_screens.admin_urls()]


@hooks.register("register_reports_menu_item")
def visits_item() -> MenuItem:
    """The report in the menu."""
    return VisitsMenuItem(_("Visits"), reverse(reports.URL_NAME), name="visits", icon_name="view", order=20)


@hooks.register("construct_homepage_panels")
def add_card(request: HttpRequest, panels: list[Component]) -> None:
    """Show the week to those who may see the sums."""
    if request.user.has_perm(PERMISSION):
        panels.append(VisitsCard())


@hooks.register("register_permissions")
def visits_permission() -> QuerySet[Permission]:
    """Let the right to see the sums be given to groups."""
    return Permission.objects.filter(content_type__app_label="analytics", codename="view_visits")


@hooks.register("insert_global_admin_css")
def colors_of_charts() -> SafeString:
    """How charts and their tables look."""
    return format_html('<link rel="stylesheet" href="{}">', static("analytics/admin/visits.css"))
