"""Making, listing and revoking preview links in the admin."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry, log
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from core.editorial.models.preview_links import LONGEST_DAYS, PreviewLink
from core.editorial.reports.base import ReportMenuItem
from core.editorial.reports.links import PageworkReport

DAYS = 7


class PreviewLinkForm(forms.Form):
    """For whom a link is, and how long it works."""

    label = forms.CharField(
        label=_("For whom"), max_length=120, help_text=_("Stands above the draft and in your list, such as: Dr. Tilak.")
    )
    days = forms.IntegerField(label=_("Works for how many days"), min_value=1, max_value=LONGEST_DAYS, initial=DAYS)


def _page_to_share(request: HttpRequest, page_id: int) -> Page:
    """The page, for somebody who may edit it.

    Raises:
        PermissionDenied: for anybody else.
    """
    page = get_object_or_404(Page.objects.filter(depth__gt=1), pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page


@never_cache
def share_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """Make a link to a page's draft and list those there are. The address of a new link is shown this once."""
    page = _page_to_share(request, page_id)
    form = PreviewLinkForm(request.POST or None)
    address = ""
    if request.method == "POST" and form.is_valid():
        label, days = form.cleaned_data["label"], form.cleaned_data["days"]
        _link, token = PreviewLink.make(page, request.user, label, days)
        log(instance=page, action="editorial.preview_link", user=request.user, data={"label": label, "days": days})
        address = request.build_absolute_uri(reverse("shared_draft", args=[token]))
        form = PreviewLinkForm()
    context = {
        "page": page,
        "form": form,
        "address": address,
        "links": PreviewLink.objects.filter(page=page).select_related("created_by"),
        "page_title": gettext("Share a preview"),
        "header_icon": "link-external",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_explore", args=[page.pk]), "label": page.get_admin_display_title()},
            {"url": reverse("wagtailadmin_pages:edit", args=[page.pk]), "label": gettext("Edit")},
            {"url": "", "label": gettext("Share a preview")},
        ],
    }
    return TemplateResponse(request, "editorial/admin/share_preview.html", context)


@require_POST
def revoke_link(request: HttpRequest, pk: int) -> HttpResponse:
    """End a link now."""
    link = get_object_or_404(PreviewLink.objects.select_related("page"), pk=pk)
    page = _page_to_share(request, link.page_id)
    if link.works:
        link.revoke()
        log(instance=page, action="editorial.preview_link_revoked", user=request.user, data={"label": link.label})
        messages.success(request, gettext("The link for %(label)s no longer works.") % {"label": link.label})
    return redirect("share_preview", page_id=page.pk)


class PreviewLinksReport(PageworkReport):
    """Every preview link of the pages that the reader may edit."""

    index_url_name = "preview_links"
    index_results_url_name = "preview_links_results"
    page_title = _("Shared previews")
    header_icon = "link-external"
    default_ordering = "-created_at"
    columns = [
        TitleColumn(
            "page",
            label=_("Page"),
            accessor="page.title",
            get_url=lambda link: reverse("share_preview", args=[link.page_id]),
        ),
        Column("label", label=_("For whom"), sort_key="label"),
        Column("state", label=_("State"), width="10%"),
        DateColumn("expires_at", label=_("Ends"), sort_key="expires_at", width="12%"),
        DateColumn("last_used_at", label=_("Last opened"), sort_key="last_used_at", width="12%"),
        Column("created_by", label=_("Made by"), width="15%"),
    ]
    list_export = ["page.title", "label", "state", "created_by", "created_at", "expires_at", "last_used_at", "uses"]
    export_headings = {"page.title": _("Page"), "state": _("State")}

    def get_base_queryset(self) -> QuerySet[PreviewLink]:
        """The links of pages that this person may edit."""
        pages = page_permission_policy.instances_user_has_permission_for(self.request.user, "change")
        links = PreviewLink.objects.filter(page__in=pages.values("pk"))
        return links.select_related("page", "created_by")


@hooks.register("register_admin_urls")
def preview_link_urls() -> list[URLPattern]:
    """The screens for preview links."""
    return [
        path("preview-links/page/<int:page_id>/", share_page, name="share_preview"),
        path("preview-links/<int:pk>/revoke/", revoke_link, name="revoke_preview"),
        path("reports/shared-previews/", PreviewLinksReport.as_view(), name="preview_links"),
        path(
            "reports/shared-previews/results/",
            PreviewLinksReport.as_view(results_only=True),
            name="preview_links_results",
        ),
    ]


@hooks.register("register_page_header_buttons")
def share_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """“Share a preview” among what may be done with a page."""
    if page.permissions_for_user(user).can_edit():
        url = reverse("share_preview", args=[page.pk])
        yield Button(_("Share a preview"), url, icon_name="link-external", priority=45)


@hooks.register("register_reports_menu_item")
def preview_links_item() -> MenuItem:
    """“Shared previews” in the Reports menu."""
    view = PreviewLinksReport
    url = reverse_lazy(view.index_url_name)
    return ReportMenuItem(view.page_title, url, name="shared-previews", icon_name=view.header_icon, order=190)


@hooks.register("register_log_actions")
def log_preview_links(actions: LogActionRegistry) -> None:
    """Name the links in the history of a page."""
    actions.register_action("editorial.preview_link", _("Share a preview"), _("A preview link was made"))
    actions.register_action("editorial.preview_link_revoked", _("Revoke a preview"), _("A preview link was revoked"))
