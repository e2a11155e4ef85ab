"""What stands in the way of a page that the clinic can stand behind.

A finding never blocks publishing in silence: it says what, why, and who can mend it.
"""

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from wagtail.models import Page

from core.editorial.models.claims import ClaimWord
from core.editorial.models.references import Reference
from core.editorial.models.review import MedicalReviewMixin
from core.editorial.readability import reading_grade
from core.editorial.text import Passage, links_of, passages_of
from core.pages.findings import Finding
from core.pages.models import BasePage

if TYPE_CHECKING:
    from collections.abc import Iterator

# US school grade that patients' pages aim for (plain-language guides ask for 6 to 8), and where we warn.
WARN_GRADE = 10.0
WORDS_TO_JUDGE = 100
DESCRIPTION_LENGTH = (50, 160)
TITLE_LENGTH = 60
VAGUE_LINKS = {"here", "click here", "read more", "more", "this", "link", "this page", "learn more"}
REFERENCE_LINK = re.compile(r'href="#ref-([\w-]+)"')


def _metadata(page: BasePage) -> "Iterator[Finding]":
    # The editors' own words, not the resolved ones: those may carry what tells a page apart from its copies.
    description = page.search_description or page.get_listing_summary()
    low, high = DESCRIPTION_LENGTH
    if not description:
        message = _("Search engines have no description of this page. Write an introduction.")
        yield Finding("no-description", message, field="introduction")
    elif len(description) < low:
        message = _("The description for search engines has %(length)d characters. Aim for %(low)d to %(high)d.")
        numbers = {"length": len(description), "low": low, "high": high}
        yield Finding("short-description", message % numbers, field="search_description")
    if len(page.seo_title or page.title) > TITLE_LENGTH:
        message = _("The title has %(length)d characters; search results cut it. Write a shorter search title.")
        yield Finding("long-title", message % {"length": len(page.seo_title or page.title)}, field="seo_title")
    if page.main_image and not page.main_image.decorative and not page.main_image_alt_text:
        yield Finding("no-alt", _("The main picture has no description."), field="main_image_alt")


def _medical(page: BasePage, passages: list[Passage], reference_keys: dict[int, str]) -> "Iterator[Finding]":
    if not isinstance(page, MedicalReviewMixin):
        return
    keys = {reference_keys.get(child["value"], "") for child in page.references.raw_data} - {""}
    cited = {key for part in passages for key in REFERENCE_LINK.findall(part.source)}
    for key in sorted(cited - keys):
        text = _("The text cites “%(key)s”, which is not among this page's references.")
        yield Finding("unknown-citation", text % {"key": key}, field="references")
    if not page.requires_medical_review:
        return
    if not keys:
        yield Finding("no-references", _("A medical page needs at least one reference."), field="references")
    if not _names_risks(page, passages):
        where = "risks" if hasattr(page, "risks") else "body"
        yield Finding("no-risks", _("A medical page names risks and side effects beside the benefits."), field=where)
    if hasattr(page, "evidence_level") and not page.evidence_level:
        yield Finding("no-evidence-level", _("Say how strong the evidence is."), field="evidence_level")
    if not page.last_reviewed:
        yield Finding("never-reviewed", _("No clinician has reviewed this page yet."), field="reviewed_by")
    elif page.changed_since_review:
        yield Finding("changed-since-review", _("The text has changed since the medical review."), field="reviewed_by")
    if page.review_overdue:
        yield Finding("review-overdue", _("The medical review is overdue."), field="next_review")


def _names_risks(page: Page, passages: list[Passage]) -> bool:
    if hasattr(page, "risks"):
        return bool(page.risks)
    return any(
        re.search(r"\b(risks?|side effects?|safety)\b", part.text, re.IGNORECASE) and len(part.text) < 100
        for part in passages
    )


def _language(passages: list[Passage]) -> "Iterator[Finding]":
    text = "\n".join(part.text for part in passages)
    if len(text.split()) >= WORDS_TO_JUDGE and (grade := reading_grade(text)) > WARN_GRADE:
        message = _("The text reads at grade %(grade)d. Shorter sentences and everyday words bring it to grade 8.")
        longest = max(passages, key=lambda part: len(part.text))
        yield Finding("hard-to-read", message % {"grade": round(grade)}, field=longest.field)
    for part in passages:
        for _attributes, words in links_of([part]):
            if words.lower().strip(" .»>→") in VAGUE_LINKS:
                message = _("A link says only “%(words)s”. Say where it leads.")
                yield Finding("vague-link", message % {"words": words}, field=part.field, words=words)


def _claims(passages: list[Passage], claim_words: list[ClaimWord]) -> "Iterator[Finding]":
    for claim in claim_words:
        for part in passages:
            if match := claim.pattern.search(part.text):
                message = _("“%(found)s”: %(reason)s") % {"found": match[0], "reason": claim.reason}
                if claim.suggestion:
                    message += " " + _("Better: %(suggestion)s") % {"suggestion": claim.suggestion}
                yield Finding("claim", message, field=part.field, words=match[0])
                break


class Checker:
    """Checks any number of pages with what it reads once: the claim words and the references (two queries)."""

    def __init__(self) -> None:
        self.claim_words = list(ClaimWord.objects.filter(active=True))
        self.reference_keys = dict(Reference.objects.values_list("pk", "key"))

    def findings(self, page: Page) -> list[Finding]:
        """Everything to mend on `page` as it stands in memory, most serious first."""
        if not isinstance(page, BasePage):
            return []
        passages = passages_of(page)
        return [
            *_medical(page, passages, self.reference_keys),
            *_claims(passages, self.claim_words),
            *_metadata(page),
            *_language(passages),
        ]


def check_page(page: Page) -> list[Finding]:
    """Everything to mend on one page, for the panel in its editor."""
    return Checker().findings(page)
