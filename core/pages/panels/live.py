"""Panels that follow what is typed. The script `pages/admin/live-panel.js` asks, `live_views` answers."""

from typing import Any

from django import forms
from django.urls import reverse
from wagtail.admin.panels import Panel


class LivePanel(Panel):
    """A panel whose template has `data-live-url`, `data-live-saved-url` (both in its context), `data-live-result`."""

    # The name that its addresses were given by `core.pages.panels.live_views.live_urls`.
    url_name = ""

    class BoundPanel(Panel.BoundPanel):
        """The panel for one page in one editor."""

        @property
        def media(self) -> forms.Media:
            """The script that asks."""
            return forms.Media(js=["pages/admin/live-panel.js"])

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Add where to ask: one address for a page that exists, and two for a new one, which may save itself."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            name = self.panel.url_name
            match = self.request.resolver_match if self.request else None
            new = ("content_type_app_name", "content_type_model_name", "parent_page_id")
            if self.instance.pk:
                context["url"] = reverse(name, args=[self.instance.pk])
            elif match and set(new) <= set(match.kwargs):
                context["url"] = reverse(f"{name}_new", args=[match.kwargs[key] for key in new])
                context["saved_url"] = reverse(name, args=[0])
            return context
