"""Notices in the Wagtail admin."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from core.notices.models import Notice


def state_words(notice: Notice) -> str:
    """Whether visitors see a notice now."""
    now = timezone.now()
    if notice.ends_at <= now:
        return gettext("Over")
    return gettext("Showing now") if notice.starts_at <= now else gettext("Not yet shown")


class SaysWhenItShows:
    """Tells whoever saves a notice when visitors see it, in place of "created" and "updated"."""

    object: Notice

    def get_success_message(self, instance: Notice | None = None) -> str:
        """Wagtail hands the notice over where it was made, and nothing where it was changed."""
        notice = instance or self.object
        return gettext("“%(notice)s”: %(state)s. It stands below the header of every page until %(end)s.") % {
            "notice": notice,
            "state": state_words(notice).lower(),
            "end": date_format(timezone.localtime(notice.ends_at), "SHORT_DATETIME_FORMAT"),
        }


class AddNoticeView(SaysWhenItShows, CreateView):
    """The form of a new notice."""


class EditNoticeView(SaysWhenItShows, EditView):
    """The form of a notice that there is."""


class NoticeViewSet(SnippetViewSet):
    """Short messages that begin and end by themselves, those that end last first."""

    model = Notice
    icon = "warning"
    menu_label = _("Notices")
    menu_order = 160
    add_to_admin_menu = True
    add_view_class = AddNoticeView
    edit_view_class = EditNoticeView
    list_display = [
        "title",
        Column("state", label=_("Now"), accessor=state_words),
        Column("place", label=_("Place"), accessor=lambda notice: str(notice.place or _("The whole clinic"))),
        DateColumn("starts_at", label=_("From")),
        DateColumn("ends_at", label=_("Until")),
    ]
    search_fields = ["title", "text"]
    copy_view_enabled = True

    def get_queryset(self, request: Any) -> Any:
        """With the places that the list names."""
        return Notice.objects.select_related("place").order_by("-ends_at")


register_snippet(NoticeViewSet)
