"""A machine's clock can be wrong, and be put right while the site runs.

What lives inside one process is measured with `time.monotonic`, which no correction moves. Times in the database and in
sessions outlive processes and machines, so they are wall-clock times: one that lies ahead although it tells of the past
was written while a clock was ahead, and says nothing about how long ago that was.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

SLACK = timedelta(minutes=5)  # clocks of machines that are in order differ by less


def lately(span: timedelta) -> tuple[datetime, datetime]:
    """The last `span`, for a lookup with `__range`."""
    now = timezone.now()
    return now - span, now + SLACK


def is_within(age: timedelta, most: timedelta) -> bool:
    """Whether something is at most so old, and not from a future that a wrong clock made up."""
    return -SLACK <= age <= most


def other_time_zone() -> str:
    """The time zone of whoever works, such as “America/Chicago”, where it is not the clinic's; else empty."""
    own = timezone.get_current_timezone_name()
    return "" if own == settings.TIME_ZONE else own
