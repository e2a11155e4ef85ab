"""The clinic's choices about search engines and assistants."""

import re
import secrets
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

PASTED_TAG = re.compile(r"""content\s*=\s*["']?([^"'\s>]+)""")
is_verification_code = RegexValidator(r"^[\w-]{8,100}$", _("Paste the code, or the whole tag that contains it."))


class VerificationCodeField(models.CharField):
    """The code that proves to a search engine who owns the site; a pasted <meta> tag is reduced to its code."""

    default_validators = [is_verification_code]

    def to_python(self, value: Any) -> Any:
        """Keep only the code of a pasted tag."""
        text = super().to_python(value)
        match = PASTED_TAG.search(text) if text else None
        return match.group(1) if match else (text.strip() if text else text)

    def formfield(self, **kwargs: Any) -> Any:
        """Let a form take a whole tag: only the code that is kept has to fit the column."""
        field: Any = super().formfield(**kwargs)
        field.max_length = None
        field.widget.attrs.pop("maxlength", None)
        field.validators = []
        field.to_python = lambda value, clean=self.to_python: clean(value) or ""
        return field


class SearchEngineSettings(models.Model):
    """Fields of the clinic settings that say how the site is found."""

    launched = models.BooleanField(
        _("launched"),
        default=False,
        editable=False,
        help_text=_("Until this is on, search engines are asked not to list any page."),
    )
    allow_training_crawlers = models.BooleanField(
        _("let AI companies train on this site"),
        default=False,
        help_text=_(
            "Off: crawlers that collect text to train AI models are asked to stay away. Search engines and the search "
            "functions of assistants may read the site either way."
        ),
    )
    offer_markdown = models.BooleanField(
        _("offer plain text to assistants"),
        default=True,
        help_text=_("Lists the site at /llms.txt and offers each public page as plain text (Markdown)."),
    )
    google_verification = VerificationCodeField(
        _("Google Search Console code"),
        max_length=100,
        blank=True,
        help_text=_("From Search Console, “HTML tag”. Paste the tag or the code in it."),
    )
    bing_verification = VerificationCodeField(
        _("Bing Webmaster Tools code"), max_length=100, blank=True, help_text=_("Paste the tag or the code in it.")
    )
    indexnow_enabled = models.BooleanField(
        _("tell search engines about changes (IndexNow)"),
        default=False,
        help_text=_("Sends the address of each page that is published or removed to Bing and others. Not to Google."),
    )
    indexnow_key = models.CharField(max_length=64, blank=True, editable=False)

    search_engine_panels = [
        MultiFieldPanel(
            [FieldPanel("google_verification"), FieldPanel("bing_verification"), FieldPanel("indexnow_enabled")],
            heading=_("Search engines"),
        ),
        MultiFieldPanel(
            [FieldPanel("offer_markdown"), FieldPanel("allow_training_crawlers")], heading=_("Assistants and AI")
        ),
    ]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Make the key that proves IndexNow messages are ours the first time they are switched on."""
        if self.indexnow_enabled and not self.indexnow_key:
            self.indexnow_key = secrets.token_hex(16)
        super().save(*args, **kwargs)
