"""A date that is typed in the admin is read as it stands, or complained about: never replaced in silence."""

import datetime

import pytest
from django import forms
from django.template import Context, Template
from django.utils import timezone, translation
from django.utils.formats import date_format
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput
from wagtail.utils.timestamps import render_timestamp

import core.editorial.admin_dates  # noqa: F401 - the admin loads it with its hooks
from core.pages.blocks.media import VideoBlock


@pytest.mark.parametrize("widget", [AdminDateInput, AdminDateTimeInput, AdminTimeInput])
def test_the_calendar_is_told_to_leave_what_is_typed(widget: type[AdminDateInput]) -> None:
    assert '"validateOnBlur": false' in widget().get_context("day", None, {})["widget"]["config_json"]


def test_dates_in_blocks_are_left_too() -> None:
    field = VideoBlock().child_blocks["uploaded_on"].field
    assert field.widget.get_config()["validateOnBlur"] is False


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [("en", "11/26/2026", (2026, 11, 26)), ("en", "2026-11-26", (2026, 11, 26)), ("es", "11/26/2026", (2026, 11, 26))],
)
def test_a_date_is_read_as_people_write_it(language: str, typed: str, meant: tuple[int, int, int]) -> None:
    with translation.override(language):
        assert VideoBlock().child_blocks["uploaded_on"].field.clean(typed) == datetime.date(*meant)


EIGHT = datetime.datetime.combine(datetime.date(2026, 12, 20), datetime.time(8))


class TimeForm(forms.Form):
    """A form with one time."""

    go_live_at = forms.DateTimeField(widget=AdminDateTimeInput)


@pytest.mark.parametrize(
    "typed",
    [
        *("12/20/2026 8:00 AM", "12/20/2026 8 AM", "12/20/2026 8am", "12/20/26 8:00 a.m.", "12/20/2026, 08:00"),
        *("Dec 20, 2026 8:00 AM", "December 20, 2026, 8:00am", "2026-12-20 08:00", "2026-12-20 08:00:00"),
    ],
)
def test_a_time_is_read_however_it_is_typed(typed: str) -> None:
    found = TimeForm({"go_live_at": typed})
    assert found.is_valid(), found.errors
    assert timezone.localtime(found.cleaned_data["go_live_at"]).replace(tzinfo=None) == EIGHT


def test_what_is_no_time_is_complained_about_and_left() -> None:
    found = TimeForm({"go_live_at": "12/20/2026 25:00"})
    assert "go_live_at" in found.errors
    assert 'value="12/20/2026 25:00"' in str(found["go_live_at"])


@pytest.mark.parametrize(
    ("language", "widget", "value", "shown", "calendar"),
    [
        ("en", AdminDateTimeInput, EIGHT, "12/20/2026 8:00 AM", "m/d/Y g:i A"),
        ("en", AdminDateTimeInput, EIGHT.replace(hour=20), "12/20/2026 8:00 PM", "m/d/Y g:i A"),
        ("en", AdminDateTimeInput, EIGHT.replace(hour=10), "12/20/2026 10:00 AM", "m/d/Y g:i A"),
        ("en", AdminDateInput, EIGHT.date(), "12/20/2026", "m/d/Y"),
        ("en", AdminTimeInput, EIGHT.time(), "8:00 AM", "g:i A"),
        ("es", AdminDateTimeInput, EIGHT, "12/20/2026 8:00 AM", "m/d/Y g:i A"),
    ],
)
def test_field_and_calendar_write_alike_and_read_what_they_wrote(
    language: str, widget: type[AdminDateInput], value: object, shown: str, calendar: str
) -> None:
    with translation.override(language):
        made = widget()
        assert made.format_value(value) == shown
        assert made.get_config()["format"] == calendar
        kinds = {AdminDateInput: forms.DateField, AdminTimeInput: forms.TimeField}
        assert made.value_from_datadict({"when": shown}, {}, "when") == shown
        read = kinds.get(widget, forms.DateTimeField)().clean(shown)
        assert (timezone.localtime(read).replace(tzinfo=None) if widget is AdminDateTimeInput else read) == value


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_language_of_the_staff_has_one_order(language: str) -> None:
    with translation.override(language):
        assert date_format(EIGHT.replace(day=5, hour=20), "SHORT_DATETIME_FORMAT") == "12/5/2026 8:00 PM"
        with pytest.raises(forms.ValidationError):
            forms.DateField().clean("26/11/2026")


def test_panels_and_lists_write_the_same_way() -> None:
    when = timezone.make_aware(EIGHT.replace(hour=13, minute=5))
    assert render_timestamp(when) == "12/20/2026 1:05 PM"
    tags = "{% load wagtailadmin_tags %}{% timesince_last_update when user_display_name='Maria' %}"
    now = timezone.localtime().replace(hour=13, minute=5)
    told = Template(tags).render(Context({"when": now}))
    assert told == "1:05 PM by Maria"
