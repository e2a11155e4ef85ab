"""The file for Google Business Profile's bulk upload, and a strict reader that nothing leaves without."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from django.utils.translation import gettext as _

from core.editorial.spreadsheets import FORMULA_STARTS, safe_cell
from core.web.phones import format_phone

from . import columns
from .facts import PlaceFacts, Remark
from .google_hours import CLOSED, MOST_SPECIAL_DAYS, NotSayable, day_cell, special_cell

#: What Google requires of a row (support.google.com/business/answer/3370250), with what makes an address in the US.
REQUIRED = ("store_code", "name", "street", "city", "state", "postal_code", "country", "phone", "category")
_REQUIRED_COLUMNS = (
    *(columns.STORE_CODE, columns.NAME, columns.STREET, columns.CITY, columns.STATE, columns.COUNTRY),
    *(columns.POSTAL_CODE, columns.PHONE, columns.CATEGORY),
)
#: "The date must be in the past or be no more than one year in the future" (My Business API, OpenInfo).
OPENING_AHEAD = timedelta(days=365)
_US_PHONE = re.compile(r"\(\d{3}\) \d{3}-\d{4}")

Cell = str | Decimal


class Row(NamedTuple):
    """What a file says of one place, and the remarks about it. No cells when the place cannot be in the file."""

    cells: dict[str, Cell]
    remarks: list[Remark]


def row_of(facts: PlaceFacts) -> Row:
    """The cells of a place; empty ones are left out."""
    remarks = facts.missing(REQUIRED)
    phone = format_phone(facts.phone) if facts.phone else ""
    if phone and not _US_PHONE.fullmatch(phone):
        remarks.append(Remark(facts.pk, _("The phone number is not one of the US."), "phone", blocks=True))
    cells: dict[str, Cell] = {
        columns.STORE_CODE: facts.store_code,
        columns.NAME: facts.name,
        columns.STREET: facts.street,
        columns.LINE_2: facts.line_2,
        columns.CITY: facts.city,
        columns.STATE: facts.state,
        columns.COUNTRY: facts.country,
        columns.POSTAL_CODE: facts.postal_code,
        columns.PHONE: phone,
        columns.WEBSITE: facts.website,
        columns.CATEGORY: facts.category,
        columns.MORE_CATEGORIES: facts.more_categories,
    }
    if facts.latitude is not None and facts.longitude is not None:
        cells |= {columns.LATITUDE: facts.latitude, columns.LONGITUDE: facts.longitude}
    for column, cell in cells.items():
        if column != columns.PHONE and isinstance(cell, str) and cell != safe_cell(cell):
            message = _("“%(column)s” begins with a character that spreadsheets take for a formula: %(cell)s")
            remarks.append(Remark(facts.pk, message % {"column": column, "cell": cell[:40]}, blocks=True))
    _add_opening_date(facts, cells, remarks)
    _add_hours(facts, cells, remarks)
    if any(remark.blocks for remark in remarks):
        return Row({}, remarks)
    return Row({column: cell for column, cell in cells.items() if cell != ""}, remarks)


def _add_opening_date(facts: PlaceFacts, cells: dict[str, Cell], remarks: list[Remark]) -> None:
    if not facts.opening_date:
        return
    if facts.opening_date > facts.today + OPENING_AHEAD:
        message = _("The opening date is not in the file: Google takes dates up to one year ahead.")
        remarks.append(Remark(facts.pk, message, "opening_date"))
    else:
        cells[columns.OPENING_DATE] = facts.opening_date.isoformat()


def _add_hours(facts: PlaceFacts, cells: dict[str, Cell], remarks: list[Remark]) -> None:
    if not facts.hours.is_known:
        message = _("No opening hours are known, so the file says nothing of hours, nor of special days.")
        remarks.append(Remark(facts.pk, message, "hours"))
        return
    for column, weekday in columns.HOURS_COLUMNS.items():
        try:
            cells[column] = day_cell(facts.hours.week[weekday])
        except NotSayable as why:
            message = _(
                "Google's spreadsheet has no form for the weekly hours: %(why)s. Write two rows, one up to midnight "
                "and one from midnight on."
            )
            remarks.append(Remark(facts.pk, message % {"why": why}, "hours", blocks=True))
            return
    special = special_cell(facts.hours, facts.today)
    cells[columns.SPECIAL_HOURS] = special.text
    remarks += [Remark(facts.pk, sentence, "exceptions") for sentence in special.left_out]


def write(rows: Sequence[Row]) -> str:
    """The spreadsheet as CSV (RFC 4180). A column that no place fills is left out: an empty one would clear Google's.

    Numbers stay as they are: a longitude of Florida begins with a minus, and is no formula.
    """
    filled = [row.cells for row in rows if row.cells]
    names = [column for column in columns.WRITTEN if any(column in cells for cells in filled)]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(names)
    for cells in filled:
        found = [cells.get(column, "") for column in names]
        writer.writerow([safe_cell(cell) if isinstance(cell, str) else f"{cell:f}" for cell in found])
    return out.getvalue()


# -- The strict reader -------------------------------------------------------------------------------------------------

_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d"
_SPAN = rf"{_CLOCK}-(?:{_CLOCK}|24:00)"
_DAY = re.compile(rf"{CLOSED}|{_SPAN}(?:, {_SPAN})*")
_SPECIAL_DAY = rf"\d{{4}}-\d\d-\d\d: (?:{CLOSED}|{_SPAN})"
_SPECIAL = re.compile(rf"{_SPECIAL_DAY}(?:, {_SPECIAL_DAY})*")
_FORMS = {
    columns.STORE_CODE: re.compile(r"(?![\s=+@|%-])[^<>]{1,59}(?<!\s)"),
    columns.STATE: re.compile(r"[A-Z]{2}"),
    columns.COUNTRY: re.compile(r"[A-Z]{2}"),
    columns.POSTAL_CODE: re.compile(r"[0-9]{5}(-[0-9]{4})?"),
    columns.LATITUDE: re.compile(r"-?\d{1,2}(\.\d{1,6})?"),
    columns.LONGITUDE: re.compile(r"-?\d{1,3}(\.\d{1,6})?"),
    columns.PHONE: _US_PHONE,
    columns.WEBSITE: re.compile(r"https?://[^\s]+"),
    columns.SPECIAL_HOURS: _SPECIAL,
    columns.OPENING_DATE: re.compile(r"\d{4}-\d\d-\d\d"),
    **dict.fromkeys(columns.HOURS_COLUMNS, _DAY),
}


def faults(content: bytes, today: date) -> list[str]:
    """Everything in a file that Google's description does not allow, row by row; nothing for a good one.

    It shares no code with the writer but the names of the columns, and knows nothing of our places.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return ["The file is not UTF-8."]
    head, *rows = list(csv.reader(io.StringIO(text, newline=""), strict=True)) or [[]]
    found = [f"There is no column “{name}”." for name in _REQUIRED_COLUMNS if name not in head]
    found += [f"Google has no column “{name}”." for name in head if name not in columns.WRITTEN]
    codes: Counter[str] = Counter()
    for number, row in enumerate(rows, start=2):
        if len(row) != len(head):
            found.append(f"Row {number} has another number of cells than the first.")
            continue
        cells = dict(zip(head, row, strict=True))
        codes[cells.get(columns.STORE_CODE, "")] += 1
        found += [f"Row {number}, “{column}”: {fault}" for column, fault in _cell_faults(cells, today)]
    found += [f"The store code {code} stands in {count} rows." for code, count in codes.items() if count > 1]
    return found


