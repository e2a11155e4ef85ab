"""Ten places whose hours are hard to say in somebody else's form. Made up; the day is Sunday, November 29, 2026."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

from locations.hours import OpeningHours, Period, SpecialDays, WeeklyPeriod
from locations.listings.facts import PlaceFacts

TODAY = date(2026, 11, 29)
WORKDAYS, EVERY_DAY = range(5), range(7)


def span(opens: str, closes: str) -> Period:
    """A stretch of opening, as a clock shows it."""
    return Period(time.fromisoformat(opens), time.fromisoformat(closes))


def week(*rows: tuple[range, str, str]) -> list[WeeklyPeriod]:
    """Rows of weekdays with their times."""
    return [WeeklyPeriod(day, span(opens, closes)) for days, opens, closes in rows for day in days]


def special(first: str, last: str = "", *spans: tuple[str, str], note: str = "") -> SpecialDays:
    """Other hours on dates of December 2026, or of another month when it is written out."""
    days = [date.fromisoformat(day if len(day) > 2 else f"2026-12-{day}") for day in (first, last or first)]
    return SpecialDays(*days, tuple(span(*each) for each in spans), note)


def place(code: str, weekly: list[WeeklyPeriod], *exceptions: SpecialDays, **facts: object) -> PlaceFacts:
    """A place with everything that directories ask for, and these hours."""
    whole = PlaceFacts(
        pk=1,
        title=code.title(),
        store_code=code,
        name="Example Pain Clinic",
        street="742 Evergreen Terrace",
        line_2="",
        city="Shelbyville",
        state="FL",
        postal_code="32256",
        country="US",
        phone="+19045550123",
        latitude=Decimal("30.192345"),
        longitude=Decimal("-81.554321"),
        website=f"https://clinic.example/locations/{code}/",
        category="Pain control clinic",
        more_categories="",
        opening_date=None,
        hours=OpeningHours.build("America/New_York", weekly, exceptions),
        today=TODAY,
    )
    return replace(whole, **facts)  # type: ignore[arg-type]


USUAL = week((WORKDAYS, "08:00", "17:00"))

SPLIT = place(
    "split", week((WORKDAYS, "08:00", "12:00"), (WORKDAYS, "13:00", "17:00"), (range(5, 6), "09:00", "11:30"))
)
OVERNIGHT = place("overnight", week((range(3, 5), "18:00", "02:00")))
ALL_DAY = place("all-day", week((EVERY_DAY, "00:00", "00:00")))
FROM_EIGHT = place("from-eight", week((range(1), "08:00", "08:00")))
MIDNIGHT = place("midnight", week((WORKDAYS, "00:00", "06:00"), (WORKDAYS, "14:00", "23:59")))
WEEK_OFF = place("week-off", USUAL, special("07", "13"))
SIX_DAYS = place("six-days", USUAL, special("24", "24", ("08:00", "12:00"), note="Christmas Eve"), special("25", "29"))
TWICE_A_DAY = place(
    "twice", USUAL, special("24", "24", ("08:00", "10:00")), special("24", "24", ("12:00", "14:00")), special("26")
)
LATE_SPECIAL = place(
    "late-special", USUAL, special("31", "31", ("20:00", "02:00")), special("2027-01-02", "", ("18:00", "00:00"))
)
# It has moved: another street, phone and address of its page, and a holiday that began before today.
MOVED = place(
    "shelbyville",
    USUAL,
    special("2026-11-26", "2026-11-30"),
    special("01", "01", ("00:00", "00:00")),
    title="New House",
    street="1 Elm Street",
    line_2="Suite 5",
    city="Ogdenville",
    phone="+13865550144",
    opening_date=date(2019, 5, 6),
    more_categories="Doctor, Medical clinic",
)
HARD = (SPLIT, OVERNIGHT, ALL_DAY, FROM_EIGHT, MIDNIGHT, WEEK_OFF, SIX_DAYS, TWICE_A_DAY, LATE_SPECIAL, MOVED)
