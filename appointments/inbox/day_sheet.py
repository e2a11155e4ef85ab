"""One day on paper: who is booked, and who is still to be called. Printed sheets are the clinic's to keep and shred."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from appointments import audit
from appointments.crypto import CryptoError
from appointments.models import Action, AppointmentRequest, Status

from .access import person_name, visible_to
from .rows import Row, in_order, readable_booking, rows_of
from .views import InboxPage


class Line(NamedTuple):
    """One request on the sheet: what is needed to greet or call somebody, and no more."""

    row: Row
    phone: str
    patient: str


def lines_of(requests: list[AppointmentRequest]) -> list[Line]:
    """Requests as lines; one that cannot be read keeps its place with its reference."""
    lines = []
    for row in rows_of(requests):
        try:
            lines.append(Line(row, row.request.phone, row.request.patient_type_label))
        except CryptoError:
            lines.append(Line(row, "", ""))
    return lines


def booked_on(day: date, visible: QuerySet[AppointmentRequest]) -> list[AppointmentRequest]:
    """The requests booked for a day, by time. The times are encrypted: those of all booked requests are read."""
    booked = [
        (at, request)
        for request in visible.filter(status=Status.SCHEDULED, booked_for__isnull=False)
        if (at := readable_booking(request)) and at.date() == day
    ]
    return [request for _at, request in sorted(booked, key=lambda pair: (pair[0], pair[1].created_at))]


def day_from(text: str) -> date:
    """The day that was asked for; today for none, and for what is no day."""
    try:
        return parse_date(text) or timezone.localdate()
    except ValueError:
        return timezone.localdate()


class DaySheetView(InboxPage):
    """The sheet of a day, for the screen and for paper."""

    template_name = "appointments/inbox/day_sheet.html"

    def get_page_title(self) -> str:
        """What the page shows."""
        return _("Day sheet")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who comes that day and, on the sheet of today, who is to be called. Looking leaves a record."""
        day, today = day_from(self.request.GET.get("day", "")), timezone.localdate()
        visible = visible_to(self.request.user)
        booked = booked_on(day, visible)
        to_call = list(in_order(visible.filter(status__in=(Status.NEW, Status.CONTACTED)))) if day == today else []
        references = [request.reference for request in (*booked, *to_call)]
        audit.record(Action.DAY_SHEET, actor=self.request.user, day=day.isoformat(), references=references)
        return super().get_context_data(
            day=day,
            is_today=day == today,
            before=day - timedelta(days=1) if day > date.min else day,
            after=day + timedelta(days=1) if day < date.max else day,
            booked=lines_of(booked),
            to_call=lines_of(to_call),
            printed_by=person_name(self.request.user),
            now=timezone.now(),
            **kwargs,
        )
