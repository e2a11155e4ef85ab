"""What the home room adds to the dashboard: the everyday tasks, and the list of what is missing before launch."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel
from wagtail.models import Site

from core.site.public_settings import public_site
from home.launch_checklist import missing_before_launch, summary
from home.quick_actions import QuickActionsPanel
from home.style_guide import style_guide_parts

hooks.register("register_style_guide_parts", style_guide_parts)


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


@hooks.register("construct_homepage_panels")
def add_launch_panel(_request: HttpRequest, panels: list[Component]) -> None:
    """Show what waits for this person's review, then the everyday tasks and the checklist, before everything else."""
    for panel in panels:
        if isinstance(panel, WorkflowObjectsToModeratePanel):
            panel.order = 30
    panels += [QuickActionsPanel(), LaunchPanel()]
