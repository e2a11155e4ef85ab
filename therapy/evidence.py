"""How strong the research is that ketamine helps with a condition: a word, what it means, and a picture of it."""

from typing import Any

from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _


class EvidenceLevel(models.TextChoices):
    """How strong the research is that ketamine helps with a condition, in plain words (after Cohen 2018)."""

    MODERATE = "moderate", _("Moderate evidence")
    LIMITED = "limited", _("Limited evidence")
    VERY_LIMITED = "very_limited", _("Very limited evidence")
    MIXED = "mixed", _("Mixed evidence")
    NONE = "none", _("No good evidence yet")

    @property
    def meaning(self) -> Any:
        """What the word stands for, in a sentence."""
        return _MEANINGS[self.value]


_MEANINGS = {
    "moderate": _("Trials point the same way, but they are few or small."),
    "limited": _("Some studies point to a benefit, but they are few, small or short."),
    "very_limited": _("A few small studies, or studies that do not agree."),
    "mixed": _("Some studies found a benefit, and others found none."),
    "none": _("We found no study good enough to judge."),
}

# Four steps, as a phone shows how good its signal is; the fourth would be strong evidence, which no level has.
STEPS = 4
STEPS_FILLED = {"moderate": 3, "limited": 2, "very_limited": 1, "none": 0}
# Mixed: as many bars up (for) as down (against).
MIXED = ((0, True), (1, False), (2, True), (3, False))


def draw(level: str) -> SafeString:
    """Return the picture of a level as inline SVG. It is hidden from screen readers: the word stands beside it."""
    if level == EvidenceLevel.MIXED:
        bars = [(place, 3 if up else 13, 9, up) for place, up in MIXED]
    else:
        filled = STEPS_FILLED[level]
        bars = [(place, 17 - 5 * place, 6 + 5 * place, place < filled) for place in range(STEPS)]
    drawn = format_html_join(
        "",
        '<path{} d="M{} {}h7v{}h-7z"/>',
        (
            (SafeString(' class="evidence__full"' if full else ""), 2 + 11 * place, top, height)
            for place, top, height, full in bars
        ),
    )
    return format_html(
        '<svg class="evidence__picture" viewBox="0 0 44 25" width="44" height="25" fill="none" stroke="currentColor"'
        ' aria-hidden="true">{}</svg>',
        drawn,
    )
