"""The sheet for Bing Places: what to fill Bing's own template from.

Bing says that a file may hold up to 10,000 places (bingplaces.com/Home/MoreFAQ, read 2026-11-29). What its columns are
called and how they take hours could not be looked up. So this sheet names things in plain words, and says hours as
people read them, in place of a form that would be guessed.
"""

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from core.editorial.spreadsheets import FORMULA_STARTS, safe_cell
from core.web.phones import format_phone
from locations.hours import DAY_NAMES, special_table, times_words

from .facts import PlaceFacts, Remark

MOST_PLACES = 10_000
REQUIRED = ("store_code", "name", "street", "city", "state", "postal_code", "country", "phone")
FACTS = ("Store code", "Business name", "Street", "Suite or floor", "City", "State", "ZIP code", "Country", "Phone")
HEADINGS = (*FACTS, "Website", "Latitude", "Longitude", *DAY_NAMES, "Special days")


class Row(NamedTuple):
    """The cells of one place, and the remarks about it. No cells when the place cannot be in the file."""

    cells: tuple[str, ...]
    remarks: list[Remark]


def row_of(facts: PlaceFacts) -> Row:
    """The cells of a place, in the order of `HEADINGS`."""
    remarks = facts.missing(REQUIRED)
    if any(remark.blocks for remark in remarks):
        return Row((), remarks)
    week = [", ".join(times_words(day)) if facts.hours.is_known else "" for day in facts.hours.week]
    special = [
        f"{row.dates}: {', '.join(row.times)}" + (f" ({row.note})" if row.note else "")
        for row in special_table(facts.hours, facts.today)
    ]
    if not facts.hours.is_known:
        remarks.append(Remark(facts.pk, _("No opening hours are known, so the sheet says nothing of them."), "hours"))
    position = [f"{number:f}" if number is not None else "" for number in (facts.latitude, facts.longitude)]
    cells = (
        *(facts.store_code, facts.name, facts.street, facts.line_2, facts.city, facts.state, facts.postal_code),
        *(facts.country, format_phone(facts.phone), facts.website, *position, *week, "; ".join(special)),
    )
    return Row(cells, remarks)


def write(rows: Sequence[Row]) -> str:
    """The sheet as CSV (RFC 4180). Numbers stay as they are, all other cells never run."""
    positions = {HEADINGS.index("Latitude"), HEADINGS.index("Longitude")}
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for row in rows:
        if row.cells:
            writer.writerow([cell if at in positions else safe_cell(cell) for at, cell in enumerate(row.cells)])
    return out.getvalue()


def faults(content: bytes, today: date) -> list[str]:
    """What is wrong with a sheet: its limit, its headings, empty cells that Bing needs; nothing for a good one."""
    head, *rows = list(csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True)) or [[]]
    if tuple(head) != HEADINGS:
        return ["The headings are not those of the sheet."]
    found = ["Bing takes 10,000 places in one file."] if len(rows) > MOST_PLACES else []
    for number, row in enumerate(rows, start=2):
        cells = dict(zip(head, row, strict=True))
        empty = [name for name in FACTS if name != "Suite or floor" and not cells[name]]
        found += [f"Row {number}: “{name}” is empty." for name in empty]
        if any(cells[name].startswith(FORMULA_STARTS) for name in head if name not in {"Latitude", "Longitude"}):
            found.append(f"Row {number} holds a formula.")
    return found
