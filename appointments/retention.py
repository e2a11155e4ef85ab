"""Requests are deleted when their time is over."""

import logging
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from core.operations.models import ScheduledJob

from .erasure import erase
from .models import Action, AppointmentRequest, AppointmentSettings

logger = logging.getLogger(__name__)

JOB = "purge_requests"
LONGEST_GAP = timedelta(days=2)


def overdue() -> Q:
    """Closed requests and spam N days after they were closed, and every request M days after it arrived."""
    settings = AppointmentSettings.load()
    now = timezone.now()
    return Q(closed_at__lt=now - timedelta(days=settings.closed_retention_days)) | Q(
        created_at__lt=now - timedelta(days=settings.maximum_retention_days)
    )


def purge() -> int:
    """Delete what is overdue, each with its tombstone in a transaction of its own, and return how many."""
    overdue_ids = list(AppointmentRequest.objects.filter(overdue()).values_list("pk", flat=True))
    for pk in overdue_ids:
        request = AppointmentRequest.objects.filter(pk=pk).first()
        if request is not None:
            erase(request, action=Action.PURGED)
    return len(overdue_ids)


def purge_daily() -> int:
    """The worker's job: `purge`, unless time has made a leap since the last one.

    A clock that is a year ahead would make every request overdue. So after a gap of more than two days (a wrong clock,
    a restored backup, a worker that stood still) one day passes before anything is deleted, and staff or the clock's
    own correction come first.
    """
    last = ScheduledJob.objects.filter(name=JOB).values_list("finished_at", flat=True).first()
    if last is not None and not timedelta() <= timezone.now() - last <= LONGEST_GAP:
        logger.warning("Nothing is purged today: time has made a leap since %s", last.date())
        return 0
    return purge()
