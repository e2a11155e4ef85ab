"""When a place is open: weekly periods, dated exceptions, one time zone. Plain Python, nothing of Django.

Rules, the same in core/design/static/design/js/open-state.js:

- A day may have any number of periods. One whose closing time is not after its opening time ends on the next day;
  equal times mean 24 hours. It belongs to the day it starts on: Thursday's late hours run into a closed Friday.
- 11:59 pm as a closing time is read as midnight, because people (and Google) write "all day" as 00:00 to 23:59.
- A dated exception replaces the weekly hours of its days. Where exceptions are nested, the shortest one wins. One that
  overrides (a storm) wins over all that were planned.
- A clock time that daylight saving skips, or repeats, is read as RFC 5545 section 3.3.5 says: a skipped time with the
  offset before the change, a repeated time as its first occurrence. This is what `zoneinfo` does with fold=0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
MIDNIGHT = time(0, 0)
MINUTES_PER_DAY = 24 * 60

#: How far ahead the next opening is looked for. Less than a year, so that a month and a day name one date.
HORIZON_DAYS = 300
#: A place open without a break for longer than this is called open 24 hours a day.
ALWAYS_OPEN_AFTER = timedelta(days=7)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One stretch of opening on the clock of the place, to the minute."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        closes = MIDNIGHT if (self.closes.hour, self.closes.minute) == (23, 59) else self.closes
        object.__setattr__(self, "opens", self.opens.replace(second=0, microsecond=0))
        object.__setattr__(self, "closes", closes.replace(second=0, microsecond=0))

    @property
    def start(self) -> int:
        """Minutes from the day's midnight to the opening."""
        return self.opens.hour * 60 + self.opens.minute

    @property
    def end(self) -> int:
        """Minutes from the day's midnight to the closing; more than 1440 when that is on the next day."""
        end = self.closes.hour * 60 + self.closes.minute
        return end if end > self.start else end + MINUTES_PER_DAY

    @property
    def is_all_day(self) -> bool:
        """True for midnight to midnight."""
        return self.start == 0 and self.end == MINUTES_PER_DAY


@dataclass(frozen=True, slots=True)
class WeeklyPeriod:
    """A period that repeats every week. `weekday` counts from Monday = 0."""

    weekday: int
    period: Period


