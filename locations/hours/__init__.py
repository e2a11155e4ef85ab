"""Opening hours as a domain of their own: calendar arithmetic, words, checks and data for machines. No models here."""

from .calendar import OpeningHours, OpenSpan, Period, SpecialDays, WeeklyPeriod
from .checks import HoursProblem, special_problems, weekly_problems
from .exports import for_browser, opening_hours_specification, special_opening_hours_specification
from .words import (
    DAY_NAMES,
    OpenState,
    SpecialRow,
    WeekRow,
    clock_words,
    date_range_words,
    open_state,
    special_table,
    times_words,
    week_table,
)

__all__ = [
    "DAY_NAMES",
    "HoursProblem",
    "OpenSpan",
    "OpenState",
    "OpeningHours",
    "Period",
    "SpecialDays",
    "SpecialRow",
    "WeekRow",
    "WeeklyPeriod",
    "clock_words",
    "date_range_words",
    "for_browser",
    "open_state",
    "opening_hours_specification",
    "special_opening_hours_specification",
    "special_problems",
    "special_table",
    "times_words",
    "week_table",
    "weekly_problems",
]
