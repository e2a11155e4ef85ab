"""Patients' words: what people type, and what the site's pages call it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from search.text import words_of

from .document import IndexState

# A phrase of more words would never be typed, or stand on a page, as it is.
MAX_WORDS = {"typed": 6, "means": 12}


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class Synonym(models.Model):
    """Words that visitors use, and the words that lead to the right pages."""

    # No page of the page cache shows it.
    affects_public_pages = False

    name = models.CharField(_("name"), max_length=80, unique=True, help_text=_("For your own list, such as: shingles."))
    typed = models.TextField(
        _("what people type"),
        help_text=_("One word or phrase a line, in any language. Capitals and accents do not matter."),
    )
    means = models.TextField(
        _("what our pages say"),
        help_text=_("One word or phrase a line, as it stands on the page that answers."),
    )
    both_ways = models.BooleanField(
        _("works both ways"),
        default=False,
        help_text=_("On: whoever types one of the words on the right finds pages with those on the left as well."),
    )

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("typed"), FieldPanel("means")]),
        FieldPanel("both_ways"),
    ]

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def typed_phrases(self) -> list[str]:
        """The words and phrases that people type."""
        return lines_of(self.typed)

    @property
    def meant_phrases(self) -> list[str]:
        """The words and phrases of the pages."""
        return lines_of(self.means)

    def clean(self) -> None:
        """Refuse lines that could never match.

        Raises:
            ValidationError: on the field whose line has no letters or more words than MAX_WORDS.
        """
        super().clean()
        errors = {}
        for field, most in MAX_WORDS.items():
            for line in lines_of(getattr(self, field)):
                count = len(words_of(line))
                if not count:
                    errors[field] = _("“%(line)s” has no letters.") % {"line": line}
                elif count > most:
                    errors[field] = _("“%(line)s” is too long: %(max)s words at most.") % {
                        "line": line,
                        "max": most,
                    }
        if errors:
            raise ValidationError(errors)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and let every process read the synonyms anew."""
        super().save(*args, **kwargs)
        IndexState.advance()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete, and let every process read the synonyms anew."""
        deleted = super().delete(*args, **kwargs)
        IndexState.advance()
        return deleted
