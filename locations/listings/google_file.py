"""Finding our places in a file that Google exported."""

from collections.abc import Iterable
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.editorial.spreadsheets import FORMULA_STARTS
from core.web.characters import clean_text
from core.web.phones import parse_phone
from core.web.tables import Limits, UnreadableTable, open_table
from locations.models import LocationPage
from locations.structured_data import plain_phone

from . import columns

#: So many rows of other places are named, and so many remarks made.
NAMED_ROWS = 10
LONGEST_KEPT = 1_000
#: Google's file of a hundred places has less than 1 MB.
LIMITS = Limits()

Cells = dict[str, str]


class GoogleFile(NamedTuple):
    """What a file says of our places, by the key of their pages; the names of other rows; what was odd about it."""

    rows: dict[int, Cells]
    others: list[str]
    remarks: list[str]
    row_count: int


def read_file(content: bytes, places: Iterable[LocationPage]) -> GoogleFile:
    """Read a file from Google. A row is a place's by store code, or else by its street and ZIP code, or by its phone.

    Raises:
        UnreadableTable: with a sentence for whoever uploaded it.
    """
    table = open_table(content, columns.column_of, LIMITS)
    found = [columns.column_of(heading) for heading in table.headings]
    if columns.STORE_CODE not in found:
        message = _("This is not Google's file: its first row has no column “Store code”. It begins with: %(head)s")
        raise UnreadableTable(message % {"head": ", ".join(table.headings)[:120]})
    finder = _Finder(list(places))
    count = 0
    for number, cells in table.rows:
        count += 1
        row = {column: cell for column, cell in zip(found, cells, strict=True) if column}
        finder.take(number, row)
    if not count:
        raise UnreadableTable(_("The file has headings, but no row with a business."))
    return GoogleFile(finder.rows(), finder.others, finder.remarks[: NAMED_ROWS * 2], count)


class _Finder:
    """Gathers the rows of our places while a file is read."""

    def __init__(self, places: list[LocationPage]) -> None:
        self.by_code = {page.store_code.casefold(): page.pk for page in places if page.store_code}
        self.by_phone = {plain_phone(page.phone): page.pk for page in places if page.phone}
        self.by_address = {
            (street_key(page.street_address), page.postal_code[:5]): page.pk for page in places if page.street_address
        }
        self.sure: dict[int, Cells] = {}
        self.likely: dict[int, Cells] = {}
        self.others: list[str] = []
        self.remarks: list[str] = []

    def take(self, number: int, row: Cells) -> None:
        """Keep a row when it is about a place of ours."""
        code = plain_cell(row.get(columns.STORE_CODE, ""))
        pk = self.by_code.get(code.casefold())
        if pk is not None and pk in self.sure:
            self._remark(_("Row %(row)d has the store code %(code)s again. The first one counts."), number, code)
        elif pk is not None:
            self.sure[pk] = self._cleaned(number, row)
        elif likely := self._likely(row):
            self.likely.setdefault(likely, self._cleaned(number, row))
        elif len(self.others) < NAMED_ROWS:
            name = " ".join(filter(None, (row.get(columns.NAME, ""), row.get(columns.CITY, ""))))
            self.others.append(f"{code or '-'}: {name}"[:160])

    def rows(self) -> dict[int, Cells]:
        """The row of each place that has one: a fitting store code goes before an address or a phone that fits."""
        return self.likely | self.sure

    def _likely(self, row: Cells) -> int | None:
        address = (street_key(row.get(columns.STREET, "")), row.get(columns.POSTAL_CODE, "")[:5])
        return self.by_address.get(address) or self.by_phone.get(phone_of(row.get(columns.PHONE, "")))

    def _cleaned(self, number: int, row: Cells) -> Cells:
        cleaned = {}
        for column, cell in row.items():
            if cell.startswith(("=", "@")):
                self._remark(_("Row %(row)d has a formula in “%(code)s”, which is not read."), number, column)
            else:
                cleaned[column] = plain_cell(cell)[:LONGEST_KEPT]
        return cleaned

    def _remark(self, sentence: str, number: int, code: str) -> None:
        self.remarks.append(sentence % {"row": number, "code": code[:60]})


def plain_cell(cell: str) -> str:
    """A cell without the apostrophe that keeps spreadsheets from running it, and without what only breaks things."""
    text = clean_text(cell, lines=False).strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text


def phone_of(cell: str) -> str:
    """A phone number as E.164 without its extension; empty when it is none."""
    try:
        return plain_phone(parse_phone(plain_cell(cell)))
    except ValidationError:
        return ""


def street_key(text: str) -> str:
    """A street for comparing: small letters, without dots, commas and the number sign."""
    return " ".join(text.casefold().translate(str.maketrans(".,#", "   ")).split())
