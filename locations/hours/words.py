"""Opening hours in words: clock times, "Open now, closes at 5 pm", and the table of the week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from .calendar import ALWAYS_OPEN_AFTER, ONE_DAY, OpeningHours, Period

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
CLOSED = "Closed"
OPEN_ALL_DAY = "Open 24 hours"
#: A closing within this time needs no day: at 11 pm, "closes at 2 am" can only mean tonight.
SOON = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class OpenState:
    """What to tell a visitor at one instant. `changes_at` is the next closing or opening, None if none is in sight."""

    is_open: bool
    words: str
    changes_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One row of the table: days with the same hours. `weekdays` counts from Monday = 0."""

    days: str
    weekdays: tuple[int, ...]
    times: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpecialRow:
    """One exception for display. `last` is its last date, after which it is no longer shown."""

    dates: str
    first: date
    last: date
    times: tuple[str, ...]
    note: str


def clock_words(clock: time) -> str:
    """A time as Americans say it: 8 am, 8:30 am, noon, midnight."""
    if clock.minute == 0 and clock.hour in (0, 12):
        return "noon" if clock.hour else "midnight"
    minutes = f":{clock.minute:02}" if clock.minute else ""
    return f"{clock.hour % 12 or 12}{minutes} {'am' if clock.hour < 12 else 'pm'}"


def period_words(period: Period) -> str:
    """A period: "8 am to 5 pm", or "Open 24 hours"."""
    if period.is_all_day:
        return OPEN_ALL_DAY
    words = f"{clock_words(period.opens)} to {clock_words(period.closes)}"
    return f"{words} the next day" if period.opens == period.closes else words


def times_words(periods: Sequence[Period]) -> tuple[str, ...]:
    """The lines for a day's periods; one line, "Closed", when there are none."""
    return tuple(period_words(period) for period in periods) or (CLOSED,)


def date_words(day: date, *, year: bool = True) -> str:
    """A date as Americans write it: December 25, 2026."""
    words = f"{MONTH_NAMES[day.month - 1]} {day.day}"
    return f"{words}, {day.year}" if year else words


def date_range_words(first: date, last: date) -> str:
    """One or more dates: December 25, 2026; December 24 to 26, 2026; December 30, 2026 to January 2, 2027."""
    if first == last:
        return date_words(first)
    if first.year != last.year:
        return f"{date_words(first)} to {date_words(last)}"
    if first.month != last.month:
        return f"{date_words(first, year=False)} to {date_words(last)}"
    return f"{date_words(first, year=False)} to {last.day}, {last.year}"


def open_state(hours: OpeningHours, at: datetime) -> OpenState:
    """Whether the place is open and what comes next. Raises ValueError for a naive datetime.

    The browser says the same from the same data, see core/static/core/js/open-state.js.
    """
    span = hours.span_at_or_after(at)
    if span is None:
        return OpenState(False, CLOSED)
    if span.start > at:
        return OpenState(False, f"Opens {_moment_words(hours, at, span.start)}", span.start)
    if span.end - at > ALWAYS_OPEN_AFTER:
        return OpenState(True, "Open now, 24 hours a day")
    return OpenState(True, f"Open now, closes {_moment_words(hours, at, span.end, closing=True)}", span.end)


def _moment_words(hours: OpeningHours, now: datetime, moment: datetime, *, closing: bool = False) -> str:
    local = moment.astimezone(hours.zone)
    day = local.date()
    if closing and local.time() == time(0, 0):
        day -= ONE_DAY  # Midnight ends a day here, it does not start one.
    ahead = (day - hours.local_date(now)).days
    if ahead == 0 or (closing and moment - now < SOON):
        prefix = ""
    elif ahead == 1:
        prefix = "tomorrow "
    elif ahead < 7:
        prefix = f"{DAY_NAMES[day.weekday()]} "
    else:
        prefix = f"{date_words(day, year=False)} "
    return f"{prefix}at {clock_words(local.time())}"


def week_table(hours: OpeningHours) -> tuple[WeekRow, ...]:
    """The week from Monday to Sunday, neighbouring days with the same hours in one row. Empty if hours are unknown."""
    if not hours.is_known:
        return ()
    groups: list[list[int]] = []
    for weekday in range(7):
        if groups and hours.week[groups[-1][-1]] == hours.week[weekday]:
            groups[-1].append(weekday)
        else:
            groups.append([weekday])
    return tuple(WeekRow(_days_words(group), tuple(group), times_words(hours.week[group[0]])) for group in groups)


def _days_words(weekdays: Sequence[int]) -> str:
    if len(weekdays) == 7:
        return "Every day"
    first, last = DAY_NAMES[weekdays[0]], DAY_NAMES[weekdays[-1]]
    if len(weekdays) == 1:
        return first
    return f"{first} {'and' if len(weekdays) == 2 else 'to'} {last}"


def special_table(hours: OpeningHours, today: date) -> tuple[SpecialRow, ...]:
    """The exceptions that are not over yet, soonest first."""
    return tuple(
        SpecialRow(
            dates=date_range_words(item.first, item.last),
            first=item.first,
            last=item.last,
            times=times_words(item.periods),
            note=item.note,
        )
        for item in hours.upcoming_special(today)
    )
