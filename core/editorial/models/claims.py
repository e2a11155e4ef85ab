"""Words that promise more than a clinic may."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

MAX_PATTERN_LENGTH = 100


class ClaimWord(index.Indexed, models.Model):
    """A word or phrase that the checks point at, and why.

    Florida's Board of Medicine calls advertising misleading that creates unjustified expectations (64B8-11.001 F.A.C.);
    the FTC asks for scientific evidence behind every health claim (Health Products Compliance Guidance, 2022).
    """

    phrase = models.CharField(
        _("word or phrase"),
        max_length=MAX_PATTERN_LENGTH,
        unique=True,
        help_text=_("A star stands for any ending: guarantee* finds guaranteed. # stands for a number: #% success."),
    )
    reason = models.CharField(_("why it is a problem"), max_length=255)
    suggestion = models.CharField(_("better"), max_length=255, blank=True, help_text=_("What to write instead."))
    active = models.BooleanField(_("active"), default=True)

    search_fields = [index.SearchField("phrase"), index.AutocompleteField("phrase")]
    panels = [FieldPanel("phrase"), FieldPanel("reason"), FieldPanel("suggestion"), FieldPanel("active")]

    class Meta:
        ordering = ["phrase"]
        verbose_name = _("claim word")
        verbose_name_plural = _("claim words")

    def __str__(self) -> str:
        return self.phrase

    def clean(self) -> None:
        """Refuse a phrase without a letter, which would match everywhere.

        Raises:
            ValidationError: on `phrase`.
        """
        super().clean()
        if not re.search(r"[^\W\d_]", self.phrase):
            raise ValidationError({"phrase": _("Write at least one letter.")})

    @property
    def pattern(self) -> re.Pattern[str]:
        """What the phrase finds: whole words in any case, any white space between them."""
        parts = []
        for word in self.phrase.split():
            escaped = re.escape(word).replace(r"\*", r"\w{0,20}").replace(r"\#", r"\d{1,3}(?:\.\d+)?")
            parts.append(escaped)
        phrase = r"\s+".join(parts)
        return re.compile(rf"(?<!\w){phrase}(?!\w)", re.IGNORECASE)
