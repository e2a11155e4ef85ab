"""Typed hours that contradict each other are found, and said in words that help."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locations.hours import Period, SpecialDays, WeeklyPeriod, special_problems, weekly_problems

from .strategies import periods


def row(weekdays: range | list[int], opens: str, closes: str) -> list[WeeklyPeriod]:
    """A row of the editor."""
    period = Period(time.fromisoformat(opens), time.fromisoformat(closes))
    return [WeeklyPeriod(weekday, period) for weekday in weekdays]


def dates(first: str, last: str, *texts: str) -> SpecialDays:
    """An exception from ISO dates and "09:00-12:00"."""
    items = tuple(Period(*map(time.fromisoformat, text.split("-"))) for text in texts)
    return SpecialDays(date.fromisoformat(first), date.fromisoformat(last), items)


@pytest.mark.parametrize(
    "rows",
    [
        [row([0], "08:00", "12:00"), row([0], "12:00", "17:00")],
        [row([0], "08:00", "12:00"), row([1], "08:00", "12:00")],
        [row([6], "20:00", "02:00"), row([0], "02:00", "06:00")],
        [row([day], "00:00", "00:00") for day in range(7)],
        [],
    ],
)
def test_rows_that_only_touch_are_fine(rows: list[list[WeeklyPeriod]]) -> None:
    assert weekly_problems(rows) == []


@pytest.mark.parametrize(
    ("rows", "index", "words"),
    [
        (
            [row([0], "08:00", "12:00"), row([0], "11:59", "17:00")],
            1,
            "Monday, 8 am to noon, and Monday, 11:59 am to 5 pm",
        ),
        ([row([0], "08:00", "12:00"), row([0], "08:00", "12:00")], 1, "Monday, 8 am to noon, and Monday, 8 am to noon"),
        ([row(range(5), "08:00", "17:00"), row([2], "09:00", "10:00")], 1, "Wednesday, 8 am to 5 pm"),
        ([row([0], "01:00", "06:00"), row([6], "20:00", "02:00")], 1, "Sunday, 8 pm to 2 am"),
        ([row([0], "00:00", "00:00"), row([1], "08:00", "09:00"), row([0], "23:00", "01:00")], 2, "Open 24 hours"),
    ],
)
def test_overlapping_rows_are_named(rows: list[list[WeeklyPeriod]], index: int, words: str) -> None:
    [problem] = weekly_problems(rows)
    assert problem.index == index
    assert words in problem.message
    assert "overlap" in problem.message


def test_a_row_that_clashes_with_two_others_is_told_once() -> None:
    rows = [row([0], "08:00", "12:00"), row([0], "13:00", "17:00"), row([0], "11:00", "14:00")]
    assert [problem.index for problem in weekly_problems(rows)] == [2]


@given(st.lists(st.tuples(st.integers(0, 6), periods()), min_size=2, max_size=5))
def test_overlaps_are_found_exactly_when_two_rows_share_a_minute(items: list[tuple[int, Period]]) -> None:
    rows = [[WeeklyPeriod(weekday, period)] for weekday, period in items]
    minutes = [
        {(weekday * 1440 + minute) % 10080 for minute in range(period.start, period.end)} for weekday, period in items
    ]
    shared = any(minutes[i] & minutes[j] for i in range(len(items)) for j in range(i))
    assert bool(weekly_problems(rows)) is shared


@pytest.mark.parametrize(
    "rows",
    [
        [dates("2026-12-24", "2026-12-24"), dates("2026-12-25", "2026-12-25")],
        [dates("2026-12-20", "2027-01-03"), dates("2026-12-24", "2026-12-24", "09:00-12:00")],
        [dates("2026-12-24", "2026-12-24", "09:00-11:00"), dates("2026-12-24", "2026-12-24", "13:00-15:00")],
        [],
    ],
)
def test_apart_nested_or_split_exceptions_are_fine(rows: list[SpecialDays]) -> None:
    assert special_problems(rows) == []


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([dates("2026-12-20", "2026-12-26"), dates("2026-12-25", "2026-12-31")], "share December 25 to 26, 2026"),
        ([dates("2026-12-25", "2026-12-25")] * 2, "December 25, 2026 is in this list twice"),
        ([dates("2026-12-25", "2026-12-25"), dates("2026-12-25", "2026-12-25", "09:00-12:00")], "both closed and open"),
        (
            [dates("2026-12-24", "2026-12-24", "09:00-12:00"), dates("2026-12-24", "2026-12-24", "11:00-13:00")],
            "The hours of December 24, 2026 overlap",
        ),
    ],
)
def test_contradicting_exceptions_are_named_once_on_the_later_row(rows: list[SpecialDays], words: str) -> None:
    [problem] = special_problems(rows)
    assert problem.index == 1
    assert words in problem.message
