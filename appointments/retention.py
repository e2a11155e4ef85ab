"""Requests are deleted when their time is over."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from .erasure import erase
from .models import Action, AppointmentRequest, AppointmentSettings


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
