"""What the dashboard says about the launch: that the site is hidden, and what is missing."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.ui.components import Component
from wagtail.models import Site

from core.site.public_settings import public_settings, public_site
from home.launch.checklist import missing_before_launch, summary
from home.launch.decision import PERMISSION
from home.launch.screen import URL_NAME


class LaunchedPanel(Component):
    """Says to everybody that search engines are kept out until a site manager launches the site."""

    name = "launched"
    template_name = "home/admin/launched_panel.html"
    order = 10

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Add whether the site is launched, and for those who may launch it, where."""
        clinic = public_settings(self.request)
        url = reverse(URL_NAME) if self.request.user.has_perm(PERMISSION) else ""
        return {"hidden": clinic is not None and not clinic.launched, "url": url}


class LaunchPanel(Component):
    """What is still missing before launch, each row a link to the screen where it is filled in."""

    name = "launch_checklist"
    template_name = "home/admin/launch_panel.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Add the groups of missing things that the user may see; none for a site that does not exist yet."""
        request = parent_context["request"]
        site = Site.find_for_request(request) or Site.objects.filter(is_default_site=True).first()
        groups = missing_before_launch(site, request.user) if site else []
        return {
            "groups": groups,
            "summary": summary(groups),
            "launched": bool(site and public_site(site.pk).clinic.launched),
        }
