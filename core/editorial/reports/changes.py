"""The report of who changed what: pages, settings, pictures and snippets in one list, the newest first."""

import datetime
from heapq import merge
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.models import ModelLogEntry, PageLogEntry

from core.editorial.reports.links import PageworkReport

# The newest of pages and of everything else that are listed; Wagtail's own history goes back further.
MOST_ENTRIES = 1000


class Change(NamedTuple):
    """One thing that somebody did. `url` is empty for what cannot be opened from here."""

    when: datetime.datetime
    who: str
    what: str
    kind: str
    action: str
    url: str


def _change(entry: Any) -> Change:
    content_type = ContentType.objects.get_for_id(entry.content_type_id) if entry.content_type_id else None
    model = content_type.model_class() if content_type else None
    page_id = getattr(entry, "page_id", None)
    return Change(
        when=entry.timestamp,
        who=entry.user_display_name,
        what=entry.label,
        kind=str(model._meta.verbose_name).capitalize() if model else "",
        action=str(entry.message),
        url=reverse("wagtailadmin_pages:history", args=[page_id]) if page_id and not entry.deleted else "",
    )


def changes_for(user: Any) -> list[Change]:
    """What was done to the things that somebody may see, the newest first; the same few queries for any number."""
    found = [
        [_change(entry) for entry in model.objects.viewable_by_user(user).select_related("user")[:MOST_ENTRIES]]
        for model in (PageLogEntry, ModelLogEntry)
    ]
    return list(merge(*found, key=lambda change: change.when, reverse=True))


class ChangesReport(PageworkReport):
    """Who changed what, and when."""

    index_url_name = "who_changed_what"
    index_results_url_name = "who_changed_what_results"
    page_title = _("Who changed what")
    nothing_yet = _("Nobody has changed anything yet.")
    header_icon = "history"
    columns = [
        TitleColumn("what", label=_("What"), get_url=lambda change: change.url or None, id_accessor="what"),
        Column("kind", label=_("Kind"), width="18%"),
        Column("action", label=_("Change"), width="22%"),
        Column("who", label=_("Who"), width="15%"),
        DateColumn("when", label=_("When"), width="13%"),
    ]
    list_export = ["when", "who", "what", "kind", "action"]
    export_headings = {
        "when": _("When"),
        "who": _("Who"),
        "what": _("What"),
        "kind": _("Kind"),
        "action": _("Change"),
    }

    def get_queryset(self) -> list[Change]:
        """The changes that this person may see."""
        return changes_for(self.request.user)
