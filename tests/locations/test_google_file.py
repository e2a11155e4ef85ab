"""Reading what staff upload: every form in which a spreadsheet comes, and everything that is none."""

import codecs
import csv
import io
from datetime import date, datetime, time
from types import SimpleNamespace
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from core.web.tables import UnreadableTable
from locations.hours import Period
from locations.listings.google_file import LIMITS, GoogleFile, plain_cell, read_file
from locations.listings.google_hours import UnreadableCell, read_day, read_special

HEAD = "Store code,Business name,Address line 1,Locality,Postal code,Primary phone,Monday hours"
ROW = 'jax,Example Pain Clinic,742 Evergreen Terrace,Jacksonville,32256,904-555-0123,"8:00 AM-12:00 PM, 1 PM-5 PM"'


def a_place(pk: int = 1, code: str = "jax", **facts: str) -> Any:
    """What the reader needs of a place."""
    known = {"street_address": "742 Evergreen Terrace", "postal_code": "32256-1234", "phone": "+19045550123"} | facts
    return SimpleNamespace(pk=pk, store_code=code, **known)


def read(content: bytes, *places: Any) -> GoogleFile:
    """Read a file for one place, or for these."""
    return read_file(content, places or [a_place()])


def refusal(content: bytes) -> str:
    """What is said of a file that cannot be read."""
    with pytest.raises(UnreadableTable) as caught:
        read(content)
    return str(caught.value)


WHOLE = f"{HEAD}\r\n{ROW}\r\n"
TABS = "\t".join(HEAD.split(",")) + "\njax\tExample Pain Clinic\t742 Evergreen Terrace\tJacksonville\t32256\t\tx\n"


@pytest.mark.parametrize(
    "content",
    [
        WHOLE.encode(),
        codecs.BOM_UTF8 + WHOLE.encode(),
        WHOLE.encode("utf-16"),
        codecs.BOM_UTF16_BE + WHOLE.encode("utf-16-be"),
        WHOLE.encode("utf-16-le"),
        WHOLE.encode("utf-16-be"),
        WHOLE.encode("utf-32"),
        ("\n\n" + WHOLE).encode(),
        WHOLE.replace("\r\n", "\n").encode(),
        WHOLE.replace("\r\n", "\r").encode(),
        ("sep=;\n" + HEAD.replace(",", ";") + "\njax;Example Pain Clinic\n").encode(),
        (HEAD.replace(",", ";") + '\njax;"Example Pain Clinic"\n').encode(),
        TABS.encode(),
        TABS.encode("utf-16"),
        WHOLE.replace("Store code", "Shop code").replace("Postal code", "Postcode").encode(),
        (HEAD.upper() + "\n" + ROW).encode(),
    ],
    ids=lambda content: repr(content[:12]),
)
def test_every_form_in_which_programs_save_a_spreadsheet(content: bytes) -> None:
    found = read(content)
    assert (found.row_count, found.rows[1]["Business name"]) == (1, "Example Pain Clinic")


