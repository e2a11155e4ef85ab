"""Exports of requests that open safely (see `core.editorial.spreadsheets`)."""

import csv
import io
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from appointments.crypto import CryptoError
from appointments.models import AppointmentRequest
from core.editorial.spreadsheets import safe_cell
from core.web.phones import format_phone

from .access import person_name


def headings() -> list[str]:
    """The first line."""
    return [
        _("Reference"),
        _("Received"),
        _("Status"),
        _("Location"),
        _("Name"),
        _("Phone"),
        _("E-mail"),
        _("Patient"),
        _("Days"),
        _("Times"),
        _("Condition"),
        _("Note"),
        _("Calls and texts"),
        _("Voicemail"),
        _("Assigned to"),
    ]


def values(request: AppointmentRequest) -> list[str]:
    """One line; a request that cannot be decrypted says so instead of breaking the export."""
    received = timezone.localtime(request.created_at).strftime("%Y-%m-%d %H:%M")
    start = [request.reference, received, request.get_status_display(), request.location_name]
    end = [
        _("yes") if request.consent_contact else _("no"),
        _("yes") if request.consent_voicemail else _("no"),
        person_name(request.assignee),
    ]
    try:
        middle = [
            request.full_name,
            format_phone(request.phone) if request.phone else "",
            request.email,
            request.patient_type_label,
            ", ".join(request.days),
            ", ".join(request.times),
            request.condition,
            request.note,
        ]
    except CryptoError:
        middle = [_("(cannot be read)"), *[""] * 7]
    return [safe_cell(value) for value in (*start, *middle, *end)]


def as_csv(requests: Iterable[AppointmentRequest]) -> bytes:
    """CSV (RFC 4180) in UTF-8 with a byte order mark, which Excel needs to read accents."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(headings())
    writer.writerows(values(request) for request in requests)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(requests: Iterable[AppointmentRequest]) -> bytes:
    """An Excel workbook whose cells are all text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Requests"))
    for line in ([safe_cell(heading) for heading in headings()], *(values(request) for request in requests)):
        cells = [WriteOnlyCell(sheet, value) for value in line]
        for cell in cells:
            cell.data_type = "s"
        sheet.append(cells)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


FORMATS = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
