"""Puts the inbox into the Wagtail admin: addresses, menu item with the count of new requests, dashboard panel."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from core.web.languages import several

from .inbox import urls
from .inbox.access import VIEW, new_count, visible_to
from .inbox.views import problems
from .models import AppointmentSettingsTranslation, Status


class InboxMenuItem(MenuItem):
    """The inbox in the menu, with how many requests are new."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Only for those who may read requests."""
        return request.user.has_perm(VIEW)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        """Add the count for this person."""
        count = new_count(request.user)
        label = _("Requests (%(count)d new)") % {"count": count} if count else str(self.label)
        return LinkMenuItem(self.name, label, self.url, icon_name=self.icon_name, classname=self.classname)


class InboxPanel(Component):
    """On the dashboard: how many are new, how long the oldest has waited, and what keeps notices from going out."""

    name = "appointments"
    template_name = "appointments/inbox/panel.html"
    order = 50

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Counts only: nothing is decrypted here."""
        visible = visible_to(self.request.user)
        new = visible.filter(status=Status.NEW)
        return {
            "new": new.count(),
            "oldest": new.order_by("created_at").values_list("created_at", flat=True).first(),
            "suspects": visible.filter(status=Status.SPAM).exclude(suspicions=[]).count(),
            "problems": problems(self.request.user),
        }


@hooks.register("register_admin_urls")
def register_inbox_urls() -> list[URLPattern | URLResolver]:
    """The inbox's addresses."""
    return [path("appointment-requests/", include(urls))]


@hooks.register("register_admin_menu_item")
def register_inbox_menu_item() -> MenuItem:
    """The inbox's menu item."""
    return InboxMenuItem(
        gettext_lazy("Requests"),
        reverse("appointments_inbox:list"),
        name="appointment-requests",
        icon_name="calendar-alt",
        order=50,
    )


@hooks.register("construct_homepage_panels")
def add_inbox_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Show the panel to those who may read requests."""
    if request.user.has_perm(VIEW):
        panels.append(InboxPanel(request))


@hooks.register("register_permissions")
def register_inbox_permissions() -> QuerySet[Permission]:
    """Let the rights of the inbox be given to groups."""
    models = ["appointmentrequest", "auditevent", "stafflimit"]
    return Permission.objects.filter(content_type__app_label="appointments", content_type__model__in=models)


class AppointmentSettingsTranslationViewSet(SnippetViewSet):
    """What patients are told about requests in one more language."""

    model = AppointmentSettingsTranslation
    icon = "globe"
    add_to_settings_menu = True
    menu_label = gettext_lazy("Requests in other languages")


if several():
    register_snippet(AppointmentSettingsTranslationViewSet)
