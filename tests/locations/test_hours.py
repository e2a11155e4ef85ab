"""The calendar of opening hours: days, nights, exceptions, zones and daylight saving."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from locations.hours import (
    OpeningHours,
    OpenSpan,
    Period,
    SpecialDays,
    WeeklyPeriod,
    open_state,
    opening_hours_specification,
    special_opening_hours_specification,
    special_table,
    week_table,
)
from locations.hours.words import clock_words, date_range_words

from .strategies import ZONES, hours_of, instants, periods

EASTERN = ZoneInfo("America/New_York")
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


def period(text: str) -> Period:
    """A period from "08:00-17:00"."""
    opens, closes = text.split("-")
    return Period(time.fromisoformat(opens), time.fromisoformat(closes))


def hours(week: dict[int, list[str]], *special: SpecialDays, zone: str = "America/New_York") -> OpeningHours:
    """Hours from {weekday: ["08:00-17:00"]}."""
    rows = [WeeklyPeriod(day, period(text)) for day, texts in week.items() for text in texts]
    return OpeningHours.build(zone, rows, special)


def at(text: str, zone: ZoneInfo = EASTERN) -> datetime:
    """An instant from local clock time."""
    return datetime.fromisoformat(text).replace(tzinfo=zone)


OFFICE = hours({day: ["08:00-12:00", "13:00-17:00"] for day in range(5)})


class TestIsOpen:
    @pytest.mark.parametrize(
        ("moment", "expected"),
        [
            ("2026-11-23T07:59:59", False),
            ("2026-11-23T08:00:00", True),
            ("2026-11-23T11:59:59", True),
            ("2026-11-23T12:00:00", False),
            ("2026-11-23T12:59:59", False),
            ("2026-11-23T13:00:00", True),
            ("2026-11-23T16:59:59", True),
            ("2026-11-23T17:00:00", False),
            ("2026-11-22T10:00:00", False),
        ],
    )
    def test_opens_at_the_minute_and_is_closed_from_the_closing_minute_on(self, moment: str, expected: bool) -> None:
        assert OFFICE.is_open(at(moment)) is expected

    @pytest.mark.parametrize(
        ("moment", "expected"),
        [
            ("2026-11-27T21:59", False),
            ("2026-11-27T22:00", True),
            ("2026-11-28T01:59", True),
            ("2026-11-28T02:00", False),
            ("2026-11-28T22:30", False),
        ],
    )
    def test_a_period_that_closes_before_it_opens_ends_on_the_next_day(self, moment: str, expected: bool) -> None:
        assert hours({FRI: ["22:00-02:00"]}).is_open(at(moment)) is expected

    def test_late_sunday_hours_run_into_monday(self) -> None:
        assert hours({SUN: ["20:00-03:00"]}).is_open(at("2026-11-23T02:30"))

    def test_equal_times_mean_24_hours(self) -> None:
        all_wednesday = hours({WED: ["08:00-08:00"]})
        assert all_wednesday.is_open(at("2026-11-25T08:00"))
        assert all_wednesday.is_open(at("2026-11-26T07:59"))
        assert not all_wednesday.is_open(at("2026-11-26T08:00"))

    def test_one_minute_before_midnight_is_read_as_midnight(self) -> None:
        assert hours({MON: ["00:00-23:59"]}).is_open(at("2026-11-23T23:59:30"))
        assert period("00:00-23:59").is_all_day

    def test_another_zone_has_another_clock(self) -> None:
        panhandle = hours({MON: ["08:00-17:00"]}, zone="America/Chicago")
        assert not panhandle.is_open(at("2026-11-23T08:30"))
        assert panhandle.is_open(at("2026-11-23T09:00"))
        assert panhandle.is_open(datetime(2026, 11, 23, 14, 0, tzinfo=UTC))

    def test_naive_instants_are_refused(self) -> None:
        with pytest.raises(ValueError, match="time zone"):
            OFFICE.is_open(datetime(2026, 11, 23, 9, 0))  # noqa: DTZ001

    def test_unknown_zones_are_refused(self) -> None:
        with pytest.raises(ZoneInfoNotFoundError):
            hours({}, zone="Mars/Olympus")


class TestDaylightSaving:
    """In 2027 Florida's clocks skip 2 to 3 am on March 14 and repeat 1 to 2 am on November 7."""

    def test_a_night_that_loses_an_hour(self) -> None:
        span = hours({SAT: ["22:00-06:00"]}).span_at_or_after(at("2027-03-13T23:00"))
        assert span == OpenSpan(at("2027-03-13T22:00"), at("2027-03-14T06:00"))
        assert span.end - span.start == timedelta(hours=7)

    def test_a_night_that_gains_an_hour(self) -> None:
        span = hours({SAT: ["22:00-06:00"]}).span_at_or_after(at("2027-11-06T23:00"))
        assert span.end - span.start == timedelta(hours=9)

    def test_an_opening_time_that_is_skipped_keeps_the_offset_before_the_change(self) -> None:
        # 2:30 am EST is 3:30 am EDT (RFC 5545, 3.3.5).
        skipped = hours({SUN: ["02:30-09:00"]})
        assert not skipped.is_open(at("2027-03-14T03:29"))
        assert skipped.is_open(at("2027-03-14T03:30"))
        assert open_state(skipped, at("2027-03-14T01:00")).words == "Opens at 3:30 am"

    def test_a_repeated_closing_time_means_its_first_occurrence(self) -> None:
        repeated = hours({SAT: ["20:00-01:30"]})
        first = datetime(2027, 11, 7, 1, 30, tzinfo=EASTERN)
        assert repeated.is_open(first - timedelta(seconds=1))
        assert not repeated.is_open(first)
        assert not repeated.is_open(first.replace(fold=1, minute=15))

    def test_a_period_swallowed_by_the_change_is_no_period(self) -> None:
        swallowed = hours({SUN: ["02:45-03:15"]})
        assert open_state(swallowed, at("2027-03-14T00:30")).changes_at == at("2027-03-21T02:45")


