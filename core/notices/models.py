"""A notice as staff type it, and its words in other languages."""

import json
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import Select
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from core.notices.forms import NoticeForm
from core.site.translations import other_languages
from core.web.languages import several
from core.web.widgets import ClockInput

LONGEST_TITLE = 80
LONGEST_TEXT = 240


class Severity(models.TextChoices):
    """How much a notice changes a visitor's day; the most urgent ones stand first."""

    INFORMATION = "information", _("For information")
    IMPORTANT = "important", _("Important: something works differently")
    URGENT = "urgent", _("Urgent: do not come, or not as usual")

    @property
    def rank(self) -> int:
        """0 for the most urgent."""
        return list(reversed(Severity)).index(self)


class HoursChange(models.TextChoices):
    """What holds on the days of a notice in place of the usual opening hours."""

    USUAL = "", _("The usual hours")
    CLOSED = "closed", _("Closed all day")
    OTHER = "other", _("Other hours")


def shown_for(*choices: HoursChange) -> dict[str, str]:
    """Attributes of the fields that are shown for these choices, by Wagtail's own rules in the browser."""
    return {"data-w-rules-target": "show", "data-w-rules": json.dumps({"hours": [choice.value for choice in choices]})}


def this_minute() -> datetime:
    """Now, without seconds: nobody types those."""
    return timezone.now().replace(second=0, microsecond=0)


class Notice(ClusterableModel):
    """A short message that begins and ends by itself, on every page; it may name days with other opening hours."""

    title = models.CharField(
        _("message"),
        max_length=LONGEST_TITLE,
        help_text=_("What a patient must know, in one line, such as: Closed on Thursday because of the storm."),
    )
    text = models.CharField(
        _("more words"),
        max_length=LONGEST_TEXT,
        blank=True,
        help_text=_("One or two sentences: what to do instead. Not about any patient."),
    )
    severity = models.CharField(_("how urgent"), max_length=12, choices=Severity, default=Severity.IMPORTANT)
    place = models.ForeignKey(
        "locations.LocationPage",
        verbose_name=_("place"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("A notice for one place begins with its name."),
    )
    starts_at = models.DateTimeField(_("shown from"), default=this_minute)
    ends_at = models.DateTimeField(
        _("shown until"), db_index=True, help_text=_("It then disappears by itself. You can change the time later.")
    )
    link_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page to read more"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    link_url = models.URLField(_("or another website"), blank=True, help_text=_("Such as the county's storm page."))
    hours = models.CharField(
        _("opening hours on these days"), max_length=6, choices=HoursChange, default=HoursChange.USUAL, blank=True
    )
    first_day = models.DateField(
        _("first day"), null=True, blank=True, help_text=_("Empty: the days on which the notice is shown.")
    )
    last_day = models.DateField(_("last day"), null=True, blank=True, help_text=_("Empty: only the first day."))
    opens = models.TimeField(_("opens"), null=True, blank=True)
    closes = models.TimeField(_("closes"), null=True, blank=True)

    panels: ClassVar[list[Any]] = [
        MultiFieldPanel([FieldPanel("title"), FieldPanel("text"), FieldPanel("severity")], heading=_("What it says")),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]), FieldPanel("place", widget=Select)],
            heading=_("When and where"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("hours"),
                FieldRowPanel(
                    [FieldPanel("first_day"), FieldPanel("last_day")],
                    attrs=shown_for(HoursChange.CLOSED, HoursChange.OTHER),
                ),
                FieldRowPanel(
                    [FieldPanel("opens", widget=ClockInput), FieldPanel("closes", widget=ClockInput)],
                    attrs=shown_for(HoursChange.OTHER),
                ),
            ],
            heading=_("Opening hours"),
            help_text=_(
                "Is a place closed, or open at other times? Say so here, and its page, its “open now” and what search "
                "engines read follow at once, for these days only."
            ),
            attrs={"data-controller": "w-rules", "data-action": "change->w-rules#resolve"},
        ),
        MultiFieldPanel([FieldPanel("link_page"), FieldPanel("link_url")], heading=_("Link (if there is more)")),
        *(
            [
                InlinePanel(
                    "translations", heading=_("In other languages"), label=_("Words"), max_num=len(other_languages())
                )
            ]
            if several()
            else []
        ),
    ]

    base_form_class = NoticeForm

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-ends_at"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Check what belongs together: the moments, the link, the days and their hours.

        Raises:
            ValidationError: on the field to change.
        """
        super().clean()
        errors: dict[str, Any] = {}
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            errors["ends_at"] = _("The end is not after the beginning.")
        if self.link_page_id and self.link_url:
            errors["link_url"] = _("Choose a page or give an address, not both.")
        errors |= self._problems_of_hours()
        if errors:
            raise ValidationError(errors)
        self._fill_in_days()

    def _problems_of_hours(self) -> dict[str, Any]:
        errors: dict[str, Any] = {}
        # What the form does not show for this choice counts for nothing.
        if not self.hours:
            self.first_day = self.last_day = None
        if self.hours != HoursChange.OTHER:
            self.opens = self.closes = None
        if self.last_day and not self.first_day:
            errors["first_day"] = _("Give the first day, too.")
        elif self.last_day and self.first_day and self.last_day < self.first_day:
            errors["last_day"] = _("The last day is before the first day.")
        if self.hours == HoursChange.OTHER and not self.opens:
            errors["opens"] = _("Give the opening time, or choose “Closed all day”.")
        elif self.hours == HoursChange.OTHER and not self.closes:
            errors["closes"] = _("Give the closing time, or choose “Closed all day”.")
        return errors

    def _fill_in_days(self) -> None:
        """Without days of their own, the hours are those of the days on which the notice is shown."""
        if not self.hours or self.first_day or not self.starts_at or not self.ends_at:
            return
        self.first_day = timezone.localdate(self.starts_at)
        # A notice that ends at midnight does not reach into the day that begins then.
        last = timezone.localdate(self.ends_at - timedelta(microseconds=1))
        self.last_day = last if last > self.first_day else None

    @property
    def final_day(self) -> date | None:
        """The last day with other hours; None while the usual ones hold."""
        return (self.last_day or self.first_day) if self.hours else None

    def is_shown(self, at: datetime) -> bool:
        """Whether pages show it at a moment (aware)."""
        return self.starts_at <= at < self.ends_at


class NoticeTranslation(models.Model):
    """The words of a notice in one more language."""

    notice = ParentalKey(Notice, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(_("language"), max_length=12, choices=other_languages)
    title = models.CharField(_("message"), max_length=LONGEST_TITLE)
    text = models.CharField(_("more words"), max_length=LONGEST_TEXT, blank=True)

    panels = [FieldPanel("language"), FieldPanel("title"), FieldPanel("text")]

    class Meta:
        verbose_name = _("notice in another language")
        verbose_name_plural = _("notices in other languages")
        constraints = [models.UniqueConstraint(fields=["notice", "language"], name="unique_notice_translation")]

    def __str__(self) -> str:
        return self.title
