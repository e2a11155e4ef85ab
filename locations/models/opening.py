"""Opening hours as staff type them: rows of the week, and dated exceptions."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from core.notices.models import Notice
from core.notices.showing import words_of
from core.web.widgets import ClockInput
from locations.hours import Period, SpecialDays, WeeklyPeriod


class OpenDays(models.IntegerChoices):
    """The days a row stands for: one, or a usual group of them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")
    WORKDAYS = 7, _("Monday to Friday")
    WEEKEND = 8, _("Saturday and Sunday")
    EVERY_DAY = 9, _("Every day")

    @property
    def weekdays(self) -> Sequence[int]:
        """The single days, counted from Monday = 0."""
        groups = {OpenDays.WORKDAYS: range(5), OpenDays.WEEKEND: range(5, 7), OpenDays.EVERY_DAY: range(7)}
        return groups.get(self, (self.value,))


class OpeningPeriod(models.Model):
    """One row of the weekly hours."""

    page = ParentalKey("locations.LocationPage", on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(_("days"), choices=OpenDays, default=OpenDays.WORKDAYS)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(
        _("closes"),
        help_text=_("Earlier than the opening time: closes the next day. The same time: open 24 hours."),
    )

    panels = [
        FieldRowPanel(
            [
                FieldPanel("weekday"),
                FieldPanel("opens", widget=ClockInput),
                FieldPanel("closes", widget=ClockInput),
            ]
        ),
    ]

    class Meta:
        ordering = ["weekday", "opens"]
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")

    def __str__(self) -> str:
        return f"{self.get_weekday_display()}, {self.opens} to {self.closes}"

    def weekly_periods(self) -> list[WeeklyPeriod]:
        """The row as periods of single days."""
        period = Period(self.opens, self.closes)
        return [WeeklyPeriod(weekday, period) for weekday in OpenDays(self.weekday).weekdays]


class HoursException(models.Model):
    """Days on which other hours hold: a holiday, a storm, an extra Saturday. They disappear when they are over."""

    page = ParentalKey("locations.LocationPage", on_delete=models.CASCADE, related_name="exceptions")
    date_from = models.DateField(_("first day"))
    date_to = models.DateField(_("last day"), null=True, blank=True, help_text=_("Leave empty for a single day."))
    closed = models.BooleanField(_("closed all day"), default=True, help_text=_("Untick it to give other hours."))
    opens = models.TimeField(_("opens"), null=True, blank=True)
    closes = models.TimeField(_("closes"), null=True, blank=True)
    note = models.CharField(
        _("reason"),
        max_length=120,
        blank=True,
        help_text=_("Patients see it. Such as: Thanksgiving."),
    )

    panels = [
        FieldRowPanel([FieldPanel("date_from"), FieldPanel("date_to"), FieldPanel("note")]),
        FieldRowPanel(
            [
                FieldPanel("closed"),
                FieldPanel("opens", widget=ClockInput),
                FieldPanel("closes", widget=ClockInput),
            ]
        ),
    ]

    class Meta:
        ordering = ["date_from", "opens"]
        verbose_name = _("special days")
        verbose_name_plural = _("special days")

    def __str__(self) -> str:
        return f"{self.date_from} to {self.last_day}"

    @property
    def last_day(self) -> date:
        """The last date this row covers."""
        return self.date_to or self.date_from

    def clean(self) -> None:
        """Check that dates are in order and that the row says either closed or which hours.

        Raises:
            ValidationError: on the field to change.
        """
        super().clean()
        errors: dict[str, Any] = {}
        if self.date_from and self.date_to and self.date_to < self.date_from:
            errors["date_to"] = _("The last day is before the first day.")
        if self.closed and (self.opens or self.closes):
            errors["closed"] = _("Untick “closed all day” to give hours, or remove the hours.")
        elif not self.closed and not self.opens:
            errors["opens"] = _("Give the opening time, or tick “closed all day”.")
        elif not self.closed and not self.closes:
            errors["closes"] = _("Give the closing time, or tick “closed all day”.")
        if errors:
            raise ValidationError(errors)

    def special_days(self) -> SpecialDays:
        """The row as dates with their hours. Without both times, as a draft may be, the days are closed."""
        periods = () if self.closed or not self.opens or not self.closes else (Period(self.opens, self.closes),)
        return SpecialDays(self.date_from, self.last_day, periods, self.note)


def days_of_notice(notice: Notice) -> SpecialDays:
    """The days on which a notice changes the hours. It tells of what nobody planned, so it wins over special days."""
    assert notice.first_day is not None  # noqa: S101 - a notice that changes hours has been given its days
    title, _text = words_of(notice)
    periods = (Period(notice.opens, notice.closes),) if notice.opens and notice.closes else ()
    note = "" if title.lang else title.text  # in another language than the page it has no place among its words
    return SpecialDays(notice.first_day, notice.final_day or notice.first_day, periods, note, overrides=True)
