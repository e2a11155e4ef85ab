"""What the reports over pages share."""

from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.views.reports import PageReportView
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from core.editorial.pages import with_types
from core.pages.models import BasePage
from core.pictures.models import ClinicImage
from core.site.empty_reports import SaysWhyEmpty

WORKS_ON_PAGES = ["add", "change", "publish"]


def works_on_pages(request: HttpRequest) -> bool:
    """Whether somebody may do anything with any page."""
    return bool(page_permission_policy.user_has_any_permission(request.user, WORKS_ON_PAGES))


class ReportMenuItem(MenuItem):
    """A report for everybody who works on pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person may do anything with any page."""
        return works_on_pages(request)


def with_pictures(pages: list[Page]) -> list[Page]:
    """Give specific pages their main pictures in one query, whatever their types."""
    wanted = {page.main_image_id for page in pages if isinstance(page, BasePage)} - {None}
    pictures = ClinicImage.objects.in_bulk(wanted)
    for page in pages:
        if isinstance(page, BasePage):
            page.main_image = pictures.get(page.main_image_id)
    return pages


def with_reviewers(pages: list[Any]) -> list[Any]:
    """Give medical pages the clinicians who reviewed them in one query, whatever their types."""
    wanted = {page.reviewed_by_id for page in pages} - {None}
    clinicians = apps.get_model("locations.ClinicianPage").objects.in_bulk(wanted)
    for page in pages:
        page.reviewed_by = clinicians.get(page.reviewed_by_id)
    return pages


def title_column(**kwargs: Any) -> TitleColumn:
    """The title of a page, as a link to where it is edited."""
    return TitleColumn(
        "title",
        label=Page._meta.get_field("title").verbose_name.capitalize(),
        accessor="get_admin_display_title",
        url_name="wagtailadmin_pages:edit",
        **kwargs,
    )


class BasePageReport(SaysWhyEmpty, PageReportView):
    """A report over the live and draft pages that the reader may see."""

    any_permission_required = WORKS_ON_PAGES
    is_searchable = False
    nothing_yet = _("No pages yet.")

    def get_queryset(self) -> QuerySet[Page]:
        """Every page of the site, in the order of the tree, with what its own type adds and its status tag needs."""
        pages = (
            Page.objects.filter(depth__gt=1).order_by("path").prefetch_workflow_states().annotate_approved_schedule()
        )
        return with_types(pages)

    def get_filename(self) -> str:
        """The name of an export, without its ending."""
        return str(self.index_url_name).replace("_", "-")
