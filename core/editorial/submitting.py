"""Before a page goes to its reviewer: what stands in its way is said, and the reviewer is told of it.

A page that promises a cure, or names no risk, source or strength of evidence, costs a clinician's time, or slips by.
So “Submit” keeps such a page as a draft and asks first. Whoever submits it all the same does so knowingly: the history
says so, and the reviewer reads what is left to mend when opening the page.
"""

from typing import Any

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.pages.preview import PreviewOnCreate, PreviewOnEdit
from wagtail.log_actions import LogActionRegistry, log
from wagtail.models import Page, WorkflowState

from core.editorial.findings import Checker
from core.pages.findings import Finding
from core.pages.panels.live_views import page_as_typed

# What a reviewer would send back. That nobody has reviewed the page yet is no news to a reviewer.
SERIOUS = {"claim", "no-risks", "no-references", "no-evidence-level", "unknown-citation"}
SUBMIT = "action-submit"


def serious_findings(page: Page) -> list[Finding]:
    """What a reviewer would send the page back for."""
    return [finding for finding in Checker().findings(page) if finding.code in SERIOUS]


def _ask_first(request: HttpRequest, view: type[PreviewOnEdit], **kwargs: Any) -> None:
    """Make a draft of what would have been submitted, where there is something to ask about."""
    if request.method != "POST" or SUBMIT not in request.POST:
        return
    typed = page_as_typed(view, request, **kwargs)
    if typed is not None and serious_findings(typed):
        kept = request.POST.copy()
        del kept[SUBMIT]
        request.POST = kept  # type: ignore[assignment]
        request.asks_before_submitting = True  # type: ignore[attr-defined]


@hooks.register("before_edit_page")
def ask_before_submitting(request: HttpRequest, page: Page) -> None:
    """Look at a page that is about to be submitted."""
    _ask_first(request, PreviewOnEdit, page_id=page.pk)


@hooks.register("before_create_page")
def ask_before_submitting_a_new_page(request: HttpRequest, parent: Page, model: type[Page]) -> None:
    """Look at a new page that is about to be submitted."""
    names = {"content_type_app_name": model._meta.app_label, "content_type_model_name": model._meta.model_name}
    _ask_first(request, PreviewOnCreate, parent_page_id=parent.pk, **names)


@hooks.register("after_edit_page")
@hooks.register("after_create_page")
def lead_to_the_question(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Ask, now that nothing that was typed can be lost."""
    if getattr(request, "asks_before_submitting", False):
        return redirect("submit_anyway", page_id=page.pk)
    return None


def submit_anyway(request: HttpRequest, page_id: int) -> HttpResponse:
    """Say what a reviewer would send the draft back for; with POST, submit it all the same.

    Raises:
        PermissionDenied: for who may not submit this page.
    """
    page = get_object_or_404(Page, pk=page_id).get_latest_revision_as_object()
    allowed = page.permissions_for_user(request.user)
    if not (allowed.can_edit() and allowed.can_submit_for_moderation()):
        raise PermissionDenied
    found = serious_findings(page)
    if request.method == "POST":
        return _submit(request, page, found)
    context = {
        "page": page,
        "findings": found,
        "workflow": page.get_workflow(),
        "page_title": gettext("Before you submit"),
        "header_icon": "warning",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_pages:edit", args=[page.pk]), "label": page.get_admin_display_title()},
            {"url": "", "label": gettext("Before you submit")},
        ],
    }
    return TemplateResponse(request, "editorial/admin/submit_anyway.html", context)


def _submit(request: HttpRequest, page: Page, found: list[Finding]) -> HttpResponse:
    """Start the review, or take it up again after changes, as Wagtail's own button does."""
    editor = redirect("wagtailadmin_pages:edit", page.pk)
    try:
        page.full_clean()
    except ValidationError as error:
        messages.validation_error(
            request, gettext("The page cannot be submitted yet. Look at the fields in red."), error
        )
        return editor
    state = page.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(request.user)
    else:
        page.get_workflow().start(page, request.user)
    if found:
        data = {"findings": [finding.message for finding in found]}
        log(instance=page, action="editorial.submitted_anyway", user=request.user, data=data)
    title = page.get_admin_display_title()
    messages.success(request, gettext("Page '%(title)s' has been submitted for moderation.") % {"title": title})
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def _list_of(findings: list[Finding]) -> SafeString:
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((finding.message,) for finding in findings)))


def _reviews(page: Page, user: AbstractUser | AnonymousUser) -> bool:
    """Whether the page waits for this person."""
    task = page.current_workflow_task
    return bool(task and task.specific.get_actions(page, user))


@hooks.register("before_edit_page")
def tell_the_reviewer(request: HttpRequest, page: Page) -> None:
    """Say to whom a page waits for what is left to mend on it."""
    if request.method != "GET" or not _reviews(page, request.user):
        return
    if found := serious_findings(page):
        count = ngettext(
            "This page was submitted with %(count)d thing to mend:",
            "This page was submitted with %(count)d things to mend:",
            len(found),
        ) % {"count": len(found)}
        messages.warning(request, format_html("{}{}", count, _list_of(found)))


@hooks.register("register_admin_urls")
def submitting_urls() -> list[URLPattern]:
    """Where the question stands."""
    return [path("pages/<int:page_id>/submit-anyway/", submit_anyway, name="submit_anyway")]


@hooks.register("register_log_actions")
def log_submissions(actions: LogActionRegistry) -> None:
    """Name such a submission in the history of a page."""
    words = _("Submitted with things to mend")
    actions.register_action("editorial.submitted_anyway", words, words)
