"""Two reports: what to mend on every page, and which medical reviews are due."""

import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.reports import PageReportView
from wagtail.models import Page, Revision, get_page_models

from core.editorial.findings import Checker
from core.editorial.models.review import MedicalReviewMixin
from core.editorial.pages import specific_pages
from core.editorial.reports.base import BasePageReport, with_pictures, with_reviewers

SOON = datetime.timedelta(days=60)


class FindingsReport(BasePageReport):
    """Every page with what is still to mend on it."""

    index_url_name = "page_findings"
    index_results_url_name = "page_findings_results"
    page_title = _("Pages to mend")
    header_icon = "warning"
    results_template_name = "editorial/admin/findings_report_results.html"
    list_export = [*PageReportView.list_export, "findings_text"]
    export_headings = {**PageReportView.export_headings, "findings_text": _("To mend")}

    @cached_property
    def checker(self) -> Checker:
        """What the rows are checked with, read once."""
        return Checker()

    def decorate_paginated_queryset(self, object_list: Any) -> list[Page]:
        """Add each page's findings."""
        pages = with_pictures(specific_pages(object_list))
        for page in pages:
            page.findings = self.checker.findings(page)
            page.findings_text = "; ".join(finding.message for finding in page.findings)
        return pages


def medical_page_models() -> list[type[Page]]:
    """The page types whose words a clinician must sign."""
    return [model for model in get_page_models() if getattr(model, "requires_medical_review", False)]


class ReviewsReport(BasePageReport):
    """Medical pages by when their review is due: never reviewed and overdue first."""

    index_url_name = "medical_reviews"
    index_results_url_name = "medical_reviews_results"
    page_title = _("Medical reviews")
    nothing_yet = _("No medical page is published yet. Published ones stand here with the date of their next review.")
    header_icon = "clipboard-list"
    results_template_name = "editorial/admin/reviews_report_results.html"
    list_export = ["title", "review_state", "last_reviewed", "next_review", "reviewer"]
    export_headings = {
        "review_state": _("Review"),
        "last_reviewed": _("Last reviewed"),
        "next_review": _("Next review due"),
        "reviewer": _("Reviewed by"),
    }

    def get_queryset(self) -> QuerySet[Page]:
        """The live pages whose type asks for a medical review."""
        types = ContentType.objects.get_for_models(*medical_page_models()).values()
        return super().get_queryset().filter(live=True, alias_of=None, content_type__in=types)

    def decorate_paginated_queryset(self, object_list: Any) -> list[Page]:
        """Add how each review stands."""
        pages = with_reviewers(specific_pages(object_list))
        newest = [page.latest_revision_id for page in pages if page.has_unpublished_changes]
        drafts = Revision.objects.filter(pk__in=newest).values_list("object_id", "content")
        changed = {int(pk) for pk, content in drafts if differs_from_signed(content)}
        for page in pages:
            page.review_state = review_state(page)
            if page.pk in changed and not page.changed_since_review:
                page.review_state = gettext("%(state)s; the draft has changed since") % {"state": page.review_state}
            page.reviewer = page.reviewed_by.title if page.reviewed_by else ""
        return sorted(pages, key=lambda page: page.next_review or datetime.date.min)


def differs_from_signed(content: dict[str, Any]) -> bool:
    """Whether a revision's words differ from what its reviewer signed; False where nobody has signed."""
    signed = content.get("review_fingerprint")
    return bool(signed) and signed != MedicalReviewMixin.fingerprint_of(content)


def review_state(page: MedicalReviewMixin) -> str:
    """How the review of a page stands, in a few words."""
    if not page.last_reviewed:
        return str(_("Never reviewed"))
    if page.review_overdue:
        return str(_("Overdue"))
    if page.changed_since_review:
        return str(_("Changed since review"))
    if page.next_review and page.next_review - timezone.localdate() < SOON:
        return str(_("Due soon"))
    return str(_("Reviewed"))
