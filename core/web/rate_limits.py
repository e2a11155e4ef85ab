"""How often one address or one contact may do something, counted in the site's own database.

A count is one row whose key is a keyed hash of who, what and which window: no address is stored, several workers share
the count, and it is taken in the transaction of what is counted. Windows are fixed, so at most twice the limit fits
into any stretch of one window's length.
"""

import time
from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from core.web.models import RateLimit


class TooMany(Exception):
    """The limit is reached. `retry_after` is in seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("Too many requests")
        self.retry_after = retry_after


def hashed_key(purpose: str, *subject: str) -> str:
    """The key of a row: names who and what to this site alone, and only while its secret is the same."""
    # Lengths keep ("ab", "c") and ("a", "bc") apart.
    value = "".join(f"{len(part)}:{part}" for part in subject)
    return salted_hmac(f"core.web.rate_limits.{purpose}", value, algorithm="sha256").hexdigest()


def use_once(purpose: str, value: str, until: datetime) -> bool:
    """Use a value up: True the first time, False for ever after, or until `until` is over and it is forgotten."""
    try:
        with transaction.atomic():
            RateLimit.objects.create(key=hashed_key(purpose, value), expires_at=until)
    except IntegrityError:
        return False
    return True


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
        self.key = hashed_key("rate-limit", *subject, str(limit.seconds), str(window))
        self.retry_after = limit.seconds - passed

    def check(self) -> None:
        """Raise TooMany when the limit is reached. Writes nothing, so a flood costs a read each."""
        if RateLimit.objects.filter(key=self.key, count__gte=self.limit.count).exists():
            raise TooMany(self.retry_after)

    def take(self) -> None:
        """Count one more, exactly, however many workers count at once. Call it in the transaction of what is counted.

        Raises:
            TooMany: when that is one too many; the transaction then rolls back, the count with it.
        """
        expires = datetime.fromtimestamp(time.time() + self.retry_after, tz=UTC)
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO web_ratelimit (key, count, expires_at) VALUES (%s, 1, %s) "
                "ON CONFLICT (key) DO UPDATE SET count = web_ratelimit.count + 1 RETURNING count",
                [self.key, connection.ops.adapt_datetimefield_value(expires)],
            )
            count = cursor.fetchone()[0]
        if count > self.limit.count:
            raise TooMany(self.retry_after)

    def give_back(self) -> None:
        """Take one off again: what was counted beforehand turned out to be in order."""
        RateLimit.objects.filter(key=self.key, count__gt=0).update(count=F("count") - 1)

    def forget(self) -> None:
        """Start again from none."""
        RateLimit.objects.filter(key=self.key).delete()


def forget_old() -> int:
    """Delete counts whose window is over; the worker runs it hourly."""
    return RateLimit.objects.filter(expires_at__lt=timezone.now()).delete()[0]
