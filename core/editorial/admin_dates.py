"""Dates in the admin, typed as people here write them.

Beside each date stands a calendar that, when somebody leaves the field, puts today in the place of what it cannot read
and says nothing: 11/26/2026, typed for Thanksgiving, closed the clinic on another day. With this the calendar leaves
what was typed, the form reads it as the language of whoever edits writes dates, and complains about what is no date.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

Config = Callable[[Any], dict[str, Any]]


def _leaves_what_is_typed(get_config: Config) -> Config:
    """Wrap what a widget tells its calendar, for forms and for blocks alike."""

    @wraps(get_config)
    def wrapped(self: Any) -> dict[str, Any]:
        return {**get_config(self), "validateOnBlur": False}

    return wrapped


for widget in (AdminDateInput, AdminDateTimeInput):
    widget.get_config = _leaves_what_is_typed(widget.get_config)