class TestExceptions:
    christmas = SpecialDays(date(2026, 12, 25), date(2026, 12, 25), note="Christmas")

    def test_replace_the_weekly_hours_of_their_days_only(self) -> None:
        closed = hours({day: ["08:00-17:00"] for day in range(7)}, self.christmas)
        assert closed.is_open(at("2026-12-24T10:00"))
        assert not closed.is_open(at("2026-12-25T10:00"))
        assert closed.is_open(at("2026-12-26T10:00"))

    def test_can_open_a_day_that_is_usually_closed(self) -> None:
        saturday = SpecialDays(date(2026, 11, 28), date(2026, 11, 28), (period("10:00-12:00"),))
        assert hours({MON: ["08:00-17:00"]}, saturday).is_open(at("2026-11-28T11:00"))

    def test_the_night_before_a_closed_day_runs_to_its_end(self) -> None:
        nights = hours({day: ["20:00-02:00"] for day in range(7)}, self.christmas)
        assert nights.is_open(at("2026-12-25T01:00"))
        assert not nights.is_open(at("2026-12-25T21:00"))
        assert not nights.is_open(at("2026-12-26T01:00"))

    def test_the_shortest_exception_wins(self) -> None:
        holidays = SpecialDays(date(2026, 12, 20), date(2027, 1, 3), note="Holidays")
        eve = SpecialDays(date(2026, 12, 24), date(2026, 12, 24), (period("09:00-12:00"),), "Christmas Eve")
        combined = hours({day: ["08:00-17:00"] for day in range(7)}, holidays, eve)
        assert not combined.is_open(at("2026-12-23T10:00"))
        assert combined.is_open(at("2026-12-24T10:00"))
        assert not combined.is_open(at("2026-12-24T13:00"))
        assert [(item.first.day, item.last.day, item.note) for item in combined.special] == [
            (20, 23, "Holidays"),
            (24, 24, "Christmas Eve"),
            (25, 3, "Holidays"),
        ]

    def test_two_rows_for_one_date_make_a_day_with_a_break(self) -> None:
        day = date(2026, 12, 24)
        split = hours(
            {THU: ["08:00-17:00"]},
            SpecialDays(day, day, (period("13:00-15:00"),)),
            SpecialDays(day, day, (period("09:00-11:00"),)),
        )
        assert [row.times for row in special_table(split, day)] == [("9 am to 11 am", "1 pm to 3 pm")]
        assert not split.is_open(at("2026-12-24T12:00"))

    def test_leave_by_themselves_when_they_are_over(self) -> None:
        closed = hours({MON: ["08:00-17:00"]}, self.christmas)
        assert [row.dates for row in special_table(closed, date(2026, 12, 25))] == ["December 25, 2026"]
        assert special_table(closed, date(2026, 12, 26)) == ()

    def test_survive_the_end_of_the_calendar_and_dates_in_the_wrong_order(self) -> None:
        forever = SpecialDays(date(2027, 1, 1), date.max)
        backwards = SpecialDays(date(2026, 12, 2), date(2026, 12, 1))
        ending = hours({MON: ["08:00-17:00"]}, forever, backwards)
        assert open_state(ending, at("2026-12-29T10:00")).words == "Closed"
        assert len(ending.special) == 1


