"""Hours as the cells of Google's spreadsheet have them: written strictly, read in every form that Google writes.

Written: 24-hour clock, "09:00-17:00", several with a comma, "x" for closed, "00:00-24:00" for all day; a closing time
before the opening one is on the next day. Special hours: "2026-12-25: x, 2026-12-31: 09:00-12:00", one stretch a day.
Where each rule was read stands in docs/listings.md.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from django.utils.translation import gettext as _

from locations.hours import OpeningHours, Period, SpecialDays, date_range_words
from locations.hours.calendar import MINUTES_PER_DAY, ONE_DAY

CLOSED = "x"
#: "Set special hours if your business temporarily adjusts its hours of operation or remains closed for up to six days".
MOST_SPECIAL_DAYS = 6

_CLOCK = r"(\d{1,2}):(\d{2})\s*([AaPp]\.?[Mm]\.?)?"
_SPAN = re.compile(rf"{_CLOCK}\s*[-\u2013\u2014]\s*{_CLOCK}")
_DATED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\s*:\s*(.*)", re.DOTALL)
_SPACES = re.compile(r"[\s\u00a0\u202f]+")


class NotSayable(Exception):
    """What these cells have no form for; the message says why."""


class UnreadableCell(Exception):
    """A cell of Google's that we cannot read; the message is the cell."""


def span_text(period: Period) -> str:
    """One stretch of a day.

    Raises:
        NotSayable: for 24 hours that do not begin at midnight: equal times could as well mean closed.
    """
    if period.end - period.start == MINUTES_PER_DAY and period.start:
        raise NotSayable(_("24 hours that do not begin at midnight"))
    closes = "24:00" if period.end == MINUTES_PER_DAY else period.closes.strftime("%H:%M")
    return f"{period.opens:%H:%M}-{closes}"


def day_cell(periods: Sequence[Period]) -> str:
    """The cell of a weekday. Raises NotSayable as `span_text` does."""
    return ", ".join(span_text(period) for period in periods) or CLOSED


@dataclass
class SpecialCell:
    """The cell of special hours, and the sentences about what it leaves out."""

    text: str = ""
    left_out: list[str] = field(default_factory=list)


def special_cell(hours: OpeningHours, today: date) -> SpecialCell:
    """The exceptions that are not over, as far as Google's spreadsheet can say them."""
    cell = SpecialCell()
    days: list[str] = []
    for run in _runs(hours.upcoming_special(today)):
        first, last = max(run[0].first, today), run[-1].last
        if (last - first).days >= MOST_SPECIAL_DAYS:
            closed = not any(item.periods for item in run)
            cell.left_out.append((_closed_too_long() if closed else _special_too_long()) % _dates(first, last))
            continue
        for item in run:
            try:
                text = _special_text(item.periods)
            except NotSayable as why:
                dates = date_range_words(max(item.first, today), item.last)
                cell.left_out.append(_not_in_file() % {"days": dates, "why": why})
            else:
                days += [f"{day.isoformat()}: {text}" for day in _days(max(item.first, today), item.last)]
    cell.text = ", ".join(days)
    return cell


def _runs(items: Sequence[SpecialDays]) -> list[list[SpecialDays]]:
    """The exceptions in groups that follow on each other without a day between."""
    runs: list[list[SpecialDays]] = []
    for item in items:
        if runs and runs[-1][-1].last + ONE_DAY == item.first:
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


def _special_text(periods: Sequence[Period]) -> str:
    if len(periods) > 1:
        raise NotSayable(_("more than one stretch of opening on the same date"))
    for period in periods:
        if period.is_all_day:
            raise NotSayable(_("open 24 hours on a special date"))
        if period.end > MINUTES_PER_DAY:
            raise NotSayable(_("open past midnight on a special date"))
    return day_cell(periods)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + number * ONE_DAY for number in range((last - first).days + 1))


def _dates(first: date, last: date) -> dict[str, str]:
    return {"days": date_range_words(first, last)}


def _not_in_file() -> str:
    return _("%(days)s is not in the file: its spreadsheet has no form for %(why)s. Set it on Google by hand.")


def _closed_too_long() -> str:
    return _(
        "%(days)s is not in the file: a place that is closed for seven days in a row or more has to be marked as "
        "temporarily closed. Do that on Google, and undo it on the day you open again."
    )


def _special_too_long() -> str:
    return _(
        "%(days)s is not in the file: Google takes special hours for six days in a row at most. Set them on Google by "
        "hand, or change the weekly hours for that time."
    )


def read_day(text: str) -> tuple[Period, ...]:
    """The stretches that a cell names, sorted; none for closed.

    Raises:
        UnreadableCell: when it cannot be read.
    """
    try:
        return _periods(_SPACES.sub(" ", text).strip())
    except ValueError as error:
        raise UnreadableCell(text) from error


def _periods(text: str) -> tuple[Period, ...]:
    if text.casefold() in {CLOSED, "closed"}:
        return ()
    if text.casefold() in {"open 24 hours", "24 hours"}:
        return (Period(time(0), time(0)),)
    return tuple(sorted(_span(part) for part in re.split(r"[,;]", text) if part.strip()))


def _span(text: str) -> Period:
    match = _SPAN.fullmatch(text.strip())
    if not match:
        raise ValueError(text)
    opens, closes = _clock(*match.groups()[:3]), _clock(*match.groups()[3:])
    return Period(opens, closes)


def _clock(hour: str, minute: str, half: str | None) -> time:
    number = int(hour)
    if half:
        if not 1 <= number <= 12:
            raise ValueError(hour)
        number = number % 12 + (12 if half.casefold().startswith("p") else 0)
    elif (number, int(minute)) == (24, 0):
        number = 0
    return time(number, int(minute))


def read_special(text: str) -> dict[date, tuple[Period, ...]]:
    """The stretches of each date that a cell names; a stretch without a date belongs to the date before it.

    Raises:
        UnreadableCell: when it cannot be read.
    """
    try:
        return _dated_periods(_SPACES.sub(" ", text))
    except ValueError as error:
        raise UnreadableCell(text) from error


def _dated_periods(text: str) -> dict[date, tuple[Period, ...]]:
    found: dict[date, tuple[Period, ...]] = {}
    day: date | None = None
    for part in re.split(r"[,;]", text):
        if not part.strip():
            continue
        if match := _DATED.fullmatch(part.strip()):
            day = date(*(int(number) for number in match.groups()[:3]))
            part = match[4]
        if day is None:
            raise ValueError(part)
        found[day] = tuple(sorted({*found.get(day, ()), *_periods(part.strip())}))
    return found


def special_by_day(hours: OpeningHours, first: date, days: int) -> dict[date, tuple[Period, ...]]:
    """The exceptions of a place by date, from `first` on for so many days."""
    end = first + timedelta(days=days)
    return {
        day: item.periods
        for item in hours.upcoming_special(first)
        if item.first < end
        for day in _days(max(item.first, first), min(item.last, end - ONE_DAY))
    }