@dataclass(frozen=True, slots=True)
class SpecialDays:
    """Dates, both included, on which other hours hold. No periods means closed. `overrides`: over what was planned."""

    first: date
    last: date
    periods: tuple[Period, ...] = ()
    note: str = ""
    overrides: bool = False

    @property
    def length(self) -> int:
        """Number of days."""
        return (self.last - self.first).days + 1

    def covers(self, day: date) -> bool:
        """True when `day` is one of these dates."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class OpenSpan:
    """A stretch of time, in UTC, without a break: open from `start` up to, not including, `end`."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """The hours of one place. Build it with `OpeningHours.build`."""

    zone: ZoneInfo
    week: tuple[tuple[Period, ...], ...]
    special: tuple[SpecialDays, ...] = field(default=())

    @classmethod
    def build(
        cls, zone: ZoneInfo | str, weekly: Iterable[WeeklyPeriod], special: Iterable[SpecialDays] = ()
    ) -> OpeningHours:
        """Sort what was typed into days and resolve exceptions. Raises `ZoneInfoNotFoundError` for an unknown zone."""
        days: list[set[Period]] = [set() for _ in range(7)]
        for row in weekly:
            days[row.weekday].add(row.period)
        return cls(
            zone=ZoneInfo(zone) if isinstance(zone, str) else zone,
            week=tuple(tuple(sorted(day)) for day in days),
            special=resolve(special),
        )

    @property
    def is_known(self) -> bool:
        """False when nobody has entered any weekly hours: nothing can then be said about being open."""
        return any(self.week)

    def periods_on(self, day: date) -> tuple[Period, ...]:
        """The periods that start on a date, exceptions applied."""
        exception = next((item for item in self.special if item.covers(day)), None)
        return self.week[day.weekday()] if exception is None else exception.periods

    def upcoming_special(self, today: date) -> tuple[SpecialDays, ...]:
        """Exceptions that are not over: they leave by themselves on the day after their last."""
        return tuple(item for item in self.special if item.last >= today)

    def special_changes_at(self, at: datetime) -> datetime | None:
        """When the list of exceptions becomes shorter: at the end of the day that the first one of them ends on.

        Raises:
            ValueError: for a naive datetime.
        """
        upcoming = self.upcoming_special(self.local_date(at))
        return self._instant(upcoming[0].last, MINUTES_PER_DAY) if upcoming else None

    def local_date(self, at: datetime) -> date:
        """The date at the place. Raises ValueError for a naive datetime."""
        if at.tzinfo is None:
            raise ValueError("An instant needs a time zone.")
        return at.astimezone(self.zone).date()

    def span_at_or_after(self, at: datetime) -> OpenSpan | None:
        """The unbroken span that `at` lies in, else the next one, else None when the horizon holds none.

        Touching and overlapping periods are one span. The end is exact for a span that contains `at` unless it is
        longer than ALWAYS_OPEN_AFTER.
        """
        found: OpenSpan | None = None
        for span in self._spans_from(self.local_date(at) - ONE_DAY):
            if found is None:
                if span.end > at:
                    found = span
            elif span.start > found.end:
                break
            else:
                found = OpenSpan(found.start, max(found.end, span.end))
            if found is not None and found.end - at > ALWAYS_OPEN_AFTER:
                break
        return found

    def is_open(self, at: datetime) -> bool:
        """True when the place is open at this instant. Raises ValueError for a naive datetime."""
        span = self.span_at_or_after(at)
        return span is not None and span.start <= at

    def _spans_from(self, first: date) -> Iterator[OpenSpan]:
        for number in range(HORIZON_DAYS + 1):
            day = first + number * ONE_DAY
            spans = (
                OpenSpan(self._instant(day, period.start), self._instant(day, period.end))
                for period in self.periods_on(day)
            )
            # Daylight saving can leave nothing of a short period, or move a start past its neighbour's.
            yield from sorted((span for span in spans if span.start < span.end), key=lambda span: span.start)

    def _instant(self, day: date, minutes: int) -> datetime:
        days, minutes = divmod(minutes, MINUTES_PER_DAY)
        clock = time(minutes // 60, minutes % 60)
        return datetime.combine(day + days * ONE_DAY, clock, self.zone).astimezone(UTC)


def resolve(special: Iterable[SpecialDays]) -> tuple[SpecialDays, ...]:
    """Exceptions as stretches that do not overlap, in order of date.

    On each date the shortest exception that covers it wins, among those that override where there are any; several of
    the same length add their periods up.
    """
    last_day = date.max - ONE_DAY
    items = [replace(item, last=min(item.last, last_day)) for item in special if item.first <= min(item.last, last_day)]
    edges = sorted({item.first for item in items} | {item.last + ONE_DAY for item in items})
    resolved: list[SpecialDays] = []
    for first, after in pairwise(edges):
        covering = [item for item in items if item.covers(first)]
        covering = [item for item in covering if item.overrides] or covering
        if not covering:
            continue
        shortest = min(item.length for item in covering)
        winners = [item for item in covering if item.length == shortest]
        periods = tuple(sorted({period for item in winners for period in item.periods}))
        note = "; ".join(dict.fromkeys(item.note for item in winners if item.note))
        previous = resolved[-1] if resolved else None
        if previous and (previous.last + ONE_DAY, previous.periods, previous.note) == (first, periods, note):
            resolved[-1] = SpecialDays(previous.first, after - ONE_DAY, periods, note)
        else:
            resolved.append(SpecialDays(first, after - ONE_DAY, periods, note))
    return tuple(resolved)
