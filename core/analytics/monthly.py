"""The sums of a month by mail, to whoever of the staff wants them. The worker sends them, late rather than never.

The mail holds sums of the whole site and of pages, and no place that people came from.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from core.analytics.figures import TAPS, Period, month_of, pages, totals
from core.analytics.models import ReportReader
from core.analytics.panels import PERMISSION
from core.operations.mail import claim, close, deliver, due, pause_after
from core.web.languages import default

logger = logging.getLogger("clinic.analytics")

PAGES_IN_A_MAIL = 10


def last_month() -> Period:
    """The calendar month before this one."""
    return month_of(timezone.localdate().replace(day=1) - timedelta(days=1))


def wants_mail(user: Any) -> bool:
    """Whether somebody gets the mail."""
    return ReportReader.objects.filter(user=user).exists()


def want_mail(user: Any, *, wanted: bool) -> None:
    """Begin with this month, which is mailed when it is over; or end."""
    if wanted:
        ReportReader.objects.get_or_create(user=user, defaults={"last_month": last_month().first})
    else:
        ReportReader.objects.filter(user=user).delete()


def send_due(stopping: Callable[[], bool] = lambda: False) -> int:
    """Mail the month before this one to whoever has not got it, and return to how many. The worker does it each round.

    Several months that a worker was away for are one mail: the newest. Who may not see the sums any more, or has no
    address, gets none.
    """
    month = last_month()
    sent = 0
    connection: BaseEmailBackend | None = None
    waiting = ReportReader.objects.filter(due(), last_month__lt=month.first).select_related("user")
    try:
        for reader in waiting[:100]:
            if stopping() or not claim(ReportReader.objects.filter(due(), pk=reader.pk, last_month=reader.last_month)):
                continue
            if reader.user.is_active and reader.user.email and reader.user.has_perm(PERMISSION):
                connection = connection or get_connection(timeout=settings.EMAIL_TIMEOUT)
                if failure := deliver(connection, compose(reader, month)):
                    _postpone(reader, failure.what)
                    if failure.server_down:
                        break
                    continue
                sent += 1
            now = timezone.now()
            rows = ReportReader.objects.filter(pk=reader.pk)
            rows.update(last_month=month.first, attempts=0, created_at=now, next_attempt_at=now)
    finally:
        if connection is not None:
            close(connection)
    return sent


def _postpone(reader: ReportReader, what: str) -> None:
    attempts = reader.attempts + 1
    logger.warning("monthly mail %s not sent, attempt %d: %s", reader.pk, attempts, what)
    ReportReader.objects.filter(pk=reader.pk).update(next_attempt_at=timezone.now() + pause_after(attempts))


def compose(reader: ReportReader, month: Period) -> EmailMessage:
    """The mail for one reader."""
    before = month_of(month.first - timedelta(days=1))
    sums = totals(month)
    context = {
        "month": month.first,
        "sums": sums,
        "before": totals(before),
        "taps": sum(sums[name] for name in TAPS),
        "pages": pages(month, most=PAGES_IN_A_MAIL),
        "link": f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{reverse('visits_report')}",
    }
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"
    with translation.override(default().code):
        return EmailMessage(
            subject=" ".join(render_to_string("analytics/mail/month.subject.txt", context).split()),
            body=render_to_string("analytics/mail/month.txt", context),
            to=[reader.user.email],
            headers={
                "Message-ID": f"<visits-{month.first:%Y-%m}-{reader.pk}@{host}>",
                "Auto-Submitted": "auto-generated",
            },
        )
