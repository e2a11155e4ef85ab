"""On the dashboard: what visitors looked for most and did not find, each a step from teaching the search that word."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component

from .models import QueryCount
from .query_log import HIDDEN

WEEKS = timedelta(weeks=4)
MOST = 6
MINUTE = 60


def missed_searches() -> list[tuple[str, int]]:
    """The searches and how often each was made, at most a minute old."""
    found = cache.get("dashboard-searches")
    if found is None:
        recent = QueryCount.objects.filter(week__gte=timezone.localdate() - WEEKS, results=0)
        counts = recent.exclude(text__contains=HIDDEN).values_list("text").annotate(times=Sum("searches"))
        found = list(counts.order_by("-times", "text")[:MOST])
        cache.set("dashboard-searches", found, MINUTE)
    return found


class MissedSearchesPanel(Component):
    """The most frequent searches of the last four weeks that found no page."""

    name = "missed_searches"
    template_name = "search/admin/missed_searches_panel.html"
    order = 70

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Add the searches as (words, times, address of a new synonym)."""
        add = reverse("wagtailsnippets_search_synonym:add")
        return {"searches": [(text, times, f"{add}?{urlencode({'typed': text})}") for text, times in missed_searches()]}
