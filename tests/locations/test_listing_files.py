"""The files for Google, Bing and Apple, cell by cell against what each of them describes (docs/listings.md)."""

import csv
import io
import json
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from locations.hours import OpeningHours, WeeklyPeriod
from locations.listings import apple, bing, google
from locations.listings.exports import PROVIDERS, Export, export
from locations.listings.facts import PlaceFacts
from locations.listings.google_hours import day_cell, read_day
from tests.locations import hard_places as hard
from tests.locations.hard_places import HARD, TODAY, USUAL, place, span, special

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def made(slug: str, *places: PlaceFacts) -> Export:
    """The file for a directory, with a page key of its own for each place."""
    return export(PROVIDERS[slug], [replace(facts, pk=number) for number, facts in enumerate(places, start=1)])


def rows_of(file: Export) -> list[dict[str, str]]:
    """The rows of a spreadsheet."""
    return list(csv.DictReader(io.StringIO(file.content.decode(), newline="")))


def google_row(facts: PlaceFacts) -> dict[str, str]:
    """The one row of a place in Google's file."""
    [row] = rows_of(made("google", facts))
    return row


def said(file: Export) -> list[str]:
    """What is said about the first place of a file."""
    return [remark.message for remark in file.remarks[1]]


def week_of(row: dict[str, str]) -> list[str]:
    """The hours of a row, from Monday on."""
    return [row[f"{day} hours"] for day in DAYS]


# -- Google ------------------------------------------------------------------------------------------------------------


def test_a_whole_place_cell_by_cell() -> None:
    assert google_row(hard.MOVED) == {
        "Store code": "shelbyville",
        "Business name": "Example Pain Clinic",
        "Address line 1": "1 Elm Street",
        "Address line 2": "Suite 5",
        "Locality": "Ogdenville",
        "Administrative area": "FL",
        "Country / Region": "US",
        "Postal code": "32256",
        "Latitude": "30.192345",
        "Longitude": "-81.554321",
        "Primary phone": "(386) 555-0144",
        "Website": "https://clinic.example/locations/shelbyville/",
        "Primary category": "Pain control clinic",
        "Additional categories": "Doctor, Medical clinic",
        "Sunday hours": "x",
        **{f"{day} hours": "08:00-17:00" for day in DAYS[:5]},
        "Saturday hours": "x",
        "Special hours": "2026-11-29: x, 2026-11-30: x",
        "Opening date": "2019-05-06",
    }


@pytest.mark.parametrize(
    ("facts", "week"),
    [
        (hard.SPLIT, ["08:00-12:00, 13:00-17:00"] * 5 + ["09:00-11:30", "x"]),
        (hard.OVERNIGHT, ["x", "x", "x", "18:00-02:00", "18:00-02:00", "x", "x"]),
        (hard.ALL_DAY, ["00:00-24:00"] * 7),
        (hard.MIDNIGHT, ["00:00-06:00, 14:00-24:00"] * 5 + ["x", "x"]),
    ],
    ids=lambda value: value.store_code if isinstance(value, PlaceFacts) else "",
)
def test_weekly_hours(facts: PlaceFacts, week: list[str]) -> None:
    assert week_of(google_row(facts)) == week


@pytest.mark.parametrize(
    ("facts", "cell", "left_out"),
    [
        (hard.WEEK_OFF, None, ["December 7 to 13, 2026 is not in the file: a place that is closed for seven days"]),
        (hard.SIX_DAYS, "2026-12-24: 08:00-12:00, " + ", ".join(f"2026-12-{day}: x" for day in range(25, 30)), []),
        (
            hard.TWICE_A_DAY,
            "2026-12-26: x",
            ["December 24, 2026 is not in the file: its spreadsheet has no form for mor"],
        ),
        (
            hard.LATE_SPECIAL,
            "2027-01-02: 18:00-24:00",
            ["December 31, 2026 is not in the file: its spreadsheet has no"],
        ),
        (
            hard.MOVED,
            "2026-11-29: x, 2026-11-30: x",
            ["December 1, 2026 is not in the file: its spreadsheet has no for"],
        ),
        (
            place("long", USUAL, special("01", "07", ("10:00", "12:00"))),
            None,
            ["December 1 to 7, 2026 is not in the file: Google takes special hours for six days in a row at most."],
        ),
        (place("for-ever", USUAL, special("01", "9998-12-31")), None, ["December 1, 2026 to December 31, 9998 is not"]),
    ],
    ids=lambda value: value.store_code if isinstance(value, PlaceFacts) else "",
)
def test_special_hours_and_what_is_said_in_place_of_bending(
    facts: PlaceFacts, cell: str | None, left_out: list[str]
) -> None:
    file = made("google", facts)
    assert not file.faults
    assert rows_of(file)[0].get("Special hours") == cell
    assert [message[: len(start)] for message, start in zip(said(file), left_out, strict=True)] == left_out


