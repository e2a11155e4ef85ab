"""Two reports: links to other websites and when each was last seen alive, and links inside the site that are broken."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import page_permission_policy

from core.editorial.links.inside import BrokenLink, broken_in_content, broken_when_walked
from core.editorial.models.links import OutsideLink
from core.editorial.reports.base import WORKS_ON_PAGES
from core.site.empty_reports import SaysWhyEmpty


class PageworkReport(SaysWhyEmpty, ReportView):
    """A report, not over pages, for everybody who works on pages."""

    permission_policy = page_permission_policy
    any_permission_required = WORKS_ON_PAGES
    is_searchable = False
    results_template_name = "wagtailadmin/reports/base_report_results.html"

    def get_filename(self) -> str:
        """The name of an export, without its ending."""
        return str(self.index_url_name).replace("_", "-")


class OutsideLinkFilterSet(WagtailFilterSet):
    """Narrows the report to what the last look said."""

    class Meta:
        model = OutsideLink
        fields = ["state"]


class UsesColumn(Column):
    """Where a link stands: links to the screens where it can be changed."""

    cell_template_name = "editorial/admin/uses_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: dict[str, Any]) -> dict[str, Any]:
        """Add the pages and sources as (words, address)."""
        uses = [(page.title, reverse("wagtailadmin_pages:edit", args=[page.pk])) for page in instance.pages.all()]
        uses += [
            (source.key, reverse("wagtailsnippets_editorial_reference:edit", args=[source.pk]))
            for source in instance.sources.all()
        ]
        return {**super().get_cell_context_data(instance, parent_context), "uses": uses}


class OutsideLinksReport(PageworkReport):
    """Every link to another website: what it answered, when it was last seen alive, and where it stands."""

    index_url_name = "outside_links"
    index_results_url_name = "outside_links_results"
    page_title = _("Links to other websites")
    nothing_yet = _("No links have been collected yet. That happens when they are checked for the first time.")
    header_icon = "link-external"
    model = OutsideLink
    filterset_class = OutsideLinkFilterSet
    default_ordering = "url"
    template_name = "editorial/admin/outside_links_report.html"
    columns = [
        TitleColumn(
            "url", label=_("Address"), get_url=lambda link: link.url, sort_key="url", link_attrs={"rel": "noreferrer"}
        ),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state", width="15%"),
        DateColumn("alive_at", label=_("Last seen alive"), sort_key="alive_at", width="12%"),
        DateColumn("checked_at", label=_("Last checked"), sort_key="checked_at", width="12%"),
        UsesColumn("uses", label=_("Stands on"), width="25%"),
    ]
    list_export = ["url", "get_state_display", "status", "alive_at", "checked_at", "stands_on"]
    export_headings = {
        "url": _("Address"),
        "get_state_display": _("State"),
        "status": _("Answer"),
        "alive_at": _("Last seen alive"),
        "checked_at": _("Last checked"),
        "stands_on": _("Stands on"),
    }

    def get_base_queryset(self) -> QuerySet[OutsideLink]:
        """All links with where they stand."""
        return OutsideLink.objects.prefetch_related("pages", "sources")

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Add the words for exports."""
        for link in object_list:
            names = [page.title for page in link.pages.all()] + [source.key for source in link.sources.all()]
            link.stands_on = "; ".join(names)
        return object_list

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether the links are checked at all."""
        return {**super().get_context_data(**kwargs), "checks_are_on": settings.CHECK_OUTSIDE_LINKS}


class BrokenLinksReport(PageworkReport):
    """Links inside the site that lead nowhere."""

    index_url_name = "broken_links"
    index_results_url_name = "broken_links_results"
    page_title = _("Broken links inside the site")
    nothing_yet = _("No link inside the site is broken.")
    header_icon = "link"
    columns = [
        TitleColumn(
            "page_title",
            label=_("Page"),
            get_url=lambda row: reverse("wagtailadmin_pages:edit", args=[row.page_id]),
            width="30%",
        ),
        Column("place", label=_("Where"), width="20%"),
        Column("problem", label=_("Leads to")),
    ]
    list_export = ["page_title", "place", "problem"]
    export_headings = {"page_title": _("Page"), "place": _("Where"), "problem": _("Leads to")}

    def get_queryset(self) -> list[BrokenLink]:
        """What is broken in the content now, then what the last walk through the site met."""
        return sorted(broken_in_content(), key=lambda row: row.page_title) + broken_when_walked()