class TestWords:
    @pytest.mark.parametrize(
        ("moment", "words", "changes"),
        [
            ("2026-11-23T09:00", "Open now, closes at noon", "2026-11-23T12:00"),
            ("2026-11-23T13:00", "Open now, closes at 5 pm", "2026-11-23T17:00"),
            ("2026-11-23T12:30", "Opens at 1 pm", "2026-11-23T13:00"),
            ("2026-11-23T17:00", "Opens tomorrow at 8 am", "2026-11-24T08:00"),
            ("2026-11-27T17:00", "Opens Monday at 8 am", "2026-11-30T08:00"),
        ],
    )
    def test_say_what_comes_next(self, moment: str, words: str, changes: str) -> None:
        state = open_state(OFFICE, at(moment))
        assert (state.words, state.changes_at) == (words, at(changes))
        assert state.is_open is words.startswith("Open now")

    def test_an_opening_far_ahead_has_its_date(self) -> None:
        repairs = SpecialDays(date(2026, 11, 23), date(2027, 1, 3))
        assert open_state(hours({MON: ["08:30-17:00"]}, repairs), at("2026-11-23T09:00")).words == (
            "Opens January 4 at 8:30 am"
        )

    def test_midnight_ends_the_day(self) -> None:
        assert open_state(hours({MON: ["08:00-00:00"]}), at("2026-11-23T09:00")).words == "Open now, closes at midnight"

    @pytest.mark.parametrize(
        ("moment", "when"),
        [
            ("2026-11-23T09:00", "at midnight"),
            ("2026-11-22T09:00", "tomorrow at midnight"),
            ("2026-11-20T09:00", "Monday at midnight"),
            ("2026-11-13T09:00", "November 23 at midnight"),
        ],
    )
    def test_the_midnight_after_monday_has_the_same_words_for_opening_and_closing(self, moment: str, when: str) -> None:
        # Closed until then, and open until then.
        weeks_off = SpecialDays(date(2026, 11, 10), date(2026, 11, 23))
        weeks_open = SpecialDays(date(2026, 11, 20), date(2026, 11, 23), (period("00:00-00:00"),))
        opening = open_state(hours({TUE: ["00:00-08:00"]}, weeks_off), at(moment))
        assert opening.words == f"Opens {when}"
        if moment >= "2026-11-20":
            closing = open_state(hours({FRI: ["09:00-17:00"]}, weeks_open), at(moment))
            assert (closing.words, closing.changes_at) == (f"Open now, closes {when}", opening.changes_at)

    def test_a_closing_tonight_needs_no_day_but_one_tomorrow_does(self) -> None:
        nights = hours({MON: ["09:00-05:00"]})
        assert open_state(nights, at("2026-11-23T23:00")).words == "Open now, closes at 5 am"
        assert open_state(nights, at("2026-11-23T10:00")).words == "Open now, closes tomorrow at 5 am"

    def test_a_closing_some_days_ahead_names_the_day(self) -> None:
        long = hours({day: ["00:00-00:00"] for day in (MON, TUE, WED)})
        assert open_state(long, at("2026-11-23T10:00")).words == "Open now, closes Wednesday at midnight"

    def test_always_open(self) -> None:
        always = hours({day: ["00:00-23:59"] for day in range(7)})
        state = open_state(always, at("2026-11-23T10:00"))
        assert (state.is_open, state.words, state.changes_at) == (True, "Open now, 24 hours a day", None)

    def test_never_open(self) -> None:
        assert open_state(hours({}), at("2026-11-23T10:00")).words == "Closed"

    @pytest.mark.parametrize(
        ("clock", "words"),
        [("00:00", "midnight"), ("12:00", "noon"), ("00:05", "12:05 am"), ("12:30", "12:30 pm"), ("23:59", "11:59 pm")],
    )
    def test_clock_times(self, clock: str, words: str) -> None:
        assert clock_words(time.fromisoformat(clock)) == words

    @pytest.mark.parametrize(
        ("first", "last", "words"),
        [
            ("2026-12-25", "2026-12-25", "December 25, 2026"),
            ("2026-12-24", "2026-12-26", "December 24 to 26, 2026"),
            ("2026-11-30", "2026-12-02", "November 30 to December 2, 2026"),
            ("2026-12-30", "2027-01-02", "December 30, 2026 to January 2, 2027"),
        ],
    )
    def test_dates(self, first: str, last: str, words: str) -> None:
        assert date_range_words(date.fromisoformat(first), date.fromisoformat(last)) == words