def test_what_cannot_be_said_of_the_week_keeps_the_place_out() -> None:
    file = made("google", hard.FROM_EIGHT, hard.SPLIT)
    assert [facts.store_code for facts in file.places] == ["split"]
    [message] = said(file)
    assert message.startswith(
        "Google's spreadsheet has no form for the weekly hours: 24 hours that do not begin at mid"
    )
    assert message.endswith("Write two rows, one up to midnight and one from midnight on.")


@pytest.mark.parametrize(
    ("fact", "message"),
    [
        ("store_code", "The store code is missing."),
        ("name", "The clinic has no name yet. Give it under Settings > Clinic."),
        ("street", "The street address is missing."),
        ("city", "The city is missing."),
        ("postal_code", "The ZIP code is missing."),
        ("phone", "The phone number is missing."),
        ("category", "The main category is missing."),
    ],
)
def test_what_google_requires(fact: str, message: str) -> None:
    file = made("google", replace(hard.SPLIT, **{fact: ""}))
    assert (file.places, said(file)) == ([], [message])


def test_an_empty_column_would_clear_googles_so_it_is_left_out() -> None:
    bare = replace(hard.SPLIT, website="", latitude=None, longitude=None, hours=OpeningHours.build("UTC", []))
    row = google_row(bare)
    assert set(row) == {
        *("Store code", "Business name", "Address line 1", "Locality", "Administrative area", "Country / Region"),
        *("Postal code", "Primary phone", "Primary category"),
    }


def test_nothing_runs_in_a_spreadsheet() -> None:
    file = made("google", replace(hard.SPLIT, name='=HYPERLINK("https://evil.example")'), hard.OVERNIGHT)
    assert [facts.store_code for facts in file.places] == ["overnight"]
    assert "takes for a formula" not in file.content.decode()
    assert said(file)[0].startswith("“Business name” begins with a character that spreadsheets take for a formula")
    cells = rows_of(made("bing", replace(hard.SPLIT, name="=1+1")))[0]
    assert (cells["Business name"], cells["Longitude"]) == ("'=1+1", "-81.554321")


def test_a_phone_of_another_country_and_a_date_too_far_ahead() -> None:
    far = replace(hard.SPLIT, opening_date=date(2028, 1, 1))
    assert said(made("google", far)) == [
        "The opening date is not in the file: Google takes dates up to one year ahead."
    ]
    assert "Opening date" not in google_row(far)
    abroad = made("google", replace(hard.SPLIT, phone="+525512345678"))
    assert (abroad.places, said(abroad)) == ([], ["The phone number is not one of the US."])


@pytest.mark.parametrize(
    ("column", "cell", "fault"),
    [
        ("Monday hours", "8-17", "Google does not read “8-17”."),
        ("Monday hours", "24:00-08:00", "Google does not read “24:00-08:00”."),
        ("Monday hours", "13:00-17:00, 08:00-12:00", "its hours are out of order or overlap"),
        ("Monday hours", "08:00-12:00, 11:00-17:00", "its hours are out of order or overlap"),
        ("Monday hours", "closed", "Google does not read “closed”."),
        (
            "Special hours",
            "2026-12-24: 08:00-10:00, 2026-12-24: 12:00-14:00",
            "its days are out of order, or one stands",
        ),
        ("Special hours", "2026-12-24: 20:00-02:00", "on 2026-12-24 it closes before it opens."),
        ("Special hours", "2026-02-30: x", "there is no day 2026-02-30."),
        ("Special hours", "2026-11-28: x", "2026-11-28 is over."),
        ("Special hours", ", ".join(f"2026-12-0{day}: x" for day in range(1, 8)), "more than six days in a row"),
        ("Store code", " a", "Google does not read “ a”."),
        ("Store code", "a" * 60, "Google does not read"),
        ("Business name", "", "it is empty."),
        ("Business name", "=1+1", "a spreadsheet would run “=1+1”."),
        ("Primary phone", "+1 904 555 0123", "Google does not read"),
        ("Administrative area", "Florida", "Google does not read"),
        ("Postal code", "3225", "Google does not read"),
        ("Sunday hours", "", "some days of the week have hours and others none."),
    ],
)
def test_the_strict_reader_finds(column: str, cell: str, fault: str) -> None:
    row = google_row(hard.SIX_DAYS)
    assert not google.faults(as_csv([row]), TODAY)
    [found, *_more] = google.faults(as_csv([row | {column: cell}]), TODAY)
    assert found.startswith("Row 2, “")
    assert fault in found


