"""A page's own figures in its editor."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.panels import Panel

from core.analytics.charts import bars
from core.analytics.figures import figures_of

PERMISSION = "analytics.view_visits"


class VisitsPanel(Panel):
    """How often the page is read, where from, and what that led to. For those who may see the sums."""

    class BoundPanel(Panel.BoundPanel):
        """The panel for one page in one editor."""

        template_name = "analytics/admin/page_panel.html"

        def is_shown(self) -> bool:
            """Whether the page exists and the person may see the sums."""
            return bool(self.instance.pk and self.request and self.request.user.has_perm(PERMISSION))

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Add the page's figures (three queries)."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            figures = figures_of(self.instance)
            chart = bars(figures["weeks"], _("Views of this page in each of the last 13 weeks, as in the table"))
            return {**context, **figures, "chart": chart}
