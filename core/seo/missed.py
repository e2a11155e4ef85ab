"""Counting addresses that were not found: bounded, rarely written, and without a trace of who asked.

Counts are kept in the process and written together at most every `SECONDS_BETWEEN_WRITES`; a flood of made-up addresses
fills neither memory nor the table. What looks like a robot's probe or may hold a person's data is not counted.
"""

import logging
import re
import threading
import time
from collections import Counter

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Site

from core.seo.models import MissedAddress

logger = logging.getLogger(__name__)

MOST_ROWS = 1000
MOST_WAITING = 200
SECONDS_BETWEEN_WRITES = 10.0
LONGEST_PATH = 200
# Robots' probes for software that is not here.
PROBE = re.compile(r"(?i)\.(php\d?|aspx?|jsp|cgi|env|git|sql|bak|ini|ya?ml|zip|gz)\b|/wp-|/\.|//|cgi-bin|phpmyadmin")
CARDS = "/sharing-cards/"
# An e-mail address, or a number long enough to be a phone, a record or a person's.
PERSONAL = re.compile(r"@|%40|\d{6,}")


class MissedCounter:
    """The counts of one process, waiting to be written."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: Counter[tuple[int, str]] = Counter()
        self._written_at = 0.0

    def note(self, site_id: int, path: str) -> None:
        """Count one miss; from time to time, write what has come together."""
        with self._lock:
            key = (site_id, path)
            if key in self._waiting or len(self._waiting) < MOST_WAITING:
                self._waiting[key] += 1
            now = time.monotonic()
            if self._written_at and now - self._written_at < SECONDS_BETWEEN_WRITES:
                return
            self._written_at = now
            batch, self._waiting = self._waiting, Counter()
        try:
            write(batch)
        except DatabaseError as error:
            logger.warning("Missed addresses could not be written: %s", error)

    def flush(self) -> None:
        """Write what waits, whenever the last write was."""
        with self._lock:
            batch, self._waiting = self._waiting, Counter()
        write(batch)


counter = MissedCounter()


def is_countable(path: str) -> bool:
    """Whether a path may be stored: short, made by a person or a link, and free of personal data."""
    return len(path) <= LONGEST_PATH and path.isprintable() and not PROBE.search(path) and not PERSONAL.search(path)


def _is_staff(request: HttpRequest) -> bool:
    """Whether somebody is signed in. Without a cookie nobody is: no session is opened, the answer does not vary."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def note_miss(request: HttpRequest) -> None:
    """Count an address that a visitor asked for in vain.

    No visitors are: the audit, staff who are signed in, and whoever shows the sharing card of a page that is not live,
    whose address nobody types or links to.
    """
    if request.method != "GET" or request.META.get("clinic.audit") or not is_countable(request.path):
        return
    if request.path.startswith(CARDS) or _is_staff(request):
        return
    site = Site.find_for_request(request)
    if site is not None:
        counter.note(site.pk, request.path)


def write(batch: "Counter[tuple[int, str]]") -> None:
    """Add counts to the table; a full table gives up its least wanted rows for new addresses.

    Raises:
        DatabaseError: when the database cannot be written.
    """
    now = timezone.now()
    with transaction.atomic():
        sites = set(Site.objects.values_list("pk", flat=True))
        batch = Counter({key: hits for key, hits in batch.items() if key[0] in sites})
        unknown = []
        for (site_id, path), hits in batch.items():
            known = MissedAddress.objects.filter(site_id=site_id, path=path)
            if not known.update(hits=F("hits") + hits, last_seen=now):
                unknown.append(MissedAddress(site_id=site_id, path=path, hits=hits, last_seen=now, first_seen=now))
        if not unknown:
            return
        surplus = MissedAddress.objects.count() + len(unknown) - MOST_ROWS
        if surplus > 0:
            least = MissedAddress.objects.order_by("hits", "last_seen").values_list("pk", flat=True)[:surplus]
            MissedAddress.objects.filter(pk__in=list(least)).delete()
        MissedAddress.objects.bulk_create(unknown, ignore_conflicts=True)
