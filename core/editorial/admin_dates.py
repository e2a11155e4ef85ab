"""Dates and times in the admin: shown and typed as the language of whoever edits writes them (site_cms/formats).

Wagtail shows 2026-12-20 08:00 in its fields, 13:05 in its panels, and takes only that form of a time. Its calendar,
when somebody leaves the field, puts today in the place of what it cannot read and says nothing: 11/26/2026, typed for
Thanksgiving, closed the clinic on another day. With this, fields, calendars and panels write one way, what was typed is
left, read, or complained about.
"""

import re
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.utils import formats, timezone
from wagtail.admin.datetimepicker import to_datetimepicker_format
from wagtail.admin.templatetags import wagtailadmin_tags
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput

Config = Callable[[Any], dict[str, Any]]

# The zero of 08:00 AM, which strftime writes and nobody else.
LEADING_ZERO = re.compile(r"\b0(?=\d:\d\d [AP]M)")
# 8 a.m., 8:00 am, 8:00AM
MERIDIEM = re.compile(r"\s*(?<![a-z])([ap])\.?\s?m\b\.?", re.IGNORECASE)


def shown_format(key: str) -> str:
    """The first format, without seconds, of a list of formats (`DATE_INPUT_FORMATS` ...) in the active language."""
    return next(one for one in formats.get_format(key) if "%S" not in one)


def _for_calendar(key: str) -> str:
    """The same format as the calendar's script knows it."""
    return to_datetimepicker_format(shown_format(key)).replace("h:", "g:")


def _config_of(get_config: Config) -> Config:
    """Wrap what a widget tells its calendar, for forms and for blocks alike."""

    @wraps(get_config)
    def wrapped(self: Any) -> dict[str, Any]:
        config = {**get_config(self), "validateOnBlur": False, "format": _for_calendar(self.format_key)}
        if "formatTime" in config:
            config["formatTime"] = _for_calendar("TIME_INPUT_FORMATS")
        return config

    return wrapped


def _format_value(self: Any, value: Any) -> Any:
    """Stand in for a widget's `format_value`: what was typed and could not be read stays as it is."""
    if value is None or value == "" or isinstance(value, str):
        return value or None
    return LEADING_ZERO.sub("", formats.localize_input(value, shown_format(self.format_key)))


def _value_from_datadict(self: Any, data: Any, files: Any, name: str) -> Any:
    """Stand in for a widget's `value_from_datadict`: “8 a.m.” is what strptime calls 8 AM."""
    text = data.get(name)
    return MERIDIEM.sub(lambda found: f" {found[1].upper()}M", text.strip()) if text else text


for widget in (AdminDateInput, AdminDateTimeInput, AdminTimeInput):
    widget.get_config = _config_of(widget.get_config)
    widget.format_value = _format_value
    widget.value_from_datadict = _value_from_datadict


_last_update = wagtailadmin_tags.timesince_last_update


@wraps(_last_update)
def _timesince_last_update(last_update: datetime, *args: Any, **kwargs: Any) -> str:
    """Wagtail's words for when something last changed, with the time of today as people here write it."""
    local = timezone.localtime(last_update)
    words: str = _last_update(last_update, *args, **kwargs)
    return words.replace(f"{local:%H:%M}", formats.date_format(local, "TIME_FORMAT"), 1)


# Wagtail's templates find it under its name when they are first used, which is later than this.
wagtailadmin_tags.register.simple_tag(_timesince_last_update, name="timesince_last_update")
