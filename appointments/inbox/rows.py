"""Requests as lists show them."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Case, F, IntegerField, Q, QuerySet, When
from django.utils import timezone

from appointments.crypto import CryptoError
from appointments.models import AppointmentRequest, RequestStep, Status

from .access import person_name

logger = logging.getLogger(__name__)

WAITS_LONG = timedelta(days=1)


class Row(NamedTuple):
    """One line of the list. `name` is empty when the request cannot be read, `step` while nobody did anything."""

    request: AppointmentRequest
    name: str
    assignee: str
    waits: bool
    waits_long: bool
    step: RequestStep | None
    booked_at: datetime | None


def rows_of(requests: Iterable[AppointmentRequest]) -> list[Row]:
    """Decrypt what a list shows: the name and the booking. What was done last is read in one query."""
    since = timezone.now() - WAITS_LONG
    rows = list(requests)
    done = {step.request_id: step for step in RequestStep.objects.filter(request__in=[row.pk for row in rows])}
    return [
        Row(
            request,
            readable_name(request),
            person_name(request.assignee),
            request.status in (Status.NEW, Status.CONTACTED),
            request.status == Status.NEW and request.created_at < since,
            done.get(request.pk),
            readable_booking(request),
        )
        for request in rows
    ]


def in_order(requests: QuerySet[AppointmentRequest]) -> QuerySet[AppointmentRequest]:
    """What patients ask for comes first, then who waits, the longest first, then the rest, the newest first."""
    rank = Case(
        When(~Q(wish=""), then=0),
        When(status=Status.NEW, then=1),
        When(status=Status.CONTACTED, then=2),
        default=3,
        output_field=IntegerField(),
    )
    waiting = Case(When(status__in=(Status.NEW, Status.CONTACTED), then=F("created_at")))
    return requests.order_by(rank, waiting.asc(nulls_last=True), "-created_at")


def readable_name(request: AppointmentRequest) -> str:
    """The name, or "" for a request that cannot be decrypted: one bad row must not hide the others."""
    try:
        return request.full_name
    except CryptoError as error:
        logger.error("Request %s cannot be read: %s", request.reference, error)  # noqa: TRY400 - no traceback: no values
        return ""


def readable_booking(request: AppointmentRequest) -> datetime | None:
    """When the patient comes, on the clock of the place; None where nothing is booked, or it cannot be decrypted."""
    try:
        return request.booked_at if request.status == Status.SCHEDULED else None
    except (CryptoError, ValueError) as error:
        logger.error("Request %s cannot be read: %s", request.reference, error)  # noqa: TRY400 - no traceback: no values
        return None
