"""Putting what was ticked of Google's side into a draft of the place. Nothing goes live by itself."""

from collections.abc import Callable, Iterable
from datetime import date

from locations.models import HoursException, LocationPage, OpeningPeriod
from locations.models.opening import OpenDays

from . import columns
from .comparison import google_address, google_special, google_week
from .google_file import Cells, phone_of


def take_over(page: LocationPage, cells: Cells, keys: Iterable[str], user: object) -> LocationPage:
    """Write the ticked subjects into the newest draft of a place and save it as a draft, all of them or none.

    Raises:
        ValidationError: when the place would not be a valid page; nothing is saved then.
        UnreadableCell: when a cell cannot be read.
    """
    draft: LocationPage = page.get_latest_revision_as_object()
    for key in keys:
        _TAKES[key](draft, cells, page.today)
    draft.full_clean()
    for row in (*draft.hours.all(), *draft.exceptions.all()):
        row.full_clean(exclude=["page"])
    draft.save_revision(user=user, log_action=True)
    return draft


def _take_store_code(draft: LocationPage, cells: Cells, today: date) -> None:
    draft.store_code = cells[columns.STORE_CODE]


def _take_address(draft: LocationPage, cells: Cells, today: date) -> None:
    lines, draft.city, draft.state, draft.postal_code = google_address(cells)
    draft.street_address, draft.address_line_2 = lines[0], ", ".join(lines[1:])


def _take_phone(draft: LocationPage, cells: Cells, today: date) -> None:
    draft.phone = phone_of(cells[columns.PHONE])


def _take_hours(draft: LocationPage, cells: Cells, today: date) -> None:
    week = google_week(cells) or ()
    groups = [OpenDays.EVERY_DAY, OpenDays.WORKDAYS, OpenDays.WEEKEND, *list(OpenDays)[:7]]
    left = set(range(7))
    rows = []
    for group in groups:
        days = set(group.weekdays)
        if days <= left and len({week[day] for day in days}) == 1:
            left -= days
            rows += [OpeningPeriod(weekday=group, opens=each.opens, closes=each.closes) for each in week[min(days)]]
    draft.hours.set(rows)


def _take_special_hours(draft: LocationPage, cells: Cells, today: date) -> None:
    """Google's dates come in; the site's other special days stay, and so do the reasons of those that are replaced."""
    found = google_special(cells, today) or {}
    kept, notes = [], {}
    for row in draft.exceptions.all():
        if row.date_from == row.last_day and row.date_from in found:
            notes[row.date_from] = row.note
        else:
            kept.append(row)
    for day, periods in found.items():
        note = notes.get(day, "")
        kept += [
            HoursException(date_from=day, closed=False, opens=each.opens, closes=each.closes, note=note)
            for each in periods
        ] or [HoursException(date_from=day, closed=True, note=note)]
    draft.exceptions.set(kept)


_TAKES: dict[str, Callable[[LocationPage, Cells, date], None]] = {
    "store_code": _take_store_code,
    "address": _take_address,
    "phone": _take_phone,
    "hours": _take_hours,
    "special_hours": _take_special_hours,
}
