"""The report of what people look for: by week, with what found nothing."""

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views.reports import ReportView

from core.site.empty_reports import SaysWhyEmpty

from .models import QueryCount

PERMISSION = "search.view_querycount"


class QueryReportMenuItem(MenuItem):
    """The report's entry in the menu."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Only for those who may see it."""
        return request.user.has_perm(PERMISSION)


def weeks() -> list[tuple[str, str]]:
    """Return the weeks that have counts, the newest first, as choices."""
    dates = QueryCount.objects.order_by("-week").values_list("week", flat=True).distinct()
    return [(day.isoformat(), date_format(day, "DATE_FORMAT")) for day in dates]


class QueryFilterSet(WagtailFilterSet):
    """Narrows the report to a week or to queries without results."""

    week = django_filters.ChoiceFilter(label=_("Week from"), choices=weeks, empty_label=_("All weeks"))
    nothing = django_filters.ChoiceFilter(
        label=_("Pages found"),
        field_name="results",
        choices=[("0", _("None"))],
        empty_label=_("Any number"),
    )

    class Meta:
        model = QueryCount
        fields: list[str] = []


class QueryReportView(SaysWhyEmpty, ReportView):
    """What was looked for, how often, and how many pages it found."""

    index_url_name = "search_query_report"
    index_results_url_name = "search_query_report_results"
    page_title = _("What people look for")
    nothing_yet = _("Nobody has searched the site yet. What visitors type there stands here, without who they are.")
    header_icon = "search"
    filterset_class = QueryFilterSet
    is_searchable = True
    search_fields = ["text"]
    default_ordering = ("-week", "-searches", "text")
    paginate_by = 50
    columns = [
        Column(
            "week", label=_("Week from"), accessor=lambda row: date_format(row.week, "DATE_FORMAT"), sort_key="week"
        ),
        Column("text", label=_("Query"), sort_key="text"),
        NumberColumn("searches", label=_("Searches"), sort_key="searches"),
        NumberColumn("results", label=_("Pages found"), sort_key="results"),
    ]
    list_export = ["week", "text", "searches", "results"]
    export_headings = {"week": _("Week from"), "text": _("Query"), "searches": _("Searches"), "results": _("Found")}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let in who may see the counts.

        Raises:
            PermissionDenied: for everybody else.
        """
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[QueryCount]:
        """Every count."""
        return QueryCount.objects.all()

    def get_filename(self) -> str:
        """The name of an export, without its ending."""
        return "search-queries"
