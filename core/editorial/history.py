"""“Bring this back” in the history of a page: an older version becomes the page again in one step."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.pages.history import PageHistoryView
from wagtail.models import Page, PageLogEntry, Revision
from wagtail.utils.timestamps import render_timestamp

from core.editorial.publishing import tell_published


class BringBackColumn(Column):
    """A button beside each version that is neither the draft of today nor what visitors see."""

    cell_template_name = "editorial/admin/bring_back_cell.html"

    def __init__(self, *args: Any, page: Page, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        shown = set() if page.has_unpublished_changes else {page.live_revision_id}
        self.today = {page.latest_revision_id, *shown, None}

    def get_cell_context_data(self, instance: PageLogEntry, parent_context: dict[str, Any]) -> dict[str, Any]:
        """Add the version, if there is one to bring back."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["version"] = None if instance.revision_id in self.today else instance.revision_id
        context["page_id"], context["when"] = self.page.pk, instance.timestamp
        context["csrf_token"] = get_token(parent_context["request"])
        return context


def _columns(view: PageHistoryView) -> list[Column]:
    """Wagtail's columns and the button, for those who may edit the page."""
    columns: list[Column] = HistoryView.columns.func(view)
    may_edit = view.object.permissions_for_user(view.request.user).can_edit()
    return [*columns, BringBackColumn("bring_back", page=view.object, label="", width="15%")] if may_edit else columns


# Wagtail offers no hook for the columns of a history.
PageHistoryView.columns = property(_columns)


def _restored(page: Page, revision: Revision, user: Any) -> Revision:
    """Make an older version the newest one. Its address, and until when it is shown, stay as they are.

    Raises:
        ValidationError: when the version no longer fits the site, such as without a picture that was deleted since.
    """
    old = revision.as_object()
    old.slug, old.go_live_at, old.expire_at = page.slug, None, page.expire_at
    return old.save_revision(user=user, log_action=True, previous_revision=revision)


@require_POST
def bring_back(request: HttpRequest, page_id: int, revision_id: int) -> HttpResponse:
    """Bring a version back: to visitors, where the page is live and the person may publish it; else as the draft.

    Raises:
        PermissionDenied: for somebody who may not edit the page.
    """
    page = get_object_or_404(Page, pk=page_id).specific
    rights = page.permissions_for_user(request.user)
    if not rights.can_edit():
        raise PermissionDenied
    revision = get_object_or_404(page.revisions, pk=revision_id)
    lock = page.get_lock()
    if lock and lock.for_user(request.user):
        messages.error(request, lock.get_message(request.user) or _("The page could not be saved as it is locked."))
        return redirect("wagtailadmin_pages:history", page.pk)
    when = render_timestamp(revision.created_at)
    try:
        restored = _restored(page, revision, request.user)
    except ValidationError as error:
        told = _("The version of %(when)s cannot be brought back as it is: %(why)s Choose “Review this version”.")
        messages.error(request, told % {"when": when, "why": " ".join(error.messages)})
        return redirect("wagtailadmin_pages:history", page.pk)
    if page.live and rights.can_publish():
        restored.publish(user=request.user)
        page = Page.objects.get(pk=page.pk).specific
        tell_published(request, page, _("The version of %(when)s is back and published:") % {"when": when})
        for after in hooks.get_hooks("after_publish_page"):
            after(request, page)
    else:
        told = _("The version of %(when)s is the draft now. Visitors see no change until it is published.")
        messages.success(request, told % {"when": when})
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("register_admin_urls")
def history_urls() -> list[URLPattern]:
    """Where the button leads."""
    return [path("pages/<int:page_id>/bring-back/<int:revision_id>/", bring_back, name="bring_back")]
