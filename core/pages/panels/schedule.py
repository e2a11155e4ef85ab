"""The dialog that publishes a page later, or takes it down by itself: one dialog, one button.

Wagtail's has a button that only saves the times, which take effect with another one in a menu; and its calendar opens
over that button. Here the calendar has a place of its own below it (`pages/admin/schedule.css`).
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PublishingPanel
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.models import Page

from core.web.clock import other_time_zone

CALENDAR = "#schedule-calendar"


def _time(name: str, heading: Any, help_text: Any) -> FieldPanel:
    """A time with its calendar; Wagtail's dialog resets what is not sent."""
    attrs = {
        "data-controller": "w-action",
        "data-action": "w-dialog:hidden->w-action#reset",
        "data-w-dialog-target": "notify",
        "placeholder": _("12/20/2026 8:00 AM"),
    }
    widget = AdminDateTimeInput(js_overlay_parent_selector=CALENDAR, attrs=attrs)
    return FieldPanel(name, widget=widget, heading=heading, help_text=help_text)


class SchedulePanel(PublishingPanel):
    """Wagtail's panel with one button, which schedules where somebody may publish, and keeps the times where not."""

    def __init__(self, **kwargs: Any) -> None:
        times = [
            _time("go_live_at", _("Publish on"), _("Empty: at once.")),
            _time("expire_at", _("Take down on"), _("Empty: never.")),
        ]
        super().__init__(**{"children": times, **kwargs})

    class BoundPanel(PublishingPanel.BoundPanel):
        """The dialog for one page."""

        template_name = "pages/admin/schedule_panel.html"

        @property
        def media(self) -> forms.Media:
            """Add where the calendar stands, and what opens the dialog when its times are wrong."""
            files = forms.Media(css={"all": ["pages/admin/schedule.css"]}, js=["pages/admin/schedule.js"])
            return super().media + files

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Add whether the person may publish here, and their time zone where it is not the clinic's."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "may_publish": self._may_publish(), "other_time_zone": other_time_zone()}

        def _may_publish(self) -> bool:
            if self.instance.pk:
                return bool(self.instance.permissions_for_user(self.request.user).can_publish())
            match = self.request.resolver_match
            parent = Page.objects.filter(pk=match.kwargs.get("parent_page_id") if match else None).specific().first()
            return parent is not None and parent.permissions_for_user(self.request.user).can_publish_subpage()
