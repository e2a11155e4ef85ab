"""Requests as lists show them."""

import logging
from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from django.utils import timezone

from appointments.crypto import CryptoError
from appointments.models import AppointmentRequest, Status

from .access import person_name

logger = logging.getLogger(__name__)

WAITS_LONG = timedelta(days=1)


class Row(NamedTuple):
    """One line of the list. `name` is empty when the request cannot be read."""

    request: AppointmentRequest
    name: str
    assignee: str
    waits_long: bool


def rows_of(requests: Iterable[AppointmentRequest]) -> list[Row]:
    """Decrypt what a list shows: the name, and nothing else."""
    since = timezone.now() - WAITS_LONG
    return [
        Row(
            request,
            readable_name(request),
            person_name(request.assignee),
            request.status == Status.NEW and request.created_at < since,
        )
        for request in requests
    ]


def readable_name(request: AppointmentRequest) -> str:
    """The name, or "" for a request that cannot be decrypted: one bad row must not hide the others."""
    try:
        return request.full_name
    except CryptoError as error:
        logger.error("Request %s cannot be read: %s", request.reference, error)  # noqa: TRY400 - no traceback: no values
        return ""
