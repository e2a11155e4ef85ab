"""What the move from WordPress adds to the Wagtail admin."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import BaseLogEntry

from home.wordpress.admin import views
from home.wordpress.admin.access import MoverMenuItem
from home.wordpress.admin.reports import AddressReport, RunReport
from home.wordpress.pages import LOG_ACTION


class MovedIn(LogFormatter):
    """In the history of a page: that it was moved in, and from where."""

    label = _("Moved in from WordPress")

    def format_message(self, log_entry: BaseLogEntry) -> str:
        """The words, with the old address."""
        return gettext("Moved in from %(url)s") % {"url": log_entry.data.get("source", "")}


@hooks.register("register_log_actions")
def log_imports(actions: LogActionRegistry) -> None:
    """Name the import in the history of a page."""
    actions.register_action(LOG_ACTION)(MovedIn)


@hooks.register("register_admin_urls")
def screens() -> list[URLPattern]:
    """The addresses of the screens."""
    return [
        path("wordpress/", views.start, name="wordpress_start"),
        path("wordpress/<int:pk>/", views.run_screen, name="wordpress_run"),
        path("wordpress/<int:pk>/files/", views.add_files, name="wordpress_add_files"),
        path("wordpress/<int:pk>/forget/", views.forget_run, name="wordpress_forget"),
        path("wordpress/<int:pk>/report/", RunReport.as_view(), name="wordpress_report"),
        path(
            "wordpress/<int:pk>/report/results/",
            RunReport.as_view(results_only=True),
            name="wordpress_report_results",
        ),
        path("wordpress/addresses/", AddressReport.as_view(), name="wordpress_addresses"),
        path(
            "wordpress/addresses/results/", AddressReport.as_view(results_only=True), name="wordpress_addresses_results"
        ),
        path("wordpress/addresses/<int:pk>/", views.edit_address, name="wordpress_edit_address"),
    ]


@hooks.register("register_settings_menu_item")
def menu_item() -> MenuItem:
    """The way there: under Settings, since it is done once."""
    return MoverMenuItem(
        _("Moving in from WordPress"), reverse("wordpress_start"), name="wordpress", icon_name="download", order=900
    )
