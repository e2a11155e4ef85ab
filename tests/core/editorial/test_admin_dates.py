"""A date that is typed in the admin is read as it stands, or complained about: never replaced in silence."""

import datetime

import pytest
from django.utils import translation
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

from core.pages.blocks.media import VideoBlock


@pytest.mark.parametrize("widget", [AdminDateInput, AdminDateTimeInput])
def test_the_calendar_is_told_to_leave_what_is_typed(widget: type[AdminDateInput]) -> None:
    assert '"validateOnBlur": false' in widget().get_context("day", None, {})["widget"]["config_json"]


def test_dates_in_blocks_are_left_too() -> None:
    field = VideoBlock().child_blocks["uploaded_on"].field
    assert field.widget.get_config()["validateOnBlur"] is False


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [("en", "11/26/2026", (2026, 11, 26)), ("en", "2026-11-26", (2026, 11, 26)), ("es", "26/11/2026", (2026, 11, 26))],
)
def test_a_date_is_read_as_people_write_it(language: str, typed: str, meant: tuple[int, int, int]) -> None:
    with translation.override(language):
        assert VideoBlock().child_blocks["uploaded_on"].field.clean(typed) == datetime.date(*meant)
