"""What the home room adds to the admin: the everyday tasks, and the launch with what is missing before it."""

from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel
from wagtail.log_actions import LogActionRegistry

from home.launch import screen
from home.launch.decision import LAUNCHED, TAKEN_BACK
from home.launch.panels import LaunchedPanel, LaunchPanel
from home.quick_actions import QuickActionsPanel
from home.style_guide import style_guide_parts

hooks.register("register_style_guide_parts", style_guide_parts)


@hooks.register("register_admin_urls")
def launch_urls() -> list[URLPattern]:
    """The addresses of the page “Launch”."""
    return screen.admin_urls()


@hooks.register("register_settings_menu_item")
def launch_item() -> MenuItem:
    """Its entry in the menu."""
    return screen.menu_item()


@hooks.register("register_log_actions")
def log_launches(actions: LogActionRegistry) -> None:
    """Name the decision in the site's history."""
    actions.register_action(LAUNCHED, _("Launch"), _("Launched the site"))
    actions.register_action(TAKEN_BACK, _("Launch taken back"), _("Took the launch of the site back"))


@hooks.register("construct_homepage_panels")
def add_launch_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Show what waits for this person's review, then the everyday tasks and the checklist, before everything else."""
    for panel in panels:
        if isinstance(panel, WorkflowObjectsToModeratePanel):
            panel.order = 30
    panels += [LaunchedPanel(request), QuickActionsPanel(), LaunchPanel()]