def _cell_faults(cells: dict[str, str], today: date) -> Iterator[tuple[str, str]]:
    for column, cell in cells.items():
        form = _FORMS.get(column)
        if not cell:
            if column in _REQUIRED_COLUMNS:
                yield column, "it is empty."
        elif form and not form.fullmatch(cell):
            yield column, f"Google does not read “{cell[:60]}”."
        elif not form and cell.startswith(FORMULA_STARTS):
            yield column, f"a spreadsheet would run “{cell[:60]}”."
        elif column in columns.HOURS_COLUMNS and _overlap(cell):
            yield column, f"its hours are out of order or overlap: “{cell[:60]}”."
        elif column == columns.SPECIAL_HOURS:
            yield from ((column, fault) for fault in _special_faults(cell, today))
    hours = [bool(cells.get(column)) for column in columns.HOURS_COLUMNS]
    if any(hours) != all(hours):
        yield columns.SPECIAL_HOURS, "some days of the week have hours and others none."
    if cells.get(columns.SPECIAL_HOURS) and not any(hours):
        yield columns.SPECIAL_HOURS, "Google takes special hours only with weekly ones."


def _overlap(cell: str) -> bool:
    spans = [] if cell == CLOSED else [span.split("-") for span in cell.split(", ")]
    return any(one[1] > other[0] or one[1] <= one[0] for one, other in pairwise(spans))


def _special_faults(cell: str, today: date) -> Iterator[str]:
    days = []
    for part in cell.split(", "):
        day, _colon, span = part.partition(": ")
        try:
            days.append(date.fromisoformat(day))
        except ValueError:
            yield f"there is no day {day}."
            return
        opens, _dash, closes = span.partition("-")
        if span != CLOSED and closes <= opens:
            yield f"on {day} it closes before it opens."
    if any(later <= earlier for earlier, later in pairwise(days)):
        yield "its days are out of order, or one stands there twice."
    if days and days[0] < today:
        yield f"{days[0].isoformat()} is over."
    starts = zip(days, days[MOST_SPECIAL_DAYS:], strict=False)
    if any((last - first).days == MOST_SPECIAL_DAYS for first, last in starts):
        yield "more than six days in a row have special hours."
