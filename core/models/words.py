"""What the clinic's settings say in another language than the default one."""

import copy
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Site

from core.languages import current, default, offered

Settings = TypeVar("Settings", bound=models.Model)


def other_languages() -> list[tuple[str, str]]:
    """The languages that words can be given in: all but the default one."""
    return [(language.code, language.name) for language in offered()[1:]]


def in_words(settings: Settings, words: models.Model | None, names: tuple[str, ...]) -> Settings:
    """A copy of settings, for showing only, that speaks another language.

    Words that nobody has given are those of our own translation, where the settings still say what they said at first.
    """
    spoken = copy.copy(settings)
    for name in names:
        text: Any = getattr(settings, name)
        setattr(spoken, name, (getattr(words, name) if words else "") or (gettext(text) if text else ""))
    return spoken


class ClinicWords(models.Model):
    """The sentences of the clinic's settings in one more language. Facts (name, phone, logo) need none."""

    site = models.ForeignKey(Site, verbose_name=_("site"), on_delete=models.CASCADE, related_name="+")
    language = models.CharField(_("language"), max_length=12, choices=other_languages)
    tagline = models.CharField(_("tagline"), max_length=160, blank=True)
    footer_text = RichTextField(_("footer text"), blank=True, features=["bold", "italic", "link"])
    emergency_title = models.CharField(_("emergency heading"), max_length=120, blank=True)
    emergency_text = RichTextField(
        _("emergency notice"), blank=True, features=["bold", "link"], help_text=_("It must name 911 and 988.")
    )
    off_label_statement = RichTextField(_("off-label statement"), blank=True, features=["bold", "italic", "link"])
    medical_disclaimer = RichTextField(_("medical disclaimer"), blank=True, features=["bold", "italic", "link"])

    TEXTS = (
        *("tagline", "footer_text", "emergency_title", "emergency_text"),
        *("off_label_statement", "medical_disclaimer"),
    )

    panels = [
        MultiFieldPanel([FieldPanel("site"), FieldPanel("language")], heading=_("For")),
        FieldPanel("tagline"),
        MultiFieldPanel([FieldPanel("emergency_title"), FieldPanel("emergency_text")], heading=_("Emergency notice")),
        FieldPanel("off_label_statement"),
        FieldPanel("medical_disclaimer"),
        FieldPanel("footer_text"),
    ]

    class Meta:
        verbose_name = _("clinic's words in another language")
        verbose_name_plural = _("clinic's words in other languages")
        constraints = [models.UniqueConstraint(fields=["site", "language"], name="core_clinic_words_once")]

    def __str__(self) -> str:
        return dict(other_languages()).get(self.language, self.language)

    @classmethod
    def spoken(cls, settings: Settings, site: Site) -> Settings:
        """The clinic's settings of a site in the language of the request (a query in another than the default)."""
        if current() == default():
            return settings
        return in_words(settings, cls.objects.filter(site=site, language=current().code).first(), cls.TEXTS)
