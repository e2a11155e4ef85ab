"""The screens for campaign links: the list with how often each was followed, and the link with its QR code."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import any_permission_required
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList, Panel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from core.analytics import qr_codes
from core.analytics.models import CampaignLink

ANY_RIGHT = [f"analytics.{action}_campaignlink" for action in ("add", "change", "view")]


class LinkPanel(Panel):
    """The finished link: its addresses to copy, and its QR code to save."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one link."""

        template_name = "analytics/admin/link_panel.html"

        def is_shown(self) -> bool:
            """Whether there is a link yet."""
            return bool(self.instance.pk)


class CampaignLinkViewSet(SnippetViewSet):
    """Links with campaign tags."""

    model = CampaignLink
    icon = "link"
    menu_label = _("Campaign links")
    menu_order = 360
    add_to_admin_menu = True
    list_display = [
        Column("name", label=_("Name")),
        Column("page", label=_("Page")),
        Column("short_url", label=_("Short address")),
        DateColumn("created_at", label=_("Made")),
    ]
    search_fields = ["name", "code", "source", "campaign"]
    edit_handler = ObjectList(
        [
            LinkPanel(heading=_("Link and QR code")),
            FieldPanel("name"),
            FieldPanel("page"),
            FieldRowPanel([FieldPanel("source"), FieldPanel("medium"), FieldPanel("campaign")]),
            FieldPanel("code"),
        ]
    )


@any_permission_required(*ANY_RIGHT)
def qr_code(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """A link's QR code: "svg", "png" for screens, "print" for PNG at the size of print. `?save` has it saved.

    Raises:
        Http404: where there is no such link.
    """
    link = get_object_or_404(CampaignLink, pk=pk)
    makers: dict[str, tuple[str, str, Any]] = {
        "svg": ("image/svg+xml", "svg", lambda: qr_codes.as_svg(link.short_url)),
        "png": ("image/png", "png", lambda: qr_codes.as_png(link.short_url)),
        "print": ("image/png", "png", lambda: qr_codes.as_png(link.short_url, for_print=True)),
    }
    if form not in makers:
        raise Http404
    content_type, ending, make = makers[form]
    response = HttpResponse(make(), content_type=content_type)
    if "save" in request.GET:
        response["Content-Disposition"] = (
            f'attachment; filename="qr-{link.code}{"-print" * (form == "print")}.{ending}"'
        )
    return response


def admin_urls() -> list[URLPattern]:
    """The addresses of QR codes."""
    return [path("campaign-links/<int:pk>/qr/<slug:form>/", qr_code, name="campaign_link_qr")]
