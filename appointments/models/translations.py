"""What patients are told about requests in another language than the default one."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from core.site.translations import other_languages, translated_settings
from core.web.languages import current, default

from .consent import ConsentWording
from .settings import AppointmentSettings


class AppointmentSettingsTranslation(models.Model):
    """The sentences of the settings in one more language."""

    language = models.CharField(_("language"), max_length=12, choices=other_languages, unique=True)
    reply_within = models.CharField(
        _("when you reply"),
        max_length=80,
        blank=True,
        help_text=_("Completes “We will contact you …” in this language. Empty: as in the settings."),
    )
    consent_contact_text = models.TextField(_("box for calls and texts"), blank=True)
    consent_voicemail_text = models.TextField(_("box for voicemail"), blank=True)

    TEXTS = ("reply_within", "consent_contact_text", "consent_voicemail_text")

    panels = [
        FieldPanel("language"),
        FieldPanel("reply_within"),
        FieldPanel("consent_contact_text", help_text=_("Have your counsel approve changes.")),
        FieldPanel("consent_voicemail_text", help_text=_("Have your counsel approve changes.")),
    ]
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("words for requests in another language")
        verbose_name_plural = _("words for requests in other languages")
        default_permissions = ("add", "change", "delete")

    def __str__(self) -> str:
        return dict(other_languages()).get(self.language, self.language)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and remember the consent wording before and after: cached pages may still show the old one."""
        for row in (type(self).objects.filter(pk=self.pk).first() or self, self):
            ConsentWording.remember(row.consent_contact_text, row.consent_voicemail_text)
        super().save(*args, **kwargs)


def spoken_settings() -> AppointmentSettings:
    """What the clinic decided about requests, said in the language of the request. Only for showing."""
    settings = AppointmentSettings.load()
    if current() == default():
        return settings
    words = AppointmentSettingsTranslation.objects.filter(language=current().code).first()
    return translated_settings(settings, words, AppointmentSettingsTranslation.TEXTS)