def as_csv(rows: list[dict[str, str]]) -> bytes:
    """A spreadsheet with these rows."""
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def test_the_strict_reader_looks_at_the_file_as_a_whole() -> None:
    row = google_row(hard.SPLIT)
    assert google.faults(as_csv([row, row]), TODAY) == ["The store code split stands in 2 rows."]
    assert google.faults(as_csv([row | {"Hours": "8-5"}]), TODAY) == ["Google has no column “Hours”."]
    del row["Primary category"]
    assert google.faults(as_csv([row]), TODAY) == ["There is no column “Primary category”."]
    assert google.faults("Stör".encode("cp1252"), TODAY) == ["The file is not UTF-8."]


# -- Apple -------------------------------------------------------------------------------------------------------------


def apple_details(facts: PlaceFacts) -> dict[str, Any]:
    """The location of a place in Apple's file."""
    [body] = json.loads(made("apple", facts).content)["locations"]
    details: dict[str, Any] = body["locationDetails"]
    return details


def times(*spans: str) -> list[dict[str, str]]:
    """Apple's times of a day."""
    return [dict(zip(("startTime", "endTime"), each.split("-"), strict=True)) for each in spans]


def test_apples_location_member_by_member() -> None:
    assert apple_details(hard.TWICE_A_DAY) == {
        "partnersLocationId": "twice",
        "storeCode": "twice",
        "displayNames": [{"name": "Example Pain Clinic", "locale": "en-US", "primary": True}],
        "mainAddress": {
            "structuredAddress": {
                "fullThoroughfare": "742 Evergreen Terrace",
                "locality": "Shelbyville",
                "administrativeArea": "FL",
                "postCode": "32256",
                "countryCode": "US",
            },
            "locale": "en-US",
        },
        "locationStatus": {"status": "OPEN"},
        "urls": [{"url": "https://clinic.example/locations/twice/", "type": "HOMEPAGE"}],
        "phoneNumbers": [{"phoneNumber": "+19045550123", "type": "LANDLINE", "primary": True}],
        "displayPoint": {
            "coordinates": {"latitude": "30.192345", "longitude": "-81.554321"},
            "source": "MANUALLY_PLACED",
        },
        "openingHoursByDay": [{"day": day.upper(), "times": times("08:00-17:00")} for day in DAYS[:5]],
        "specialHours": [
            {
                "startDate": "2026-12-24",
                "endDate": "2026-12-24",
                "closed": False,
                "hoursByDay": [{"day": "THURSDAY", "times": times("08:00-10:00", "12:00-14:00")}],
            },
            {"startDate": "2026-12-26", "endDate": "2026-12-26", "closed": True},
        ],
    }


@pytest.mark.parametrize(
    ("facts", "monday"),
    [
        (hard.SPLIT, times("08:00-12:00", "13:00-17:00")),
        (hard.ALL_DAY, times("00:00-24:00")),
        (hard.MIDNIGHT, times("00:00-06:00", "14:00-24:00")),
    ],
    ids=lambda value: value.store_code if isinstance(value, PlaceFacts) else "",
)
def test_apples_monday(facts: PlaceFacts, monday: list[dict[str, str]]) -> None:
    assert apple_details(facts)["openingHoursByDay"][0] == {"day": "MONDAY", "times": monday}


def test_apple_takes_a_closed_week_late_nights_and_reasons() -> None:
    assert apple_details(hard.WEEK_OFF)["specialHours"] == [
        {"startDate": "2026-12-07", "endDate": "2026-12-13", "closed": True}
    ]
    [night, evening] = apple_details(hard.LATE_SPECIAL)["specialHours"]
    assert night["hoursByDay"] == [{"day": "THURSDAY", "times": times("20:00-02:00")}]
    assert evening["hoursByDay"] == [{"day": "SATURDAY", "times": times("18:00-24:00")}]
    assert apple_details(hard.SIX_DAYS)["specialHours"][0]["descriptions"] == [
        {"text": "Christmas Eve", "locale": "en-US"}
    ]
    assert apple_details(hard.MOVED)["specialHours"][0]["startDate"] == "2026-11-29"