class TestWeekTable:
    def test_neighbouring_days_with_the_same_hours_share_a_row(self) -> None:
        table = week_table(hours({day: ["08:00-17:00"] for day in (MON, TUE, WED, THU)} | {FRI: ["08:00-12:00"]}))
        assert [(row.days, row.weekdays, row.times) for row in table] == [
            ("Monday to Thursday", (0, 1, 2, 3), ("8 am to 5 pm",)),
            ("Friday", (4,), ("8 am to noon",)),
            ("Saturday and Sunday", (5, 6), ("Closed",)),
        ]

    def test_every_day_alike(self) -> None:
        table = week_table(hours({day: ["00:00-00:00"] for day in range(7)}))
        assert [(row.days, row.times) for row in table] == [("Every day", ("Open 24 hours",))]

    def test_24_hours_from_another_time_than_midnight_say_so(self) -> None:
        assert week_table(hours({MON: ["08:00-08:00"]}))[0].times == ("8 am to 8 am the next day",)

    def test_unknown_hours_make_no_table(self) -> None:
        assert week_table(hours({})) == ()


class TestSchema:
    def test_days_alike_share_a_node_and_breaks_make_two(self) -> None:
        nodes = opening_hours_specification(OFFICE)
        workdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
        assert nodes == [
            {"@type": "OpeningHoursSpecification", "dayOfWeek": workdays, "opens": "08:00", "closes": "12:00"},
            {"@type": "OpeningHoursSpecification", "dayOfWeek": workdays, "opens": "13:00", "closes": "17:00"},
        ]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("00:00-00:00", [("Wednesday", "00:00", "23:59")]),
            ("22:00-02:00", [("Wednesday", "22:00", "02:00")]),
            ("17:00-00:00", [("Wednesday", "17:00", "23:59")]),
            ("08:00-08:00", [("Wednesday", "08:00", "23:59"), ("Thursday", "00:00", "08:00")]),
        ],
    )
    def test_nights_and_24_hours(self, text: str, expected: list[tuple[str, str, str]]) -> None:
        nodes = opening_hours_specification(hours({WED: [text]}))
        assert [(node["dayOfWeek"][0], node["opens"], node["closes"]) for node in nodes] == expected

    def test_exceptions_have_dates_and_closed_is_midnight_to_midnight(self) -> None:
        eve = SpecialDays(date(2026, 12, 24), date(2026, 12, 24), (period("09:00-12:00"),))
        gone = SpecialDays(date(2026, 11, 1), date(2026, 11, 2))
        nodes = special_opening_hours_specification(
            hours({MON: ["08:00-17:00"]}, eve, TestExceptions.christmas, gone), date(2026, 11, 23)
        )
        assert nodes == [
            {
                "@type": "OpeningHoursSpecification",
                "validFrom": "2026-12-24",
                "validThrough": "2026-12-24",
                "opens": "09:00",
                "closes": "12:00",
            },
            {
                "@type": "OpeningHoursSpecification",
                "validFrom": "2026-12-25",
                "validThrough": "2026-12-25",
                "opens": "00:00",
                "closes": "00:00",
            },
        ]


