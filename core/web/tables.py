"""Opening a spreadsheet that people give: CSV in whatever form programs save it, or XLSX. Rows come one by one.

Everything that makes a file unreadable ends in `UnreadableTable`, with a sentence for whoever gave it.
"""

import codecs
import csv
import io
import re
import zlib
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import Any, NamedTuple
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

MEGABYTE = 1024 * 1024
#: csv's own limit of a cell, in characters.
LONGEST_CELL = 131_072

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS = ",;\t|"
_FIRST_LINE = re.compile(r"[^\r\n]*")
# The part that every Office file has (ECMA-376, part 2), and no other zip file.
_EVERY_WORKBOOK = "[Content_Types].xml"
# So far down headings are looked for, in a workbook of several sheets.
_FIRST_ROWS = 20
# What openpyxl lets through of the libraries below it, for a file that is cut off, locked, or no workbook at all.
_BROKEN_XLSX = (
    *(BadZipFile, InvalidFileException, zlib.error, SyntaxError, OSError, EOFError, RuntimeError),
    *(LookupError, ValueError, TypeError, AttributeError),
)


class UnreadableTable(Exception):
    """The file cannot be read; the message says why, and what to do."""


class Limits(NamedTuple):
    """What a table may have at most; what is larger is none that people made, or has lost a quotation mark."""

    bytes: int = 10 * MEGABYTE
    #: What an XLSX file may hold once it is unpacked, in bytes.
    unpacked: int = 80 * MEGABYTE
    rows: int = 100_000
    columns: int = 500
    #: The longest cell, in characters.
    cell: int = 5_000


class Table(NamedTuple):
    """The headings of the first row, and the rows below it with their number in the file, each as long as the first."""

    headings: list[str]
    rows: Iterator[tuple[int, list[str]]]


def open_table(content: bytes, knows: Callable[[str], object], limits: Limits, *, mends: bool = False) -> Table:
    """Open a spreadsheet. `knows` says of a heading whether it is one that is looked for: by it separator and sheet are
    found. `mends`: a broken letter is replaced, where otherwise the file would be taken for another encoding.

    Reading on may raise too, so rows are read inside the same `try`.

    Raises:
        UnreadableTable: when it is too large, no spreadsheet, or in no encoding that we know.
    """
    if len(content) > limits.bytes:
        raise UnreadableTable(_("The file is larger than %(most)d MB.") % {"most": limits.bytes // MEGABYTE})
    if content.startswith(b"PK"):
        rows = _xlsx_rows(content, knows, limits)
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableTable(_("This is an old Excel file (.xls). Save it as CSV or as .xlsx, and upload that."))
    else:
        rows = _csv_rows(_text(content, mends), knows)
    rows = (_checked(cells, limits) for cells in rows)
    numbered = ((number, cells) for number, cells in enumerate(rows, start=1) if any(cells))
    first = next(numbered, None)
    if first is None:
        raise UnreadableTable(_("The file is empty."))
    return Table(first[1], _fitted(numbered, len(first[1]), limits.rows))


def _fitted(rows: Iterator[tuple[int, list[str]]], width: int, most: int) -> Iterator[tuple[int, list[str]]]:
    for count, (number, cells) in enumerate(rows, start=1):
        if count > most:
            raise UnreadableTable(
                _("The file has more than %(most)s rows. Give only those that matter.") % {"most": f"{most:,}"}
            )
        yield number, (cells + [""] * (width - len(cells)))[:width]


def _text(content: bytes, mends: bool) -> str:
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if content.startswith(mark)), "")
    if not encoding and b"\x00" in content[:400]:
        # Without its mark: in text that is mostly ASCII, every second byte is zero.
        encoding = "utf-16-be" if content[:1] == b"\x00" else "utf-16-le"
    for name in [encoding] if encoding else ["utf-8", "cp1252"]:
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            if not mends:
                continue
            text = content.decode(name, "replace")
            if name == "utf-8" and not _is_mostly_whole(text):
                continue
        if "\x00" not in text:
            return text
    raise UnreadableTable(_("This is no text that we can read. Save the spreadsheet as CSV (UTF-8), and upload that."))


def _is_mostly_whole(text: str) -> bool:
    """Whether most letters beyond ASCII were what they were read as: so many are none by chance."""
    broken = text.count("\ufffd")
    return len(text) - len(text.encode("ascii", "ignore")) > 2 * broken


def _csv_rows(text: str, knows: Callable[[str], object]) -> Iterator[list[str]]:
    start = text.lstrip("\ufeff\r\n")
    if start[:4].casefold() == "sep=":  # a line for Excel alone
        start = start.partition("\n")[2]
    head = _FIRST_LINE.match(start)[0]  # type: ignore[index]  # it matches anything
    separator = max(
        _SEPARATORS, key=lambda mark: (sum(bool(knows(name)) for name in _split(head, mark)), head.count(mark))
    )
    reader = csv.reader(io.StringIO(start, newline=""), delimiter=separator)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            message = _("The file breaks off in line %(line)d: a quotation mark may be missing there.")
            raise UnreadableTable(message % {"line": reader.line_num}) from error
        yield [cell.strip() for cell in cells]


def _split(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []


def _checked(cells: list[str], limits: Limits) -> list[str]:
    if len(cells) > limits.columns or any(len(cell) > limits.cell for cell in cells):
        raise UnreadableTable(
            _("A row is longer than any row of such a table. A quotation mark may be missing before it.")
        )
    return cells


def _xlsx_rows(content: bytes, knows: Callable[[str], object], limits: Limits) -> Iterator[list[str]]:
    message = _("This Excel file cannot be read. Save it as CSV, and upload that.")
    try:
        with ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > limits.unpacked:
                raise UnreadableTable(_("The Excel file is too large once it is unpacked. Save it as CSV."))
            if _EVERY_WORKBOOK not in packed.namelist():
                raise UnreadableTable(_("This is a zip file. Unpack it, and give the table that is in it."))
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        known = (sheet for sheet in book.worksheets if any(knows(name) for name in _headings(sheet, limits)))
        sheet = next(known, book.worksheets[0])
        for row in sheet.iter_rows(max_col=limits.columns, values_only=True):
            yield [_cell_text(value) for value in row]
    except UnreadableTable:
        raise
    except _BROKEN_XLSX as error:
        raise UnreadableTable(message) from error


def _headings(sheet: Any, limits: Limits) -> list[str]:
    """The first row of a sheet that is not empty."""
    rows = sheet.iter_rows(max_row=_FIRST_ROWS, max_col=limits.columns, values_only=True)
    return next((cells for row in rows if any(cells := [_cell_text(value) for value in row])), [])


def _cell_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.date() if value.time() == time(0) else value
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
