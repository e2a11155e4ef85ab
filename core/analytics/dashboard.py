"""The card on the dashboard: this week against the last, in one sentence."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from core.analytics.charts import bars
from core.analytics.figures import steps, totals, weeks

MINUTE = 60


def sentence(now: int, before: int) -> str:
    """This week and the same days of the last one."""
    numbers = {"now": f"{now:,}", "before": f"{before:,}"}
    if not before and not now:
        return _("Nobody has come to the site this week.")
    if now == before:
        return _("This week people came to the site %(now)s times, as often as last week by this day.") % numbers
    if now > before:
        return _("This week people came to the site %(now)s times: more than the %(before)s last week by this day.") % (
            numbers
        )
    return _("This week people came to the site %(now)s times: fewer than the %(before)s last week by this day.") % (
        numbers
    )


def card() -> dict[str, Any]:
    """What the card shows, at most a minute old."""
    found: dict[str, Any] | None = cache.get("dashboard-visits")
    if found is None:
        week = weeks(1)
        two = steps(weeks(2))
        now = totals(week)["entries"]
        # The same weekdays: on a Tuesday, Monday and Tuesday of both weeks.
        before = totals(week._replace(first=week.first - timedelta(weeks=1), last=week.last - timedelta(weeks=1)))
        found = {"words": sentence(now, before["entries"]), "steps": two}
        cache.set("dashboard-visits", found, MINUTE)
    return found


class VisitsCard(Component):
    """For those who may see the sums."""

    name = "visits"
    template_name = "analytics/admin/card.html"
    order = 65

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Add the sentence and the bars of two weeks."""
        found = card()
        return {**found, "chart": bars(found["steps"], _("Pages read on each day of last week and this week"))}
