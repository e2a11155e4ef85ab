"""What may be wrong with typed opening hours, said so that the person who typed them can mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from .calendar import MINUTES_PER_DAY, Period, SpecialDays, WeeklyPeriod
from .words import date_range_words, period_words

MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY


@dataclass(frozen=True, slots=True)
class HoursProblem:
    """A problem with the row at `index` of the rows that were checked."""

    index: int
    message: str


def weekly_problems(rows: Sequence[Sequence[WeeklyPeriod]]) -> list[HoursProblem]:
    """Rows of the week that overlap; each row may stand for several days. The later row of a pair carries the message.

    The week is a circle: late Sunday hours can run into Monday's.
    """
    problems: list[HoursProblem] = []
    for (_first, earlier), (index, later) in combinations(enumerate(rows), 2):
        if any(problem.index == index for problem in problems):
            continue
        clash = next(((a, b) for a in earlier for b in later if _overlap_in_week(a, b)), None)
        if clash is not None:
            first, second = (f"{WEEKDAYS[item.weekday]}, {period_words(item.period)}" for item in clash)
            message = _("These hours overlap: %(first)s, and %(second)s. Change or remove one of them.")
            problems.append(HoursProblem(index, message % {"first": first, "second": second}))
    return problems


def special_problems(rows: Sequence[SpecialDays]) -> list[HoursProblem]:
    """Exceptions that contradict each other.

    One may lie wholly inside a longer one and then wins. The same dates may be given more than once with different
    hours, for a day with a break. Anything else is ambiguous.
    """
    problems: list[HoursProblem] = []
    for (_first, earlier), (index, later) in combinations(enumerate(rows), 2):
        if any(problem.index == index for problem in problems):
            continue
        message = _clash(earlier, later)
        if message:
            problems.append(HoursProblem(index, message))
    return problems


def _overlap_in_week(one: WeeklyPeriod, other: WeeklyPeriod) -> bool:
    one_start = one.weekday * MINUTES_PER_DAY + one.period.start
    other_start = other.weekday * MINUTES_PER_DAY + other.period.start
    one_length, other_length = _length(one.period), _length(other.period)
    return (other_start - one_start) % MINUTES_PER_WEEK < one_length or (
        one_start - other_start
    ) % MINUTES_PER_WEEK < other_length


def _length(period: Period) -> int:
    return period.end - period.start


def _clash(one: SpecialDays, other: SpecialDays) -> str:
    first, last = max(one.first, other.first), min(one.last, other.last)
    if first > last:
        return ""
    if (one.first, one.last) != (other.first, other.last):
        nested = (first, last) in ((one.first, one.last), (other.first, other.last))
        return "" if nested else _shared_days_message(first, last)
    days = date_range_words(first, last)
    if not one.periods and not other.periods:
        return _("%(days)s is in this list twice. Remove one of the two.") % {"days": days}
    if not one.periods or not other.periods:
        return _("%(days)s is both closed and open in this list. Remove one of the two.") % {"days": days}
    if any(_overlap_in_day(a, b) for a in one.periods for b in other.periods):
        return _("The hours of %(days)s overlap. Change or remove one of the two.") % {"days": days}
    return ""


def _overlap_in_day(one: Period, other: Period) -> bool:
    return one.start < other.end and other.start < one.end


def _shared_days_message(first: date, last: date) -> str:
    words = _(
        "Two special dates share %(days)s. Change one so that they share no day, or so that one lies inside the other."
    )
    return words % {"days": date_range_words(first, last)}
