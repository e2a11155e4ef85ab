"""Who wrote a medical page, who checked it, when, and what it rests on."""

import datetime
import hashlib
import json
from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.models import get_field_value
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField
from wagtail.models import Page, PagePermissionTester, Workflow

from core.editorial.models.references import Reference
from core.editorial.models.review_nodes import review_nodes
from core.editorial.models.workflow import MEDICAL_REVIEWER, medical_review_workflow
from core.pages.blocks import SharedSnippetChooserBlock
from core.site.languages import language_of
from core.web.languages import default, several


class ReferencesStreamBlock(StreamBlock):
    """The sources of a page in the order of their numbers."""

    reference = SharedSnippetChooserBlock("editorial.Reference", icon="openquote", label=_("Reference"))

    class Meta:
        required = False


class MedicalPagePermissionTester(PagePermissionTester):
    """Only a medical reviewer or a superuser publishes what a clinician must sign."""

    def _may_sign(self) -> bool:
        if self.user.is_superuser or medical_review_workflow() is None:
            return True
        return self.user.groups.filter(name=MEDICAL_REVIEWER).exists()

    def can_publish(self) -> bool:
        """Whether the user may publish this page without somebody else's review."""
        return super().can_publish() and (not self.page.specific_class.requires_medical_review or self._may_sign())

    def can_submit_for_moderation(self) -> bool:
        """Whether the user may submit this page: a list of medical pages only to a workflow that the tree gives it."""
        page = self.page.specific
        wanted = page.requires_medical_review or Page.get_workflow(page) is not None
        return wanted and super().can_submit_for_moderation()

    def can_publish_subpage(self) -> bool:
        """Whether the user may publish new pages below this one without somebody else's review."""
        below = self.page.specific_class.allowed_subpage_models()
        needs_review = any(getattr(model, "requires_medical_review", False) for model in below)
        return super().can_publish_subpage() and (not needs_review or self._may_sign())


class MedicalReviewMixin(models.Model):
    """Authorship, medical review and references, shown as NHS and Cleveland Clinic pages show them."""

    written_by = models.CharField(
        _("written by"),
        max_length=255,
        blank=True,
        help_text=_("Leave empty for “the clinic's team”."),
    )
    reviewed_by = models.ForeignKey(
        "locations.ClinicianPage",
        verbose_name=_("medically reviewed by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The clinician who read the whole page and stands behind it."),
    )
    last_reviewed = models.DateField(_("last reviewed"), null=True, blank=True)
    next_review = models.DateField(_("next review due"), null=True, blank=True)
    references = StreamField(
        ReferencesStreamBlock(),
        verbose_name=_("references"),
        blank=True,
        help_text=_("Sources in the order of their numbers. A link to #ref-short-name in a text becomes [number]."),
    )

    review_fingerprint = models.CharField(max_length=64, blank=True, editable=False)

    # Page types whose words a clinician must sign before they are published.
    requires_medical_review: ClassVar[bool] = False
    # What the reviewer stands behind; a change to any of these shows the page as changed since its review.
    REVIEWED_FIELDS: ClassVar[tuple[str, ...]] = (
        "title", "introduction", "body", "symptoms", "usual_treatments", "how_it_may_help",
        "evidence_level", "evidence", "risks", "who_should_not",
    )  # fmt: skip

    review_panels = [
        FieldPanel("references"),
        MultiFieldPanel(
            [
                FieldPanel("written_by"),
                FieldPanel("reviewed_by"),
                FieldRowPanel([FieldPanel("last_reviewed"), FieldPanel("next_review")]),
            ],
            heading=_("Medical review"),
        ),
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Keep the review's dates in order.

        Raises:
            ValidationError: on `last_reviewed` when in the future, on `next_review` when not after it.
        """
        super().clean()
        errors = {}
        if self.last_reviewed and self.last_reviewed > timezone.localdate():
            errors["last_reviewed"] = _("A review cannot have happened in the future.")
        if self.last_reviewed and self.next_review and self.next_review <= self.last_reviewed:
            errors["next_review"] = _("The next review must come after the last one.")
        if errors:
            raise ValidationError(errors)

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save. A translation claims a review only of the very words that were signed in it, never its original's."""
        page: Any = self
        reviewed = self.last_reviewed or self.reviewed_by_id
        if several() and reviewed and language_of(page) != default() and self.review_fingerprint != self.fingerprint():
            self.reviewed_by = self.last_reviewed = self.next_review = None
            self.review_fingerprint = ""
        return super().save(*args, **kwargs)

    @classmethod
    def fingerprint_of(cls, values: Mapping[str, Any]) -> str:
        """A SHA-256 over the words that a reviewer stands behind, from a page's fields or a revision's content."""
        words = {name: values[name] for name in cls.REVIEWED_FIELDS if name in values}
        return hashlib.sha256(json.dumps(words, sort_keys=True, cls=DjangoJSONEncoder).encode()).hexdigest()

    def fingerprint(self) -> str:
        """The fingerprint of the page as it stands."""
        own = {field.name: field for field in self._meta.concrete_fields}
        return self.fingerprint_of(
            {name: get_field_value(own[name], self) for name in self.REVIEWED_FIELDS if name in own}
        )

    def stamp_review(self, reviewer: models.Model, next_review: datetime.date) -> None:
        """Record that `reviewer` read the page as it stands, today by the clinic's clock."""
        self.reviewed_by_id = reviewer.pk
        self.last_reviewed = timezone.localdate()
        self.next_review = next_review
        self.review_fingerprint = self.fingerprint()

    @property
    def changed_since_review(self) -> bool:
        """Whether the words differ from what the reviewer signed; False for a page never signed."""
        return bool(self.review_fingerprint) and self.review_fingerprint != self.fingerprint()

    @property
    def review_overdue(self) -> bool:
        """Whether the next review was due before today."""
        return bool(self.next_review and self.next_review < timezone.localdate())

    def structured_data(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Add who wrote and who reviewed the page, and its sources."""
        return [*super().structured_data(request), *review_nodes(self)]  # type: ignore[misc]

    def permissions_for_user(self, user: AbstractUser) -> PagePermissionTester:
        """What `user` may do with this page."""
        return MedicalPagePermissionTester(user, self)

    def get_workflow(self) -> Workflow | None:
        """Medical pages go through medical review, wherever they stand in the tree."""
        workflow = medical_review_workflow() if self.requires_medical_review else None
        return workflow or super().get_workflow()  # type: ignore[misc]

    @property
    def has_workflow(self) -> bool:
        """Whether the page can be submitted. Wagtail's pages look at the tree alone."""
        return self.get_workflow() is not None

    @cached_property
    def reference_list(self) -> list[Reference]:
        """The page's sources in order, each once; deleted ones are left out."""
        found: dict[int, Reference] = {}
        for block in self.references:
            if block.value is not None:
                found.setdefault(block.value.pk, block.value)
        return list(found.values())

    @cached_property
    def reference_numbers(self) -> dict[str, int]:
        """The number shown for each reference key, counted from 1."""
        return {reference.key: number for number, reference in enumerate(self.reference_list, start=1)}