def test_what_apple_does_not_take_is_said() -> None:
    assert not made("apple", hard.FROM_EIGHT).places
    assert said(made("apple", hard.MOVED)) == [
        "“Suite 5” is not in the file: Apple's address has no field for it that we know of."
    ]
    rough = replace(hard.SPLIT, latitude=Decimal("30.190000"))
    assert said(made("apple", rough)) == ["The position is not in the file: Apple wants at least five decimals."]
    assert "displayPoint" not in apple_details(rough)
    soon = made("apple", replace(hard.SPLIT, opening_date=date(2027, 1, 4)))
    assert not soon.places
    assert "Opening soon" in said(soon)[0]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"openingHoursByDay": [{"day": "MONDAY", "times": times("08:00-24:30")}]}, "a time is not between"),
        ({"openingHoursByDay": [{"day": "MONDAY", "times": times("08:00-08:00")}]}, "a stretch has no length"),
        ({"openingHoursByDay": [{"day": "Monday", "times": times("08:00-09:00")}]}, "a day is unknown"),
        ({"openingHoursByDay": [{"day": "MONDAY", "times": times("08:00-12:00", "11:00-13:00")}]}, "stretches overlap"),
        ({"displayPoint": {"coordinates": {"latitude": "30.1"}}}, "a coordinate has not five to seven decimals"),
        ({"phoneNumbers": [{"phoneNumber": "904-555-0123"}]}, "a phone number is not E.164"),
        ({"rating": 5}, "unknown: rating"),
        ({"displayNames": []}, "there is not exactly one main name"),
        (
            {"specialHours": [{"startDate": "2026-11-01", "endDate": "2026-11-02", "closed": True}]},
            "special hours from",
        ),
        ({"specialHours": [{"startDate": "2026-12-01", "endDate": "2026-12-02", "closed": False}]}, "neither"),
    ],
)
def test_apples_strict_reader_finds(change: dict[str, Any], fault: str) -> None:
    details = apple_details(hard.SPLIT) | change
    [found, *_more] = apple.faults(json.dumps({"locations": [{"locationDetails": details}]}).encode(), TODAY)
    assert fault in found


def test_apples_strict_reader_survives_what_is_no_file_of_its() -> None:
    for content in (b"", b"[]", b'{"locations": 1}', b'{"locations": [{}]}', b"\xff"):
        [fault] = apple.faults(content, TODAY)
        assert fault.startswith("The file has not the form that Apple describes")


# -- Bing, and all three -----------------------------------------------------------------------------------------------


def test_the_sheet_for_bing_says_hours_as_people_read_them() -> None:
    row = rows_of(made("bing", hard.LATE_SPECIAL))[0]
    assert (row["Monday"], row["Sunday"]) == ("8 am to 5 pm", "Closed")
    assert row["Special days"] == "December 31, 2026: 8 pm to 2 am; January 2, 2027: 6 pm to midnight"
    assert row["Phone"] == "(904) 555-0123"
    assert bing.faults(b"Store code\n", TODAY) == ["The headings are not those of the sheet."]
    content = made("bing", hard.SPLIT).content.decode().replace("(904) 555-0123", "").encode()
    assert bing.faults(content, TODAY) == ["Row 2: “Phone” is empty."]


@pytest.mark.parametrize("slug", PROVIDERS)
def test_the_hard_places_pass_the_strict_readers_together(slug: str) -> None:
    file = made(slug, *HARD)
    assert file.faults == []
    assert {facts.store_code for facts in HARD} - {facts.store_code for facts in file.places} == (
        set() if slug == "bing" else {"from-eight"}
    )


def test_every_minute_of_any_week_is_what_the_site_says() -> None:
    """What is written for Google is read back as the same week, whatever the stretch."""
    for start in range(0, 1440, 77):
        for length in range(1, 1440, 131):
            opens, end = divmod(start, 60), divmod((start + length) % 1440, 60)
            period = span(time(*opens).isoformat(), time(*end).isoformat())
            assert read_day(day_cell([period])) == (period,)
    assert OpeningHours.build("UTC", [WeeklyPeriod(0, span("00:00", "00:00"))]).week[0] == read_day("00:00-24:00")


@pytest.mark.parametrize("slug", PROVIDERS)
def test_every_cell_of_the_hard_places_is_as_it_was_checked_by_hand(slug: str) -> None:
    """The files in `expected` were read cell by cell against each provider's description (docs/listings.md)."""
    file = made(slug, *HARD)
    expected = (Path(__file__).parent / "expected" / file.provider.file_name).read_text()
    if slug == "apple":
        assert json.loads(file.content) == json.loads(expected)
    else:
        assert rows_of(file) == list(csv.DictReader(io.StringIO(expected, newline="")))
