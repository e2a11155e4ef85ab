"""Opening hours in the words of the active language: clock times, "Open now, closes at 5 pm", the table of the week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _

from core.site.opening_messages import at_clock, clock_words, sentences, twelve_hours

from .calendar import ALWAYS_OPEN_AFTER, MIDNIGHT, ONE_DAY, OpeningHours, Period

#: As schema.org and the admin's messages name them.
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
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


def at_words(clock: time) -> str:
    """A time as part of a sentence: at 8 am, at noon."""
    if clock.minute == 0 and clock.hour in (0, 12):
        return _("at noon") if clock.hour else _("at midnight")
    return at_clock(clock.hour % 12 or 12).format(clock=twelve_hours(clock))


def period_words(period: Period) -> str:
    """A period: "8 am to 5 pm", or "Open 24 hours"."""
    if period.is_all_day:
        return _("Open 24 hours")
    hours = {"opens": clock_words(period.opens), "closes": clock_words(period.closes)}
    if period.opens == period.closes:
        return _("%(opens)s to %(closes)s the next day") % hours
    return _("%(opens)s to %(closes)s") % hours


def times_words(periods: Sequence[Period]) -> tuple[str, ...]:
    """The lines for a day's periods; one line, "Closed", when there are none."""
    return tuple(period_words(period) for period in periods) or (_("Closed"),)


def _date_parts(day: date) -> dict[str, object]:
    return {"month": str(MONTHS[day.month]), "day": day.day, "year": day.year}


def date_words(day: date, *, year: bool = True) -> str:
    """A date as Americans write it: December 25, 2026."""
    return (_("%(month)s %(day)d, %(year)d") if year else _("%(month)s %(day)d")) % _date_parts(day)


def date_range_words(first: date, last: date) -> str:
    """One or more dates: December 25, 2026; December 24 to 26, 2026; December 30, 2026 to January 2, 2027."""
    if first == last:
        return date_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return _("%(month)s %(first)d to %(day)d, %(year)d") % {**_date_parts(last), "first": first.day}
    start = date_words(first, year=first.year != last.year)
    return _("%(first)s to %(last)s") % {"first": start, "last": date_words(last)}


def open_state(hours: OpeningHours, at: datetime) -> OpenState:
    """Whether the place is open and what comes next. Raises ValueError for a naive datetime.

    The browser says the same from the same data, see core/design/static/design/js/open-state.js.
    """
    say = sentences()
    span = hours.span_at_or_after(at)
    if span is None:
        return OpenState(False, say["closed"])
    if span.start > at:
        return OpenState(False, say["opens"].format(when=_moment_words(hours, at, span.start)), span.start)
    if span.end - at > ALWAYS_OPEN_AFTER:
        return OpenState(True, say["always"])
    return OpenState(True, say["closes"].format(when=_moment_words(hours, at, span.end, closing=True)), span.end)


def _moment_words(hours: OpeningHours, now: datetime, moment: datetime, *, closing: bool = False) -> str:
    local = moment.astimezone(hours.zone)
    day = local.date()
    if local.time() == MIDNIGHT:
        day -= ONE_DAY  # Midnight ends a day, it does not start one: "at midnight" is tonight, to open or to close.
    ahead = (day - hours.local_date(now)).days
    clock = at_words(local.time())
    if ahead == 0 or (closing and moment - now < SOON):
        return clock
    say = sentences()
    if ahead == 1:
        return say["tomorrow"].format(time=clock)
    name = str(WEEKDAYS[day.weekday()]) if ahead < 7 else date_words(day, year=False)
    return say["onDay"].format(day=name, time=clock)


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
        return _("Every day")
    first, last = str(WEEKDAYS[weekdays[0]]), str(WEEKDAYS[weekdays[-1]])
    if len(weekdays) == 1:
        return first
    names = {"first": first, "last": last}
    # Translators: days of the week
    return (_("%(first)s and %(last)s") if len(weekdays) == 2 else _("%(first)s to %(last)s")) % names


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
