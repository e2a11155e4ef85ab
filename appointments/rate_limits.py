"""How many requests one address or one contact may send, counted in the site's own database.

A count is one row whose key is a keyed hash of who, what and which window: no address is stored, several workers share
the count, and it is taken in the same transaction as the request. Windows are fixed, so at most twice the limit fits
into any stretch of one window's length.
"""

import ipaddress
import time
from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.utils import timezone

from .crypto import keyed_hash
from .models import RateLimit


class TooMany(Exception):
    """The limit is reached. `retry_after` is in seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("Too many requests")
        self.retry_after = retry_after


@dataclass(frozen=True)
class Limit:
    """So many within so many seconds."""

    count: int
    seconds: int

    @classmethod
    def parse(cls, text: str) -> "Limit":
        """Read "count/seconds".

        Raises:
            ImproperlyConfigured: when it is anything else.
        """
        try:
            count, seconds = (int(part) for part in text.split("/"))
        except ValueError as error:
            raise ImproperlyConfigured(f'A limit is written "count/seconds", such as 10/3600, not {text!r}.') from error
        if count < 1 or seconds < 1:
            raise ImproperlyConfigured(f"A limit needs numbers from 1 on, not {text!r}.")
        return cls(count, seconds)


class Counter:
    """The count of one subject within its present window."""

    def __init__(self, limit: Limit, *subject: str) -> None:
        window, passed = divmod(int(time.time()), limit.seconds)
        self.limit = limit
        self.key = keyed_hash("rate-limit", *subject, str(limit.seconds), str(window))
        self.retry_after = limit.seconds - passed

    def check(self) -> None:
        """Raise TooMany when the limit is reached. Writes nothing, so a flood costs a read each."""
        if RateLimit.objects.filter(key=self.key, count__gte=self.limit.count).exists():
            raise TooMany(self.retry_after)

    def take(self) -> None:
        """Count one more, exactly, however many workers count at once. Call it in the request's transaction.

        Raises:
            TooMany: when that is one too many; the transaction then rolls back, the count with it.
        """
        expires = datetime.fromtimestamp(time.time() + self.retry_after, tz=UTC)
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO appointments_ratelimit (key, count, expires_at) VALUES (%s, 1, %s) "
                "ON CONFLICT (key) DO UPDATE SET count = appointments_ratelimit.count + 1 RETURNING count",
                [self.key, connection.ops.adapt_datetimefield_value(expires)],
            )
            count = cursor.fetchone()[0]
        if count > self.limit.count:
            raise TooMany(self.retry_after)


def network_of(address: str) -> str:
    """What counts as one sender: an IPv4 address, or the /64 that one IPv6 customer has."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def forget_old() -> int:
    """Delete counts whose window is over; the worker runs it hourly."""
    return RateLimit.objects.filter(expires_at__lt=timezone.now()).delete()[0]
