"""Who wrote a medical page, who checked it, when, and what it rests on."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField
from wagtail.snippets.blocks import SnippetChooserBlock

from .snippets import Reference


class ReferencesStreamBlock(StreamBlock):
    """The sources of a page in the order of their numbers."""

    reference = SnippetChooserBlock("core.Reference", icon="openquote", label=_("Reference"))

    class Meta:
        required = False


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