def xlsx(*rows: list[Any]) -> bytes:
    """A workbook with these rows."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_an_excel_file_with_numbers_times_and_a_formula() -> None:
    moment, day = datetime(2026, 12, 24, 0, 0), time(8, 30)  # noqa: DTZ001 - a workbook knows no zones
    found = read(
        xlsx([*HEAD.split(","), "Opening date", "Website"], ["jax", "=1+1", None, day, 32256.0, None, "x", moment])
    )
    cells = found.rows[1]
    assert (cells["Postal code"], cells["Locality"], cells["Opening date"]) == ("32256", "08:30:00", "2026-12-24")
    assert "Business name" not in cells
    assert found.remarks == ["Row 2 has a formula in “Business name”, which is not read."]


def test_an_old_windows_file_and_the_words_of_a_formula() -> None:
    found = read(f"{HEAD}\njax,Café Süd,@SUM(A1),'+1 904 555 0123,,'=2,".encode("cp1252"))
    assert found.rows[1]["Business name"] == "Café Süd"
    assert "Address line 1" not in found.rows[1]
    assert (found.rows[1]["Locality"], plain_cell("'=2"), plain_cell("'n' Roll")) == (
        "+1 904 555 0123",
        "=2",
        "'n' Roll",
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\n\n \n", "The file is empty."),
        (HEAD.encode(), "The file has headings, but no row with a business."),
        (
            b"Name,Street\nx,y\n",
            "This is not Google's file: its first row has no column “Store code”. It begins with: Name",
        ),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "This is no text that we can read."),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "This is not Google's file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "This is an old Excel file (.xls)."),
        (b"PK\x03\x04 and nothing", "This Excel file cannot be read."),
        (WHOLE.encode("utf-16")[:-1] + b"\xd8", "This is no text that we can read."),
        (f'{HEAD}\njax,"Exam\n'.encode() + b"a,b\n" * 2000, "A row is longer than any row of such a table."),
        (f'{HEAD}\njax,"'.encode() + b"a" * 200_000 + b'"', "The file breaks off in line 2"),
        (b"x" * (LIMITS.bytes + 1), "The file is larger than 10 MB."),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_told_in_a_sentence(content: bytes, sentence: str) -> None:
    assert refusal(content).startswith(sentence)


def test_excel_files_made_to_break_things() -> None:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/worksheets/sheet1.xml", b"0" * (LIMITS.unpacked + 1))
    assert refusal(out.getvalue()) == "The Excel file is too large once it is unpacked. Save it as CSV."
    whole = xlsx(HEAD.split(","), ["jax"])
    assert refusal(whole[: len(whole) // 2]) == "This Excel file cannot be read. Save it as CSV, and upload that."
    doctype = b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet xmlns="x">&b;</worksheet>'
    out = io.BytesIO()
    with ZipFile(io.BytesIO(whole)) as old, ZipFile(out, "w") as new:
        for part in old.namelist():
            new.writestr(part, doctype if part.endswith("sheet1.xml") else old.read(part))
    assert refusal(out.getvalue()) == "This Excel file cannot be read. Save it as CSV, and upload that."


@pytest.mark.full
def test_a_hundred_thousand_rows_are_read_and_only_ours_are_kept() -> None:
    rows = "".join(f"s{number},Shop {number},Street {number},Town\n" for number in range(99_999))
    found = read(f"{HEAD}\n{rows}{ROW}\n".encode())
    assert found.row_count == 100_000
    assert list(found.rows) == [1]
    assert found.others[:2] == ["s0: Shop 0 Town", "s1: Shop 1 Town"]
    assert len(found.others) == 10
    assert refusal(f"{HEAD}\n{rows}{ROW}\nb,c\n".encode()).startswith("The file has more than 100,000 rows.")


def test_a_row_is_ours_by_its_code_or_else_by_street_and_zip_or_by_phone() -> None:
    places = [a_place(1), a_place(2, "mid", street_address="1 Elm St.", postal_code="32068", phone="+19045550199")]
    rows = [
        "0815,Google's own code,742 EVERGREEN TERRACE,,32256-1234,,",
        "JAX,By code,elsewhere,,,,",
        "jax,Again,elsewhere,,,,",
        "4711,By phone,,,,904-555-0199 ext 2,",
    ]
    found = read("\n".join([HEAD, *rows]).encode(), *places)
    assert {pk: cells["Business name"] for pk, cells in found.rows.items()} == {1: "By code", 2: "By phone"}
    assert found.remarks == ["Row 4 has the store code jax again. The first one counts."]
    [other] = read(f"{HEAD}\n,Nobody,,,,,".encode(), *places).others
    assert other == "-: Nobody"


def test_rows_that_are_too_short_or_too_long() -> None:
    found = read(f"{HEAD}\njax\njax,1,2,3,4,5,6,7,8\n".encode())
    assert found.rows[1]["Monday hours"] == ""


def span(opens: str, closes: str) -> Period:
    """A stretch of opening."""
    return Period(time.fromisoformat(opens), time.fromisoformat(closes))


@pytest.mark.parametrize(
    ("cell", "periods"),
    [
        ("x", ()),
        ("X", ()),
        ("Closed", ()),
        ("", ()),
        ("09:00-17:00", (span("09:00", "17:00"),)),
        ("9:00 AM-5:00 PM", (span("09:00", "17:00"),)),
        ("9:00\u202fAM\u2009\u2013\u20095:00\u202fp.m.", (span("09:00", "17:00"),)),
        ("13:00-17:00, 08:00-12:00", (span("08:00", "12:00"), span("13:00", "17:00"))),
        ("06:00PM-02:00AM", (span("18:00", "02:00"),)),
        ("00:00-24:00", (span("00:00", "00:00"),)),
        ("00:00-23:59", (span("00:00", "00:00"),)),
        ("12:00AM-12:00AM", (span("00:00", "00:00"),)),
        ("Open 24 hours", (span("00:00", "00:00"),)),
    ],
)
def test_hours_as_google_writes_them(cell: str, periods: tuple[Period, ...]) -> None:
    assert read_day(cell) == periods


@pytest.mark.parametrize("cell", ["9-5", "25:00-26:00", "13:00 PM-2:00 PM", "0:00 AM-1:00 AM", "08:60-09:00", "soon"])
def test_hours_that_nobody_can_read(cell: str) -> None:
    with pytest.raises(UnreadableCell):
        read_day(cell)


def test_special_hours_as_google_writes_them() -> None:
    eve = date(2026, 12, 24)
    both = (span("08:00", "10:00"), span("12:00", "14:00"))
    assert read_special("2026-12-24: 08:00-10:00, 2026-12-24: 12:00-14:00, 2026-12-25: x") == {
        eve: both,
        date(2026, 12, 25): (),
    }
    assert read_special("2026-12-24: 8:00 AM-10:00 AM, 12:00 PM-02:00 PM") == {eve: both}
    assert read_special("") == {}
    for cell in ("x", "2026-02-30: x", "December 24: x", "2026-12-24 x"):
        with pytest.raises(UnreadableCell):
            read_special(cell)


def test_the_reader_takes_what_the_csv_module_of_others_writes() -> None:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, delimiter=";").writerows([HEAD.split(","), ["jax", 'A "quoted"\nname; x']])
    assert read(out.getvalue().encode()).rows[1]["Business name"] == 'A "quoted" name; x'
