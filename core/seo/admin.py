"""Two reports for staff: what keeps pages from being found, and which addresses visitors ask for in vain."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.contrib.redirects.permissions import permission_policy as redirect_policy
from wagtail.models import Site
from wagtail.permission_policies.pages import PagePermissionPolicy

from core.seo import missed
from core.seo.audit import Finding, audit_site, store_report
from core.seo.card_views import draft_card
from core.seo.models import AuditReport, MissedAddress
from core.seo.redirects import admin as redirect_admin
from core.seo.redirects.addresses import as_typed
from core.seo.redirects.rules import forget_redirected_misses
from core.site.empty_reports import SaysWhyEmpty
from core.site.models import ClinicSettings

# More pages than this are checked by the scheduled command: a browser should not wait for them.
MOST_PAGES_AT_ONCE = 150


def may_see_audit(request: HttpRequest) -> bool:
    """Whether somebody may read the findings: everybody who may edit or publish pages."""
    return PagePermissionPolicy().user_has_any_permission(request.user, ["change", "publish", "add"])


def may_see_missed(request: HttpRequest) -> bool:
    """Whether somebody may read the report of missed addresses: everybody who may add redirects."""
    return redirect_policy.user_has_any_permission(request.user, ["add", "change", "delete"])


def site_of(request: HttpRequest) -> Site:
    """The site that is reported on: the one of this address, else the default one."""
    return Site.find_for_request(request) or get_object_or_404(Site, is_default_site=True)


@require_admin_access
def audit_report(request: HttpRequest) -> HttpResponse:
    """Show what the last check found, grouped by page, and offer a new one.

    Raises:
        PermissionDenied: for somebody who edits no pages.
    """
    if not may_see_audit(request):
        raise PermissionDenied
    site = site_of(request)
    if request.method == "POST":
        result = audit_site(site, most_pages=MOST_PAGES_AT_ONCE)
        store_report(site, result)
        message = ngettext("%(n)d page checked.", "%(n)d pages checked.", result.page_count) % {"n": result.page_count}
        messages.success(request, message)
        return redirect("seo_audit_report")
    report = AuditReport.objects.filter(site=site).first()
    findings = [Finding(**item) for item in report.findings] if report else []
    pages: dict[str, list[Finding]] = {}
    for finding in findings:
        pages.setdefault(finding.url, []).append(finding)
    context: dict[str, Any] = {"report": report, "pages": pages, "count": len(findings)}
    context["launched"] = ClinicSettings.for_site(site).launched
    return TemplateResponse(request, "seo/admin/audit_report.html", context)


class AddressColumn(Column):
    """A missed address, with a link that starts a redirect for it."""

    cell_template_name = "seo/admin/missed_address_cell.html"

    def get_cell_context_data(self, instance: MissedAddress, parent_context: dict[str, Any]) -> dict[str, Any]:
        """Add the address of the form for a redirect."""
        context = super().get_cell_context_data(instance, parent_context)
        context["add_url"] = f"{reverse('wagtailredirects:add')}?{urlencode({'old_path': as_typed(instance.path)})}"
        context["forget_url"] = reverse("seo_forget_missed", args=[instance.pk])
        return context


class MissedAddressReport(SaysWhyEmpty, ReportView):
    """The addresses that visitors asked for most, and that do not exist."""

    model = MissedAddress
    page_title = _("Missed addresses")
    nothing_yet = _("Nobody has asked for an address that does not exist.")
    header_icon = "warning"
    index_url_name = "seo_missed_report"
    index_results_url_name = "seo_missed_report_results"
    default_ordering = "-hits"
    is_searchable = False
    list_export = ["path", "hits", "first_seen", "last_seen"]
    columns = [
        AddressColumn("path", label=_("Address"), sort_key="path"),
        Column("hits", label=_("How often"), sort_key="hits", width="10%"),
        DateColumn("first_seen", label=_("First"), sort_key="first_seen", width="15%"),
        DateColumn("last_seen", label=_("Last"), sort_key="last_seen", width="15%"),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse those who may not touch redirects."""
        if not may_see_missed(request):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        """The addresses of all sites, with what this process has counted since the last write."""
        missed.counter.flush()
        forget_redirected_misses()
        self.queryset = MissedAddress.objects.all()
        return super().get_queryset()


@require_admin_access
@require_POST
def forget_missed(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one address off the report.

    Raises:
        PermissionDenied: for somebody who may not touch redirects.
    """
    if not may_see_missed(request):
        raise PermissionDenied
    get_object_or_404(MissedAddress, pk=pk).delete()
    return redirect("seo_missed_report")


class ReportMenuItem(MenuItem):
    """An entry of the Reports menu, for those who may open it."""

    def __init__(self, label: Any, url: str, *, shown_to: Any, **kwargs: Any) -> None:
        self._shown_to = shown_to
        super().__init__(label, url, **kwargs)

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this user may open the report."""
        return self._shown_to(request)


def menu_items() -> list[MenuItem]:
    """The entries for the Reports menu."""
    return [
        ReportMenuItem(
            _("Findability"),
            reverse("seo_audit_report"),
            shown_to=may_see_audit,
            name="findability",
            icon_name="search",
            order=700,
        ),
        ReportMenuItem(
            _("Missed addresses"),
            reverse("seo_missed_report"),
            shown_to=may_see_missed,
            name="missed-addresses",
            icon_name="warning",
            order=710,
        ),
    ]


def admin_urls() -> list[URLPattern]:
    """The addresses of the reports; the forms for redirects come before Wagtail's own."""
    return [
        *redirect_admin.admin_urls(),
        path("sharing-card.png", draft_card, name="seo_draft_card"),
        path("reports/findability/", audit_report, name="seo_audit_report"),
        path("reports/missed-addresses/", MissedAddressReport.as_view(), name="seo_missed_report"),
        path(
            "reports/missed-addresses/results/",
            MissedAddressReport.as_view(results_only=True),
            name="seo_missed_report_results",
        ),
        path("reports/missed-addresses/<int:pk>/forget/", forget_missed, name="seo_forget_missed"),
    ]