class TestProperties:
    @given(hours_of(), instants())
    def test_the_state_and_the_next_change_agree(self, opening: OpeningHours, moment: datetime) -> None:
        state = open_state(opening, moment)
        assert state.is_open == opening.is_open(moment)
        if state.changes_at is not None:
            assert state.changes_at > moment
            assert opening.is_open(state.changes_at) is not state.is_open
            assert opening.is_open(state.changes_at - timedelta(seconds=1)) is state.is_open
            middle = moment + (state.changes_at - moment) / 2
            assert opening.is_open(middle) is state.is_open

    @given(hours_of(), instants())
    @example(hours({SAT: ["20:00-01:30"]}), datetime(2027, 11, 7, 5, 45, tzinfo=UTC))
    def test_open_means_inside_a_period_counted_on_the_wall(self, opening: OpeningHours, moment: datetime) -> None:
        """An independent reading of the rules: walk the local clock of three days instead of joining spans."""
        local = moment.astimezone(opening.zone)
        inside = False
        for back in (0, 1):
            day = local.date() - timedelta(days=back)
            midnight = datetime.combine(day, time(0))
            for item in opening.periods_on(day):
                edges = [
                    (midnight + timedelta(minutes=edge)).replace(tzinfo=opening.zone).astimezone(UTC)
                    for edge in (item.start, item.end)
                ]
                inside = inside or edges[0] <= moment < edges[1]
        assert opening.is_open(moment) is inside

    @given(st.lists(periods(), max_size=4), st.sampled_from(range(7)))
    def test_schema_nodes_cover_exactly_the_week(self, items: list[Period], weekday: int) -> None:
        """Read the nodes back by schema.org's own rule and compare minute by minute."""
        opening = OpeningHours.build("UTC", [WeeklyPeriod(weekday, item) for item in items])
        days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        said: set[int] = set()
        for node in opening_hours_specification(opening):
            opens, closes = (int(node[key][:2]) * 60 + int(node[key][3:]) for key in ("opens", "closes"))
            closes = 1440 if node["closes"] == "23:59" else closes if closes > opens else closes + 1440
            for name in node["dayOfWeek"]:
                said |= {(days.index(name) * 1440 + minute) % 10080 for minute in range(opens, closes)}
        meant = {(weekday * 1440 + minute) % 10080 for item in items for minute in range(item.start, item.end)}
        assert said == meant

    @given(st.sampled_from(ZONES), instants())
    def test_a_place_without_hours_is_closed(self, zone: str, moment: datetime) -> None:
        assert not OpeningHours.build(zone, []).is_open(moment)
