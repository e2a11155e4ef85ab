"""Two lists: what became of each item of a run, and the old addresses with what follows them."""

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from core.site.empty_reports import SaysWhyEmpty
from home.wordpress.admin.access import PERMISSION
from home.wordpress.models import ImportRow, ImportRun, OldAddress


class MoverReport(SaysWhyEmpty, ReportView):
    """A list for those who may move content in."""

    is_searchable = False
    results_template_name = "wagtailadmin/reports/base_report_results.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse everybody else.

        Raises:
            PermissionDenied: for them.
        """
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response


class RowFilterSet(WagtailFilterSet):
    """Narrows the report to what happened."""

    class Meta:
        model = ImportRow
        fields = ["outcome"]


class WhyColumn(Column):
    """Sentences, one a line."""

    cell_template_name = "wordpress/admin/why_cell.html"


def _edit_url(row: ImportRow) -> str | None:
    return reverse("wagtailadmin_pages:edit", args=[row.page_id]) if row.page_id else None


class RunReport(MoverReport):
    """What became of each item of one run."""

    model = ImportRow
    filterset_class = RowFilterSet
    default_ordering = "pk"
    header_icon = "list-ul"
    page_title = _("What became of what")
    nothing_yet = _("Nothing has been looked at yet.")
    index_url_name = "wordpress_report"
    index_results_url_name = "wordpress_report_results"
    columns = [
        TitleColumn("title", label=_("What"), get_url=_edit_url, width="24%"),
        Column("outcome", label=_("What happened"), accessor="get_outcome_display", width="12%"),
        WhyColumn("why", label=_("Please look"), width="42%"),
        Column("became", label=_("Became"), width="12%"),
        Column("kind", label=_("Kind"), width="10%"),
    ]
    list_export = ["kind", "old_id", "title", "source_url", "get_outcome_display", "became", "why"]
    export_headings = {
        "kind": _("Kind"),
        "old_id": _("Number in WordPress"),
        "title": _("What"),
        "source_url": _("Old address"),
        "get_outcome_display": _("What happened"),
        "became": _("Became"),
        "why": _("Please look"),
    }

    @cached_property
    def run(self) -> ImportRun:
        """The run that is reported on."""
        return get_object_or_404(ImportRun.objects.select_related("old_site"), pk=self.kwargs["pk"])

    def get_index_url(self) -> str:
        """The address of this run's report."""
        return reverse(self.index_url_name, args=[self.kwargs["pk"]])

    def get_index_results_url(self) -> str:
        """The address that filters reload."""
        return reverse(self.index_results_url_name, args=[self.kwargs["pk"]])

    def get_base_queryset(self) -> QuerySet[ImportRow]:
        """The rows of this run."""
        return self.run.rows.all()

    def get_page_subtitle(self) -> str:
        """Which run it is."""
        return str(self.run)

    def get_filename(self) -> str:
        """The name of an export, without its ending."""
        return f"wordpress-{self.run.pk}"


class AddressFilterSet(WagtailFilterSet):
    """Narrows the list to a kind, or to addresses that nothing follows."""

    follows = django_filters.ChoiceFilter(
        label=_("What follows"),
        choices=[("page", _("A published page")), ("waits", _("A page that is not published")), ("gone", _("Nothing"))],
        method="filter_follows",
    )

    class Meta:
        model = OldAddress
        fields = ["kind"]

    def filter_follows(self, rows: QuerySet[OldAddress], name: str, value: str) -> QuerySet[OldAddress]:
        """The rows that a choice means."""
        if value == "gone":
            return rows.filter(page=None, image=None, document=None, link="")
        return rows.filter(page__live=value == "page")


class AddressReport(MoverReport):
    """The old addresses, and what a visitor gets there."""

    model = OldAddress
    filterset_class = AddressFilterSet
    default_ordering = "address"
    header_icon = "redirect"
    page_title = _("Old addresses")
    nothing_yet = _("No site has been moved in yet.")
    is_searchable = True
    search_fields = ["address"]
    index_url_name = "wordpress_addresses"
    index_results_url_name = "wordpress_addresses_results"
    columns = [
        TitleColumn(
            "address",
            label=_("Old address"),
            get_url=lambda row: reverse("wordpress_edit_address", args=[row.pk]),
            sort_key="address",
            width="45%",
        ),
        Column("kind", label=_("Kind"), accessor="get_kind_display", width="15%"),
        Column("follows", label=_("What follows"), width="40%"),
    ]
    list_export = ["address", "get_kind_display", "follows"]
    export_headings = {"address": _("Old address"), "get_kind_display": _("Kind"), "follows": _("What follows")}

    def get_base_queryset(self) -> QuerySet[OldAddress]:
        """All of them, with what follows."""
        return OldAddress.objects.select_related("page", "image", "document")

    def search_queryset(self, queryset: QuerySet[OldAddress]) -> QuerySet[OldAddress]:
        """Those whose address holds what was typed."""
        return queryset.filter(Q(address__icontains=self.search_query)) if self.search_query else queryset

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Add the words on what follows."""
        for row in object_list:
            row.follows = _follows(row)
        return object_list

    def get_filename(self) -> str:
        """The name of an export, without its ending."""
        return "old-addresses"


def _follows(row: OldAddress) -> str:
    if row.page:
        waits = "" if row.page.live else f" ({_('once it is published')})"
        return f"{row.page.title}{waits}"
    if row.image or row.document:
        return str(row.image or row.document)
    return row.link or str(_("Nothing: 410 Gone"))
