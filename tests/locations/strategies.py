"""Hypothesis strategies for opening hours."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from locations.hours import OpeningHours, Period, SpecialDays, WeeklyPeriod

#: Florida's two zones; no daylight saving; another hemisphere; half-hour changes; changes at midnight; far from UTC.
ZONES = [
    "America/New_York",
    "America/Chicago",
    "America/Phoenix",
    "Pacific/Honolulu",
    "Europe/London",
    "Australia/Lord_Howe",
    "America/Havana",
    "Asia/Kathmandu",
    "Pacific/Kiritimati",
    "UTC",
]
FIRST_DAY = date(2026, 10, 1)
#: Days around which clocks change in these zones.
CHANGES = [date(2026, 10, 4), date(2026, 10, 25), date(2026, 11, 1), date(2027, 3, 14), date(2027, 3, 28)]
CHANGES += [date(2027, 4, 4), date(2027, 10, 3), date(2027, 10, 31), date(2027, 11, 7)]


def clock_times() -> st.SearchStrategy[time]:
    """Any minute, but often the small hours, when clocks change, and the quarter hours that people type."""
    minutes = st.one_of(
        st.sampled_from([0, 15, 30, 60, 90, 120, 135, 150, 165, 180, 195, 480, 720, 1020, 1380, 1439]),
        st.integers(0, 1439),
    )
    return minutes.map(lambda minute: time(minute // 60, minute % 60))


def periods() -> st.SearchStrategy[Period]:
    """Any period, overnight and 24 hours included."""
    return st.builds(Period, clock_times(), clock_times())


def days() -> st.SearchStrategy[date]:
    """Days of a bit more than a year, often near a change of clocks."""
    near = st.tuples(st.sampled_from(CHANGES), st.integers(-2, 2)).map(lambda pair: pair[0] + timedelta(days=pair[1]))
    return st.one_of(near, st.integers(0, 420).map(lambda number: FIRST_DAY + timedelta(days=number)))


def special_days() -> st.SearchStrategy[SpecialDays]:
    """Exceptions from a day to two months long."""
    return st.builds(
        lambda first, length, items: SpecialDays(first, first + timedelta(days=length), tuple(items)),
        days(),
        st.integers(0, 60),
        st.lists(periods(), max_size=2),
    )


def hours_of() -> st.SearchStrategy[OpeningHours]:
    """Hours of any kind, also such as no sane person types."""
    rows = st.lists(st.builds(WeeklyPeriod, st.integers(0, 6), periods()), max_size=9)
    return st.builds(OpeningHours.build, st.sampled_from(ZONES), rows, st.lists(special_days(), max_size=3))


def instants() -> st.SearchStrategy[datetime]:
    """Instants to the second, often near a change of clocks."""
    return st.builds(
        lambda day, second: datetime.combine(day, time(0), UTC) + timedelta(seconds=second),
        days(),
        st.integers(0, 86399),
    )
