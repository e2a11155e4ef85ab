"""Opening hours for machines: the browser's open-now script, and schema.org."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from .calendar import MINUTES_PER_DAY, OpeningHours, Period
from .words import DAY_NAMES

#: How an opening hours node says "closed" and "all day" (Google's local business documentation).
CLOSED_TIMES = ("00:00", "00:00")
END_OF_DAY = "23:59"


def for_browser(hours: OpeningHours, today: date) -> dict[str, Any]:
    """What open-state.js reads: the zone, seven days of [start, end] in minutes from midnight, exceptions not over."""
    return {
        "zone": hours.zone.key,
        "week": [_minutes(periods) for periods in hours.week],
        "special": [
            [item.first.isoformat(), item.last.isoformat(), _minutes(item.periods)]
            for item in hours.upcoming_special(today)
        ],
    }


def opening_hours_specification(hours: OpeningHours) -> list[dict[str, Any]]:
    """schema.org OpeningHoursSpecification nodes of the week; days with the same times share one node.

    "If the value for the closes property is less than the value for the opens property then the hour range is assumed
    to span over the next day" (schema.org/OpeningHoursSpecification). 24 hours is 00:00 to 23:59.
    """
    days: dict[tuple[str, str], list[str]] = {}
    for weekday, periods in enumerate(hours.week):
        for opens, closes, later in _schema_times(periods):
            days.setdefault((opens, closes), []).append(DAY_NAMES[(weekday + later) % 7])
    return [
        {"@type": "OpeningHoursSpecification", "dayOfWeek": names, "opens": opens, "closes": closes}
        for (opens, closes), names in days.items()
    ]


def special_opening_hours_specification(hours: OpeningHours, today: date) -> list[dict[str, Any]]:
    """schema.org OpeningHoursSpecification nodes of the exceptions that are not over, with their dates."""
    return [
        {
            "@type": "OpeningHoursSpecification",
            "validFrom": item.first.isoformat(),
            "validThrough": item.last.isoformat(),
            "opens": opens,
            "closes": closes,
        }
        for item in hours.upcoming_special(today)
        for opens, closes, _ in (_schema_times(item.periods, split=False) or [(*CLOSED_TIMES, 0)])
    ]


def _minutes(periods: Sequence[Period]) -> list[list[int]]:
    return [[period.start, period.end] for period in periods]


def _schema_times(periods: Sequence[Period], *, split: bool = True) -> list[tuple[str, str, int]]:
    """Opening, closing and days after the day itself. Equal times would read as closed, so 24 hours that do not start
    at midnight are split there; on special dates, where the next day is another matter, they end at midnight."""
    times: list[tuple[str, str, int]] = []
    for period in periods:
        opens = period.opens.strftime("%H:%M")
        if period.end - period.start == MINUTES_PER_DAY and period.start:
            times.append((opens, END_OF_DAY, 0))
            if split:
                times.append(("00:00", opens, 1))
        else:
            times.append((opens, END_OF_DAY if period.end == MINUTES_PER_DAY else period.closes.strftime("%H:%M"), 0))
    return times
